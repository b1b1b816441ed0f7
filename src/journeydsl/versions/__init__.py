"""Two versions of a program side by side: whether they mean the same, what is different, and what the difference is for
the contacts inside.

In: checked programs with the texts of their templates. Out: fingerprints, and a `Comparison`, with text, Markdown and
JSON made of it.
Promises: pure; layout, comments, titles, file names and the order of declarations make no difference; whatever does is
told in the words of the authors.
"""

from journeydsl.versions.change import Change, Group, Kind
from journeydsl.versions.comparing import Comparison, compare
from journeydsl.versions.edition import Edition
from journeydsl.versions.fingerprint import journey_fingerprint, program_fingerprint
from journeydsl.versions.report import Format, render
from journeydsl.versions.waiting import Onward, Waiting

__all__ = [
    "Change",
    "Comparison",
    "Edition",
    "Format",
    "Group",
    "Kind",
    "Onward",
    "Waiting",
    "compare",
    "journey_fingerprint",
    "program_fingerprint",
    "render",
]
