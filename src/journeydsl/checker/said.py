"""What a scenario expects a message to say: which of its parts holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journeydsl.checker import content
from journeydsl.checker.lines import report_repeated
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.syntax import ast

CALL, FOOTER, OFFER = "call_to_action", "footer", "offer"


def check(scope: Scope, message: ast.Name, told: Iterable[ast.Fact]) -> tuple[tuple[str, str], ...]:
    """What each part of a message holds, in the order written; what the message never says is reported."""
    told = tuple(told)
    report_repeated(scope, told, lambda fact: f"`{fact.name.text}`")
    written = scope.names.messages.get(message.text)
    possible = {} if written is None else {part: tuple(texts) for part, texts in _possible(written)}
    found = (_one(scope, message.text, fact, possible) for fact in told if written is not None)
    return tuple(each for each in found if each is not None)


def _one(scope: Scope, message: str, fact: ast.Fact, possible: dict[str, tuple[str, ...]]) -> tuple[str, str] | None:
    name, value = fact.name.text, fact.value
    hint: str | None
    if name not in possible:
        hint = meant(name, possible, "what differs is") or "nothing in it differs from contact to contact"
        report = f"`{message}` has no part `{name}` that could be one thing or another"
        scope.report(Code.UNKNOWN_PROPERTY, report, fact.name.span, hint=hint)
    elif not isinstance(value, ast.Text):
        hint = 'write the text, or the name of the module, such as `"imprint"`'
        scope.report(Code.TYPE_MISMATCH, f"what `{name}` holds is written as text", value.span, hint=hint)
    elif possible[name] and value.value not in possible[name]:
        hint = meant(value.value, possible[name], f"`{name}` may hold")
        scope.report(Code.NOT_IN_VALUE_SET, f"`{name}` never holds `{value.value}`", value.span, hint=hint)
    else:
        return name, value.value
    return None


def _possible(written: ast.Message) -> Iterator[tuple[str, Iterable[str]]]:
    """Each part that may differ, by its name, with all that it may hold; nothing where that is not known."""
    for line in written.lines:
        match line:
            case ast.BlockLine(name=name, arms=arms, otherwise=otherwise):
                yield name.text, _held(*(arm.content for arm in arms), otherwise)
            case ast.FooterBy(entries=entries, otherwise=otherwise):
                yield FOOTER, _held(*(entry.content for entry in entries), otherwise)
            case ast.CallsToAction(arms=arms, otherwise=other):
                yield CALL, [call.text.value for call in (*(arm.call for arm in arms), other) if call is not None]
            case ast.Fallback(subject=subject, otherwise=ast.Text(text)):
                yield subject.text, [text]
            case _:
                pass
    yield OFFER, ()


def _held(*contents: ast.Content | None) -> list[str]:
    return [content.words(each) for each in contents if each is not None]
