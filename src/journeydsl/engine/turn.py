"""The work of one step: a state that is replaced as decisions are made, and the decisions.

A turn lives only inside `engine.step`; it is the one mutable thing of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from journeydsl.conditions import Facts
from journeydsl.engine import address
from journeydsl.engine.facts import facts_of
from journeydsl.engine.memberships import look_now
from journeydsl.engine.publishing import Version
from journeydsl.engine.rules import Rules
from journeydsl.engine.state import ContactState, Enrollment, Run
from journeydsl.engine.surroundings import ALONE, Surroundings
from journeydsl.graph.chart import Node
from journeydsl.model.contacts import Event, ScoreValue
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.happenings import CONSENT_WITHDRAWN, TOPIC
from journeydsl.model.messages import Wording
from journeydsl.model.reasons import Reason
from journeydsl.model.values import Instant, Value


class AtTheGate(NamedTuple):
    """A message that came to the gate, and the contact and what it shares with others as they were then."""

    state: ContactState
    enrollment: Enrollment
    message: str
    surroundings: Surroundings = ALONE


@dataclass(slots=True)
class Turn:
    """One contact at one instant. `triggered` and `reached` count, apart from the decisions, what law L28 balances.
    `wordings` are those of the messages sent. `acting` are runs at a step that others answer to, an event or the start
    of a journey, in the order of answering.
    `settled` is the state as it was when nothing followed from it any more, `read` what was last read of which.
    `happened` are the names of the events that have joined the history, `looked` the state as it was when it was last
    seen who is in a segment: that holds until something changes that segments ask for. `foreseen` is the state as it
    was before, where time does nothing to segments now."""

    rules: Rules
    at: Instant
    state: ContactState
    surroundings: Surroundings = ALONE
    decisions: list[Decision] = field(default_factory=list)
    triggered: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    at_the_gate: list[AtTheGate] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    late: list[Event] = field(default_factory=list)
    acting: list[Enrollment] = field(default_factory=list)
    settled: ContactState | None = None
    read: tuple[ContactState, Enrollment | None, Facts] | None = None
    happened: set[str] = field(default_factory=set)
    looked: ContactState | None = None
    foreseen: ContactState | None = None

    def version(self, enrollment: Enrollment) -> Version:
        """The version of its journey that an enrollment goes by (law L31)."""
        return self.rules.versions[enrollment.journey, enrollment.version]

    @property
    def account(self) -> str:
        """The account that the contact belongs to; a contact without one is an account of its own."""
        attributes = self.rules.program.project.attributes.values()
        named = (self.state.attributes.get(attribute.name) for attribute in attributes if attribute.identifies)
        return next((str(value) for value in named if value is not None), self.state.contact)

    def node(self, enrollment: Enrollment) -> Node:
        """The node that an enrollment is at."""
        return self.version(enrollment).chart.nodes[enrollment.node]

    def enrollments(self) -> Iterator[Enrollment]:
        """The active enrollments in the order of decision, each as it is when its turn comes."""
        place = -1
        while (ahead := self._next_runs(place)) is not None:
            place, runs = ahead
            for run in runs:
                enrollment = self.state.enrollments.get(run)
                if enrollment is not None:
                    yield enrollment

    def _next_runs(self, place: int) -> tuple[int, Sequence[Run]] | None:
        """The first journey after a place in the order of decision that the contact is in: its place, and its active
        runs in the order of their keys, which an earlier version may have given them."""
        places, first, runs = self.rules.places, len(self.rules.places), []
        for run in self.state.enrollments:
            at = places.get(run.journey, -1)
            if place < at < first:
                first, runs = at, [run]
            elif at == first:
                runs.append(run)
        return (first, sorted(runs) if len(runs) > 1 else runs) if runs else None

    def facts(self, enrollment: Enrollment | None = None) -> Facts:
        """What conditions may read now, from inside a run where one is given. What is remembered of live segments is
        brought up to date before."""
        if self.rules.remembered_live:
            self.state = look_now(self.rules, self.state, self.at)
        if self.read is None or self.read[0] is not self.state or self.read[1] is not enrollment:
            self.read = self.state, enrollment, facts_of(self.rules, self.state, self.at, enrollment)
        return self.read[2]

    def differs(self, before: ContactState) -> bool:
        """Whether the contact is other than it was earlier in this turn, in something that may be asked of who is in a
        watched segment, or in one whose past matters."""
        now = self.state
        return (
            now.attributes is not before.attributes
            or now.subscriptions is not before.subscriptions
            or now.account is not before.account
            or now.scores is not before.scores
            or now.memberships is not before.memberships
            or (now.history is not before.history and not self.happened.isdisjoint(self.rules.watched_by))
        )

    @property
    def is_as_foreseen(self) -> bool:
        """Whether what was foreseen of segments before this turn still holds: time has not come to it, and the contact
        is as it was."""
        return self.foreseen is not None and not self.differs(self.foreseen)

    def add(self, event: Event, place: int | None = None) -> None:
        """Let an event join the history, at a place or at the end."""
        history = self.state.history
        known = (*history, event) if place is None else (*history[:place], event, *history[place:])
        self.happened.add(event.name)
        self.state = self.state._replace(history=known)

    def update(self, **changes: Any) -> None:
        """Change fields of the state. Most of what is looked at is as it was, and a state is dear to make anew."""
        if any(getattr(self.state, name) != value for name, value in changes.items()):
            self.state = self.state._replace(**changes)

    def put(self, enrollment: Enrollment) -> None:
        """Keep an enrollment as it is now."""
        self.state = self.state._replace(enrollments={**self.state.enrollments, enrollment.run: enrollment})

    def remove(self, enrollment: Enrollment) -> None:
        """Forget an enrollment that has ended."""
        left = {run: other for run, other in self.state.enrollments.items() if run != enrollment.run}
        self.state = self.state._replace(enrollments=left)

    def withdraw(self, topic: str, *, by: str) -> None:
        """Withdraw the contact's consent to a topic. It becomes part of the history, so that what was said before, and
        is known later, does not give it back."""
        word = Event(id=f"{CONSENT_WITHDRAWN}#{by}", name=CONSENT_WITHDRAWN, at=self.at, properties={TOPIC: topic})
        subscriptions = {**self.state.subscriptions, topic: False}
        self.add(word)
        self.state = self.state._replace(subscriptions=subscriptions)

    def set_list(self, name: str, *, on: bool) -> None:
        """Put the contact on a list, or take it off."""
        lists = self.state.lists | {name} if on else self.state.lists - {name}
        self.state = self.state._replace(lists=lists)

    def set_attribute(self, name: str, value: Value) -> None:
        """Change the contact's profile."""
        if self.state.attributes.get(name) == value:
            return
        attributes: Mapping[str, Value] = {**self.state.attributes, name: value}
        unreachable = address.after_change(self.rules.program, self.state.unreachable, name)
        self.state = self.state._replace(attributes=attributes, unreachable=unreachable)

    def change(self, name: str, value: Value) -> None:
        """Change what is known of the contact: an attribute, `account.NAME`, or `score.NAME`, which is then sure and of
        now."""
        match name.partition("."):
            case ("account", ".", fact):
                self.state = self.state._replace(account={**self.state.account, fact: value})
            case ("score", ".", score) if isinstance(value, int | float):
                predicted = ScoreValue(float(value), confidence=1.0, made_at=self.at)
                self.state = self.state._replace(scores={**self.state.scores, score: predicted})
            case _:
                self.set_attribute(name, value)

    def decide(
        self,
        enrollment: Enrollment | None,
        outcome: Outcome,
        *,
        journey: str = "",
        step: str = "",
        reason: Reason | None = None,
        detail: str = "",
        message: str = "",
    ) -> None:
        """Record a decision about an enrollment, or about a journey that the contact is not in."""
        self.decisions.append(
            Decision(
                contact=self.state.contact,
                journey=enrollment.journey if enrollment else journey,
                enrollment=enrollment.number if enrollment else 0,
                step=step,
                at=self.at,
                outcome=outcome,
                reason=reason or "",
                detail=detail,
                message=message,
            )
        )
