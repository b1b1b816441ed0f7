"""What a picture promises to the eye, on sample journeys and on random ones: nothing overlaps, nothing crosses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl.graph import build, unreachable
from journeydsl.graph.drawing.placing import Picture, picture
from journeydsl.graph.drawing.svg import corners, svg_in_page
from journeydsl.graph.flow import WIDTHS, Flow, Shown
from journeydsl.model.journeys import Journey
from journeydsl.model.steps import (
    AddTo,
    Block,
    Call,
    Choose,
    Emit,
    GoTo,
    Label,
    Offer,
    RemoveFrom,
    Repeat,
    Send,
    Set,
    Split,
    StartJourney,
    Step,
    Stop,
    UnsubscribeFrom,
    Wait,
    WaitFor,
    WaitUntil,
    WaitUntilAttribute,
    WaitUntilCondition,
)
from tests.unit.drawn import JOURNEYS, LONG, NOWHERE, SAMPLES, choose, journey, send, stop, wait_for
from tests.unit.to_the_eye import all_inside, crossings, lines_through_boxes, overlaps, runs_straight


@given(JOURNEYS)
def test_every_way_leads_forward_or_back_to_a_repeat_around_and_only_steps_after_a_stop_are_out_of_reach(
    made: Journey,
) -> None:
    chart = build(made)
    for index, node in enumerate(chart.nodes):
        for edge in node.edges:
            target = chart.nodes[edge.target]
            goes_back = isinstance(target.step, Repeat) and edge.target <= index < target.end
            assert index < edge.target < len(chart.nodes) or goes_back
    assert {step.id for step in unreachable(chart)} == after_a_stop(made.steps)[0]


def after_a_stop(block: Block) -> tuple[set[str], bool]:
    """The steps of a block that a contact never comes to, and whether one leaves the block at its end."""
    dead: set[str] = set()
    open_end = True
    for step in block:
        assert not isinstance(step, Label | GoTo)
        if not open_end:
            dead |= {each.step.id for each in build(journey_of((step,))).nodes[:-1]}
            continue
        ends = [after_a_stop(inside) for inside in blocks_in(step)]
        dead |= {each for inside, _ in ends for each in inside}
        open_end = isinstance(step, Repeat) or (not isinstance(step, Stop) and any(end for _, end in ends))
    return dead, open_end


def journey_of(block: Block) -> Journey:
    return Journey(name="part", label="", starts=(), steps=block, span=NOWHERE)


def blocks_in(step: Step) -> list[Block]:
    match step:
        case Send(not_sent=not_sent):
            return [(), not_sent]
        case WaitFor(happened=happened, timed_out=timed_out):
            return [happened, timed_out]
        case WaitUntilCondition(happened=happened, timed_out=timed_out):
            return [happened, timed_out]
        case WaitUntilAttribute(if_missing=if_missing):
            return [(), if_missing]
        case Offer(nothing_left=nothing_left):
            return [(), nothing_left]
        case Repeat(block=block):
            return [block]
        case Choose(arms=arms, otherwise=otherwise):
            return [*(arm.block for arm in arms), otherwise]
        case Split(variants=variants):
            return [variant.block for variant in variants]
        case Wait() | WaitUntil() | Set() | Stop() | Emit() | Call() | StartJourney():
            return [()]
        case AddTo() | RemoveFrom() | UnsubscribeFrom():
            return [()]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_drawn_without_overlaps_and_crossings(name: str) -> None:
    hold_to_the_eye(SAMPLES[name])


@given(JOURNEYS)
@settings(deadline=None)
def test_any_journey_is_drawn_without_overlaps_and_crossings(made: Journey) -> None:
    hold_to_the_eye(made)


@given(JOURNEYS, st.integers(0, 10**8))
@settings(deadline=None)
def test_any_journey_is_drawn_with_counts_without_overlaps_and_crossings(made: Journey, most: int) -> None:
    ways = {
        (node.step.id, place): most // (place + 1) for node in build(made).nodes for place in range(len(node.edges))
    }
    hold_to_the_eye(made, Flow(most, ways, {}))


def hold_to_the_eye(made: Journey, flow: Flow | None = None) -> None:
    drawn = picture(made, {}, {}, flow)
    assert lines_drawn(drawn) == lines_expected(made)
    assert all_inside(drawn)
    assert overlaps([*(each.box for each in drawn.cards), *(each.box for each in drawn.pills)]) == []
    assert [line for line in drawn.lines if not runs_straight(line)] == []
    assert lines_through_boxes(drawn) == []
    assert crossings(drawn) == []


def lines_drawn(drawn: Picture) -> set[tuple[str, str]]:
    """From each node to the next, past labels; a `go to` is a way that ends in words."""
    after = {line.source: line.target for line in drawn.lines if line.source.startswith("label-")}
    return {(line.source, past(after, line.target)) for line in drawn.lines if line.source not in after}


def past(after: dict[str, str], target: str) -> str:
    while target in after:
        target = after[target]
    return "go-to" if target.startswith("go-to-") else target


def lines_expected(made: Journey) -> set[tuple[str, str]]:
    """The edges of the chart; where every `go to` leads to a step `go-to` instead."""
    nodes = build(replace(made, steps=without_leaps(made.steps))).nodes
    first = nodes[0].step.id
    starts = {(f"start_{place}", first) for place in range(1, len(made.starts) + 1)}
    return starts | {(node.step.id, nodes[edge.target].step.id) for node in nodes for edge in node.edges}


def without_leaps(block: Block) -> Block:
    """The block with a stop in place of every `go to`."""
    return tuple(
        replace(stop(), id="go-to") if isinstance(item, GoTo) else item if isinstance(item, Label) else inside(item)
        for item in block
    )


def inside(step: Step) -> Step:
    match step:
        case WaitFor() | WaitUntilCondition():
            return replace(step, happened=without_leaps(step.happened), timed_out=without_leaps(step.timed_out))
        case Repeat():
            return replace(step, block=without_leaps(step.block))
        case Choose():
            return replace(step, arms=tuple(replace(arm, block=without_leaps(arm.block)) for arm in step.arms))
        case _:
            return step


def test_the_main_way_of_a_send_goes_straight_down() -> None:
    drawn = picture(SAMPLES["cart recovery"], {})
    sent = next(line for line in drawn.lines if line.source == "step_1" and line.place == 0)
    assert len(corners(sent.points)) == 2


def test_the_way_that_stops_makes_room_for_the_way_that_goes_on() -> None:
    drawn = picture(journey(wait_for((stop(),)), send()), {})
    happened, timed_out = (line for line in drawn.lines if line.source == "step_1")
    assert len(corners(timed_out.points)) == 2
    assert happened.points[-1].x < timed_out.points[-1].x


def test_an_end_that_nothing_leads_to_is_not_drawn() -> None:
    drawn = picture(journey(stop()), {})
    assert [each.card.id for each in drawn.cards] == ["start_1", "step_1"]


def test_what_cannot_be_reached_is_drawn_as_such() -> None:
    drawn = picture(SAMPLES["unreachable"], {})
    dead = {each.card.id for each in drawn.cards if not each.card.live}
    assert dead == {step.id for step in unreachable(build(SAMPLES["unreachable"]))} | {"completed"}


def test_counts_stand_on_every_way_and_widen_its_line() -> None:
    made = journey(send("send mail"), choose(("when in vips", (stop(),))))
    first, second, third = (node.step.id for node in build(made).nodes[:3])
    flow = Flow(600, {(first, 0): 550, (first, 1): 50, (second, 0): 100, (second, 1): 0}, {first: "550 sent, 50 not"})
    drawn = svg_in_page(made, {}, Shown(flow, "step"))
    assert [words for words in (">600<", ">yes · 100<", ">no · 0<", ">550 sent, 50 not<") if words not in drawn] == []
    assert f'{first}-0" class="line width-{WIDTHS}"' in drawn
    assert f'{second}-0" class="line width-1"' in drawn
    assert f'{second}-1" class="line width-0"' in drawn
    assert f'href="#step-{third}"' in drawn
    assert "<style>" not in drawn


def test_a_number_without_room_beside_its_words_stands_beneath_them() -> None:
    made = journey(choose((LONG, (stop(),)), (LONG + " or so", (stop(),))))
    flow = Flow(1_234_567, {(build(made).nodes[0].step.id, 0): 1_234_567}, {})
    words = next(each.text for each in picture(made, {}, {}, flow).pills if each.source != "start_1")
    assert words.lines[-1] == "1,234,567"
    assert len(words.lines) > 2
