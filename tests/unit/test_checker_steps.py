"""Steps of the whole language: what they mean, and what about them cannot work."""

from __future__ import annotations

import datetime

import pytest

from journeydsl.model.conditions import Attribute, Compare, Constant, Operator
from journeydsl.model.reasons import NotSent
from journeydsl.model.steps import (
    AddTo,
    Because,
    Block,
    Call,
    Emit,
    GoTo,
    Label,
    RemoveFrom,
    Repeat,
    Send,
    StartJourney,
    Stop,
    UnsubscribeFrom,
    Wait,
    WaitUntil,
    WaitUntilAttribute,
    WaitUntilCondition,
)
from journeydsl.model.values import DAY, HOUR
from tests.unit.checking import journey, mistakes, pointed_at

MESSAGE = 'message hello:\n  channel sms\n  class transactional\n  subject "Hi"\n'


def text(*lines: str, head: str = "starts on cart_updated") -> str:
    return f"journey j:\n  {head}\n" + "".join(f"  {line}\n" for line in lines) + MESSAGE


def steps(*lines: str) -> Block:
    return journey(text(*lines)).steps


def found(*lines: str, head: str = "starts on cart_updated") -> list[tuple[str, str]]:
    return pointed_at(text(*lines, head=head))


def test_a_message_that_was_not_sent_goes_on_by_its_reason() -> None:
    (send,) = steps(
        "send hello",
        "  if not sent because suppressed: stop",
        "  if not sent because missing_address: continue",
        "  if not sent: stop as silent",
    )
    assert isinstance(send, Send)
    assert [case.reason for case in send.because] == [NotSent.SUPPRESSED, NotSent.MISSING_ADDRESS]
    assert send.because[1] == Because(reason=NotSent.MISSING_ADDRESS, block=())
    assert isinstance(send.not_sent[0], Stop)
    assert send.not_sent[0].reason == "silent"


def test_a_reason_is_one_after_which_the_contact_is_still_there() -> None:
    assert found("send hello", "  if not sent because supressed: stop") == [("unknown-reason", "supressed")]
    assert found("send hello", "  if not sent because stopped_while_held: stop") == [
        ("unreachable-step", "stopped_while_held")
    ]


def test_a_wait_can_end_on_a_weekday_or_on_a_day() -> None:
    weekday, day, instant = steps(
        "wait 2 days, then until sunday at 10:00", "wait until 2027-06-30", "wait until 2027-06-30 09:00"
    )
    assert isinstance(weekday, Wait)
    assert (weekday.id, weekday.duration, weekday.until, weekday.until_day) == (
        "wait_2_days_until_sunday_1000",
        2 * DAY,
        600,
        6,
    )
    assert isinstance(day, WaitUntil)
    assert (day.id, day.wall) == ("wait_until_2027_06_30", datetime.datetime(2027, 6, 30))
    assert isinstance(instant, WaitUntil)
    assert (instant.id, instant.wall) == ("wait_until_2027_06_30_0900", datetime.datetime(2027, 6, 30, 9))


def test_a_wait_until_a_day_after_the_end_is_worth_a_look() -> None:
    head = "ends 2027-06-30\n  starts on cart_updated"
    assert found("wait until 2027-06-30 23:00", "wait until 2027-07-01", head=head) == [("past-end", "2027-07-01")]


def test_a_wait_until_a_date_has_a_distance_that_is_signed() -> None:
    before, after, there = steps(
        "wait until 3 days before birthday at 10:00",
        "  if missing: stop",
        "wait until 2 hours after birthday",
        "  if missing: continue",
        "wait until signed_up_at",
    )
    assert isinstance(before, WaitUntilAttribute)
    assert (before.date, before.distance, before.at) == (Attribute("birthday"), -3 * DAY, 600)
    assert [step.id for step in before.if_missing if isinstance(step, Stop)] == ["stop"]
    assert isinstance(after, WaitUntilAttribute)
    assert (after.distance, after.at, after.if_missing) == (2 * HOUR, None, ())
    assert isinstance(there, WaitUntilAttribute)
    assert (there.id, there.date, there.distance) == ("wait_until_signed_up_at", Attribute("signed_up_at"), 0)


def test_a_wait_until_a_condition_has_two_ways_on() -> None:
    (waiting,) = steps("wait until vip, up to 3 days", "  happened: stop", "  timed out: wait 1 day")
    assert isinstance(waiting, WaitUntilCondition)
    assert (waiting.id, waiting.up_to, waiting.words) == ("wait_until", 3 * DAY, "wait until vip, up to 3 days")
    assert waiting.condition == Compare(Attribute("vip"), Operator.EQUAL, Constant(value=True))
    assert [len(waiting.happened), len(waiting.timed_out)] == [1, 1]


