"""Journeys and limits: what they mean, and what about them cannot work."""

from __future__ import annotations

import pytest

from journeydsl.model import journeys as model
from journeydsl.model.conditions import Compare, Constant, EventProperty, Operator
from journeydsl.model.rules import Drop, Hold, Quiet
from journeydsl.model.steps import Block, Choose, GoTo, Label, Set, Split, Stop, Wait, WaitFor
from journeydsl.model.values import DAY, HOUR
from tests.unit.checking import checked, journey, mistakes, pointed_at

MESSAGES = "".join(
    f'message {name}:\n  channel sms\n  class transactional\n  subject "Hi"\n' for name in ("hello", "bye", "hello_2")
)


def steps(*lines: str) -> Block:
    text = "".join(f"  {line}\n" for line in lines)
    return journey(f"journey j:\n  starts on signed_up\n{text}", MESSAGES).steps


def ids(block: Block) -> list[str]:
    return [step.id for step in block if not isinstance(step, Label | GoTo)]


def mistakes_in(*lines: str) -> list[tuple[str, str]]:
    text = "".join(f"  {line}\n" for line in lines)
    return pointed_at(f"journey j:\n  starts on signed_up\n{text}{MESSAGES}")


def test_the_head_of_a_journey_becomes_its_terms() -> None:
    built = journey(
        'journey j "Second order":\n'
        "  starts on order_placed where total > 5\n"
        "  starts on entering s existing members too\n"
        "  again after 7 days\n"
        "  only if vip\n"
        "  stops on order_placed where total > 9 as bought\n"
        "  stops on signed_up\n"
        "  goal order_placed within 2 hours\n"
        "  holdout 12.5%\n"
        "  priority 60\n"
        "  wait 1 day\n",
        "segment s:\n  when vip\n",
    )
    assert (built.label, built.again, built.holdout, built.priority) == (
        "Second order",
        model.After(7 * DAY),
        125_000,
        60,
    )
    assert built.only_if_words == "vip"
    assert built.starts[1] == model.OnEntering(
        words="starts on entering s existing members too", segment="s", existing_members=True
    )
    assert built.stops == (
        model.StopsOn(
            words="stops on order_placed where total > 9 as bought",
            event="order_placed",
            where=Compare(EventProperty("total"), Operator.GREATER, Constant(9)),
            reason="bought",
        ),
        model.StopsOn(words="stops on signed_up", event="signed_up"),
    )
    assert built.goal == model.Goal(words="goal order_placed within 2 hours", event="order_placed", within=2 * HOUR)


@pytest.mark.parametrize(
    ("line", "again"), [("once", model.Once()), ("always", model.Always()), ("priority 1", model.Once())]
)
def test_a_journey_is_entered_once_unless_it_says_otherwise(line: str, again: model.Again) -> None:
    assert journey(f"journey j:\n  starts on signed_up\n  {line}\n  wait 1 day\n").again == again


def test_steps_are_named_for_what_they_do() -> None:
    named = ids(
        steps(
            "send hello",
            "wait 2 days",
            "wait 1 week",
            "wait until 09:00",
            "wait 2 days, then until 00:05",
            "set vip to true",
            "wait for order_placed up to 1 day",
            "  happened: continue",
            "  timed out: send bye",
            "choose:",
            "  when vip: send bye",
            "  otherwise: continue",
            "split tone:",
            "  100% plain: continue",
            "stop as done",
        )
    )
    assert named == [
        "hello",
        "wait_2_days",
        "wait_1_week",
        "wait_until_0900",
        "wait_2_days_until_0005",
        "set_vip",
        "wait_for_order_placed",
        "choose",
        "tone",
        "stop_as_done",
    ]


def test_steps_of_one_name_are_counted_in_the_order_of_the_text() -> None:
    built = steps(
        "send hello",
        "choose:",
        "  when vip: send hello",
        "  otherwise:",
        "    send hello_2",
        "    send hello",
        "choose:",
        "  when vip: stop",
        "  otherwise: stop",
    )
    first, second = built[1], built[2]
    assert isinstance(first, Choose)
    assert isinstance(second, Choose)
    assert [*ids(built[:1]), first.id, *ids(first.arms[0].block)] == ["hello", "choose", "hello_2"]
    assert ids(first.otherwise) == ["hello_2_2", "hello_3"]
    assert [second.id, *ids(second.arms[0].block), *ids(second.otherwise)] == ["choose_2", "stop", "stop_2"]


def test_a_new_step_leaves_the_names_of_the_steps_around_it() -> None:
    before = steps("send hello", "wait 2 days", "send bye")
    after = steps("send hello", "wait 2 days", "set vip to true", "wait 1 hour", "send bye")
    assert set(ids(before)) <= set(ids(after))


def test_steps_keep_the_words_of_their_author() -> None:
    wait, choose = steps(
        "wait 2 days, then until 10:00", "choose:", "  when vip and orders > 1: stop", "  otherwise: continue"
    )
    assert isinstance(wait, Wait)
    assert (wait.id, wait.words) == ("wait_2_days_until_1000", "wait 2 days, then until 10:00")
    assert (wait.duration, wait.until, wait.until_day) == (2 * DAY, 600, None)
    assert isinstance(choose, Choose)
    assert [arm.words for arm in choose.arms] == ["vip and orders > 1"]


