"""What happened to a contact and what was decided, in words, for whoever is told of it."""

from __future__ import annotations

from journeydsl.conditions.words import value_words
from journeydsl.engine.rules import Rules
from journeydsl.model import clock
from journeydsl.model.contacts import Change, Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import SENTENCES, Exit, NotSent, Refusal
from journeydsl.model.values import Instant
from journeydsl.source import Span

TOLD = {
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
    Outcome.OFFERED: "is offered `{detail}`",
    Outcome.NOTHING_LEFT: "{step}: nothing is left",
    Outcome.MOVED: "goes on at another step of {journey}{about}",
    Outcome.STALE: "would go another way if segments were read live{about}",
}
"""`sentence` is the reason in a sentence, `about` the detail in parentheses, `step` the step as its author wrote it."""


def decision_words(rules: Rules, decision: Decision) -> str:
    """A decision in words; whose it is and when it was made is not said."""
    reason = _reason(decision)
    return TOLD[decision.outcome].format(
        journey=decision.journey,
        message=decision.message,
        detail=decision.detail,
        about=f" ({decision.detail})" if decision.detail else "",
        sentence=SENTENCES[reason] if reason is not None else "",
        step=_step_words(rules, decision),
    )


def input_words(happened: Input) -> str:
    """Something that happened to a contact, in words."""
    match happened:
        case Event(name=name, properties=properties):
            known = ", ".join(f"{name}: {value_words(value)}" for name, value in properties.items())
            return name + (f" ({known})" if known else "")
        case Change(attribute=attribute, value=value):
            return f"{attribute} becomes {value_words(value)}"


def place(rules: Rules, decision: Decision) -> Span:
    """Where the step that a decision is about is written, else where its journey is."""
    nodes = rules.charts[decision.journey].nodes
    whole = rules.journeys[decision.journey].span
    return next((node.step.span for node in nodes if node.step.id == decision.step), whole)


def wall_words(at: Instant, zone: str) -> str:
    """A local time to the minute, and to the second where it is not a whole minute: "2026-03-02 10:00"."""
    return clock.to_wall(at, zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def _reason(decision: Decision) -> Refusal | NotSent | Exit | None:
    for kind in (Refusal, NotSent, Exit):
        if decision.reason in set(kind):
            return kind(decision.reason)
    return None


def _step_words(rules: Rules, decision: Decision) -> str:
    nodes = rules.charts[decision.journey].nodes
    return next((node.step.words for node in nodes if node.step.id == decision.step), "")