def test_steps_that_go_round_and_leap_keep_their_place() -> None:
    around, leap, label = steps("repeat up to 3 times: wait 1 day", "go to end", "label end")
    assert isinstance(around, Repeat)
    assert (around.id, around.times, around.words) == ("repeat", 3, "repeat up to 3 times")
    assert isinstance(around.block[0], Wait)
    assert (leap, label) == (GoTo(label="end"), Label(name="end"))


def test_steps_that_act_say_what_on() -> None:
    _, emit, call, start, add, remove, unsubscribe = steps(
        "wait 1 day",
        'emit order_placed with order_id: "a", total: 3',
        "call crm",
        "start j",
        "add to fans",
        "remove from fans",
        "unsubscribe from newsletter",
    )
    assert isinstance(emit, Emit)
    assert (emit.id, emit.event, emit.properties) == (
        "emit_order_placed",
        "order_placed",
        {"order_id": "a", "total": 3},
    )
    assert isinstance(call, Call)
    assert (call.id, call.webhook) == ("call_crm", "crm")
    assert isinstance(start, StartJourney)
    assert (start.id, start.journey) == ("start_j", "j")
    assert isinstance(add, AddTo)
    assert (add.id, add.list) == ("add_to_fans", "fans")
    assert isinstance(remove, RemoveFrom)
    assert (remove.id, remove.list) == ("remove_from_fans", "fans")
    assert isinstance(unsubscribe, UnsubscribeFrom)
    assert (unsubscribe.id, unsubscribe.topic) == ("unsubscribe_from_newsletter", "newsletter")


@pytest.mark.parametrize(
    ("times", "wrong"), [((10, 100), []), ((100, 100), ["100"]), ((1, 100), []), ((20, 51), ["51"])]
)
def test_repeats_in_one_another_do_their_steps_a_thousand_times_at_most(
    times: tuple[int, int], wrong: list[str]
) -> None:
    outer, inner = times
    lines = (
        f"repeat up to {outer} times:",
        "  choose:",
        "    when vip:",
        f"      repeat up to {inner} times: wait 1 day",
    )
    told = found(*lines, "    otherwise: continue")
    assert [place for code, place in told if code == "out-of-range"] == wrong


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["wait 10 days"], 10),
        (["send hello", "wait 1 day"], 1),
        (["wait until 2027-06-30"], None),
        (["choose:", "  when vip: wait until signed_up_at", "  otherwise: wait 1 day"], None),
        (["repeat up to 3 times:", "  wait 1 day", "  repeat up to 4 times: wait 2 days"], 27),
        (["choose:", "  when vip:", "    wait 5 days", "    go to end", "  otherwise: wait 1 day", "label end"], 5),
        (["choose:", "  when vip: go to end", "  otherwise: wait 1 day", "label end", "wait 2 days"], 3),
        (
            [
                "repeat up to 3 times:",
                "  wait 1 day",
                "  choose:",
                "    when vip:",
                "      wait 5 days",
                "      go to end",
                "    otherwise: continue",
                "wait 2 days",
                "label end",
                "wait 3 days",
            ],
            11,
        ),
        (["repeat up to 3 times:", "  label again", "  wait 1 day", "  go to again", "wait 2 days"], 5),
        (
            [
                "repeat up to 3 times:",
                "  label again",
                "  repeat up to 2 times:",
                "    wait 1 day",
                "    choose:",
                "      when vip: go to again",
                "      otherwise: continue",
            ],
            6,
        ),
        (["wait until vip, up to 3 days", "  happened: wait 1 day", "  timed out: stop"], 4),
    ],
)
def test_the_longest_stay_takes_the_longest_way(lines: list[str], days: int | None) -> None:
    assert journey(text(*lines)).longest_stay == (None if days is None else days * DAY)


