"""What a picture promises to the eye, on sample journeys and on random ones: nothing overlaps, nothing crosses."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, count, pairwise, product
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl.graph import build, unreachable
from journeydsl.graph.drawing.placing import Box, Line, Picture, Point, picture
from journeydsl.graph.drawing.svg import corners, svg_in_page
from journeydsl.graph.flow import WIDTHS, Flow, Shown
from journeydsl.model.conditions import Attribute, InSegment
from journeydsl.model.journeys import Goal, Journey, OnEntering, OnEvent, StopsOn
from journeydsl.model.steps import (
    AddTo,
    Arm,
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
    Variant,
    Wait,
    WaitFor,
    WaitUntil,
    WaitUntilAttribute,
    WaitUntilCondition,
)
from journeydsl.model.values import DAY, WHOLE_SHARE
from journeydsl.source import Span

NOWHERE = Span("a.journey", 0, 0)
Item: TypeAlias = Step | Label | GoTo
LONG = 'no order_placed in the last 45 days and score.churn >= 0.7 and country is one of "DE", "AT", "CH"'


def send(words: str = "send mail", *not_sent: Item) -> Send:
    return Send(id="", words=words, message="mail", not_sent=not_sent, span=NOWHERE)


def wait() -> Wait:
    return Wait(id="", words="wait 2 days, then until 10:00", duration=DAY, until=600, span=NOWHERE)


def wait_for(happened: Block = (), timed_out: Block = ()) -> WaitFor:
    return WaitFor(
        id="",
        words="wait for order_placed up to 1 day",
        event="order_placed",
        where=None,
        up_to=DAY,
        happened=happened,
        timed_out=timed_out,
        span=NOWHERE,
    )


def choose(*arms: tuple[str, Block], otherwise: Block = ()) -> Choose:
    made = tuple(Arm(words=words, condition=InSegment("vips"), block=block) for words, block in arms)
    return Choose(id="", words="choose", arms=made, otherwise=otherwise, span=NOWHERE)


def split(*blocks: Block) -> Split:
    share = WHOLE_SHARE // len(blocks)
    made = tuple(Variant(name=f"v{place}", share=share, block=block) for place, block in enumerate(blocks))
    return Split(id="", words="split incentive", experiment="incentive", variants=made, span=NOWHERE)


def wait_until(happened: Block = (), timed_out: Block = ()) -> WaitUntilCondition:
    return WaitUntilCondition(
        id="",
        words="wait until in vips, up to 1 day",
        condition=InSegment("vips"),
        up_to=DAY,
        happened=happened,
        timed_out=timed_out,
        span=NOWHERE,
    )


def until_birthday(*if_missing: Item) -> WaitUntilAttribute:
    date = Attribute("birthday")
    return WaitUntilAttribute(id="", words="wait until birthday", date=date, if_missing=if_missing, span=NOWHERE)


def repeat(*block: Item) -> Repeat:
    return Repeat(id="", words="repeat up to 3 times", times=3, block=block, span=NOWHERE)


def acting() -> tuple[Step, ...]:
    return (
        Emit(id="", words="emit e with total: 20", event="e", properties={"total": 20.0}, span=NOWHERE),
        Call(id="", words="call crm", webhook="crm", span=NOWHERE),
        StartJourney(id="", words="start other", journey="other", span=NOWHERE),
        AddTo(id="", words="add to news", list="news", span=NOWHERE),
        RemoveFrom(id="", words="remove from news", list="news", span=NOWHERE),
        UnsubscribeFrom(id="", words="unsubscribe from news", topic="news", span=NOWHERE),
        Offer(id="", words="offer picks", offers="picks", span=NOWHERE),
    )


def setting() -> Set:
    return Set(id="", words="set done to true", attribute="done", value=True, span=NOWHERE)


def stop() -> Stop:
    return Stop(id="", words="stop as converted", reason="converted", span=NOWHERE)


def numbered(block: Block, numbers: count[int]) -> Block:
    """The block with an id of its own for every step."""
    return tuple(item if isinstance(item, Label | GoTo) else _numbered(item, numbers) for item in block)


def _numbered(step: Step, numbers: count[int]) -> Step:
    identity = f"step_{next(numbers)}"
    match step:
        case Send():
            return replace(step, id=identity, not_sent=numbered(step.not_sent, numbers))
        case WaitFor() | WaitUntilCondition():
            happened = numbered(step.happened, numbers)
            return replace(step, id=identity, happened=happened, timed_out=numbered(step.timed_out, numbers))
        case WaitUntilAttribute():
            return replace(step, id=identity, if_missing=numbered(step.if_missing, numbers))
        case Repeat():
            return replace(step, id=identity, block=numbered(step.block, numbers))
        case Offer():
            return replace(step, id=identity, nothing_left=numbered(step.nothing_left, numbers))
        case Choose():
            arms = tuple(replace(arm, block=numbered(arm.block, numbers)) for arm in step.arms)
            return replace(step, id=identity, arms=arms, otherwise=numbered(step.otherwise, numbers))
        case Split():
            variants = tuple(replace(each, block=numbered(each.block, numbers)) for each in step.variants)
            return replace(step, id=identity, variants=variants)
        case Wait() | WaitUntil() | Set() | Stop() | Emit() | Call() | StartJourney():
            return replace(step, id=identity)
        case AddTo() | RemoveFrom() | UnsubscribeFrom():
            return replace(step, id=identity)


def journey(*steps: Item, label: str = "A journey", starts: int = 1) -> Journey:
    entering = OnEntering(words="starts on entering vips existing members too", segment="vips")
    return Journey(
        name="sample",
        label=label,
        starts=(OnEvent(words="starts on e where total >= 20, then quiet for 1 hour", event="e"),)
        + (entering,) * (starts - 1),
        stops=(StopsOn(event="order_placed", reason="converted"),),
        goal=Goal(event="order_placed", within=7 * DAY),
        holdout=100_000,
        steps=numbered(steps, count(1)),
        span=NOWHERE,
    )


SAMPLES = {
    "nothing": journey(),
    "straight": journey(send(), wait(), send(), wait(), send()),
    "cart recovery": journey(
        send("send cart_reminder", send("send cart_sms")),
        wait_for((stop(),)),
        choose((LONG, (send(),)), ("opened cart_reminder", (send(),)), otherwise=(send(),)),
        wait(),
        split((send(),), (send(),), ()),
        setting(),
    ),
    "four arms": journey(
        choose(*((f"country is {name}", (send(),)) for name in ("DE", "AT", "CH", "FR")), otherwise=(stop(),)),
        starts=3,
    ),
    "nested splits": journey(
        split(
            (split((send(),), (send(), wait())),), (choose(("in vips", (stop(),)), otherwise=(split((), (send(),)),)),)
        )
    ),
    "not sent, again and again": journey(send("send a", send("send b", send("send c", stop())), wait()), send()),
    "twenty steps": journey(*(step for _ in range(6) for step in (send(), wait_for((stop(),), (send(),)), wait()))),
    "long words": journey(send("send " + "a_very_long_name_" * 20), choose((LONG * 3, (send(),))), label=LONG * 2),
    "other scripts": journey(
        send("send 購物車提醒訊息給所有的客戶請點擊此處完成購買謝謝您的支持"), send("send سلة_التسوق")
    ),
    "every step": journey(*acting(), wait_until((send(),)), until_birthday(stop()), until_birthday()),
    "loops": journey(
        repeat(
            Label(name="again"),
            send("send a", send("send b")),
            wait_for((GoTo(label="end"),), (send(),)),
            repeat(wait_until((choose(("vip", (GoTo(label="again"),)), ("rich", (stop(),)), otherwise=(send(),)),))),
            setting(),
        ),
        stop(),
        Label(name="end"),
        send(),
    ),
    "loops in loops": journey(repeat(repeat(repeat(wait()), repeat())), repeat(split((repeat(send()),), (stop(),)))),
    "a wide head over a narrow loop": journey(
        replace(repeat(setting()), words="repeat up to 3 times " * 5), repeat(Label(name="a"), GoTo(label="a"))
    ),
    "unreachable": journey(choose(("in vips", (stop(), send(), wait())), otherwise=(stop(),)), send()),
}


def a_step(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Step]:
    words = st.sampled_from(["in vips", "opened", LONG])
    arms = st.lists(st.tuples(words, blocks), min_size=1, max_size=4)
    return st.one_of(
        st.builds(lambda block: send("send mail", *block), blocks),
        st.builds(wait_for, blocks, blocks),
        st.builds(wait_until, blocks, blocks),
        st.builds(lambda block: until_birthday(*block), blocks),
        st.builds(lambda block: repeat(*block), blocks),
        st.builds(lambda made, otherwise: choose(*made, otherwise=otherwise), arms, blocks),
        st.builds(lambda made: split(*made), st.lists(blocks, min_size=2, max_size=4)),
        st.sampled_from([send(), wait(), setting(), stop(), *acting()]),
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.just(()), lambda inner: st.lists(a_step(inner), max_size=3).map(tuple), max_leaves=20
)
JOURNEYS = st.builds(lambda block, starts: journey(*block, starts=starts), BLOCKS, st.integers(1, 3))


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


def all_inside(drawn: Picture) -> bool:
    boxes = [*(each.box for each in drawn.cards), *(each.box for each in drawn.pills)]
    points = [point for line in drawn.lines for point in line.points]
    points += [Point(box.left, box.top) for box in boxes]
    points += [Point(box.left + box.width, box.top + box.height) for box in boxes]
    return all(0 < point.x < drawn.width and 0 < point.y < drawn.height for point in points)


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    ]


def runs_straight(line: Line) -> bool:
    """Only straight up and down and to the sides, starting and ending downwards, or back into a card from its left."""
    pieces = list(pairwise(corners(line.points)))
    ends = [pieces[0], *([] if line.is_back else [pieces[-1]])]
    from_left = not line.is_back or pieces[-1][0].x < pieces[-1][1].x
    downwards = from_left and all(one.x == other.x and one.y < other.y for one, other in ends)
    return downwards and all(one.x == other.x or one.y == other.y for one, other in pieces)


def lines_through_boxes(drawn: Picture) -> list[tuple[str, str, str]]:
    """Lines that meet a node inside, or words that are not their own; how many entered stands on the lines of all
    starts together."""
    words = [(f"{pill.source} {pill.place}", pill.box) for pill in drawn.pills if not pill.source.startswith("start_")]
    return [
        (line.source, line.target, owner)
        for line in drawn.lines
        for owner, box in [*((each.card.id, each.box) for each in drawn.cards), *words]
        if owner != f"{line.source} {line.place}" and any(meets(piece, box) for piece in pairwise(line.points))
    ]


def meets(piece: tuple[Point, Point], box: Box) -> bool:
    (left, right), (top, bottom) = (sorted(values) for values in zip(*piece, strict=True))
    beside = left < box.left + box.width and (box.left < right or box.left == left)
    return beside and top < box.top + box.height and box.top < bottom


def crossings(drawn: Picture) -> list[tuple[Line, Line]]:
    return [pair for pair in combinations(drawn.lines, 2) if cross(*pair)]


def cross(one: Line, other: Line) -> bool:
    """Lines of one source or to one target may run together, but not through each other; others may not even touch."""
    related = one.source == other.source or one.target == other.target
    pieces = product(pairwise(corners(one.points)), pairwise(corners(other.points)))
    return any(through(a, b) if related else touch(a, b) for a, b in pieces)


def touch(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return all(
        max(min(a), min(b)) <= min(max(a), max(b))
        for a, b in zip(zip(*one, strict=True), zip(*other, strict=True), strict=True)
    )


def through(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether an upright and a level piece cross, with something of each on both sides."""
    for upright, level in ((one, other), (other, one)):
        (top, bottom), (left, right) = upright, sorted(level)
        if top.x == bottom.x and left.y == right.y and left.x < top.x < right.x:
            low, high = sorted((top.y, bottom.y))
            if low < left.y < high:
                return True
    return False


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
