"""Scenarios: journeys proved by example, in their own language.

In: `Rules` and the scenarios of a program. Out: what did not hold, and which ways were gone.
Promises: virtual time; the engine decides; the same scenario has the same result everywhere.
"""

from journeydsl.scenarios.coverage import Coverage, Way, covered
from journeydsl.scenarios.running import Failure, Result, inputs, period, run

__all__ = ["Coverage", "Failure", "Result", "Way", "covered", "inputs", "period", "run"]