@pytest.mark.parametrize(
    ("limits", "hours"),
    [
        ("quiet from 21:00 to 08:00, else wait", 3 * 24),
        ("quiet from 21:00 to 08:00, else wait up to 5 hours", 5),
        ("at most 3 messages in 7 days, else wait up to 30 days", 3 * 24),
        ("at most 3 messages in 7 days, else drop", 0),
        ("warm up sms from 200 per day by 30% per day", 3 * 24),
    ],
)
def test_the_longest_stay_counts_how_long_limits_may_hold_each_message(limits: str, hours: int) -> None:
    limited = f"limits:\n  {limits}\n"
    assert journey(limited + text("send hello", "wait 1 hour", "send hello")).longest_stay == (2 * hours + 1) * HOUR


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["wait until birthday"], [("missing-if-missing", "birthday")]),
        (["wait until vip"], [("type-mismatch", "vip")]),
        (["wait until trigger.total"], [("type-mismatch", "trigger.total")]),
        (["wait until 3 hours after birthday at 10:00", "  if missing: stop"], [("not-whole-days", "3 hours")]),
        (
            ["wait until signed_up_at", "  if missing: send nothing"],
            [("unused-fallback", "signed_up_at"), ("unknown-message", "nothing")],
        ),
        (["wait until 9999-12-31"], [("bad-literal", "9999-12-31")]),
        (
            ["wait until trigger.total > 3, up to 0 days", "  happened: stop", "  timed out: send nothing"],
            [("constant-condition", "trigger.total > 3"), ("empty-duration", "0 days"), ("unknown-message", "nothing")],
        ),
        (["repeat up to 0 times: send nothing"], [("out-of-range", "0"), ("unknown-message", "nothing")]),
        (["repeat up to 101 times: wait 1 day"], [("out-of-range", "101")]),
        (["emit order_palced"], [("unknown-event", "order_palced")]),
        (
            ["emit order_placed with total: 2.5, totl: 1, total: 3"],
            [("type-mismatch", "2.5"), ("unknown-property", "totl"), ("duplicate-line", "total: 3")],
        ),
        (["start k"], [("unknown-journey", "k")]),
        (["unsubscribe from news"], [("unknown-topic", "news")]),
    ],
)
def test_a_step_is_checked_as_if_it_could_be_run(lines: list[str], wrong: list[tuple[str, str]]) -> None:
    assert found(*lines) == wrong


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["go to end", "label end"], []),
        (["choose:", "  when vip: go to end", "  otherwise: wait 1 day", "label end"], []),
        (["repeat up to 3 times:", "  label again", "  wait 1 day", "  go to again"], []),
        (["repeat up to 3 times:", "  wait 1 day", "  go to end", "label end"], []),
        (["label again", "wait 1 day", "go to again"], [("go-to-backward", "again")]),
        (["label again", "repeat up to 3 times:", "  wait 1 day", "  go to again"], [("go-to-backward", "again")]),
        (["go to end", "choose:", "  when vip: label end", "  otherwise: stop"], [("go-to-inside", "end")]),
        (["choose:", "  when vip: label end", "  otherwise: go to end"], [("go-to-inside", "end")]),
        (["wait 1 day", "go to end"], [("unknown-label", "end")]),
        (["label end", "wait 1 day", "label end"], [("duplicate-name", "end")]),
    ],
)
def test_a_label_is_gone_to_forward_or_inside_a_repeat(lines: list[str], wrong: list[tuple[str, str]]) -> None:
    assert [each for each in found(*lines) if each[0] != "unreachable-step"] == wrong


@pytest.mark.parametrize(
    ("lines", "reached"),
    [
        (["go to end", "wait 1 day", "label end"], False),
        (["go to end", "label end", "wait 1 day"], True),
        (["choose:", "  when vip: go to end", "  otherwise: stop", "label end"], True),
        (["choose:", "  when vip: go to end", "  otherwise: stop", "wait 1 day", "label end"], False),
        (["repeat up to 3 times:", "  wait 1 day", "  stop", "wait 2 days"], False),
        (["repeat up to 3 times:", "  label again", "  wait 1 day", "  go to again", "wait 2 days"], True),
        (["repeat up to 3 times:", "  wait 1 day", "  go to end", "wait 2 days", "label end"], False),
        (["repeat up to 3 times:", "  wait 1 day", "  continue", "wait 2 days"], True),
        (["wait until vip, up to 1 day", "  happened: stop", "  timed out: stop", "wait 2 days"], False),
        (["wait until birthday", "  if missing: stop", "wait 2 days"], True),
    ],
)
def test_what_follows_is_reached_unless_every_way_has_ended(lines: list[str], reached: bool) -> None:
    assert ("unreachable-step" not in {code for code, _ in found(*lines)}) is reached


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["wait 10 days"], 10),
        (["wait until 10:00", "wait until monday at 10:00"], 8),
        (["choose:", "  when vip:", "    wait 10 days", "    stop", "  otherwise: continue", "wait 5 days"], 10),
        (["choose:", "  when vip: wait 3 days", "  otherwise: continue", "wait 5 days"], 8),
        (["wait for signed_up up to 2 days", "  happened: stop", "  timed out: wait 1 day"], 3),
        (["repeat up to 4 times:", "  wait 1 day"], 4),
        (["repeat up to 4 times:", "  wait 1 day", "  split s:", "    50% a: stop", "    50% b: continue"], 4),
        (
            [
                "repeat up to 4 times:",
                "  wait 1 day",
                "  send hello",
                "    if not sent:",
                "      wait 2 days",
                "      stop",
            ],
            6,
        ),
        (["split s:", "  50% a: wait 1 day", "  50% b: stop"], 1),
        (["send hello", "  if not sent: wait 2 days", "wait 1 day"], 3),
    ],
)
def test_coming_back_sooner_than_the_waits_last_makes_no_difference(lines: list[str], days: int) -> None:
    def codes(again: int) -> set[str]:
        return {code for code, _ in found(*lines, head=f"starts on cart_updated\n  again after {again} days")}

    assert "again-too-short" not in codes(days)
    assert days == 1 or "again-too-short" in codes(days - 1)


