"""The chain of KPIs as one table: a column for each figure that anybody knows, a group of rows for each thing that it
is told by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from journeydsl.reports.effects import Chain, ChainTable
from journeydsl.reports.page.words import number, rate, share

_TIERS = ("active", "warm", "cooling", "silent")


@dataclass(frozen=True, slots=True)
class Row:
    """A group of messages, and its figures in words."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows by one thing; without a title those of all messages."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole table."""

    heads: tuple[str, ...]
    groups: tuple[Group, ...]


def _of(each: Chain) -> int:
    """What clicking and leaving are shares of."""
    return each.sent if each.delivered is None else each.delivered


_FIGURES: tuple[tuple[str, Callable[[Chain], str]], ...] = (
    ("Sent", lambda each: number(each.sent)),
    ("Contacts", lambda each: number(each.contacts)),
    ("Delivered", lambda each: rate(each.delivered, each.sent)),
    ("In the inbox", lambda each: rate(each.inbox, each.emails)),
    ("Opened", lambda each: rate(each.opened, each.emails)),
    ("Opened by machines", lambda each: rate(each.machine_opened, each.emails)),
    ("Clicked", lambda each: rate(each.clicked, _of(each), 2)),
    ("Converted", lambda each: rate(each.converted, each.sent, 2)),
    ("Revenue per recipient", lambda each: "–" if each.revenue is None else number(share(each.revenue, each.sent), 2)),
    ("Bounced", lambda each: rate(each.bounced, each.sent, 2)),
    ("Unsubscribed", lambda each: rate(each.unsubscribed, _of(each), 2)),
    ("Complained", lambda each: rate(each.complained, each.emails, 3)),
)


def grid(tables: Sequence[ChainTable]) -> Grid:
    """The table of the chain; figures that nobody knows have no column."""
    known = [
        (head, figure) for head, figure in _FIGURES if any(figure(row) != "–" for table in tables for row in table.rows)
    ]
    groups = (
        Group(
            "" if table.by == "all" else f"By {table.title.lower()}",
            tuple(Row(row.group, tuple(figure(row) for _, figure in known)) for row in _ordered(table)),
        )
        for table in tables
    )
    return Grid(tuple(head for head, _ in known), tuple(groups))


def _ordered(table: ChainTable) -> Sequence[Chain]:
    return sorted(table.rows, key=lambda row: _TIERS.index(row.group)) if table.by == "tier" else table.rows
