"""A comparison for people, for a pull request, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from journeydsl.model.journeys import Journey, OnEdit
from journeydsl.versions.change import Group
from journeydsl.versions.comparing import Comparison
from journeydsl.versions.waiting import Onward, Waiting

FORMAT_VERSION = "1.0"
"""A change that can break a reader raises the first number; an addition raises the second."""
BAR = "\\|"
SAME = "nothing has changed in meaning"


class Format(StrEnum):
    """Who the output is for."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def render(output: Format, comparison: Comparison) -> str:
    """The comparison as `output` has it, ending with a line end."""
    match output:
        case Format.TEXT:
            lines = _text(comparison)
        case Format.MARKDOWN:
            lines = _markdown(comparison)
        case Format.JSON:
            return json.dumps(_document(comparison), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(lines).rstrip("\n") + "\n"


def _text(comparison: Comparison) -> Iterator[str]:
    if comparison.is_same:
        yield SAME
    for group in comparison.groups:
        yield _title(group)
        yield from (f"  {change.kind:<9}  {change.words}" for change in group.changes)
        rows = comparison.waiting.get(group.name, ()) if group.what == "journey" else ()
        if rows:
            yield ""
            yield from (f"  {line}" for line in _aligned(_table(comparison.journeys[group.name], rows)))
        yield ""


def _markdown(comparison: Comparison) -> Iterator[str]:
    if comparison.is_same:
        yield f"{SAME[0].upper()}{SAME[1:]}."
    for group in comparison.groups:
        yield f"### {_title(group)}"
        yield ""
        yield from (f"- **{change.kind}**: {change.words}" for change in group.changes)
        yield ""
        rows = comparison.waiting.get(group.name, ()) if group.what == "journey" else ()
        if rows:
            head, *body = _table(comparison.journeys[group.name], rows)
            yield from (_row(head), _row("---" for _ in head), *map(_row, body), "")
    for mistake in comparison.undefined:
        yield f"> **{mistake.severity}** {mistake.message}: {mistake.hint}"


def _title(group: Group) -> str:
    return f"{group.what} {group.name}".rstrip()


def _table(journey: Journey, rows: Iterable[Waiting]) -> list[tuple[str, ...]]:
    """A row for each step at which contacts can be: where they go under `pin` and under `follow`."""
    chosen = {way: f"on edit {way}" + (" (as it says)" if journey.on_edit is way else "") for way in OnEdit}
    return [
        ("who is at", "", chosen[OnEdit.PIN], chosen[OnEdit.FOLLOW]),
        *((row.step, row.words, "stays", _follow(row)) for row in rows),
    ]


def _follow(row: Waiting) -> str:
    match row.follow:
        case Onward.GOES_ON if row.to == row.step:
            return "stays there"
        case Onward.GOES_ON:
            return f"goes on at {row.to}"
        case Onward.LEAVES:
            return "leaves"
        case Onward.UNDEFINED:
            return "UNDEFINED: would leave"


def _aligned(table: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


def _document(comparison: Comparison) -> dict[str, Any]:
    before, after = comparison.fingerprints
    return {
        "format_version": FORMAT_VERSION,
        "same": comparison.is_same,
        "fingerprints": {"old": before, "new": after},
        "changes": [
            {"what": group.what, "name": group.name, "kind": change.kind, "words": change.words}
            for group in comparison.groups
            for change in group.changes
        ],
        "waiting": {
            name: {"on_edit": comparison.journeys[name].on_edit, "steps": [_waiting(row) for row in rows]}
            for name, rows in comparison.waiting.items()
        },
        "undefined": [
            {"code": mistake.code, "message": mistake.message, "hint": mistake.hint} for mistake in comparison.undefined
        ],
    }


def _waiting(row: Waiting) -> dict[str, Any]:
    return {
        "step": row.step,
        "words": row.words,
        "pin": "stays",
        "follow": row.follow,
        "to": row.to or None,
        "to_words": row.to_words or None,
    }
