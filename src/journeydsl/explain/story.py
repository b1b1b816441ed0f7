"""Everything that happened to one contact in a run, in order, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeydsl import engine
from journeydsl.conditions.words import value_words
from journeydsl.engine import AtTheGate, Rules, Step
from journeydsl.engine.turn import Turn
from journeydsl.explain.gate import Passage, explain_passage
from journeydsl.explain.parts import Part, parts_of
from journeydsl.model import clock
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import SENTENCES, Exit, NotSent, Refusal
from journeydsl.model.values import Instant
from journeydsl.simulator import walk
from journeydsl.source import Span

_AT_THE_GATE = (Outcome.SENT, Outcome.HELD_OUT, Outcome.NOT_SENT, Outcome.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a timeline; `journey` and `message` are empty where it is about neither.

    `passage` says what the gate looked at, `parts` what a refusing `only if` asked and what the answers were.
    """

    at: Instant
    words: str
    journey: str = ""
    message: str = ""
    refusal: str = ""
    place: Span | None = None
    passage: Passage | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A contact's timeline in its own time zone, and the journeys that it is still in at the end."""

    contact: str
    timezone: str
    entries: tuple[Entry, ...]
    still_in: tuple[str, ...]


def tell(rules: Rules, contact: Contact, inputs: Sequence[Input], start: Instant, end: Instant) -> Story:
    """Run one contact through the period from `start` to `end` (both included) and tell what happened."""
    before = [each for each in inputs if each.arrives < start and isinstance(each, Event)]
    state = engine.begin(rules, contact, before, start)
    happening = [each for each in inputs if start <= each.arrives <= end]
    entries: list[Entry] = []
    for step in walk(rules, state, happening, end):
        entries.extend(_of_step(rules, step))
        state = step.state
    shown = [*map(_of_input, happening), *entries]
    still_in = dict.fromkeys(run.journey for run in state.enrollments)
    return Story(contact.id, state.timezone, tuple(sorted(shown, key=lambda entry: entry.at)), tuple(still_in))


def _of_input(happened: Input) -> Entry:
    match happened:
        case Event(name=name, at=at, properties=properties):
            known = ", ".join(f"{name}: {value_words(value)}" for name, value in properties.items())
            return Entry(at=at, words=name + (f" ({known})" if known else ""))
        case Change(at=at, attribute=attribute, value=value):
            return Entry(at=at, words=f"{attribute} becomes {value_words(value)}")


def _of_step(rules: Rules, step: Step) -> list[Entry]:
    came = iter(step.at_the_gate)
    late = [_of_late(event, step.state.timezone) for event in step.late]
    return late + [_of_decision(rules, step, decision, came) for decision in step.decisions]


def _of_late(event: Event, timezone: str) -> Entry:
    wall = clock.to_wall(event.at, timezone)
    return Entry(at=event.arrives, words=f"{event.name} of {wall:%Y-%m-%d %H:%M:%S} becomes known late")


def _of_decision(rules: Rules, step: Step, decision: Decision, came: Iterator[AtTheGate]) -> Entry:
    passage = None
    if decision.outcome in _AT_THE_GATE and decision.reason != NotSent.STOPPED_WHILE_HELD:
        passage = explain_passage(rules, decision.at, next(came))
    return Entry(
        at=decision.at,
        words=_words(rules, decision),
        journey=decision.journey,
        message=decision.message,
        refusal=decision.reason if decision.outcome is Outcome.REFUSED else "",
        place=_place(rules, decision),
        passage=passage,
        parts=_refused_parts(rules, step, decision),
    )


_TOLD = {
    Outcome.ENTERED: "enters {journey}{about}",
    Outcome.REFUSED: "does not enter {journey}: {sentence}",
    Outcome.REACHED_GOAL: "reaches the goal of {journey}{about}",
    Outcome.FINISHED: "leaves {journey}: {sentence}{about}",
    Outcome.SENT: "{message} is sent",
    Outcome.HELD_OUT: "{message} is not sent: the contact is in the holdout of {journey}",
    Outcome.NOT_SENT: "{message} is not sent: {sentence}{about}",
    Outcome.HELD: "{message} is held back: {sentence}{about}",
    Outcome.WAITED: "{step}: over",
    Outcome.HAPPENED: "{step}: it happened",
    Outcome.TIMED_OUT: "{step}: it did not happen",
    Outcome.INTERRUPTED: "{step}: cut short{about}",
    Outcome.CHOSE: "takes the branch `{detail}`",
    Outcome.ASSIGNED: "{step}: gets `{detail}`",
    Outcome.CHANGED: "{step}",
    Outcome.MISSING: "{step}: there is no such date",
    Outcome.REPEATED: "{step}: {detail}",
    Outcome.EMITTED: "{step}",
    Outcome.CALLED: "{step}",
    Outcome.STARTED: "{step}",
    Outcome.ADDED: "{step}",
    Outcome.REMOVED: "{step}",
    Outcome.UNSUBSCRIBED: "{step}",
}


def _words(rules: Rules, decision: Decision) -> str:
    reason = _reason(decision)
    return _TOLD[decision.outcome].format(
        journey=decision.journey,
        message=decision.message,
        detail=decision.detail,
        about=f" ({decision.detail})" if decision.detail else "",
        sentence=SENTENCES[reason] if reason is not None else "",
        step=_step_words(rules, decision),
    )


def _reason(decision: Decision) -> Refusal | NotSent | Exit | None:
    for kind in (Refusal, NotSent, Exit):
        if decision.reason in set(kind):
            return kind(decision.reason)
    return None


def _step_words(rules: Rules, decision: Decision) -> str:
    nodes = rules.charts[decision.journey].nodes
    return next((node.step.words for node in nodes if node.step.id == decision.step), "")


def _place(rules: Rules, decision: Decision) -> Span:
    nodes = rules.charts[decision.journey].nodes
    whole = rules.journeys[decision.journey].span
    return next((node.step.span for node in nodes if node.step.id == decision.step), whole)


def _refused_parts(rules: Rules, step: Step, decision: Decision) -> tuple[Part, ...]:
    condition = rules.journeys[decision.journey].only_if
    if decision.reason != Refusal.ONLY_IF_NOT_MET or condition is None:
        return ()
    return parts_of(condition, Turn(rules, decision.at, step.state).facts())
