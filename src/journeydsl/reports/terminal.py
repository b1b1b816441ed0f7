"""The summary of a run as text for a terminal, at most 100 columns wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from journeydsl.graph.chart import Node
from journeydsl.model import clock
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import PHRASES
from journeydsl.reports.lines import by_number, count, listed, table
from journeydsl.simulator import Tally
from journeydsl.simulator.tally import JourneyTally, MessageTally, StepTally

_BAR = 40
_DAYS_SHOWN = 92
_OUTCOME_WORDS = {outcome.value: outcome.value.replace("_", " ") for outcome in Outcome}


def summary_text(tally: Tally) -> str:
    """Everything that a run adds up to, for people: per journey, per message, per day, and the balanced books."""
    parts = [
        _heading(tally),
        *(_journey(tally, name, journey) for name, journey in tally.journeys.items()),
        _messages(tally),
        _days(tally),
        _segments(tally),
        _books(tally),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _heading(tally: Tally) -> Iterator[str]:
    project = tally.rules.program.project
    first, last = (clock.to_wall(at, project.timezone) for at in (tally.start, tally.end))
    yield f"Dry run of {project.name}: {count(tally.contacts, 'contact')}"
    yield f"from {first:%Y-%m-%d %H:%M} through {last:%Y-%m-%d %H:%M} ({project.timezone})"
    if tally.late_events:
        yield f"{count(tally.late_events, 'event')} came late: they were decided without and counted from then on"


def _journey(tally: Tally, name: str, journey: JourneyTally) -> Iterator[str]:
    declared = tally.rules.journeys.get(name)
    label = "  (gone from the program)" if declared is None else f"  “{declared.label}”" if declared.label else ""
    yield f"journey {name}{label}"
    again = f", {count(journey.contacts, 'contact')}" if journey.contacts != journey.entered else ""
    yield f"  entered {journey.entered:,} of {count(journey.triggered, 'trigger')}{again}"
    yield from listed("    refused: ", _phrases(journey.refused))
    yield f"  finished {sum(journey.finished.values()):,}, still inside {journey.active:,}"
    yield from listed("    ", _phrases_about(journey.finished))
    if journey.goals or (declared is not None and declared.goal is not None):
        share = f" ({journey.goals / journey.entered:.1%} of entries)" if journey.entered else ""
        yield f"  reached the goal {journey.goals:,}{share}"
    yield from _notes(journey)
    yield ""
    rows = [(node, journey.steps[node.step.id]) for node in tally.nodes(name)]
    yield from table(
        ("step", "arrived", "then"), [(node.step.words, f"{step.arrived:,}", _then(node, step)) for node, step in rows]
    )


def _notes(journey: JourneyTally) -> Iterator[str]:
    """What stands beside the decisions, where there is any."""
    stale, moved = (journey.notes[outcome] for outcome in (Outcome.STALE, Outcome.MOVED))
    if stale:
        yield f"  {count(stale, 'decision')} by a segment that had changed since its last refresh"
    if moved:
        yield f"  {count(moved, 'contact')} moved to another step by an edit"


def _then(node: Node, step: StepTally) -> str:
    if not node.edges:
        return ""
    parts = [f"{_OUTCOME_WORDS.get(label, label)} {count:,}" for label, count in by_number(step.outcomes)]
    if step.still_there:
        parts.append(f"still there {step.still_there:,}")
    return ", ".join(parts)


def _messages(tally: Tally) -> Iterator[str]:
    if not tally.messages:
        return
    rows = [
        (name, f"{message.sent:,}", f"{message.not_sent.total():,}", f"{message.held_out:,}", f"{message.held:,}")
        for name, message in tally.messages.items()
    ]
    head, *lines = table(("message", "sent", "not sent", "held out", "still held"), rows)
    yield head
    for line, message in zip(lines, tally.messages.values(), strict=True):
        yield line
        yield from _reasons(message)
        yield from _wordings(message) if tally.counts_wordings else ()


def _reasons(message: MessageTally) -> Iterator[str]:
    yield from listed("      not sent: ", _phrases_about(message.not_sent))


def _wordings(message: MessageTally) -> Iterator[str]:
    """What was said to whom, where anything was sent."""
    if not message.sent:
        return
    said = message.wordings
    for part, counts in said.parts.items():
        yield from listed(f"      {part}: ", [f"{count:,} {words}" for words, count in counts.items()])
    yield from listed("      offered: ", [f"{count:,} {item}" for item, count in by_number(said.offered)])
    missing = [(field, count) for field, count in by_number(said.fallbacks) if count]
    shares = [f"{field} {count:,} ({count / message.sent:.1%})" for field, count in missing]
    yield from listed("      with a fallback for ", shares)


def _days(tally: Tally) -> Iterator[str]:
    if not tally.sends_by_day:
        yield "sends per day: none"
        return
    days = tally.sends_by_day
    by_week = (max(days)[0] - min(days)[0]).days >= _DAYS_SHOWN
    counts = _by_week(days) if by_week else days
    yield "sends per week, from Monday" if by_week else "sends per day"
    most = max(counts.values())
    for (day, channel), sent in sorted(counts.items()):
        yield f"  {day}  {channel:<8} {sent:>8,}  {'█' * max(1, round(_BAR * sent / most))}"


def _by_week(days: Counter[tuple[date, str]]) -> Counter[tuple[date, str]]:
    weeks: Counter[tuple[date, str]] = Counter()
    for (day, channel), sent in days.items():
        weeks[day - timedelta(days=day.weekday()), channel] += sent
    return weeks


def _segments(tally: Tally) -> Iterator[str]:
    if not tally.rules.segments:
        return
    yield from table(
        ("segment at the end", "contacts"), [(name, f"{tally.segments[name]:,}") for name in tally.rules.segments]
    )


def _books(tally: Tally) -> Iterator[str]:
    yield "the books balance" if tally.is_conserved else "THE BOOKS DO NOT BALANCE: this is a failure of journeydsl"
    for law, lines in groupby(sorted(tally.balances(), key=lambda line: line.law), key=lambda line: line.law):
        of_law = list(lines)
        yield f"  {law}: {sum(line.left for line in of_law):,} = {sum(line.right for line in of_law):,}"
        for line in of_law:
            if line.left != line.right:
                yield f"    {line.journey}: {line.left:,} is not {line.right:,}"


def _phrases(counts: Counter[str]) -> list[str]:
    return [f"{count:,} {PHRASES[reason]}" for reason, count in by_number(counts)]


def _phrases_about(counts: Counter[tuple[str, str]]) -> list[str]:
    return [
        f"{count:,} {PHRASES[reason]}" + (f" ({detail})" if detail else "")
        for (reason, detail), count in by_number(counts)
    ]
