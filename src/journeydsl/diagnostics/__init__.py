"""What the author is told: diagnostics as values, the closed list of codes, suggestions, and renderings.

In: a mistake found by any stage. Out: a `Diagnostic`, rendered by `journeydsl.diagnostics.render`.
Promises: a diagnostic is data, complete without the stage that made it; rendering never changes its meaning.
"""

from journeydsl.diagnostics.codes import Code
from journeydsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from journeydsl.diagnostics.problem import FileProblem, Problem
from journeydsl.diagnostics.suggest import did_you_mean, surely_meant

__all__ = [
    "Code",
    "Diagnostic",
    "Edit",
    "FileProblem",
    "Fix",
    "Label",
    "Problem",
    "Severity",
    "did_you_mean",
    "surely_meant",
]