@pytest.mark.parametrize(
    ("limit", "wait", "open_then"),
    [
        ("quiet from 21:00 to 08:00, else drop", "wait until 22:00", False),
        ("quiet from 21:00 to 08:00, else drop", "wait until 07:59", False),
        ("quiet from 21:00 to 08:00, else drop", "wait until 21:00", False),
        ("quiet from 21:00 to 08:00, else drop", "wait until 08:00", True),
        ("quiet from 21:00 to 08:00, else drop", "wait until 20:59", True),
        ("quiet from 21:00 to 08:00, else drop", "wait 2 days", True),
        ("quiet from 21:00 to 08:00, else drop", "wait until 2027-06-30", False),
        ("quiet from 21:00 to 08:00, else wait", "wait until 22:00", True),
        ("quiet from 21:00 to 08:00, else wait up to 9 hours", "wait until 22:00", False),
        ("quiet from 21:00 to 08:00, else wait up to 10 hours", "wait until 22:00", True),
        ("quiet on sunday, else drop", "wait until sunday at 10:00", False),
        ("quiet on sunday, else drop", "wait until 10:00", True),
        ("quiet on wednesday, else drop", "wait until 2027-06-30 09:00", False),
        ("quiet on thursday, else drop", "wait until 2027-06-30 09:00", True),
    ],
)
def test_a_wait_for_a_time_at_which_nothing_is_sent_is_told(limit: str, wait: str, open_then: bool) -> None:
    written = text(wait, "set vip to true", "send hello") + f"limits:\n  {limit}\n"
    assert ("never-open" not in {code for code, _ in pointed_at(written)}) is open_then


def test_a_wait_is_about_what_is_sent_before_the_next_wait() -> None:
    limit = "limits:\n  quiet from 21:00 to 08:00, else drop\n"
    assert pointed_at(text("wait until 22:00", "wait 12 hours", "send hello") + limit) == []
    inside = text("choose:", "  when vip: wait until 22:00", "  otherwise: continue", "wait 1 day") + limit
    assert pointed_at(inside) == []
    nested = text("wait until 22:00", "choose:", "  when vip: send hello", "  otherwise: continue") + limit
    assert pointed_at(nested) == [("never-open", "22:00")]


def cycles(*journeys: tuple[str, str, str]) -> list[str]:
    written = "".join(f"journey {name}:\n  starts on {event}\n  {step}\n" for name, event, step in journeys)
    return [each for each in mistakes(written) if each.startswith("journey-cycle")]


def test_journeys_do_not_start_each_other_without_a_wait() -> None:
    around = "these journeys start each other without a wait"
    a, b = ("a", "cart_updated", "start b"), ("b", "signed_up", "emit cart_updated")
    assert cycles(a, b) == [f"journey-cycle: {around}: `a` → `b` → `a`"]
    assert cycles(("a", "signed_up", "start a")) == ["journey-cycle: `a` starts itself without a wait"]
    assert cycles(a, ("b", "signed_up", "wait 1 day\n  emit cart_updated")) == []
    assert cycles(("a", "cart_updated, then quiet for 1 hour", "start b"), b) == []
    assert cycles(a, ("b", "signed_up", "choose:\n    when vip: stop\n    otherwise: start a")) != []


@pytest.mark.parametrize(
    ("lines", "goes_round"),
    [
        ("wait until 2020-01-01\n  start a", True),
        ("wait until signed_up_at\n  start a", True),
        ("wait until vip, up to 1 day\n    happened: start a\n    timed out: continue", True),
        ("wait until vip, up to 1 day\n    happened: continue\n    timed out: start a", False),
        ("wait for signed_up up to 1 day\n    happened: start a\n    timed out: continue", False),
        ("go to end\n  wait 1 day\n  label end\n  start a", True),
        ("repeat up to 2 times:\n    start a\n    wait 1 day", True),
        ("split s:\n    50% x: wait 1 day\n    50% y: stop\n  start a", False),
    ],
)
def test_a_wait_that_may_be_over_is_no_wait(lines: str, goes_round: bool) -> None:
    assert (cycles(("a", "cart_updated", lines)) != []) is goes_round
