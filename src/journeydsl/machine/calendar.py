"""Dates relative to now, where the contact lives, as `conditions.dates` reads them; a date is its number of days since
1970-01-01."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.compiled import compiled
from journeydsl.machine.layout import Ints
from journeydsl.model.values import DAY

_FIRST_BY_RULE = 2090
"""From this year on each zone has the same rule for ever; the last that changes year by year, Morocco's, does until
2087."""
_BY_RULE, BY_RULE_UNTIL = 43_830 * DAY, 58_441 * DAY
"""2090-01-01, and 2130-01-03: by then everybody is in the next year."""
BEFORE_ZONES = -62_091 * DAY
"""1800-01-01: until then all clocks showed the local mean time."""
_SECOND_YEAR, _LAST_YEAR = -718_797 * DAY, 2_932_532 * DAY
"""0002-01-01 and 9999-01-01."""


@compiled
def civil(day: int) -> tuple[int, int, int]:
    """The year, month and day of a number of days (Hinnant 2013, "chrono-compatible low-level date algorithms")."""
    shifted = day + 719_468
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    years = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    month = (5 * of_year + 2) // 153
    return (
        years + era * 400 + (1 if month >= 10 else 0),
        month + 3 if month < 10 else month - 9,
        of_year - (153 * month + 2) // 5 + 1,
    )


@compiled
def is_today(table: Ints, zone: int, now: int, value: int, is_date: int) -> float:
    """Whether the day and the month are today's; 1 March stands in for a 29 February that the year lacks."""
    year, month, day = civil(zones.to_wall(table, zone, now) // DAY)
    _, its_month, its_day = civil(local_day(table, zone, value, is_date))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if its_month == 2 and its_day == 29 and not is_leap:
        its_month, its_day = 3, 1
    return 1.0 if (month, day) == (its_month, its_day) else 0.0


@compiled
def moments_of(table: Ints, zone: int, value: int, is_date: int) -> tuple[int, int]:
    """The first and the last instant of a date where the contact lives; twice the same for an instant."""
    if not is_date:
        return value, value
    return zones.to_instant(table, zone, value * DAY), zones.to_instant(table, zone, (value + 1) * DAY) - 1


@compiled
def is_within(table: Ints, zone: int, now: int, value: int, is_date: int, duration: int) -> float:
    """Whether a date or an instant lies between now and `duration` from now, both included."""
    first, last = moments_of(table, zone, value, is_date)
    return 1.0 if first <= now + duration and last >= now else 0.0


@compiled
def day_of(year: int, month: int, day: int) -> int:
    """The number of a day since 1970-01-01 (Hinnant 2013, as above); 1 March for a 29 February that there is not."""
    if month == 2 and day == 29 and not _is_leap(year):
        month, day = 3, 1
    shifted = year if month > 2 else year - 1
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@compiled
def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@compiled
def local_day(table: Ints, zone: int, value: int, is_date: int) -> int:
    """The day of a date, or of an instant where the contact lives; instants of the first and the last year of the
    calendar are moved inside by a year."""
    if is_date:
        return value
    if value < _SECOND_YEAR:
        value += 365 * DAY
    elif value >= _LAST_YEAR:
        value -= 365 * DAY
    alike = 0 if value < _BY_RULE else _days_to_a_year_alike(value // DAY)
    return zones.to_wall(table, zone, value + alike * DAY) // DAY - alike


@compiled
def _days_to_a_year_alike(day: int) -> int:
    """How far it is to the same day of a year that begins on the same weekday, is as long, and lies where the rules of
    zones no longer change."""
    year, _, _ = civil(day)
    first = day_of(year, 1, 1)
    for other in range(_FIRST_BY_RULE, _FIRST_BY_RULE + 40):
        begins = day_of(other, 1, 1)
        if (begins - first) % 7 == 0 and _is_leap(other) == _is_leap(year):
            return begins - first
    return 0


@compiled
def anniversary(day: int, year: int) -> int:
    """The same day of another year."""
    _, month, of_month = civil(day)
    return day_of(year, month, of_month)


@compiled
def next_turn(table: Ints, zone: int, now: int, value: int, is_date: int) -> int:
    """When a date's anniversary next begins or ends."""
    today = zones.to_wall(table, zone, now) // DAY
    year, _, _ = civil(today)
    day = local_day(table, zone, value, is_date)
    this, following = anniversary(day, year), anniversary(day, year + 1)
    if today == this:
        turn = today + 1
    else:
        turn = this if this > today else following
    return zones.to_instant(table, zone, turn * DAY)
