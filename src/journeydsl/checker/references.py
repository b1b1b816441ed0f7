"""References to what was declared elsewhere: found, or reported with the name that was most likely meant."""

from __future__ import annotations

from collections.abc import Collection

from journeydsl.checker.names import correction, meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.happenings import BUILT_IN, CONSENT_WITHDRAWN, JOURNEY_CALLED, MESSAGE_SENT
from journeydsl.model.journeys import Measure, Stage
from journeydsl.model.messages import MessageClass
from journeydsl.model.project import Channel, Event
from journeydsl.source import Span
from journeydsl.syntax import ast


def event(scope: Scope, name: ast.Name) -> Event | None:
    """The event of a name."""
    events, own = scope.names.events, scope.names.project.events
    if name.text not in events:
        hint = meant(name.text, own, "the events are", also=events) or (None if own else "no event is declared yet")
        fix = correction(name.span, name.text, events)
        scope.report(Code.UNKNOWN_EVENT, f"there is no event `{name.text}`", name.span, hint=hint, fix=fix)
    return events.get(name.text)


def heard_event(scope: Scope, name: ast.Name) -> Event | None:
    """The event of a name that journeys hear of: any but that a message was sent, which is their own doing."""
    if name.text != MESSAGE_SENT:
        return event(scope, name)
    hint = "go on after the `send`, or ask in a condition for `received` and the message"
    scope.report(
        Code.UNKNOWN_EVENT, f"no journey hears of `{MESSAGE_SENT}`, which is its own doing", name.span, hint=hint
    )
    return None


def own_event(scope: Scope, name: ast.Name) -> Event | None:
    """The event of a name that a journey can let happen: one that the project declares."""
    if name.text not in BUILT_IN:
        return event(scope, name)
    instead = {CONSENT_WITHDRAWN: "`unsubscribe from` and a topic", JOURNEY_CALLED: "`start` and a journey"}
    hint = f"write {instead[name.text]}" if name.text in instead else "name an event that the project file declares"
    scope.report(Code.UNKNOWN_EVENT, f"no journey can let `{name.text}` happen", name.span, hint=hint)
    return None


def account(scope: Scope, span: Span) -> None:
    """Report where something is about accounts and no attribute says which account a contact belongs to."""
    if any(attribute.identifies for attribute in scope.names.project.attributes.values()):
        return
    scope.report(
        Code.UNKNOWN_ATTRIBUTE,
        "no attribute says which account a contact belongs to",
        span,
        hint="add `identifies: account` to an attribute in the project file",
    )


def channel(scope: Scope, name: ast.Name) -> Channel | None:
    """The channel of a name."""
    channels = scope.names.project.channels
    _known(scope, Code.UNKNOWN_CHANNEL, "channel", name, channels)
    return channels.get(name.text)


def topic(scope: Scope, name: ast.Name) -> bool:
    """Whether there is a topic of a name."""
    return _known(scope, Code.UNKNOWN_TOPIC, "topic", name, scope.names.project.topics)


def segment(scope: Scope, name: ast.Name) -> bool:
    """Whether there is a segment of a name, or one that could not be read."""
    names = scope.names
    family = None if name.text in names.segments else names.families.get(name.text)
    if family is None or name.text in names.broken:
        return name.text in names.broken or _known(scope, Code.UNKNOWN_SEGMENT, "segment", name, names.segments)
    members = [f"`{member.name.text}`" for member in family.members]
    message = f"`{name.text}` is a family of segments, and a contact is in one of them"
    scope.report(Code.UNKNOWN_SEGMENT, message, name.span, hint=f"name a member: {', '.join(members)}")
    return False


def message(scope: Scope, name: ast.Name) -> bool:
    """Whether there is a message of a name, or one that could not be read."""
    names = scope.names
    return name.text in names.broken or _known(scope, Code.UNKNOWN_MESSAGE, "message", name, names.messages)


def journey(scope: Scope, name: ast.Name) -> bool:
    """Whether there is a journey of a name, or one that could not be read."""
    names = scope.names
    return name.text in names.broken or _known(scope, Code.UNKNOWN_JOURNEY, "journey", name, names.journeys)


def reason(scope: Scope, name: ast.Name, known: Collection[str]) -> bool:
    """Whether a reason is one of those that are known at its place."""
    return _known(scope, Code.UNKNOWN_REASON, "reason", name, known)


def label(scope: Scope, name: ast.Name, known: Collection[str]) -> bool:
    """Whether there is a label of a name in the journey."""
    return _known(scope, Code.UNKNOWN_LABEL, "label", name, known)


def step(scope: Scope, name: ast.Name, known: Collection[str]) -> bool:
    """Whether there is a step of a name in the journey."""
    return _known(scope, Code.UNKNOWN_STEP, "step", name, known)


def stage(scope: Scope, name: ast.Name) -> Stage | None:
    """The stage of a name."""
    return Stage(name.text) if _known(scope, Code.UNKNOWN_STAGE, "stage", name, tuple(Stage)) else None


def measure(scope: Scope, name: ast.Name) -> Measure | None:
    """The measure of a name."""
    return Measure(name.text) if _known(scope, Code.UNKNOWN_MEASURE, "measure", name, tuple(Measure)) else None


def message_class(scope: Scope, name: ast.Name) -> MessageClass | None:
    """The class of messages of a name."""
    known = _known(scope, Code.UNKNOWN_CLASS, "class of messages", name, tuple(MessageClass), plural="classes")
    return MessageClass(name.text) if known else None


def _known(
    scope: Scope, code: Code, kind: str, name: ast.Name, known: Collection[str], *, plural: str | None = None
) -> bool:
    if name.text in known:
        return True
    names = sorted(known)
    hint = meant(name.text, names, f"the {plural or kind + 's'} are") if names else f"no {kind} is declared yet"
    scope.report(
        code, f"there is no {kind} `{name.text}`", name.span, hint=hint, fix=correction(name.span, name.text, names)
    )
    return False
