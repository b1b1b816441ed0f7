"""Journeys that start each other in a circle without any time passing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from journeydsl.checker import instant
from journeydsl.checker.circles import circles
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Label
from journeydsl.source import Span
from journeydsl.syntax import ast


def report_cycles(scope: Scope, journeys: Mapping[str, ast.Journey]) -> None:
    """Report each circle of journeys that `start` each other, or `emit` an event that another starts on, at once."""
    on_event: dict[str, list[str]] = {}
    for name, journey in journeys.items():
        for line in journey.lines:
            if isinstance(line, ast.StartsOnEvent) and line.quiet_for is None:
                on_event.setdefault(line.event.text, []).append(name)
    links = {name: _links(journey, journeys, on_event) for name, journey in journeys.items()}
    for circle in circles(links):
        _report(scope, circle)


def _links(
    journey: ast.Journey, journeys: Mapping[str, ast.Journey], on_event: Mapping[str, list[str]]
) -> dict[str, Span]:
    """The journeys that a journey starts at the instant of its entry, each with the first place."""
    links: dict[str, Span] = {}
    for target, span in _started(journey, on_event):
        if target in journeys:
            links.setdefault(target, span)
    return links


def _started(journey: ast.Journey, on_event: Mapping[str, list[str]]) -> Iterator[tuple[str, Span]]:
    for step in instant.steps(journey.steps):
        match step:
            case ast.StartJourney(target):
                yield target.text, step.span
            case ast.Emit(event):
                for name in on_event.get(event.text, ()):
                    yield name, step.span
            case _:
                pass


def _report(scope: Scope, circle: list[tuple[str, str, Span]]) -> None:
    (first, _, place), *others = circle
    if others:
        around = " → ".join(f"`{name}`" for name in [*(one for one, _, _ in circle), first])
        message = f"these journeys start each other without a wait: {around}"
    else:
        message = f"`{first}` starts itself without a wait"
    scope.report(
        Code.JOURNEY_CYCLE,
        message,
        place,
        labels=tuple(Label(span, f"`{one}` starts `{other}`") for one, other, span in others),
        hint="put a wait before one of them, or take it out",
    )
