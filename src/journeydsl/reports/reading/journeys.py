"""Journeys and their steps: who came, which way they went, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from journeydsl import graph
from journeydsl.graph import Node
from journeydsl.graph.drawing.labels import of_step
from journeydsl.graph.flow import Flow
from journeydsl.graph.terms import terms
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.journeys import Journey
from journeydsl.model.program import Program
from journeydsl.model.steps import Send
from journeydsl.reports.figures import Count, JourneyFigures, StepFigures
from journeydsl.reports.reading.folder import RunFolder
from journeydsl.reports.reading.tables import Tables
from journeydsl.scenarios.coverage import place_of
from journeydsl.source import Span

_OUTCOMES = """
select journey, step, outcome, reason, if(outcome in ('entered', 'moved', 'emitted'), '', detail) as about, message,
    count(*) as times
from decisions group by all order by times desc, outcome, reason, about
"""
_BESIDE = (Outcome.HELD, Outcome.STALE)
_SENDS = (Outcome.SENT, Outcome.HELD_OUT, Outcome.NOT_SENT)


def read_journeys(
    tables: Tables, folder: RunFolder, program: Program, where: Callable[[Span], str]
) -> tuple[JourneyFigures, ...]:
    """The figures of each journey of the program, in its order; `where` shows a place of the project."""
    counted: dict[str, list[tuple[str, Count, str]]] = {}
    for journey, step, outcome, reason, detail, message, times in tables.rows(_OUTCOMES):
        count = Count(outcome=outcome, reason=reason, detail=detail, times=times)
        counted.setdefault(journey, []).append((step, count, message))
    return tuple(
        _journey(program, journey, counted.get(name, []), folder.summary["journeys"].get(name, {}), where)
        for name, journey in program.journeys.items()
    )


def _journey(
    program: Program,
    journey: Journey,
    counted: Sequence[tuple[str, Count, str]],
    said: Mapping[str, Any],
    where: Callable[[Span], str],
) -> JourneyFigures:
    whole = [count for _, count, _ in counted]
    chart = graph.build(journey)
    nodes = {node.step.id: node for node in chart.nodes}
    still = {each["step"]: each["still_there"] for each in said.get("steps", ())}
    by_step: dict[str, list[tuple[Count, str]]] = {}
    for step, count, message in counted:
        by_step.setdefault(step, []).append((count, message))
    steps = tuple(_step(program, node, by_step.get(name, []), still, where) for name, node in nodes.items())
    return JourneyFigures(
        name=journey.name,
        label=journey.label,
        stage=journey.stage.value if journey.stage else "",
        priority=journey.priority,
        terms=terms(journey),
        triggered=said.get("triggered", 0),
        entered=_times(whole, Outcome.ENTERED),
        contacts=said.get("contacts", 0),
        active=said.get("active", 0),
        refused=_merged(whole, Outcome.REFUSED),
        finished=_merged(whole, Outcome.FINISHED),
        goals=None if journey.goal is None else _times(whole, Outcome.REACHED_GOAL),
        sent=_times(whole, Outcome.SENT),
        held_out=_times(whole, Outcome.HELD_OUT),
        not_sent=_times(whole, Outcome.NOT_SENT),
        stale=_times(whole, Outcome.STALE),
        steps=steps,
        flow=_flow(nodes, by_step, _times(whole, Outcome.ENTERED), steps),
        elsewhere=sum(each.times for name, found in by_step.items() if name and name not in nodes for each, _ in found),
    )


def _step(
    program: Program,
    node: Node,
    counted: Sequence[tuple[Count, str]],
    still: Mapping[str, int],
    where: Callable[[Span], str],
) -> StepFigures:
    outcomes = tuple(count for count, _ in counted if count.outcome not in _BESIDE)
    return StepFigures(
        id=node.step.id,
        words=node.step.words or node.step.id,
        kind=of_step(node.step, program.messages).kind.value.replace("_", " "),
        line=where(node.step.span),
        message=node.step.message if isinstance(node.step, Send) else "",
        arrived=sum(each.times for each in outcomes) + still.get(node.step.id, 0),
        still_there=still.get(node.step.id, 0),
        outcomes=outcomes,
        beside=tuple(count for count, _ in counted if count.outcome in _BESIDE),
    )


def _flow(
    nodes: Mapping[str, Node],
    counted: Mapping[str, Sequence[tuple[Count, str]]],
    entered: int,
    steps: Iterable[StepFigures],
) -> Flow:
    gone: Counter[tuple[str, int]] = Counter()
    for name, node in nodes.items():
        for count, message in counted.get(name, ()):
            place = _way_out(node, count, message)
            if place is not None:
                gone[name, place] += count.times
    return Flow(entered, dict(gone), {step.id: said for step in steps if (said := _said(step))})


def _way_out(node: Node, count: Count, message: str) -> int | None:
    """The way out of a node that a decision took; None for what is not about leaving it, or is not known there."""
    decision = Decision("", "", 1, node.step.id, 0, Outcome(count.outcome), count.reason, count.detail, message)
    try:
        place = place_of(node, decision)
    except ValueError:
        return None
    return place if place is not None and place < len(node.edges) else None


def _said(step: StepFigures) -> str:
    """What a send's card says of it."""
    if not step.message or not step.arrived:
        return ""
    sent, held_out, not_sent = (sum(each.times for each in step.outcomes if each.outcome == kind) for kind in _SENDS)
    parts = [f"{sent:,} sent", f"{not_sent:,} not" if not_sent else "", f"{held_out:,} held out" if held_out else ""]
    return ", ".join(filter(None, parts))


def _times(counts: Iterable[Count], outcome: Outcome) -> int:
    return sum(count.times for count in counts if count.outcome == outcome)


def _merged(counts: Iterable[Count], outcome: Outcome) -> tuple[Count, ...]:
    """The counts of an outcome by reason and what it is about, whatever the step; the greatest first."""
    found: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.outcome == outcome:
            found[count.reason, count.detail] += count.times
    return tuple(_as_counts(outcome, found))


def _as_counts(outcome: Outcome, found: Counter[tuple[str, str]]) -> Iterator[Count]:
    for (reason, detail), times in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield Count(outcome=outcome.value, reason=reason, detail=detail, times=times)
