"""A story as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from journeydsl.engine import Rules
from journeydsl.engine.gate import Defer
from journeydsl.engine.words import wall_words
from journeydsl.explain.gate import Passage
from journeydsl.explain.parts import Part
from journeydsl.explain.starts import never_triggered
from journeydsl.explain.story import Entry, Story
from journeydsl.model import clock, steps
from journeydsl.source import Span

Where = Callable[[Span], str]
"""How a place is shown: `file:line`."""

_ANSWERS = {True: "yes", False: "no", None: "unknown"}


def story_text(rules: Rules, story: Story, where: Where, *, message: str = "") -> str:
    """The timeline of a contact, in its local time; with `message`, only what is about that message, and where it was
    never due what became of the contact in the journeys that send it."""
    entries = [entry for entry in story.entries if not message or entry.message == message]
    if message and not entries:
        return _never_due(rules, story, message, where)
    lines = [_heading(f"contact {story.contact}", story), ""]
    lines += [line for entry in entries for line in _entry(entry, story, where)]
    lines += [] if entries else ["nothing happened"]
    lines += [f"still in {journey}" for journey in story.still_in]
    return "\n".join(lines) + "\n"


def _heading(words: str, story: Story) -> str:
    return f"{words}, local time of {story.timezone}"


def _never_due(rules: Rules, story: Story, message: str, where: Where) -> str:
    lines = [f"{message} was never due to {story.contact}"]
    sending = [name for name, chart in rules.charts.items() if any(_sends(node.step, message) for node in chart.nodes)]
    if not sending:
        lines.append("no journey sends it")
    for journey in sending:
        lines += ["", why_not_text(rules, story, journey, where).rstrip("\n")]
        lines += ["still in it"] if journey in story.still_in else []
    return "\n".join(lines) + "\n"


def _sends(step: steps.Step, message: str) -> bool:
    return isinstance(step, steps.Send) and step.message == message


def why_not_text(rules: Rules, story: Story, journey: str, where: Where) -> str:
    """Why a contact never entered a journey, or when it did."""
    entries = [entry for entry in story.entries if entry.journey == journey]
    told = [line for entry in entries for line in _entry(entry, story, where)]
    if any(not entry.refusal for entry in entries):
        return "\n".join([_heading(f"contact {story.contact} did enter {journey}", story), "", *told]) + "\n"
    lines = [_heading(f"contact {story.contact} never entered {journey}", story), "", *told]
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
        yield from (f"    {line}" for line in _passage(entry.passage, story, where))


def _part(part: Part) -> str:
    read = f" ({part.read})" if part.read else ""
    return f"{_ANSWERS[part.truth]:>7}  {'  ' * part.depth}{part.words}{read}"


def _passage(passage: Passage, story: Story, where: Where) -> Iterator[str]:
    for check in passage.checks:
        place = f"  [{where(check.place)}]" if check.place is not None else ""
        yield f"{'passed' if check.passed else 'NO':>7}  {check.name}: {check.read}{place}"
    if isinstance(passage.verdict, Defer):
        yield f"looked at again at {wall_words(passage.verdict.until, story.timezone)}"
    yield f"what if: {passage.what_if}"
