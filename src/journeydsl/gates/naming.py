"""The names in a gate: what they are names of, or the mistake and what was most likely meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from journeydsl.diagnostics import Code, Diagnostic, did_you_mean
from journeydsl.gates.sentences import Of, Subject
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent
from journeydsl.syntax import ast
from journeydsl.syntax.mistake import MistakeError

_UNKNOWN = {Of.MESSAGE: Code.UNKNOWN_MESSAGE, Of.JOURNEY: Code.UNKNOWN_JOURNEY}
_ANY_CHANNEL = ("message", "messages")


def unknown(code: Code, what: str, name: ast.Name, known: Iterable[str]) -> MistakeError:
    """The mistake of a name that nobody declared."""
    close = did_you_mean(name.text, known)
    hint = f"did you mean `{close}`?" if close else _few(sorted(known))
    return MistakeError(Diagnostic(code=code, message=f"there is no {what} `{name.text}`", span=name.span, hint=hint))


def _few(names: list[str]) -> str | None:
    return f"there are {', '.join(f'`{name}`' for name in names)}" if 0 < len(names) <= 8 else None


def subject(program: Program, kind: ast.Name | None, name: ast.Name) -> Subject:
    """A message or a journey by its name, where both have it the message unless its `kind` is said."""
    declared: dict[Of, Mapping[str, Any]] = {Of.MESSAGE: program.messages, Of.JOURNEY: program.journeys}
    kinds = [Of(kind.text)] if kind is not None else list(declared)
    for of in kinds:
        if name.text in declared[of]:
            return Subject(of, (name.text,))
    what = " or ".join(kinds)
    raise unknown(_UNKNOWN[kinds[0]], what, name, [known for of in kinds for known in declared[of]])


def every(program: Program, kind: ast.Name) -> Subject:
    """All messages or journeys."""
    of = Of(kind.text)
    return Subject(of, tuple(program.messages if of is Of.MESSAGE else program.journeys), every=True)


def message(program: Program, name: ast.Name) -> tuple[str, ...]:
    """A message by its name."""
    if name.text not in program.messages:
        raise unknown(Code.UNKNOWN_MESSAGE, "message", name, program.messages)
    return (name.text,)


def messages(program: Program, first: ast.Name, second: ast.Name | None, topic: ast.Name | None) -> tuple[str, ...]:
    """The messages of a kind, as limits name them: `emails`, `promotional emails`, `emails of newsletter`; or one by
    its name."""
    if second is None and topic is None and first.text in program.messages:
        return (first.text,)
    of_class = None if second is None else _class(first)
    channel = _channel(program, first if second is None else second, alone=second is None and topic is None)
    if topic is not None and topic.text not in program.project.topics:
        raise unknown(Code.UNKNOWN_TOPIC, "topic", topic, program.project.topics)

    def is_meant(each: Message) -> bool:
        right_class = of_class in (None, each.message_class) and channel in (None, each.channel)
        return right_class and (topic is None or each.topic == topic.text)

    return tuple(name for name, each in program.messages.items() if is_meant(each))


def _class(name: ast.Name) -> MessageClass:
    if name.text not in set(MessageClass):
        raise unknown(Code.UNKNOWN_CLASS, "class of messages", name, [str(each) for each in MessageClass])
    return MessageClass(name.text)


def _channel(program: Program, name: ast.Name, *, alone: bool) -> str | None:
    """The channel that a noun names, None for all."""
    if name.text in _ANY_CHANNEL:
        return None
    channels = program.project.channels
    for known in (name.text, name.text.removesuffix("s")):
        if known in channels:
            return known
    nouns = ["messages", *(f"{channel}s" for channel in channels)]
    if alone:
        raise unknown(Code.UNKNOWN_MESSAGE, "message and no channel", name, [*nouns, *program.messages])
    raise unknown(Code.UNKNOWN_CHANNEL, "channel for", name, nouns)


def reason(name: ast.Name) -> str:
    """A reason for which messages are not sent."""
    reasons = [str(each) for each in NotSent]
    if name.text not in reasons:
        raise unknown(Code.UNKNOWN_REASON, "reason", name, reasons)
    return name.text