def test_continue_leaves_nothing_behind() -> None:
    wait_for, split, *_ = steps(
        "wait for order_placed where total > 5 up to 2 days",
        "  happened: stop",
        "  timed out: continue",
        "split tone:",
        "  40% formal: continue",
        "  60% casual: set orders to 2.0",
        "wait 1 hour",
    )
    assert isinstance(wait_for, WaitFor)
    assert (wait_for.up_to, wait_for.timed_out) == (2 * DAY, ())
    assert isinstance(wait_for.happened[0], Stop)
    assert isinstance(split, Split)
    assert [(each.name, each.share, len(each.block)) for each in split.variants] == [
        ("formal", 400_000, 0),
        ("casual", 600_000, 1),
    ]
    assert isinstance(split.variants[1].block[0], Set)
    assert split.variants[1].block[0].value == 2
    assert type(split.variants[1].block[0].value) is int


def test_a_value_that_is_set_is_of_the_type_of_the_attribute() -> None:
    assert mistakes_in("set orders to 2.5", 'set country to "FR"', "set trigger.total to 1", "set vip to 1") == [
        ("type-mismatch", "2.5"),
        ("not-in-value-set", '"FR"'),
        ("unknown-attribute", "trigger.total"),
        ("type-mismatch", "1"),
    ]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["stop", "wait 1 day", "wait 2 days"], "wait 1 day"),
        (["continue", "wait 1 day"], "wait 1 day"),
        (["choose:", "  when vip: stop", "  otherwise: stop as other", "wait 1 day"], "wait 1 day"),
        (["split s:", "  50% a: stop", "  50% b: stop", "wait 1 day"], "wait 1 day"),
        (["wait for signed_up up to 1 day", "  happened: stop", "  timed out: stop", "wait 2 days"], "wait 2 days"),
        (["choose:", "  when vip:", "    stop", "    wait 1 day", "  otherwise: continue"], "wait 1 day"),
        (["send hello", "  if not sent:", "    stop", "    wait 1 day"], "wait 1 day"),
        (
            ["choose:", "  when vip:", "    split s:", "      100% a: stop", "  otherwise: stop", "wait 1 day"],
            "wait 1 day",
        ),
    ],
)
def test_a_step_after_every_way_has_ended_is_never_reached(lines: list[str], place: str) -> None:
    assert mistakes_in(*lines) == [("unreachable-step", place)]


@pytest.mark.parametrize(
    "lines",
    [
        ["choose:", "  when vip: stop", "  otherwise: continue", "wait 1 day"],
        [
            "choose:",
            "  when vip:",
            "    choose:",
            "      when vip: stop",
            "      otherwise: continue",
            "    wait 1 day",
            "  otherwise: stop",
            "wait 2 days",
        ],
        ["split s:", "  50% a: stop", "  50% b: wait 1 hour", "wait 1 day"],
        ["wait for signed_up up to 1 day", "  happened: stop", "  timed out: continue", "wait 2 days"],
        ["send hello", "  if not sent: stop", "wait 1 day"],
    ],
)
def test_a_step_that_some_contact_reaches_is_left_alone(lines: list[str]) -> None:
    assert mistakes_in(*lines) == []


def test_shares_are_added_up_exactly() -> None:
    thirds = ["split s:", "  33.3333% a: continue", "  33.3333% b: continue", "  33.3334% c: continue", "wait 1 day"]
    assert mistakes_in(*thirds) == []
    found = checked(
        "journey j:\n  starts on signed_up\n  split s:\n    33.3% a: wait 1 day\n    66.6% b: wait 1 day\n"
    ).diagnostics
    assert [(each.message, each.hint) for each in found] == [
        ("the shares of `s` add up to 99.9%, not to 100%", "0.1% is missing")
    ]


def test_every_duration_lasts_some_time() -> None:
    assert mistakes_in("wait for signed_up up to 0 hours", "  happened: stop", "  timed out: stop") == [
        ("empty-duration", "0 hours")
    ]
    text = "limits:\n  at most 1 message in 0 days, else wait up to 0 hours\n"
    assert pointed_at(text) == [("empty-duration", "0 days"), ("empty-duration", "0 hours")]


def test_all_limits_of_all_files_hold_together() -> None:
    limits = checked(
        "limits:\n  at most 3 promotional emails in 7 days, else drop\n  quiet from 21:00 to 08:00, else wait\n",
        "limits:\n  at most 1 message in 1 day, else wait up to 2 days\n  at most 5 sms in 1 week, else wait\n",
    ).program.limits
    assert [(cap.number, cap.message_class, cap.channel, cap.window, cap.over) for cap in limits.caps] == [
        (3, "promotional", "email", 7 * DAY, Drop()),
        (1, None, None, DAY, Hold(2 * DAY)),
        (5, None, "sms", 7 * DAY, Hold()),
    ]
    assert limits.caps[0].words == "at most 3 promotional emails in 7 days"
    assert [
        (quiet.start, quiet.end, quiet.over, quiet.words) for quiet in limits.quiet if isinstance(quiet, Quiet)
    ] == [(21 * 60, 8 * 60, Hold(), "quiet from 21:00 to 08:00")]


def test_a_journey_with_a_mistake_is_left_out_and_the_others_stay() -> None:
    good = "journey good:\n  starts on signed_up\n  wait 1 day\n"
    result = checked(good + "journey bad:\n  starts on signed_up\n  send nothing\n")
    assert list(result.program.journeys) == ["good"]


def test_splits_of_different_journeys_have_different_names() -> None:
    one = "journey {}:\n  starts on signed_up\n  split tone:\n    100% plain: wait 1 day\n"
    assert mistakes(one.format("a"), one.format("b")) == ["duplicate-name: `tone` is already the name of a split"]
