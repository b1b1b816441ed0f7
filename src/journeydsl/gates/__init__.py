"""Gates: sentences of what must not come out of a dry run, for continuous integration.

In: texts such as `any contact gets more than 4 emails in 7 days`, and the folder of a run. Out: gates, or the mistakes
in their texts; and a `Verdict` for each gate.
Promises: a closed list of sentences in the words of the language; every figure is counted from the decisions of the
run, by DuckDB.
"""

from journeydsl.gates.judging import judge
from journeydsl.gates.reading import read
from journeydsl.gates.sentences import Gate
from journeydsl.gates.verdicts import Finding, Verdict

__all__ = ["Finding", "Gate", "Verdict", "judge", "read"]
