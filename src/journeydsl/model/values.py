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

Value: TypeAlias = bool | int | float | str | datetime.date
"""A known value; an instant is an `int`, a number a `float`, a missing value is None and never a `Value`."""

Truth: TypeAlias = bool | None
"""True, false, or None for unknown (law L18)."""

SECOND: Duration = 1_000_000
MINUTE: Duration = 60 * SECOND
HOUR: Duration = 60 * MINUTE
DAY: Duration = 24 * HOUR
WEEK: Duration = 7 * DAY

WHOLE_SHARE = 1_000_000
"""100%, in millionths."""

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


def instant(moment: datetime.datetime) -> Instant:
    """The instant of an aware datetime, exactly; raises TypeError for a naive one."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(at: Instant) -> datetime.datetime:
    """The UTC datetime of an instant, exactly; raises OverflowError outside the years 1 to 9999."""
    return _EPOCH + datetime.timedelta(microseconds=at)
