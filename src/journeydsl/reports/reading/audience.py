"""Who gets how much: counted by contact and week, by pair of journeys, and by limit."""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl.model.program import Program
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import Cap
from journeydsl.reports.audience import BusyContact, Collision, LimitFigures, Volume
from journeydsl.reports.reading.tables import Tables

_EXAMPLES = 10
_COLLISIONS = 20
_OF_LIMITS = (NotSent.OVER_LIMIT, NotSent.QUIET_HOURS, NotSent.OVER_CAPACITY, NotSent.HOLD_EXPIRED)

_WEEKS = """
create table weeks as
select contact, date_trunc('week', day)::date as week, count(*) as messages from sends group by all
"""
_BUSY = """
create table busy as
select contact, any_value(provider) as provider, count(*) as messages, count(distinct journey) as journeys
from sends group by contact
"""
_EXAMPLES_OF = f"""
select contact, provider, busy.messages, max(weeks.messages), journeys
from (from busy order by messages desc, contact limit {_EXAMPLES}) as busy join weeks using (contact)
group by all order by busy.messages desc, contact
"""
_COLLIDING = f"""
select least(a.journey, b.journey) as one, greatest(a.journey, b.journey) as other,
    count(*) as times, count(distinct a.contact) as contacts
from sends a join sends b on a.contact = b.contact and a.journey <> b.journey
    and b.instant < a.instant + interval 1 day
    and (b.instant > a.instant or (b.instant = a.instant and b.journey > a.journey))
group by all order by times desc, one, other limit {_COLLISIONS}
"""
_STOPPED = """
select detail, outcome, journey, count(*) from decisions
where outcome in ('not_sent', 'held') and list_contains($reasons, reason) group by all
"""
_FILLED = """
select s.journey, count(distinct (d.contact, d.journey, d.enrollment, d.step, d.instant))
from decisions d join sends s on s.contact = d.contact and s.instant <= d.instant
    and s.instant > d.instant - to_microseconds($window)
where d.outcome = 'not_sent' and d.detail = $words and list_contains($reasons, d.reason)
    and ($class is null or s.class = $class) and ($channel is null or s.channel = $channel)
group by all
"""


def read_volume(tables: Tables, contacts: int, weeks: int) -> Volume:
    """How many messages `contacts` got, in a period that has a part in so many weeks."""
    tables.run(_WEEKS)
    tables.run(_BUSY)
    in_a_week = dict(tables.rows("select messages, count(*) from weeks group by all order by 1"))
    in_all = dict(tables.rows("select messages, count(*) from busy group by all order by 1"))
    hundredth = max(1, round(contacts / 100))
    least, together = tables.row(
        "select coalesce(min(messages), 0), coalesce(sum(messages), 0) from "
        "(select messages from busy order by messages desc, contact limit $most)",
        most=hundredth,
    )
    return Volume(
        weeks=weeks,
        in_a_week={0: contacts * weeks - sum(in_a_week.values()), **in_a_week},
        in_all={0: contacts - sum(in_all.values()), **in_all},
        busiest=hundredth,
        busiest_least=least,
        busiest_messages=int(together),
        examples=tuple(
            BusyContact(contact=contact, provider=provider, messages=messages, most_in_a_week=most, journeys=journeys)
            for contact, provider, messages, most, journeys in tables.rows(_EXAMPLES_OF)
        ),
    )


def read_collisions(tables: Tables) -> tuple[Collision, ...]:
    """The pairs of journeys that wrote to the same contacts within a day, the most frequent first."""
    return tuple(
        Collision(journeys=(one, other), times=times, contacts=contacts)
        for one, other, times, contacts in tables.rows(_COLLIDING)
    )


def read_limits(tables: Tables, program: Program) -> tuple[LimitFigures, ...]:
    """Every limit, quiet time and capacity that stopped or held back a message, the strictest first."""
    counted: dict[str, dict[str, dict[str, int]]] = {}
    reasons = [reason.value for reason in _OF_LIMITS]
    for words, outcome, journey, times in tables.rows(_STOPPED, reasons=reasons):
        counted.setdefault(words, {"not_sent": {}, "held": {}})[outcome][journey] = times
    caps = {cap.words: cap for cap in program.limits.caps}
    found = (
        LimitFigures(
            words=words,
            stopped=sum(by["not_sent"].values()),
            held=sum(by["held"].values()),
            stopped_of=_largest_first(by["not_sent"]),
            held_of=_largest_first(by["held"]),
            filled_by=_filled_by(tables, caps.get(words), has_stopped=bool(by["not_sent"])),
        )
        for words, by in counted.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.stopped, -each.held, each.words)))


def _filled_by(tables: Tables, cap: Cap | None, *, has_stopped: bool) -> Mapping[str, int]:
    if cap is None or not has_stopped:
        return {}
    rows = tables.rows(
        _FILLED,
        window=cap.window,
        words=cap.words,
        reasons=[reason.value for reason in _OF_LIMITS],
        **{"class": cap.message_class.value if cap.message_class else None, "channel": cap.channel},
    )
    return _largest_first(dict(rows))


def _largest_first(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
