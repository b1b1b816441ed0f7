"""What messages said in whose place: counted while the run went on, and kept in its summary."""

from __future__ import annotations

from journeydsl.reports.effects import Wordings
from journeydsl.reports.figures import MessageFigures
from journeydsl.reports.reading.folder import RunFolder


def read_wordings(folder: RunFolder, messages: tuple[MessageFigures, ...]) -> tuple[Wordings, ...]:
    """What each message said that has anything to choose; nothing where the run did not count it."""
    told = folder.summary.get("wordings") or {}
    found = (
        Wordings(
            message=message.name,
            sent=message.sent,
            fallbacks=told[message.name].get("fallbacks", {}),
            parts=told[message.name].get("parts", {}),
            offered=told[message.name].get("offered", {}),
        )
        for message in messages
        if message.name in told
    )
    return tuple(each for each in found if each.fallbacks or each.parts or each.offered)
