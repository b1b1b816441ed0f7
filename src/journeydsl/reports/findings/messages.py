"""Findings about messages: those that mostly do not go out, and why, and limits that stop much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from journeydsl.model.reasons import PHRASES, SENTENCES, NotSent
from journeydsl.reports.figures import Figures, MessageFigures
from journeydsl.reports.findings.finding import Finding, Level

ENOUGH = 20
"""A share of fewer messages than this says nothing."""
MOSTLY = 0.5
"""A message that goes out to fewer than half of those it was due for is mostly not sent."""
MUCH = 0.05
"""A limit that stops this share of all messages that were due stops much."""
_OF_LIMITS = frozenset({NotSent.OVER_LIMIT, NotSent.HOLD_EXPIRED, NotSent.OVER_CAPACITY, NotSent.QUIET_HOURS})


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in the messages, and of each limit."""
    by_cause: dict[tuple[str, str], list[MessageFigures]] = {}
    for message in figures.messages:
        if message.due >= ENOUGH and message.times_not_sent >= MOSTLY * message.due:
            by_cause.setdefault(_cause(message), []).append(message)
    for (reason, detail), messages in by_cause.items():
        yield _mostly_not_sent(reason, detail, messages)
    yield from _limits(figures)


def _cause(message: MessageFigures) -> tuple[str, str]:
    """The reason why it is not sent most often, and what that is about."""
    most = max(message.not_sent, key=lambda each: each.times)
    return most.reason, most.detail


def _mostly_not_sent(reason: str, detail: str, messages: Sequence[MessageFigures]) -> Finding:
    """One finding for all messages that one cause stops most."""
    first = max(messages, key=lambda each: each.times_not_sent)
    due, not_sent = (sum(getattr(each, name) for each in messages) for name in ("due", "times_not_sent"))
    times = sum(each.times for message in messages for each in message.not_sent if each.reason == reason)
    is_one = len(messages) == 1
    about = f" ({detail})" if detail else ""
    why = f"{PHRASES[reason]}{about}"
    names = "" if is_one else " The messages: " + ", ".join(each.name for each in messages) + "."
    return Finding(
        level=Level.BROKEN,
        size=not_sent / due,
        title=(f"{first.name} is" if is_one else f"{len(messages)} messages are") + f" mostly not sent: {why}",
        number=f"{not_sent:,} of {due:,}",
        sentence=f"Most often, {times:,} times, because {SENTENCES[NotSent(reason)]}{about}.{names}",
        link=f"message-{first.name}",
    )


def _limits(figures: Figures) -> Iterator[Finding]:
    stopped: Counter[str] = Counter()
    for message in figures.messages:
        for each in message.not_sent:
            if each.reason in _OF_LIMITS:
                stopped[each.detail] += each.times
    due = sum(message.due for message in figures.messages)
    for words, times in stopped.items():
        if due >= ENOUGH and times >= MUCH * due:
            yield Finding(
                level=Level.LOOK,
                size=times / due,
                title=f"A limit stops much: {words}",
                number=f"{times:,} of {due:,} messages",
                sentence="Look at which journeys compete for it, and whether the most important ones come first.",
                link="limits",
            )
