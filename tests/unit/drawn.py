"""Journeys to draw: samples, and random ones."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TypeAlias

from hypothesis import strategies as st

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
