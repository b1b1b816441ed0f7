"""What holds for every journey: segments, suppressions and limits."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.properties.runnable.conditions import Scope, condition
from tests.properties.runnable.words import WEEKDAYS, duration, one_in

SEGMENTS = ("active", "idle", "loyal")
FAMILY = ("fresh", "keen", "gone")
RARELY = ("order_cancelled in the last 36 hours", "order_placed in the last 6 hours", "points > 200")
NOUNS = ("emails", "promotional emails", "messages", "promotional messages", "sms")
QUIET = (
    "quiet from 21:00 to 08:00, else wait",
    "quiet from 21:00 to 02:30, else wait",
    "quiet from 02:15 to 02:30, else wait",
    "quiet from 12:00 to 14:00, else drop",
    "quiet from 12:00 to 14:00, else wait up to 30 minutes",
)


def segments(chance: Random) -> tuple[tuple[str, ...], str]:
    """The names of some segments, and their declarations; a later one may ask for an earlier one."""
    names = SEGMENTS[: chance.randint(1, len(SEGMENTS))]
    written = []
    for place, name in enumerate(names):
        scope = Scope(segments=names[:place])
        steady = _steady(chance)
        written.append(block(f"segment {name}:", [*steady, f"when {condition(chance, scope)}"]))
    if one_in(chance, 3):
        members = [f"{name}: when {condition(chance, Scope(segments=names), 1)}" for name in FAMILY[:-1]]
        written.append(block("segments life:", [*_steady(chance), *members, f"{FAMILY[-1]}: otherwise"]))
        names += FAMILY
    return names, "\n".join(written)


def _steady(chance: Random) -> list[str]:
    """When a segment is looked at, and how long it holds; mostly nothing of both."""
    refresh = [f"refresh {chance.choice(['hourly', 'daily', 'weekly', 'live'])}"] if one_in(chance, 2) else []
    return [*refresh, f"hold for {duration(chance)}"] if one_in(chance, 3) else refresh


def suppressions(chance: Random, scope: Scope) -> str:
    """At most two suppressions; what they ask is rarely so, lest nothing were ever sent."""
    written = []
    for number in range(chance.choice([0, 0, 1, 2])):
        rarely = chance.choice(RARELY) if chance.randint(0, 3) else condition(chance, scope, 1)
        blocks = chance.choice(["promotional", "promotional", "everything"])
        whole = chance.choice(["", "", " for the whole account"])
        written.append(block(f"suppression block_{number}:", [f"when {rarely}", f"blocks {blocks}{whole}"]))
    return "\n".join(written)


def _cap(chance: Random) -> str:
    over = chance.choice(["else drop", "else wait", f"else wait up to {duration(chance)}"])
    return f"at most {chance.randint(1, 2)} {chance.choice(NOUNS)} in {duration(chance)}, {over}"


def limits(chance: Random) -> str:
    """All the limits of a program."""
    lines = [_cap(chance) for _ in range(chance.choice([0, 1, 2, 3]))]
    lines += chance.sample(QUIET, chance.choice([0, 1, 1, 2]))
    if one_in(chance, 2):
        lines.append(f"quiet on {chance.choice(WEEKDAYS)}, else {chance.choice(['wait', 'wait', 'drop'])}")
    if one_in(chance, 6):
        lines.append(f"warm up {chance.choice(['email', 'sms'])} from 1 per day by 50% per day")
    return block("limits:", lines) if lines else ""


def block(head: str, lines: Sequence[str]) -> str:
    """A declaration: its head, and the lines beneath it."""
    return "\n".join([head, *(f"  {line}" for line in lines)]) + "\n"
