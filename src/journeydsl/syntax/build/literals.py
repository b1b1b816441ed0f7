"""Names, figures and text: the values of terminals, and the rules made of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import Hole, mistake, over
from journeydsl.syntax.mistake import MistakeError

MAX_DIGITS = 15
MAX_NAME = 100
MAX_DAYS = 36_500
SECONDS = {ast.Unit.SECOND: 1, ast.Unit.MINUTE: 60, ast.Unit.HOUR: 3600, ast.Unit.DAY: 86_400, ast.Unit.WEEK: 604_800}


def duration(amount: ast.Number, unit: ast.Name) -> ast.Duration:
    which = ast.Unit(unit.text.removesuffix("s"))
    span = over(amount, unit)
    if amount.value * SECONDS[which] > MAX_DAYS * SECONDS[ast.Unit.DAY]:
        raise _bad(f"`{amount.value} {unit.text}` is longer than a hundred years", span)
    return ast.Duration(int(amount.value), which, span)


def unit(word: ast.Name) -> ast.Name:
    return word


def weekday(word: ast.Name) -> ast.Name:
    return word


def offset(distance: ast.Duration, direction: ast.Name) -> ast.Offset:
    return ast.Offset(distance, ast.Direction(direction.text), over(distance, direction))


def list_of(opening: ast.Name, *parts: ast.Literal | ast.Name) -> ast.ListOf:
    *items, closing = parts
    values = tuple(item for item in items if not isinstance(item, ast.Name))
    return ast.ListOf(values, over(opening, closing))


def path(first: ast.Name, *rest: ast.Name) -> ast.Path:
    return ast.Path((first.text, *(name.text for name in rest)), over(first, *rest))


def _bad(message: str, span: Span, hint: str | None = None) -> MistakeError:
    return mistake(Code.BAD_LITERAL, message, span, hint=hint)


def _name(text: str, span: Span) -> ast.Name:
    if len(text) > MAX_NAME:
        raise _bad("this name is too long", span, f"use at most {MAX_NAME} characters")
    return ast.Name(text, span)


def _number(text: str, span: Span) -> ast.Number:
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise _bad("this number is too long", span, f"use at most {MAX_DIGITS} digits")
    return ast.Number(float(text) if "." in text else int(text), span)


def _percent(text: str, span: Span) -> ast.Percent:
    whole, _, decimals = text.removesuffix("%").partition(".")
    if len(whole) > MAX_DIGITS:
        raise _bad("this percentage is too large", span)
    if len(decimals) > 4:
        raise _bad(f"`{text}` is too fine", span, "use at most four decimals")
    return ast.Percent(int(whole + decimals.ljust(4, "0")), span)


def _text(text: str, span: Span) -> ast.Text:
    if odd := re.search(r'(?<!\\)(?:\\\\)*(\\[^"\\])', text):
        hint = r"write `\\` for a backslash and `\"` for a quotation mark"
        raise _bad(f"`{odd[1]}` means nothing within text", span, hint)
    return ast.Text(re.sub(r"\\(.)", r"\1", text[1:-1]), span)


def _boolean(text: str, span: Span) -> ast.Boolean:
    return ast.Boolean(text == "true", span)


def _time(text: str, span: Span) -> ast.TimeOfDay:
    return ast.TimeOfDay(_minutes(text, text, span), span)


def _minutes(clock: str, text: str, span: Span) -> int:
    if not re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", clock):
        raise _bad(f"`{text}` is not a time", span, "a time has hours and minutes, as in `09:00`")
    hours, minutes = (int(part) for part in clock.split(":"))
    if hours > 23 or minutes > 59:
        raise _bad(f"there is no time `{clock}`", span, "the day goes from `00:00` to `23:59`")
    return hours * 60 + minutes


def _date(text: str, span: Span) -> ast.Date:
    return ast.Date(_day(text, text, span), span)


def _day(day: str, text: str, span: Span) -> datetime.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise _bad(f"`{text}` is not a date", span, "a date is year, month and day, as in `2027-06-30`")
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        raise _bad(f"there is no day `{day}` in the calendar", span) from None


def _instant(text: str, span: Span) -> ast.Instant:
    day, clock = text.split()
    minutes = _minutes(clock, text, span)
    midnight = datetime.datetime.combine(_day(day, text, span), datetime.time())
    return ast.Instant(midnight + datetime.timedelta(minutes=minutes), span)


def _hole(_text: str, span: Span) -> Hole:
    return Hole(span)


TERMINALS: dict[str, Callable[[str, Span], object]] = {
    "NAME": _name,
    "INTEGER": _number,
    "DECIMAL": _number,
    "PERCENT": _percent,
    "TEXT": _text,
    "TRUE": _boolean,
    "FALSE": _boolean,
    "TIME_OF_DAY": _time,
    "DATE": _date,
    "INSTANT": _instant,
    "HOLE": _hole,
}
