"""Dates and times on the command line: wall time of the project's zone unless an offset is said."""

from __future__ import annotations

import datetime

import click

from journeydsl.model import clock
from journeydsl.model.values import Instant, instant

_DAY = datetime.timedelta(days=1)


def first_instant(text: str, zone: str, option: str) -> Instant:
    """The instant of `2026-03-01` (its midnight), `2026-03-01 09:00` or `2026-03-01T09:00:00Z`.

    Raises click.BadParameter, naming the option, for anything else.
    """
    return _instant(_parse(text, option), zone)


def last_instant(text: str, zone: str, option: str) -> Instant:
    """As `first_instant`, but a date alone means the last microsecond of that day."""
    moment = _parse(text, option)
    if len(text.strip()) == len("2026-03-01"):
        return _instant(moment + _DAY, zone) - 1
    return _instant(moment, zone)


def _instant(moment: datetime.datetime, zone: str) -> Instant:
    return instant(moment) if moment.tzinfo is not None else clock.to_instant(moment, zone)


def _parse(text: str, option: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise click.BadParameter(
            f"`{text}` is not a date such as `2026-03-01` or a time such as `2026-03-01 09:00`", param_hint=option
        ) from error
