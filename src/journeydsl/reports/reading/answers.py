"""What became of each send: told by the response model in a forecast, by history in a replay.

In a replay a dry run's sends cause nothing. What history says of a message by the same name is counted for the last
send of it before, if it came within a week.
"""

from __future__ import annotations

from journeydsl.reports.figures import Kind
from journeydsl.reports.reading.tables import Tables

_FORECAST = """
create table answers as
select s.id, bool_or(r.kind = 'delivered') as delivered, bool_or(r.kind in ('soft_bounced', 'hard_bounced')) as bounced,
    bool_or(r.kind = 'inbox') as inbox, bool_or(r.kind = 'opened') as opened,
    bool_or(r.kind = 'machine_opened') as machine_opened, bool_or(r.kind = 'clicked') as clicked,
    count_if(r.kind = 'converted') as converted, sum(r.amount) filter (r.kind = 'converted') as revenue,
    bool_or(r.kind = 'unsubscribed') as unsubscribed, bool_or(r.kind = 'complained') as complained
from sends s join responses r on r.contact = s.contact and r.journey = s.journey and r.enrollment = s.enrollment
    and r.step = s.step and r.message = s.message and r.sent = s.instant
group by s.id
"""
_REPLAY = """
create table answers as
with told as (
    select s.id, h.name from history h asof join sends s
        on s.contact = h.contact and s.message = h.about and s.instant <= h.instant
    where h.about <> '' and h.instant < s.instant + interval 7 days
), goals as (
    select s.id from (select contact, journey, enrollment, instant from decisions where outcome = 'reached_goal') g
        asof join sends s on s.contact = g.contact and s.journey = g.journey and s.enrollment = g.enrollment
        and s.instant <= g.instant
), found as (
    select id, name, 0 as converted from told union all select id, '', 1 from goals
)
select id, null::boolean as delivered, bool_or(name = 'message_bounced') as bounced, null::boolean as inbox,
    bool_or(name = 'message_opened') as opened, null::boolean as machine_opened,
    bool_or(name = 'message_clicked') as clicked, sum(converted) as converted, null::double as revenue,
    null::boolean as unsubscribed, bool_or(name = 'message_complained') as complained
from found group by id
"""


def add_answers(tables: Tables, kind: Kind) -> None:
    """Add the table `answers`: a row for each send that anything became of, by its id. Null is what nobody knows."""
    tables.run(_FORECAST if kind is Kind.FORECAST else _REPLAY)
