"""What a run adds up to, and whether it adds up (law L28)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from journeydsl.conditions import is_in
from journeydsl.conditions.wording import OTHERWISE
from journeydsl.conditions.words import operand_words
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.engine.facts import facts_of
from journeydsl.engine.memberships import carry_forward
from journeydsl.engine.publishing import Version
from journeydsl.graph.chart import Node
from journeydsl.model import clock, steps
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import Message, Wording
from journeydsl.model.values import Instant

CALL = "call to action"


@dataclass(slots=True)
class StepTally:
    """One step: how many arrivals ended how, and who is still there at the end of the run."""

    outcomes: Counter[str] = field(default_factory=Counter)
    still_there: int = 0

    @property
    def arrived(self) -> int:
        return self.outcomes.total() + self.still_there


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of the conservation law: `left` and `right` are counted apart and must be equal."""

    journey: str
    law: str
    left: int
    right: int


@dataclass(slots=True)
class JourneyTally:
    """One journey; `finished` is by reason and the author's word for it. `notes` counts what stands beside decisions:
    who was moved by an edit, and what a live reading would have decided otherwise."""

    triggered: int = 0
    entered: int = 0
    contacts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    finished: Counter[tuple[str, str]] = field(default_factory=Counter)
    active: int = 0
    goals: int = 0
    sends_reached: int = 0
    sends: Counter[str] = field(default_factory=Counter)
    sends_held: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    steps: dict[str, StepTally] = field(default_factory=dict)

    def balances(self, name: str) -> list[Balance]:
        """The conservation law for this journey."""
        return [
            Balance(name, "triggered = entered + refused", self.triggered, self.entered + self.refused.total()),
            Balance(name, "entered = active + finished", self.entered, self.active + self.finished.total()),
            Balance(
                name,
                "reached a send = sent + held out + not sent + still held",
                self.sends_reached,
                self.sends.total() + self.sends_held,
            ),
        ]


@dataclass(slots=True)
class WordingTally:
    """How often a message was sent with what in it: the fields in whose place something else was said; for each block,
    its `footer` and its `call to action` the conditions or values that chose; the items offered. What was never used
    is there with 0, but for items."""

    fallbacks: Counter[str] = field(default_factory=Counter)
    parts: dict[str, Counter[str]] = field(default_factory=dict)
    offered: Counter[str] = field(default_factory=Counter)

    def add(self, wording: Wording) -> None:
        """Count a message that was sent."""
        self.fallbacks.update(operand_words(each) for each in wording.fallbacks)
        for choice in (*wording.blocks, *(() if wording.footer is None else (wording.footer,))):
            self._count(choice.part, choice.words)
        if wording.call_words:
            self._count(CALL, wording.call_words)
        self.offered.update(() if wording.offered is None else (wording.offered,))

    def _count(self, part: str, words: str) -> None:
        """Count what a part said; an earlier version of the message may have had parts that it has no more."""
        self.parts.setdefault(part, Counter())[words] += 1


@dataclass(slots=True)
class MessageTally:
    """One message; `not_sent` is by reason and what it was about, `held` are still held back at the end of the run."""

    sent: int = 0
    held_out: int = 0
    not_sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: int = 0
    wordings: WordingTally = field(default_factory=WordingTally)


