"""Holdouts and experiments: contacts with and without, and how many of them reached the goal."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl import graph
from journeydsl.model.journeys import Journey
from journeydsl.model.program import Program
from journeydsl.model.steps import Split
from journeydsl.model.values import WHOLE_SHARE
from journeydsl.reports.effects import Arm, Comparison
from journeydsl.reports.reading.tables import Tables

_HELD = """
with runs as (
    select journey, contact, enrollment, bool_or(outcome = 'held_out') as held,
        min(instant) filter (outcome in ('sent', 'held_out')) as due,
        max(instant) filter (outcome = 'reached_goal') as reached
    from decisions where outcome in ('sent', 'held_out', 'reached_goal') group by all
), people as (
    select journey, contact, bool_or(held) as held, coalesce(bool_or(reached >= due), false) as reached
    from runs where due is not null group by all
)
select journey, held, count(*), count_if(reached) from people group by all
"""
_DRAWN = """
with drawn as (
    select journey, contact, enrollment, step, any_value(detail) as variant, min(instant) as due
    from decisions where outcome = 'assigned' group by journey, contact, enrollment, step
), goals as (
    select journey, contact, enrollment, max(instant) as reached
    from decisions where outcome = 'reached_goal' group by all
), people as (
    select d.journey, d.step, d.contact, any_value(d.variant) as variant,
        coalesce(bool_or(g.reached >= d.due), false) as reached
    from drawn d left join goals g using (journey, contact, enrollment) group by d.journey, d.step, d.contact
)
select journey, step, variant, count(*), count_if(reached) from people group by all
"""


def read_comparisons(tables: Tables, program: Program) -> tuple[Comparison, ...]:
    """The holdout of each journey that has one and a goal, and each experiment in a journey with a goal."""
    held = {(journey, is_held): (contacts, reached) for journey, is_held, contacts, reached in tables.rows(_HELD)}
    drawn = {(journey, step, variant): (n, reached) for journey, step, variant, n, reached in tables.rows(_DRAWN)}
    shared = max((each.holdout for each in program.journeys.values() if each.shared_holdout), default=0)
    found: list[Comparison] = []
    for name, journey in program.journeys.items():
        if journey.goal is None:
            continue
        if journey.holdout or shared:
            arms = [
                Arm(name=said, contacts=contacts, reached=reached)
                for said, is_held in (("held out", True), ("sent", False))
                for contacts, reached in [held.get((name, is_held), (0, 0))]
            ]
            own = 0 if journey.shared_holdout else journey.holdout
            declared = 1 - (1 - own / WHOLE_SHARE) * (1 - shared / WHOLE_SHARE)
            found.append(Comparison(journey=name, name="holdout", declared=declared, arms=tuple(arms)))
        found.extend(_experiments(journey, drawn))
    return tuple(found)


def _experiments(journey: Journey, drawn: dict[tuple[str, str, str], tuple[int, int]]) -> Iterator[Comparison]:
    for node in graph.build(journey).nodes:
        if isinstance(node.step, Split):
            counted = [
                (each.name, drawn.get((journey.name, node.step.id, each.name), (0, 0))) for each in node.step.variants
            ]
            arms = tuple(Arm(name=name, contacts=counts[0], reached=counts[1]) for name, counts in counted)
            yield Comparison(journey=journey.name, name=node.step.experiment, declared=None, arms=arms)
