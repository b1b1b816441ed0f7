"""Contacts and events from files, read strictly, sorted by contact and time, with an account of what did not fit.

In: a project (what there should be) and two files. Out: a `Population` to walk, as often as wanted.
Promises: nothing is guessed, repaired or silently dropped: rows = kept + rejected + duplicates, with the rejected rows
kept in full; memory does not grow with the files; everything wrong with a file itself is a `DataProblem`.
"""

from journeydsl.data.findings import Finding
from journeydsl.data.population import FileCount, Population
from journeydsl.data.problems import ColumnProblem, DataProblem, DataUnavailable, FileProblem, SortingProblem
from journeydsl.data.reading import read
from journeydsl.data.rejections import Rejected, RejectedCount

__all__ = [
    "ColumnProblem",
    "DataProblem",
    "DataUnavailable",
    "FileCount",
    "FileProblem",
    "Finding",
    "Population",
    "Rejected",
    "RejectedCount",
    "SortingProblem",
    "read",
]
