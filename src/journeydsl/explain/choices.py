"""Why a contact took a branch: each condition that was asked, and what the answers were."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.conditions import Facts, evaluate
from journeydsl.engine import Rules, Step
from journeydsl.engine.turn import Turn
from journeydsl.explain.parts import Part, parts_of
from journeydsl.model import steps
from journeydsl.model.decisions import Decision


def asked(rules: Rules, step: Step, decision: Decision) -> tuple[Part, ...]:
    """The conditions of a `choose` up to the one that was taken, where the contact still is as it was when it chose."""
    node = next(node for node in rules.charts[decision.journey].nodes if node.step.id == decision.step)
    enrollment = next(
        (each for each in step.state.enrollments.values() if (each.journey, each.number) == _run(decision)), None
    )
    if not isinstance(node.step, steps.Choose) or enrollment is None:
        return ()
    arms, facts = node.step.arms, Turn(rules, decision.at, step.state).facts(enrollment)
    first = next((index for index, arm in enumerate(arms) if evaluate(arm.condition, facts) is True), len(arms))
    words = arms[first].words if first < len(arms) else "otherwise"
    return tuple(_parts(arms[: first + 1], facts)) if words == decision.detail else ()


def _parts(arms: tuple[steps.Arm, ...], facts: Facts) -> Iterator[Part]:
    for arm in arms:
        inside = parts_of(arm.condition, facts)
        if len(inside) == 1:
            yield inside[0]
        else:
            yield Part(arm.words, evaluate(arm.condition, facts), "")
            yield from (part._replace(depth=part.depth + 1) for part in inside)


def _run(decision: Decision) -> tuple[str, int]:
    return decision.journey, decision.enrollment
