"""A story as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from journeydsl.engine import Rules
from journeydsl.explain.gate import Passage
from journeydsl.explain.parts import Part
from journeydsl.explain.starts import never_triggered
from journeydsl.explain.story import Entry, Story
from journeydsl.model import clock
from journeydsl.source import Span

Where = Callable[[Span], str]
"""How a place is shown: `file:line`."""

_ANSWERS = {True: "yes", False: "no", None: "unknown"}


def story_text(story: Story, where: Where, *, message: str = "") -> str:
    """The timeline of a contact, in its local time; with `message`, only what is about that message."""
    entries = [entry for entry in story.entries if not message or entry.message == message]
    lines = [f"contact {story.contact}, local time of {story.timezone}", ""]
    lines += [line for entry in entries for line in _entry(entry, story, where)]
    if not entries:
        lines.append(f"{message} was never due" if message else "nothing happened")
    lines += [f"still in {journey}" for journey in story.still_in]
    return "\n".join(lines) + "\n"


def why_not_text(rules: Rules, story: Story, journey: str, where: Where) -> str:
    """Why a contact never entered a journey, or when it did."""
    entries = [entry for entry in story.entries if entry.journey == journey]
    told = [line for entry in entries for line in _entry(entry, story, where)]
    if any(not entry.refusal for entry in entries):
        return "\n".join([f"contact {story.contact} did enter {journey}", "", *told]) + "\n"
    lines = [f"contact {story.contact} never entered {journey}, local time of {story.timezone}", "", *told]
    if not entries:
        place = where(rules.journeys[journey].span)
        for start in rules.journeys[journey].starts:
            found = never_triggered(rules, story, start)
            lines.append(f"nothing triggered it: it {start.words}, {found.notes[0]}  [{place}]")
            lines += [f"    {note}" for note in found.notes[1:]]
            lines += [f"    {_part(part)}" for part in found.parts]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, story: Story, where: Where) -> Iterator[str]:
    wall = clock.to_wall(entry.at, story.timezone)
    place = f"  [{where(entry.place)}]" if entry.place is not None else ""
    yield f"{wall:%Y-%m-%d %H:%M:%S}  {entry.words}{place}"
    yield from (f"    {_part(part)}" for part in entry.parts)
    yield from (f"    {note}" for note in entry.notes)
    if entry.passage is not None and entry.passage.what_if is not None:
        yield from (f"    {line}" for line in _passage(entry.passage, where))


def _part(part: Part) -> str:
    read = f" ({part.read})" if part.read else ""
    return f"{_ANSWERS[part.truth]:>7}  {'  ' * part.depth}{part.words}{read}"


def _passage(passage: Passage, where: Where) -> Iterator[str]:
    for check in passage.checks:
        place = f"  [{where(check.place)}]" if check.place is not None else ""
        yield f"{'passed' if check.passed else 'NO':>7}  {check.name}: {check.read}{place}"
    yield f"what if: {passage.what_if}"
