"""The questions that gates put to the decisions of a run, in SQL: to `after`, as `comparison.queries` has it."""

from __future__ import annotations

CROWD = """
with
  sends as (
    select contact, micros, count(*) over (
      partition by contact order by micros range between $2 - 1 preceding and current row
    ) as number
    from after where outcome = 'sent' and message in (select unnest($1))
  ),
  most as (select contact, max(number) as number, arg_max(micros, number) as micros from sends group by contact)
select
  coalesce(max(number), 0)::bigint, arg_max(micros, (number, -micros)),
  count(*) filter (number > $3), min((-number, contact), $4) filter (number > $3)
from most
"""
"""The most that a contact gets within the window that ends with a send, and who gets more than the gate allows."""

VOLUME = """
with sends as (
  select micros, count(*) over (order by micros range between $2 - 1 preceding and current row) as number
  from after where outcome = 'sent' and message in (select unnest($1))
)
select coalesce(max(number), 0)::bigint, min_by(micros, (-number, micros)) from sends
"""

REACH = """
select count(distinct contact), min(distinct contact, $3) from after where outcome = $1 and {name} = $2
"""

UNSENT = """
select
  count(*) filter (outcome = 'not_sent' and ($2::varchar is null or reason = $2)), count(*),
  count(distinct contact) filter (outcome = 'not_sent' and ($2::varchar is null or reason = $2)),
  min(distinct contact, $3) filter (outcome = 'not_sent' and ($2::varchar is null or reason = $2))
from after where message = $1 and outcome in ('sent', 'not_sent', 'held_out')
"""

UNREACHED = """
select count(*) filter (outcome = 'reached_goal'), count(*) filter (outcome = 'entered')
from after where journey = $1 and outcome in ('entered', 'reached_goal')
"""
