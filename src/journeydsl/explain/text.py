"""A story as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from journeydsl.engine import Rules
from journeydsl.explain.gate import Passage
from journeydsl.explain.parts import Part
from journeydsl.explain.story import Entry, Story
from journeydsl.model import clock
from journeydsl.model.journeys import Around, At, Every, EveryYear, OnEntering, OnEvent, WhenCalled
from journeydsl.source import Span

Where = Callable[[Span], str]
"""How a place is shown: `file:line`."""

_ANSWERS = {True: "yes", False: "no", None: "unknown"}


def story_text(story: Story, where: Where, *, message: str = "") -> str:
    """The timeline of a contact, in its local time; with `message`, only what is about that message."""
    lines = [f"contact {story.contact}, local time of {story.timezone}", ""]
    for entry in story.entries:
        if not message or entry.message == message:
            lines.extend(_entry(entry, story, where))
    lines += [f"still in {journey}" for journey in story.still_in]
    return "\n".join(lines) + "\n"


def why_not_text(rules: Rules, story: Story, journey: str, where: Where) -> str:
    """Why a contact never entered a journey, or when it did."""
    entries = [entry for entry in story.entries if entry.journey == journey]
    if any(not entry.refusal for entry in entries):
        told = "\n".join(line for entry in entries for line in _entry(entry, story, where))
        return f"contact {story.contact} did enter {journey}\n{told}\n"
    lines = [f"contact {story.contact} never entered {journey}"]
    if entries:
        for entry in entries:
            lines.extend(_entry(entry, story, where))
    else:
        lines.extend(f"  {words}" for words in _no_trigger(rules, journey))
    return "\n".join(lines) + "\n"


def _no_trigger(rules: Rules, journey: str) -> Iterator[str]:
    for start in rules.journeys[journey].starts:
        match start:
            case OnEvent():
                yield f"it {start.words}, and there was no {start.event} of this contact in the period"
            case OnEntering():
                yield f"it {start.words}, and this contact did not come into {start.segment} in the period"
            case EveryYear() | Around():
                yield f"it {start.words}, and that did not come for this contact in the period"
            case Every() | At():
                yield f"it {start.words}, and this contact was not in {start.segment} then, or no such time came"
            case WhenCalled():
                yield f"it {start.words}, and nobody called it for this contact in the period"


def _entry(entry: Entry, story: Story, where: Where) -> Iterator[str]:
    wall = clock.to_wall(entry.at, story.timezone)
    place = f"  [{where(entry.place)}]" if entry.place is not None else ""
    yield f"{wall:%Y-%m-%d %H:%M:%S}  {entry.words}{place}"
    yield from (f"    {line}" for part in entry.parts for line in _part(part))
    if entry.passage is not None and entry.passage.what_if is not None:
        yield from (f"    {line}" for line in _passage(entry.passage, where))


def _part(part: Part) -> Iterator[str]:
    read = f" ({part.read})" if part.read else ""
    yield f"{_ANSWERS[part.truth]:>7}  {part.words}{read}"


def _passage(passage: Passage, where: Where) -> Iterator[str]:
    for check in passage.checks:
        place = f"  [{where(check.place)}]" if check.place is not None else ""
        yield f"{'passed' if check.passed else 'NO':>7}  {check.name}: {check.read}{place}"
    yield f"what if: {passage.what_if}"