class Tally:
    """The counts of a run over the period `start` to `end`. `counts_wordings` says whether those of messages were
    counted too."""

    def __init__(self, rules: Rules, start: Instant, end: Instant) -> None:
        self.rules = rules
        self.start = start
        self.end = end
        self.contacts = 0
        self.late_events = 0
        self.segments: Counter[str] = Counter()
        self.sends_by_day: Counter[tuple[datetime.date, str]] = Counter()
        self.counts_wordings = True
        self.messages = {
            name: MessageTally(wordings=_no_wordings(message)) for name, message in rules.program.messages.items()
        }
        self.journeys: dict[str, JourneyTally] = {}
        for name, version in _versions(rules):
            steps_of = self.journeys.setdefault(name, JourneyTally()).steps
            steps_of.update((node.step.id, StepTally()) for node in version.chart.nodes)
        self._zone = rules.program.project.timezone

    def add_step(self, step: Step) -> None:
        """Count what one step decided."""
        self.late_events += len(step.late)
        for journey in step.triggered:
            self.journeys[journey].triggered += 1
        for journey in step.reached:
            self.journeys[journey].sends_reached += 1
        for decision in step.decisions:
            self.add(decision)
        for wording in step.wordings:
            self.messages[wording.message].wordings.add(wording)

    def add_end(self, state: ContactState) -> tuple[str, ...]:
        """Count where a contact stands at the end of the run; says which segments it is in then."""
        self.contacts += 1
        for enrollment in state.enrollments.values():
            chart = self.rules.versions[enrollment.journey, enrollment.version].chart
            step = chart.nodes[enrollment.node].step
            journey = self.journeys[enrollment.journey]
            journey.active += 1
            journey.steps[step.id].still_there += 1
            if isinstance(step, steps.Send):
                journey.sends_held += 1
                self.messages[step.message].held += 1
        facts = facts_of(self.rules, carry_forward(self.rules, state, self.end), self.end)
        inside = tuple(name for name in self.rules.segments if is_in(name, facts))
        self.segments.update(inside)
        return inside

    def nodes(self, journey: str) -> tuple[Node, ...]:
        """The steps of a journey as it is now, none where it is gone; then those of earlier versions, which are gone
        from it, to which somebody came."""
        now = tuple(self.rules.charts[journey].nodes) if journey in self.rules.charts else ()
        known, gone = {node.step.id for node in now}, dict[str, Node]()
        for name, version in _versions(self.rules):
            for node in version.chart.nodes if name == journey else ():
                step = self.journeys[journey].steps[node.step.id]
                if node.step.id not in known and (step.arrived or step.still_there):
                    gone.setdefault(node.step.id, node)
        return (*now, *gone.values())

    def balances(self) -> list[Balance]:
        """The conservation law (L28), line by line: three lines a journey."""
        return [balance for name, journey in self.journeys.items() for balance in journey.balances(name)]

    @property
    def is_conserved(self) -> bool:
        """Whether every line of the conservation law holds; a run where it does not is a failure of the program."""
        return all(balance.left == balance.right for balance in self.balances())

    def add(self, decision: Decision, times: int = 1) -> None:  # noqa: C901 a case a kind
        """Count a decision that was made so many times."""
        journey = self.journeys[decision.journey]
        match decision.outcome:
            case Outcome.ENTERED:
                journey.entered += times
                journey.contacts += times * (decision.enrollment == 1)
            case Outcome.REFUSED:
                journey.refused[decision.reason] += times
            case Outcome.REACHED_GOAL:
                journey.goals += times
            case Outcome.FINISHED:
                journey.finished[decision.reason, decision.detail] += times
            case Outcome.SENT | Outcome.HELD_OUT | Outcome.NOT_SENT:
                journey.sends[decision.outcome] += times
                self._add_send(decision, times)
            case Outcome.MOVED | Outcome.STALE:
                journey.notes[decision.outcome] += times
                if decision.outcome is Outcome.STALE or not decision.detail:
                    return
            case Outcome.HELD:
                return
            case Outcome.CHOSE | Outcome.ASSIGNED:
                journey.steps[decision.step].outcomes[decision.detail] += times
                return
            case Outcome.REPEATED:
                way = "done" if decision.detail == "done" else "once more"
                journey.steps[decision.step].outcomes[way] += times
                return
            case (
                Outcome.WAITED
                | Outcome.HAPPENED
                | Outcome.TIMED_OUT
                | Outcome.INTERRUPTED
                | Outcome.MISSING
                | Outcome.CHANGED
                | Outcome.EMITTED
                | Outcome.CALLED
                | Outcome.STARTED
                | Outcome.ADDED
                | Outcome.REMOVED
                | Outcome.UNSUBSCRIBED
                | Outcome.OFFERED
                | Outcome.NOTHING_LEFT
            ):
                pass
        if decision.step:
            journey.steps[decision.step].outcomes[decision.outcome] += times

    def _add_send(self, decision: Decision, times: int) -> None:
        message = self.messages[decision.message]
        if decision.outcome is Outcome.SENT:
            message.sent += times
            channel = self.rules.program.messages[decision.message].channel
            self.sends_by_day[clock.to_wall(decision.at, self._zone).date(), channel] += times
        elif decision.outcome is Outcome.HELD_OUT:
            message.held_out += times
        else:
            message.not_sent[decision.reason, decision.detail] += times


def _no_wordings(message: Message) -> WordingTally:
    """Everything that a message could say for some contacts and not for others, not counted yet."""
    parts = {block.name: [*(arm.words for arm in block.arms), OTHERWISE] for block in message.blocks}
    if (footer := message.footer) is not None:
        others = [] if footer.otherwise is None else [OTHERWISE]
        parts["footer"] = [*(str(value) for entry in footer.entries for value in entry.values), *others]
    if message.calls:
        parts[CALL] = [*(arm.words for arm in message.calls), OTHERWISE]
    return WordingTally(
        Counter({operand_words(field): 0 for field, _ in message.fallbacks}),
        {part: Counter(dict.fromkeys(words, 0)) for part, words in parts.items()},
    )


def _versions(rules: Rules) -> Iterator[tuple[str, Version]]:
    """Every version of every journey that somebody may be in, the current ones first."""
    yield from ((name, rules.versions[name, ""]) for name in rules.journeys)
    yield from ((name, version) for (name, _), version in rules.versions.items())
