"""Two runs over the same contacts and events side by side: whom the difference between two versions concerns, and how.

In: the folders that two runs have written, and what their programs have in common. Out: `Effects`.
Promises: every number is counted from the decisions of the two runs, by DuckDB, so that memory does not grow with them;
examples are the first contacts by id; the same runs give the same effects.
"""

from journeydsl.comparison.correspondence import Correspondence, correspond
from journeydsl.comparison.effects import Crossing, Effects, Group, Instead, Shift, Stopped
from journeydsl.comparison.measuring import measure, open_runs
from journeydsl.comparison.queries import EXAMPLES

__all__ = [
    "EXAMPLES",
    "Correspondence",
    "Crossing",
    "Effects",
    "Group",
    "Instead",
    "Shift",
    "Stopped",
    "correspond",
    "measure",
    "open_runs",
]
