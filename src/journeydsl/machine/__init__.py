"""The laws for millions of contacts: the same decisions as `engine`, at the speed of arrays.

In: `Rules`, `Columns`, and the period. Out: what was decided, counted by kind, and each decision where it is wanted.
Promises: row by row what `engine.step` decides, and `engine.adopt` where new versions are published in the course of a
run; the same for any number of threads and any slices.
Importing this package takes a while and needs numba.
"""

from journeydsl.machine.binding import Bound, bind
from journeydsl.machine.columns import Columns, Mixed, Texts, from_population
from journeydsl.machine.decided import Decided
from journeydsl.machine.grouping import in_accounts
from journeydsl.machine.inserting import of_contacts, with_events
from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import Ints
from journeydsl.machine.publications import Published
from journeydsl.machine.reading import Reads, reads, reads_of
from journeydsl.machine.running import Counted, run

__all__ = [
    "Bound",
    "Columns",
    "Counted",
    "Decided",
    "Ints",
    "Kind",
    "Mixed",
    "Published",
    "Reads",
    "Texts",
    "bind",
    "from_population",
    "in_accounts",
    "of_contacts",
    "reads",
    "reads_of",
    "run",
    "with_events",
]
