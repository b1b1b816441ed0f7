"""A file of assumptions to start from: every default with where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from journeydsl.forecast import defaults
from journeydsl.forecast.assumptions import Rate
from journeydsl.forecast.defaults import Figure
from journeydsl.forecast.modelling import conversion_of
from journeydsl.model.program import Program
from journeydsl.model.project import Project
from journeydsl.model.values import Kind, duration_words

_COLUMN = 52

_HEAD = """\
# What a forecast assumes: `journeydsl simulate PATH --forecast FILE`. What is left out counts as it stands here.
# What is said of a message counts before what is said of a segment (the first that holds), of a mailbox provider, and
# of a class. docs/forecast.md says what each figure means.
"""

_TAIL = """
# segments:                                         # of contacts who are in a segment when the message is sent
#   loyal: {opened: 40%, clicked: 6%}

# messages:                                         # of a message
#   cart_reminder: {clicked: 8%, organic: 10%, lift: 30%}
"""


def written(program: Program | None = None) -> str:
    """The defaults as a file; those that hang on a project are written out for the one that is given."""
    parts = [
        [_HEAD.rstrip()],
        _email(),
        ["providers:", *_named((each, figures) for each, figures in defaults.PROVIDERS.items())],
        [_line("mix:", "which share of messages went where the rates were measured")]
        + [_line(f"  {each}: {_percent(figure.share)}", figure.source) for each, figure in defaults.MIX.items()],
        _channels(None if program is None else program.project),
        _delays(),
        _conversions(program),
        _arrivals(),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n" + _TAIL


def _email() -> list[str]:
    classes = [("promotional", defaults.PROMOTIONAL), ("transactional", defaults.TRANSACTIONAL)]
    return ["email:", *_named(classes)]


def _named(sections: Iterable[tuple[str, Mapping[Rate, Figure]]]) -> Iterator[str]:
    for name, figures in sections:
        yield f"  {name}:"
        yield from _rates(figures, "    ")


def _rates(figures: Mapping[Rate, Figure], indent: str) -> Iterator[str]:
    for rate, figure in figures.items():
        yield _line(f"{indent}{rate}: {_percent(figure.share)}", figure.source)


def _channels(project: Project | None) -> list[str]:
    """The channels that are not e-mail."""
    if project is None:
        return []
    lines = []
    for name, channel in project.channels.items():
        kind = project.attributes[channel.address].type.kind
        if kind is not Kind.EMAIL:
            lines += [f"  {name}:", *_rates(defaults.PHONES if kind is Kind.PHONE else defaults.OTHERS, "    ")]
    return ["channels:", *lines] if lines else []


def _delays() -> list[str]:
    lines = [_line("delays:", "half take less than the median; spread is that of the logarithm")]
    for timing, time in defaults.DELAYS.items():
        median, spread = duration_words(time.delay.median), time.delay.spread
        lines.append(_line(f"  {timing}: {{median: {median}, spread: {spread}}}", time.source))
    return lines


def _conversions(program: Program | None) -> list[str]:
    """What the goals' events are worth."""
    if program is None:
        return []
    goals = sorted({journey.goal.event for journey in program.journeys.values() if journey.goal is not None})
    worth = {name: conversion_of({}, program.project, name).revenue for name in goals}
    lines = [
        _line(f"  {name}: {{revenue: {each}}}", "its other properties as in history")
        for name, each in worth.items()
        if each
    ]
    return ["conversions:", *lines] if lines else []


def _arrivals() -> list[str]:
    history = duration_words(defaults.HISTORY)
    return [
        "arrivals:",
        _line(f"  history: {history}", "so much of history again and again; `none` for nothing of it"),
        _line("  # events:", "at a rate instead, over all contacts"),
        "  #   cart_updated: 200 per day",
        "  #   order_placed: {rate: 50 per day, properties: {total: 49.9}}",
        "",
        _line("machine_opens: filtered", "`seen` where your journeys take them for opens of people"),
    ]


def _percent(share: float) -> str:
    return f"{round(share * 100, 6):g}%"


def _line(text: str, remark: str) -> str:
    return f"{text.ljust(_COLUMN)}# {remark}"
