"""What a forecast adds up to: what became of the messages, and who reached the goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.responses import Answer, Response


class Arm(StrEnum):
    """Whether the messages of a run are sent or trapped."""

    SENT = "sent"
    HELD_OUT = "held_out"


@dataclass(slots=True)
class Results:
    """Counts of one run of a forecast.

    `answers` are by message and kind, where a conversion without a message is of a contact that was held out;
    `placed` are by mailbox provider and kind. `due` are runs in which a message was due, by journey and arm, `reached`
    those of them that reached the goal. `sends` are by message. `spoken_for` are events that arrived of themselves and
    were left out, since the model speaks for them.
    """

    answers: Counter[tuple[str, Answer]] = field(default_factory=Counter)
    placed: Counter[tuple[str, Answer]] = field(default_factory=Counter)
    sends: Counter[str] = field(default_factory=Counter)
    revenue: dict[str, float] = field(default_factory=dict)
    due: Counter[tuple[str, Arm]] = field(default_factory=Counter)
    reached: Counter[tuple[str, Arm]] = field(default_factory=Counter)
    spoken_for: int = 0
    _arms: dict[tuple[str, str, int], Arm] = field(default_factory=dict)

    def add_responses(self, responses: Iterable[Response]) -> None:
        """Count answers."""
        for response in responses:
            self.answers[response.message, response.kind] += 1
            self.placed[response.provider, response.kind] += 1
            if response.amount is not None and response.message:
                self.revenue[response.message] = self.revenue.get(response.message, 0.0) + response.amount

    def add_decisions(self, decisions: Iterable[Decision]) -> None:
        """Count what was due and what was reached; the decisions of a contact come in their order."""
        for decision in decisions:
            run = decision.contact, decision.journey, decision.enrollment
            if decision.outcome is Outcome.REACHED_GOAL and run in self._arms:
                self.reached[decision.journey, self._arms[run]] += 1
            elif decision.outcome in (Outcome.SENT, Outcome.HELD_OUT):
                self.sends[decision.message] += decision.outcome is Outcome.SENT
                if run not in self._arms:
                    arm = self._arms[run] = Arm.SENT if decision.outcome is Outcome.SENT else Arm.HELD_OUT
                    self.due[decision.journey, arm] += 1

    def count(self, kind: Answer, messages: Iterable[str]) -> int:
        """How often some messages were answered so."""
        return sum(self.answers[message, kind] for message in messages)

    def lift(self, journey: str) -> float | None:
        """How much more of those to whom a journey's messages were sent reached its goal than of those held out; None
        where nobody was held out, or none of them reached it."""
        rates = [self._rate(journey, arm) for arm in (Arm.SENT, Arm.HELD_OUT)]
        sent, held_out = rates
        return sent / held_out - 1 if sent is not None and held_out else None

    def _rate(self, journey: str, arm: Arm) -> float | None:
        due = self.due[journey, arm]
        return self.reached[journey, arm] / due if due else None

    def journeys(self) -> Iterator[str]:
        """The journeys in which a message was due, by name."""
        yield from sorted({journey for journey, _ in self.due})
