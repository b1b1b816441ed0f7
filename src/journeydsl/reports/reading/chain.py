"""The chain of KPIs, from delivered to list health, by whatever a send belongs to."""

from __future__ import annotations

from typing import Any

from journeydsl.reports.effects import Chain, ChainTable
from journeydsl.reports.figures import Kind
from journeydsl.reports.reading.tables import Tables

_FLAGS = ("delivered", "bounced", "inbox", "opened", "machine_opened", "clicked", "unsubscribed", "complained")
_COUNTS = (
    "select {group} as thing, count(*) as sent, count(distinct s.contact) as contacts,"
    " count(*) filter (s.provider <> '') as emails, count(*) filter (a.delivered and s.provider <> '') as arrived, "
    + ", ".join(f"count(*) filter (a.{name}) as {name}" for name in _FLAGS)
    + ", coalesce(sum(a.converted), 0) as converted, sum(a.revenue) as revenue"
    " from sends s left join answers a using (id) {joined} group by all order by sent desc, 1"
)
_COLUMNS = ("group", "sent", "contacts", "emails", "arrived", *_FLAGS, "converted", "revenue")
_OF_EMAILS = ("inbox", "opened", "machine_opened", "complained")
_BY = (
    ("all", "All messages", "'all messages'", ""),
    ("channel", "Channel", "s.channel", ""),
    ("provider", "Mailbox provider", "s.provider", "where s.provider <> ''"),
    ("tier", "Engagement tier", "t.tier", "join tiers t on t.contact = s.contact"),
    ("stage", "Stage", "if(s.stage = '', 'no stage declared', s.stage)", ""),
    (
        "segment",
        "Segment",
        "m.segment",
        "join (select contact, unnest(segments) as segment from contacts) m on m.contact = s.contact",
    ),
    ("journey", "Journey", "s.journey", ""),
)


_TOLD_BY_HISTORY = ("bounced", "opened", "clicked", "complained")


def read_chain(tables: Tables, kind: Kind) -> tuple[ChainTable, ...]:
    """The chain of all messages, and by channel, provider, tier, stage, segment and journey. A contact in several
    segments is counted in each. In a replay only that is told which history knows anything of."""
    known = set(_COLUMNS)
    if kind is Kind.REPLAY:
        counts = tables.row("select " + ", ".join(f"count_if({name})" for name in _TOLD_BY_HISTORY) + " from answers")
        known = {"group", "sent", "contacts", "emails", "converted"} | {
            name for name, count in zip(_TOLD_BY_HISTORY, counts, strict=True) if count
        }
    elif tables.row("select count(revenue) from answers")[0] == 0:
        known.discard("revenue")
    found = []
    for by, title, group, joined in _BY:
        rows = tables.rows(_COUNTS.format(group=group, joined=joined))
        if rows:
            found.append(ChainTable(by=by, title=title, rows=tuple(_chain(row, known) for row in rows)))
    return tuple(found)


def _chain(row: tuple[Any, ...], known: set[str]) -> Chain:
    told: dict[str, Any] = {name: value if name in known else None for name, value in zip(_COLUMNS, row, strict=True)}
    if not told["emails"]:
        told.update(dict.fromkeys(_OF_EMAILS))
    if "revenue" in known:
        told["revenue"] = told["revenue"] or 0.0
    arrived = told.pop("arrived")
    return Chain(**told | {"emails": told["emails"] if arrived is None else arrived})
