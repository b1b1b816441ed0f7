"""Charts are flat, in the order of the text, and say where each way out leads."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from journeydsl.graph import Edge, build, is_acyclic, network, unreachable
from journeydsl.graph.terms import terms
from journeydsl.graph.ways import share_words
from journeydsl.model.conditions import Attribute, InSegment
from journeydsl.model.journeys import After, Goal, Journey, OnEvent, StopsOn, StopsWhen
from journeydsl.model.reasons import NotSent
from journeydsl.model.steps import (
    Arm,
    Because,
    Block,
    Choose,
    GoTo,
    Label,
    Repeat,
    Send,
    Split,
    Step,
    Stop,
    Variant,
    Wait,
    WaitFor,
    WaitUntil,
    WaitUntilAttribute,
    WaitUntilCondition,
)
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, duration_words
from journeydsl.source import Span

NOWHERE = Span("a.journey", 0, 0)


def journey(*steps: Step | Label | GoTo) -> Journey:
    return Journey(name="j", label="J", starts=(OnEvent(words="starts on e", event="e"),), steps=steps, span=NOWHERE)


def send(name: str, *not_sent: Send | Stop) -> Send:
    return Send(id=name, words=f"send {name}", message=name, not_sent=not_sent, span=NOWHERE)


def wait(name: str, duration: int, until: int | None = None) -> Wait:
    return Wait(id=name, words="wait", duration=duration, until=until, span=NOWHERE)


def wait_for(name: str, up_to: int, happened: Block = (), timed_out: Block = ()) -> WaitFor:
    return WaitFor(
        id=name,
        words=name,
        event="e",
        where=None,
        up_to=up_to,
        happened=happened,
        timed_out=timed_out,
        span=NOWHERE,
    )


def choose(name: str, *arms: tuple[str, Block], otherwise: Block = ()) -> Choose:
    made = tuple(Arm(words=words, condition=InSegment("vips"), block=block) for words, block in arms)
    return Choose(id=name, words="choose", arms=made, otherwise=otherwise, span=NOWHERE)


def split(name: str, *variants: tuple[str, int, Block]) -> Split:
    made = tuple(Variant(name=variant, share=share, block=block) for variant, share, block in variants)
    return Split(id=name, words=f"split {name}", experiment=name, variants=made, span=NOWHERE)


def repeat(name: str, *block: Step | Label | GoTo) -> Repeat:
    return Repeat(id=name, words="repeat", times=3, block=block, span=NOWHERE)


def go_to(label: str) -> GoTo:
    return GoTo(label=label)


def until_birthday(name: str, *if_missing: Step) -> WaitUntilAttribute:
    return WaitUntilAttribute(id=name, words="wait", date=Attribute("birthday"), if_missing=if_missing, span=NOWHERE)


def stop(name: str) -> Stop:
    return Stop(id=name, words="stop", reason=None, span=NOWHERE)


def written(made: Journey) -> list[str]:
    """Each node as `id: words>target, …`."""
    nodes = build(made).nodes
    return [
        f"{node.step.id}: " + ", ".join(f"{edge.words}>{nodes[edge.target].step.id}" for edge in node.edges)
        for node in nodes
    ]


def test_a_journey_without_steps_is_completed_at_once() -> None:
    (only,) = build(journey()).nodes
    assert only.step == Stop(id="completed", words="end of the journey", reason=None, span=NOWHERE)
    assert only.edges == ()


def test_a_send_has_two_ways_to_the_same_step_where_nothing_is_said_of_not_sent() -> None:
    assert written(journey(send("a"), wait("b", DAY))) == ["a: >b, >b", "b: >completed", "completed: "]


def test_a_send_names_its_ways_where_they_differ() -> None:
    assert written(journey(send("a", send("c")), send("b"))) == [
        "a: sent>b, not sent>c",
        "c: >b, >b",
        "b: >completed, >completed",
        "completed: ",
    ]


def test_a_send_has_a_way_for_each_reason_that_is_named_before_the_way_of_all_others() -> None:
    named = (
        Because(reason=NotSent.MISSING_ADDRESS, block=(stop("s"),)),
        Because(reason=NotSent.SUPPRESSED, block=(send("c"),)),
    )
    sending = Send(id="a", words="send a", message="a", because=named, span=NOWHERE)
    assert written(journey(sending, wait("b", DAY)))[:3] == [
        "a: sent>b, not sent: missing_address>s, not sent: suppressed>c, not sent>b",
        "s: ",
        "c: >b, >b",
    ]


def test_a_wait_for_leads_to_happened_then_to_timed_out() -> None:
    assert written(journey(wait_for("a", 23 * HOUR, (stop("s"),)), send("b"))) == [
        "a: happened>s, after 23 hours>b",
        "s: ",
        "b: >completed, >completed",
        "completed: ",
    ]


def test_one_arm_is_a_question_with_yes_and_no() -> None:
    assert written(journey(choose("a", ("in vips", (send("b"),)))))[0] == "a: yes>b, no>completed"


def test_several_arms_speak_for_themselves() -> None:
    arms = choose("a", ("in vips", (send("b"),)), ("in new", ()), otherwise=(send("c"),))
    assert written(journey(arms, wait("d", DAY)))[0] == "a: in vips>b, in new>d, otherwise>c"


def test_variants_carry_their_share_and_name() -> None:
    shares = split("a", ("ten_percent", 450_000, (send("b"),)), ("control", 550_000, ()))
    assert written(journey(shares))[0] == "a: 45% ten_percent>b, 55% control>completed"


def test_the_ends_of_nested_blocks_lead_to_what_follows_the_outermost() -> None:
    inner = split("inner", ("x", 500_000, (send("x"),)), ("y", 500_000, ()))
    outer = choose("outer", ("in vips", (send("first"), inner)), otherwise=(wait_for("w", DAY),))
    assert written(journey(outer, send("last"))) == [
        "outer: yes>first, no>w",
        "first: >inner, >inner",
        "inner: 50% x>x, 50% y>last",
        "x: >last, >last",
        "w: happened>last, after 1 day>last",
        "last: >completed, >completed",
        "completed: ",
    ]


def test_the_network_keeps_every_edge_in_order() -> None:
    graph = network(build(journey(send("a"), choose("b", ("in vips", (stop("c"),))))))
    assert list(graph.edges(keys=True, data="words")) == [
        (0, 1, 0, ""),
        (0, 1, 1, ""),
        (1, 2, 0, "yes"),
        (1, 3, 1, "no"),
    ]
    assert graph.nodes[2]["step"].id == "c"


def test_steps_after_a_stop_are_unreachable() -> None:
    inside = choose("b", ("in vips", (stop("c"), send("d"))), otherwise=(stop("e"),))
    chart = build(journey(send("a"), inside, send("f")))
    assert [step.id for step in unreachable(chart)] == ["d", "f"]
    assert unreachable(build(journey(stop("a")))) == ()


def test_a_journey_without_repeat_is_acyclic() -> None:
    assert is_acyclic(build(journey(choose("a", ("in vips", (send("b"),))), wait("c", DAY))))


def test_a_repeat_leads_into_its_block_and_past_it_and_the_block_leads_back() -> None:
    inner = repeat("inner", send("b"))
    assert written(journey(repeat("outer", send("a"), inner), send("c"))) == [
        "outer: once more>a, done>c",
        "a: >inner, >inner",
        "inner: once more>b, done>outer",
        "b: >inner, >inner",
        "c: >completed, >completed",
        "completed: ",
    ]
    assert [node.end for node in build(journey(repeat("outer", send("a"), inner), send("c"))).nodes] == [
        4,
        2,
        4,
        4,
        5,
        6,
    ]


def test_a_repeat_of_nothing_goes_round_nothing() -> None:
    assert written(journey(repeat("r"), send("a")))[0] == "r: once more>r, done>a"
    assert written(journey(repeat("r", Label(name="here")), send("a")))[0] == "r: once more>r, done>a"


def test_labels_and_ways_to_them_are_no_nodes() -> None:
    leap = choose("b", ("in vips", (go_to("end"),)), otherwise=(go_to("next"), Label(name="next"), send("c")))
    assert written(journey(Label(name="first"), send("a"), leap, send("d"), Label(name="end"))) == [
        "a: >b, >b",
        "b: yes>completed, no>c",
        "c: >d, >d",
        "d: >completed, >completed",
        "completed: ",
    ]


def test_a_way_to_a_way_leads_to_where_that_one_leads() -> None:
    leap = choose("a", ("in vips", (go_to("one"),)))
    assert written(journey(leap, stop("s"), Label(name="one"), go_to("two"), send("b"), Label(name="two"), send("c")))[
        0
    ] == ("a: yes>c, no>s")


def test_a_way_back_leads_to_the_repeat_around_both_which_has_a_way_of_its_own_to_the_label() -> None:
    back = choose("c", ("in vips", (go_to("again"),)), otherwise=(go_to("again"),))
    inner = repeat("inner", send("b"), back)
    chart = build(journey(repeat("outer", send("a"), Label(name="again"), inner), send("d")))
    outer, _, found, _, choosing, *_ = chart.nodes
    assert [(edge.words, edge.target) for edge in outer.edges] == [
        ("once more", 1),
        ("done", 5),
        ("once more from again", chart.nodes.index(found)),
    ]
    assert choosing.edges == (Edge("yes", 0, again=2), Edge("no", 0, again=2))
    assert not is_acyclic(chart)


def test_a_way_back_to_itself_goes_round_the_repeat_too() -> None:
    chart = build(journey(repeat("r", Label(name="again"), go_to("again"))))
    assert chart.nodes[0].edges == (
        Edge("once more", 0, again=2),
        Edge("done", 1),
        Edge("once more from again", 0, again=2),
    )


def test_a_wait_for_a_date_has_a_way_of_its_own_where_there_is_none() -> None:
    assert written(journey(until_birthday("w"), send("a")))[0] == "w: >a, >a"
    assert written(journey(until_birthday("w", stop("s")), send("a")))[0] == "w: known>a, missing>s"


def test_a_wait_for_a_condition_leads_to_happened_then_to_timed_out() -> None:
    waiting = WaitUntilCondition(
        id="w",
        words="w",
        condition=InSegment("vips"),
        up_to=DAY,
        happened=(send("a"),),
        timed_out=(),
        span=NOWHERE,
    )
    assert written(journey(waiting))[0] == "w: happened>a, after 1 day>completed"


def test_a_weekday_and_a_date_go_straight_on() -> None:
    monday = Wait(id="a", words="wait until monday at 10:00", until=600, until_day=0, span=NOWHERE)
    june = WaitUntil(id="b", words="wait until 2027-06-30", wall=datetime.datetime(2027, 6, 30), span=NOWHERE)
    assert written(journey(monday, june)) == ["a: >b", "b: >completed", "completed: "]


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (DAY, "1 day"),
        (36 * HOUR, "36 hours"),
        (90 * MINUTE, "90 minutes"),
        (7 * DAY, "7 days"),
        (14 * DAY, "2 weeks"),
        (SECOND // 2, "0.5 seconds"),
        (0, "0 seconds"),
    ],
)
def test_a_duration_is_told_in_its_largest_whole_unit(duration: int, words: str) -> None:
    assert duration_words(duration) == words


@pytest.mark.parametrize(("share", "words"), [(450_000, "45%"), (333_333, "33.3333%"), (5_000, "0.5%"), (0, "0%")])
def test_a_share_is_told_in_percent(share: int, words: str) -> None:
    assert share_words(share) == words


def test_the_terms_of_a_journey_are_told_in_the_words_of_the_language() -> None:
    made = Journey(
        name="j",
        label="J",
        starts=(OnEvent(words="e", event="e"),),
        key="cart_id",
        again=After(7 * DAY),
        only_if=InSegment("vips"),
        only_if_words="in vips",
        stops=(
            StopsOn(event="order_placed", reason="converted"),
            StopsOn(words="stops on refund where total > 0", event="refund", where=InSegment("x")),
        ),
        stops_when=(StopsWhen(words="stops when in x", condition=InSegment("x")),),
        ends=datetime.date(2027, 6, 30),
        goal=Goal(event="order_placed", where=InSegment("x"), within=7 * DAY),
        holdout=100_000,
        longest_stay=49 * HOUR,
        steps=(),
        span=NOWHERE,
    )
    assert terms(made) == (
        "only if in vips",
        "one per cart_id",
        "again after 7 days",
        "stops on order_placed as converted",
        "stops on refund where total > 0",
        "stops when in x",
        "ends 2027-06-30",
        "goal order_placed where … within 7 days",
        "holdout 10%",
        "over within 3 days",
    )


def test_building_and_drawing_load_neither_networkx_nor_a_painter() -> None:
    code = "import sys, journeydsl.graph.drawing; print(sorted({'networkx', 'resvg_py', 'lark'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
