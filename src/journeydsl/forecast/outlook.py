"""What repeated runs of a forecast add up to: intervals, not points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journeydsl.forecast.results import Arm, Results
from journeydsl.model.responses import Answer

LOW, HIGH = 5, 95
"""The percentiles between which an interval lies."""


class Interval(NamedTuple):
    """The median of several runs, and the percentiles `LOW` and `HIGH`, in between straight."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """One run: its seed, what its sends added up to, and how many entered each journey and reached its goal."""

    seed: int
    results: Results
    entered: Mapping[str, int]
    goals: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Runs that differ in their seeds alone, the first first; `emails` are the messages that are e-mails, those of
    `promotional` are measured against published figures. `left_out` are events of history that lie in what is forecast.
    """

    runs: Sequence[Seeded]
    messages: Sequence[str]
    emails: Sequence[str]
    promotional: Sequence[str]
    left_out: int = 0

    def chain(self) -> Iterator[tuple[str, Interval]]:
        """The chain of what messages lead to, from sent to what each send is worth: counts."""
        yield "sent", self._over(lambda run: sum(run.results.sends.values()))
        for kind in Answer:
            yield kind, interval([run.results.count(kind, self.messages) for run in self.runs])
        yield "revenue", self._over(lambda run: sum(run.results.revenue.values()))

    def rates(self) -> Iterator[tuple[str, Interval]]:
        """The same as shares: what is delivered, bounces and conversions of what is sent, the rest of what is
        delivered; revenue for each message sent. None of them where there was nothing to divide by."""
        of_sent = (Answer.DELIVERED, Answer.SOFT_BOUNCED, Answer.HARD_BOUNCED, Answer.CONVERTED)
        for kind in Answer:
            of_emails = kind in (Answer.INBOX, Answer.SPAM, Answer.OPENED, Answer.MACHINE_OPENED, Answer.COMPLAINED)
            messages = self.emails if of_emails else self.messages
            whole = None if kind in of_sent else Answer.DELIVERED
            yield from self._share(kind, kind, messages, whole)
        yield from self._if_any(
            "revenue_per_recipient",
            [_divided(sum(run.results.revenue.values()), sum(run.results.sends.values())) for run in self.runs],
        )

    def of_journeys(self) -> Iterator[tuple[str, Mapping[str, Interval]]]:
        """By journey: entries, goals, and the share of runs with a message due that reached the goal, sent and held
        out, with the lift of the one over the other."""
        for journey in self.runs[0].entered:
            yield journey, dict(self._of_journey(journey))

    def _of_journey(self, journey: str) -> Iterator[tuple[str, Interval]]:
        yield "entered", self._over(lambda run: run.entered[journey])
        yield "goals", self._over(lambda run: run.goals[journey])
        for arm in Arm:
            shares = [_divided(run.results.reached[journey, arm], run.results.due[journey, arm]) for run in self.runs]
            yield from self._if_any(f"goal_rate_{arm}", shares)
        yield from self._if_any("lift", [run.results.lift(journey) for run in self.runs])

    def _share(
        self, name: str, kind: Answer, messages: Sequence[str], whole: Answer | None
    ) -> Iterator[tuple[str, Interval]]:
        found = []
        for run in self.runs:
            of = (
                sum(run.results.sends[each] for each in messages)
                if whole is None
                else run.results.count(whole, messages)
            )
            found.append(_divided(run.results.count(kind, messages), of))
        yield from self._if_any(name, found)

    def _if_any(self, name: str, found: Sequence[float | None]) -> Iterator[tuple[str, Interval]]:
        values = [each for each in found if each is not None]
        if values and len(values) == len(found):
            yield name, interval(values)

    def _over(self, figure: Callable[[Seeded], float]) -> Interval:
        return interval([figure(run) for run in self.runs])


def interval(values: Sequence[float]) -> Interval:
    """The median and the percentiles of some values, in between straight."""
    ordered = sorted(values)
    return Interval(*(_percentile(ordered, percent) for percent in (50, LOW, HIGH)))


def _percentile(ordered: Sequence[float], percent: int) -> float:
    place, rest = divmod((len(ordered) - 1) * percent, 100)
    following = ordered[min(place + 1, len(ordered) - 1)]
    return ordered[place] + (following - ordered[place]) * rest / 100


def _divided(part: float, whole: float) -> float | None:
    return part / whole if whole else None
