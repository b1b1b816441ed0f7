"""What a condition means for one contact at one instant.

In: a checked condition and the `Facts` about a contact. Out: true, false or unknown (laws L18 and L19), and the next
instant at which time alone can change the answer (law L20a).
Promises: pure, total: no condition of the model raises for facts of the declared types.
"""

from journeydsl.conditions.change import next_change
from journeydsl.conditions.evaluate import evaluate, holds_of, is_in, occurrences
from journeydsl.conditions.facts import Facts, Membership, read
from journeydsl.conditions.offering import pick
from journeydsl.conditions.wording import wording

__all__ = [
    "Facts",
    "Membership",
    "evaluate",
    "holds_of",
    "is_in",
    "next_change",
    "occurrences",
    "pick",
    "read",
    "wording",
]
