"""Checked conditions in words again, for whoever asks why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from journeydsl.model import conditions as model
from journeydsl.model import happenings
from journeydsl.model.messages import Content, Message, UseModule, Wording
from journeydsl.model.values import SECOND, Value, duration_words, moment

_COMPARED = {
    model.Operator.EQUAL: "is",
    model.Operator.UNEQUAL: "is not",
    model.Operator.LESS: "<",
    model.Operator.AT_MOST: "<=",
    model.Operator.GREATER: ">",
    model.Operator.AT_LEAST: ">=",
}
_TIMES = {
    model.Operator.EQUAL: "exactly",
    model.Operator.AT_LEAST: "at least",
    model.Operator.AT_MOST: "at most",
    model.Operator.LESS: "fewer than",
    model.Operator.GREATER: "more than",
    model.Operator.UNEQUAL: "not exactly",
}

_ENGAGED = {
    happenings.MESSAGE_SENT: "received",
    happenings.MESSAGE_OPENED: "opened",
    happenings.MESSAGE_CLICKED: "clicked",
}


def condition_words(condition: model.Condition) -> str:  # noqa: C901 a case a kind
    """A condition on one line, in the words of the language."""
    match condition:
        case model.Compare(left, operator, right):
            return f"{operand_words(left)} {_COMPARED[operator]} {operand_words(right)}"
        case model.OneOf(operand, values):
            return f"{operand_words(operand)} is one of {', '.join(map(value_words, values))}"
        case model.Known(operand):
            return f"{operand_words(operand)} is known"
        case model.TextMatch(operand, test, text):
            return f'{operand_words(operand)} {test} "{text}"'
        case model.Contains(operand, value):
            return f"{operand_words(operand)} contains {value_words(value)}"
        case model.IsToday(operand):
            return f"{operand_words(operand)} is today"
        case model.Within(operand, duration):
            return f"{operand_words(operand)} within {duration_words(duration)}"
        case model.Count():
            return _count_words(condition)
        case model.Aggregate():
            return _aggregate_words(condition)
        case model.InSegment(segment):
            return f"in {segment}"
        case model.HasBeenIn(segment, duration):
            return f"has been in {segment} for {duration_words(duration)}"
        case model.Subscribed(topic):
            return f"subscribed to {topic}"
        case model.Not(part):
            return f"not {_part_words(part)}"
        case model.AllOf(parts):
            return " and ".join(map(_part_words, parts))
        case model.AnyOf(parts):
            return " or ".join(map(_part_words, parts))


def operand_words(operand: model.Operand) -> str:
    """An attribute, a property or a value as it is written."""
    match operand:
        case model.Attribute(name) | model.EventProperty(name):
            return name
        case model.TriggerProperty(name):
            return f"trigger.{name}"
        case model.AccountFact(name):
            return f"account.{name}"
        case model.Score(name):
            return f"score.{name}"
        case model.Offered(name):
            return f"offer.{name}"
        case model.Constant(value):
            return value_words(value)


def value_words(value: Value) -> str:
    """A value as it is written; a whole number without its decimal point."""
    match value:
        case tuple():
            return f"({', '.join(map(value_words, value))})"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case datetime.date():
            return value.isoformat()
        case int() | float():
            return f"{value:g}" if abs(value) < 1e15 else str(value)


def content_words(content: Content) -> str:
    """What a block or a footer holds, as it is written."""
    return f'module "{content.module}"' if isinstance(content, UseModule) else f'"{content.text}"'


def wording_words(message: Message, wording: Wording) -> Iterator[str]:
    """What a message says to one contact and not to another, a line each, and why."""
    for choice in (*wording.blocks, *(() if wording.footer is None else (wording.footer,))):
        yield f"`{choice.part}` holds {content_words(choice.content)} ({choice.words})"
    if wording.call_to_action is not None and wording.call_words:
        yield f'`call to action` is "{wording.call_to_action.text}" ({wording.call_words})'
    texts = dict(message.fallbacks)
    yield from (f'`{operand_words(field)}` is missing: "{texts[field]}" in its place' for field in wording.fallbacks)
    if wording.offered is not None:
        yield f"`{wording.offered}` is offered"


def _count_words(count: model.Count) -> str:
    match count.where:
        case model.Compare(model.EventProperty(happenings.MESSAGE), _, model.Constant(str(name))) if (
            count.event in _ENGAGED and (count.operator, count.number) == (model.Operator.AT_LEAST, 1)
        ):
            return f"{_ENGAGED[count.event]} {name} {_window_words(count.window)}"
    where = _where_words(count.where)
    window = _window_words(count.window)
    if (count.operator, count.number) == (model.Operator.EQUAL, 0):
        return f"no {count.event}{where} {window}"
    times = "" if (count.operator, count.number) == (model.Operator.AT_LEAST, 1) else f" {_times_words(count)}"
    return f"{count.event}{where}{times} {window}"


def _aggregate_words(condition: model.Aggregate) -> str:
    asked = f"{condition.function} of {condition.event}.{condition.property}{_where_words(condition.where)}"
    compared = f"{_COMPARED[condition.operator]} {operand_words(condition.right)}"
    return f"{asked} {_window_words(condition.window)} {compared}"


def _where_words(where: model.Condition | None) -> str:
    return f" where {_part_words(where)}" if where is not None else ""


def _times_words(count: model.Count) -> str:
    return f"{_TIMES[count.operator]} {count.number} times"


def _window_words(window: model.Window) -> str:
    match window:
        case model.Last(duration):
            return f"in the last {duration_words(duration - duration % SECOND)}"
        case model.Since(instant):
            return f"since {moment(instant):%Y-%m-%d %H:%M} UTC"
        case model.SinceEntry():
            return "since entry"
        case model.Ever():
            return "ever"


def _part_words(part: model.Condition) -> str:
    nested = isinstance(part, model.AllOf | model.AnyOf)
    return f"({condition_words(part)})" if nested else condition_words(part)
