"""The questions that are put to the decisions of two runs, in SQL.

The tables `before` and `after` hold the decisions as a run writes them, with `micros` for the instant.
"""

from __future__ import annotations

EXAMPLES = 3
"""How many contacts are named for each group."""

OTHER_WAYS = "'chose', 'assigned', 'happened', 'timed_out'"
"""How a step with several ways is left."""

SIDE = """
create or replace view {side} as select *, epoch_us(instant) as micros from read_parquet({file})
"""

HAPPENED = """
create or replace table happened as
with
  b as (
    select {name} as name, contact, list(micros order by micros) as times from before where outcome = $1 group by all
  ),
  a as (
    select {name} as name, contact, list(micros order by micros) as times from after where outcome = $1 group by all
  )
select
  coalesce(b.name, a.name) as name, coalesce(b.contact, a.contact) as contact,
  coalesce(len(b.times), 0) as before, coalesce(len(a.times), 0) as after,
  (list_sum(a.times) - list_sum(b.times)) / len(a.times) as shift,
  case
    when b.times is null then 'gained'
    when a.times is null then 'lost'
    when len(a.times) > len(b.times) then 'more'
    when len(a.times) < len(b.times) then 'fewer'
    when a.times <> b.times then 'moved'
    else 'unchanged'
  end as what
from b full join a on a.name = b.name and a.contact = b.contact
"""
"""What happened to each contact of either run, by the name of a message or journey."""

SHIFTS = """
select name, what, sum(before)::bigint, sum(after)::bigint, count(*), min(contact, $1),
  median(shift) filter (what = 'moved')
from happened group by all
"""

INSTEAD = """
with last as (
  select {name} as name, contact, max_by(struct_pack(outcome, reason, detail), micros) as said
  from {side} where outcome in (select unnest($1)) group by all
)
select h.name, coalesce(said.outcome, ''), coalesce(said.reason, ''), coalesce(said.detail, ''), count(*) as contacts
from happened as h left join last on last.name = h.name and last.contact = h.contact
where h.what = $2 group by all order by contacts desc, 2, 3, 4
"""
"""What became, in the run `side`, of the contacts to whom it did not happen there."""

CONCERNED = "select count(distinct contact) from happened where what <> 'unchanged'"

STOPPED = """
with
  b as (select reason, detail, contact, count(*) as n from before where outcome = 'not_sent' group by all),
  a as (select reason, detail, contact, count(*) as n from after where outcome = 'not_sent' group by all)
select
  coalesce(b.reason, a.reason) as reason, coalesce(b.detail, a.detail) as detail,
  coalesce(sum(b.n), 0)::bigint, coalesce(sum(a.n), 0)::bigint,
  count(*) filter (b.n is null), coalesce(min(a.contact, $1) filter (b.n is null), []),
  count(*) filter (a.n is null), coalesce(min(b.contact, $1) filter (a.n is null), [])
from b full join a on a.reason = b.reason and a.detail = b.detail and a.contact = b.contact
group by 1, 2 order by 1, 2
"""

ENTRIES = """
create or replace table entries as
with
  b as (select contact, journey, enrollment, micros from before where outcome = 'entered'),
  a as (select contact, journey, enrollment, micros from after where outcome = 'entered'),
  same as (
    select b.contact, b.journey, b.enrollment as before, a.enrollment as after
    from b join a on a.contact = b.contact and a.journey = b.journey and a.micros = b.micros
  ),
  rest_b as (
    select *, row_number() over (partition by contact, journey order by micros) as place from b
    where not exists (from same as s where s.contact = b.contact and s.journey = b.journey and s.before = b.enrollment)
  ),
  rest_a as (
    select *, row_number() over (partition by contact, journey order by micros) as place from a
    where not exists (from same as s where s.contact = a.contact and s.journey = a.journey and s.after = a.enrollment)
  )
from same union all
select b.contact, b.journey, b.enrollment, a.enrollment
from rest_b as b join rest_a as a on a.contact = b.contact and a.journey = b.journey and a.place = b.place
"""
"""Which entry of a contact in one run is which in the other: the one at the same instant, else the next in order."""

WAYS = """
create or replace table ways_{side} as
select
  d.contact, d.journey, e.after as enrollment, s.after as step,
  if(d.outcome in ('chose', 'assigned'), d.detail, replace(d.outcome, '_', ' ')) as way,
  row_number() over (partition by d.contact, d.journey, d.enrollment, d.step order by d.micros) as visit
from {side} as d
join steps as s on s.journey = d.journey and s.{side} = d.step
join entries as e on e.contact = d.contact and e.journey = d.journey and e.{side} = d.enrollment
where d.outcome in ({other_ways})
"""
"""By which way the contacts left the steps that both versions have, on entries that both runs have."""

CROSSINGS = """
with pairs as (
  select
    coalesce(b.contact, a.contact) as contact, coalesce(b.journey, a.journey) as journey,
    coalesce(b.step, a.step) as step, b.way as before, a.way as after, coalesce(w.after, b.way) as became
  from ways_before as b
  full join ways_after as a
    on a.contact = b.contact and a.journey = b.journey and a.enrollment = b.enrollment
    and a.step = b.step and a.visit = b.visit
  left join ways as w on w.journey = b.journey and w.step = b.step and w.before = b.way
)
select
  journey, step, before, after, became is not distinct from after as kept,
  count(*), count(distinct contact), min(distinct contact, $1)
from pairs group by all
"""
