"""Values and the units that they are counted in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Instant: TypeAlias = int
"""Microseconds since 1970-01-01T00:00Z (law L1)."""

Duration: TypeAlias = int
"""Microseconds."""

Scalar: TypeAlias = bool | int | float | str | datetime.date
"""A single value; an instant is an `int`, a number a `float`."""

Value: TypeAlias = Scalar | tuple[Scalar, ...]
"""A known value: a single one, or a list of such; a missing value is None and never a `Value`."""

Truth: TypeAlias = bool | None
"""True, false, or None for unknown (law L18)."""

LARGEST_INTEGER = 2**53
"""Whole numbers go from minus this to this: up to there each is exact in whatever counts in floats, JSON included
(RFC 8259, section 6)."""

SECOND: Duration = 1_000_000
MINUTE: Duration = 60 * SECOND
HOUR: Duration = 60 * MINUTE
DAY: Duration = 24 * HOUR
WEEK: Duration = 7 * DAY

WHOLE_SHARE = 1_000_000
"""100%, in millionths."""

_UNITS = ((WEEK, "week"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"))

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Kind(StrEnum):
    """The kinds of value that an attribute or a property can hold."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    DURATION = "duration"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"


TEXTUAL = frozenset({Kind.TEXT, Kind.EMAIL, Kind.URL, Kind.PHONE})
NUMERIC = frozenset({Kind.NUMBER, Kind.INTEGER})


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind, and the closed set of texts where one was declared (empty means any); `many` for a list of such."""

    kind: Kind
    values: tuple[str, ...] = ()
    many: bool = False


def duration_words(duration: Duration) -> str:
    """A duration (microseconds) as an author writes it, in the largest unit that it is a whole number of:
    "36 hours", "1 day", "0.5 seconds". Weeks are only used from two on."""
    for size, unit in _UNITS:
        count, rest = divmod(duration, size)
        if rest == 0 and count >= (2 if size == WEEK else 1):
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{duration / SECOND:g} seconds"


def instant(moment: datetime.datetime) -> Instant:
    """The instant of an aware datetime, exactly; raises TypeError for a naive one."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(at: Instant) -> datetime.datetime:
    """The UTC datetime of an instant, exactly; raises OverflowError outside the years 1 to 9999."""
    return _EPOCH + datetime.timedelta(microseconds=at)
