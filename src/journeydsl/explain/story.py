"""Everything that happened to one contact in a run, in order, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from journeydsl import engine
from journeydsl.conditions.words import wording_words
from journeydsl.engine import AtTheGate, ContactState, Rules, Step
from journeydsl.engine.words import decision_words, input_words, place
from journeydsl.explain.choices import asked
from journeydsl.explain.gate import Passage, explain_passage
from journeydsl.explain.parts import Part
from journeydsl.explain.refusals import Answer, answer
from journeydsl.model import clock
from journeydsl.model.contacts import Contact, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import Wording
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Instant
from journeydsl.simulator import member, walk_together
from journeydsl.source import Span

_AT_THE_GATE = (Outcome.SENT, Outcome.HELD_OUT, Outcome.NOT_SENT, Outcome.HELD)
_BEFORE_THE_GATE = (NotSent.STOPPED_WHILE_HELD, NotSent.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a timeline; `journey` and `message` are empty where it is about neither.

    `passage` says what the gate looked at, `parts` what a refusing condition or a `choose` asked and what the answers
    were, `notes` what else is to be known of a refusal, and what a message said to
    this contact.
    """

    at: Instant
    words: str
    journey: str = ""
    message: str = ""
    refusal: str = ""
    place: Span | None = None
    passage: Passage | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A contact's timeline in its own time zone, the journeys that it is still in at the end, and the contact as it
    was at the `start` and at the `end`."""

    contact: str
    timezone: str
    entries: tuple[Entry, ...]
    still_in: tuple[str, ...]
    start: Instant
    end: Instant
    began: ContactState
    ended: ContactState


def tell(
    rules: Rules,
    contact: Contact,
    inputs: Sequence[Input],
    start: Instant,
    end: Instant,
    others: Iterable[tuple[Contact, Sequence[Input]]] = (),
) -> Story:
    """Run one contact through the period from `start` to `end` (both included) and tell what happened.

    `others` are those who can make a difference to it: they are run with it, and nothing is told of them.
    """
    began, happening = member(rules, contact, inputs, start, end)
    state = began
    members = [(state, happening), *(member(rules, *other, start, end) for other in others)]
    entries: list[Entry] = []
    for step in walk_together(rules, members, end, engine.open_traffic(rules.program, start)):
        if step.state.contact == contact.id:
            entries.extend(_of_step(rules, step))
            state = step.state
    shown = [*map(_of_input, happening), *entries]
    still_in = dict.fromkeys(run.journey for run in state.enrollments)
    entries = sorted(shown, key=lambda entry: entry.at)
    return Story(contact.id, state.timezone, tuple(entries), tuple(still_in), start, end, began, state)


def _of_input(happened: Input) -> Entry:
    return Entry(at=happened.at, words=input_words(happened))


def _of_step(rules: Rules, step: Step) -> list[Entry]:
    came, said = iter(step.at_the_gate), iter(step.wordings)
    late = [_of_late(event, step.state.timezone) for event in step.late]
    return late + [_of_decision(rules, step, decision, came, said) for decision in step.decisions]


def _of_late(event: Event, timezone: str) -> Entry:
    wall = clock.to_wall(event.at, timezone)
    return Entry(at=event.arrives, words=f"{event.name} of {wall:%Y-%m-%d %H:%M:%S} becomes known late")


def _of_decision(
    rules: Rules, step: Step, decision: Decision, came: Iterator[AtTheGate], said: Iterator[Wording]
) -> Entry:
    passage = None
    is_sent = decision.outcome is Outcome.SENT
    wording = tuple(wording_words(rules.program.messages[decision.message], next(said))) if is_sent else ()
    refused = answer(rules, step, decision) if decision.outcome is Outcome.REFUSED else Answer()
    if decision.outcome in _AT_THE_GATE and decision.reason not in _BEFORE_THE_GATE:
        passage = explain_passage(rules, decision.at, next(came))
    return Entry(
        at=decision.at,
        words=decision_words(rules, decision),
        journey=decision.journey,
        message=decision.message,
        refusal=decision.reason if decision.outcome is Outcome.REFUSED else "",
        place=place(rules, decision),
        passage=passage,
        parts=asked(rules, step, decision) if decision.outcome is Outcome.CHOSE else refused.parts,
        notes=(*refused.notes, *wording),
    )
