"""What a difference between two versions does to the contacts: for a terminal, for a pull request, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from journeydsl.comparison import Crossing, Effects, Group, Instead, Shift, Stopped
from journeydsl.model.reasons import PHRASES
from journeydsl.model.values import MINUTE, Duration, duration_words
from journeydsl.reports.lines import count, listed, table

FORMAT_VERSION = "1.0"
"""A change that can break a reader raises the first number; an addition raises the second."""
SAME = "no contact is concerned: every message is sent to whom and when it was"

_GROUPS = ("gained", "lost", "more", "fewer", "moved")
_SAID = {
    "gained": "gained",
    "lost": "lost",
    "more": "more often",
    "fewer": "less often",
    "moved": "at other times",
}
_BAR = "\\|"
_HEAD = ("before", "after", *_SAID.values(), "as before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared: the name of the version before, the number of contacts, and the commands that tell of one
    contact in either run."""

    other: str
    contacts: int
    explain_before: str
    explain_after: str


def effects_text(effects: Effects, compared: Compared) -> str:
    """The effects for people, in a terminal."""
    parts = [
        [_heading(effects, compared)],
        _shifts("message", effects.messages),
        _shifts("journey", effects.entries),
        _shifts("goal of", effects.goals),
        _crossings(effects),
        _stopped(effects.stopped),
        _why(effects, compared),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _heading(effects: Effects, compared: Compared) -> str:
    if not effects.concerned:
        return f"compared with {compared.other}: {SAME}"
    concerned = f"{effects.concerned:,} of {count(compared.contacts, 'contact')}"
    return f"compared with {compared.other}: {concerned} get other messages, or at other times"


def _shifts(what: str, shifts: Sequence[Shift]) -> Iterator[str]:
    different = [shift for shift in shifts if not shift.is_same]
    same = len(shifts) - len(different)
    if different:
        head, *lines = table((what, *_HEAD), map(_row, different))
        yield head
        for line, shift in zip(lines, different, strict=True):
            yield line
            yield from _groups(shift)
    if different and same:
        yield f"  the same as before for {count(same, 'other')}"


def _row(shift: Shift) -> Sequence[str]:
    groups = (getattr(shift, name).contacts for name in _GROUPS)
    return (shift.name, *(f"{number:,}" for number in (shift.before, shift.after, *groups, shift.unchanged)))


def _groups(shift: Shift) -> Iterator[str]:
    for name in _GROUPS:
        group: Group = getattr(shift, name)
        if group.contacts:
            because = [instead_words(each) for each in group.instead]
            when = [f"{shift_words(shift.by)} in the median"] if name == "moved" else []
            yield from listed(f"      {_SAID[name]}: ", [_examples(group), *when, *because])


def instead_words(instead: Instead) -> str:
    """What became of contacts in the run in which something did not happen to them."""
    match instead.outcome:
        case "":
            said = "never came to it"
        case "held_out":
            said = "held out"
        case "held":
            said = "still held back"
        case _:
            said = _because(instead.reason, instead.detail)
    return f"{instead.contacts:,} {said}"


def _because(reason: str, detail: str) -> str:
    return PHRASES[reason] + (f" ({detail})" if detail else "")


def shift_words(by: Duration) -> str:
    """How much later or earlier, to the minute where it is more than one."""
    size = abs(by)
    rounded = size if size < MINUTE else round(size / MINUTE) * MINUTE
    return f"{duration_words(rounded)} {'earlier' if by < 0 else 'later'}"


def _examples(group: Group) -> str:
    return f"{', '.join(group.examples)}{', …' if group.contacts > len(group.examples) else ''}"


def _crossings(effects: Effects) -> Iterator[str]:
    if not effects.crossings:
        return
    times = sum(crossing.times for crossing in effects.crossings)
    came = f"{times + effects.kept:,} who came to a choose, a split or a wait for something"
    yield f"  {times:,} of {came} went on another way"
    for (journey, words), crossings in groupby(effects.crossings, key=lambda each: (each.journey, each.words)):
        yield f"    {journey}: {words}"
        for crossing in crossings:
            group = crossing.group
            yield f"      {crossing_words(crossing)}: {count(group.contacts, 'contact')} ({_examples(group)})"


def crossing_words(crossing: Crossing) -> str:
    """From which way to which."""
    if crossing.before is None:
        return f"now by `{crossing.after}`, before not at all"
    if crossing.after is None:
        return f"before by `{crossing.before}`, now not at all"
    return f"from `{crossing.before}` to `{crossing.after}`"


def _stopped(stopped: Iterable[Stopped]) -> Iterator[str]:
    rows = [
        (
            _because(each.reason, each.detail),
            *(f"{number:,}" for number in (each.before, each.after, each.newly.contacts, each.no_longer.contacts)),
            _examples(each.newly if each.newly.contacts else each.no_longer),
        )
        for each in stopped
        if is_different(each)
    ]
    if rows:
        yield from table(("not sent", "before", "after", "newly", "no longer", "such as"), rows)


def is_different(stopped: Stopped) -> bool:
    """Whether a reason stops another number of messages, or other contacts."""
    return stopped.before != stopped.after or bool(stopped.newly.contacts or stopped.no_longer.contacts)


def _why(effects: Effects, compared: Compared) -> Iterator[str]:
    example = next(_to_ask_about(effects.messages), None)
    if example is not None:
        message, contact = example
        yield f"why:       {compared.explain_after} --contact {contact} --message {message}"
        yield f"as it was: {compared.explain_before} --contact {contact} --message {message}"


def _to_ask_about(messages: Iterable[Shift]) -> Iterator[tuple[str, str]]:
    """A message and a contact, those first who lost most."""
    for name in ("lost", "gained", "fewer", "more", "moved"):
        for shift in sorted(messages, key=lambda each: (-getattr(each, name).contacts, each.name)):
            yield from ((shift.name, contact) for contact in getattr(shift, name).examples[:1])


def effects_markdown(effects: Effects, compared: Compared) -> str:
    """The effects for a comment on a pull request."""
    parts = [
        [f"{_heading(effects, compared)[0].upper()}{_heading(effects, compared)[1:]}."],
        _markdown_table(("message", *_HEAD), [_row(each) for each in effects.messages if not each.is_same]),
        _markdown_table(("journey", *_HEAD), [_row(each) for each in effects.entries if not each.is_same]),
        _markdown_table(("goal of", *_HEAD), [_row(each) for each in effects.goals if not each.is_same]),
        _markdown_table(
            ("journey", "step", "way", "contacts", "such as"),
            [
                (
                    each.journey,
                    f"`{each.words}`",
                    crossing_words(each),
                    f"{each.group.contacts:,}",
                    _examples(each.group),
                )
                for each in effects.crossings
            ],
        ),
        _markdown_table(
            ("not sent", "before", "after"),
            [
                (_because(each.reason, each.detail), f"{each.before:,}", f"{each.after:,}")
                for each in effects.stopped
                if is_different(each)
            ],
        ),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows) if rows else ():
        yield f"| {' | '.join(cell.replace('|', _BAR) for cell in row)} |"


def effects_document(effects: Effects, compared: Compared) -> dict[str, Any]:
    """The effects as JSON values; durations are seconds."""
    return {
        "format_version": FORMAT_VERSION,
        "compared_with": compared.other,
        "contacts": compared.contacts,
        "concerned": effects.concerned,
        "messages": {shift.name: _shift(shift) for shift in effects.messages},
        "journeys": {shift.name: _shift(shift) for shift in effects.entries},
        "goals": {shift.name: _shift(shift) for shift in effects.goals},
        "crossings": [
            {
                "journey": each.journey,
                "step": each.step,
                "words": each.words,
                "before": each.before,
                "after": each.after,
                "times": each.times,
                **_group(each.group),
            }
            for each in effects.crossings
        ],
        "kept": effects.kept,
        "not_sent": [
            {
                "reason": each.reason,
                "detail": each.detail,
                "before": each.before,
                "after": each.after,
                "newly": _group(each.newly),
                "no_longer": _group(each.no_longer),
            }
            for each in effects.stopped
        ],
        "explain": {"before": compared.explain_before, "after": compared.explain_after},
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "before": shift.before,
        "after": shift.after,
        "contacts_before": shift.contacts_before,
        "contacts_after": shift.contacts_after,
        **{name: _group(getattr(shift, name)) for name in _GROUPS},
        "moved_by_seconds": shift.by / 1_000_000,
        "unchanged": shift.unchanged,
    }


def _group(group: Group) -> dict[str, Any]:
    said: dict[str, Any] = {"contacts": group.contacts, "examples": list(group.examples)}
    if group.instead:
        said["instead"] = [
            {"outcome": each.outcome, "reason": each.reason, "detail": each.detail, "contacts": each.contacts}
            for each in group.instead
        ]
    return said
