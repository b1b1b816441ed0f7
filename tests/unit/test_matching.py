"""Law L30: which step of a new version is which step of an earlier one."""

from __future__ import annotations

from journeydsl import graph
from journeydsl.graph.behind import passed
from journeydsl.graph.chart import Chart
from journeydsl.graph.matching import match
from journeydsl.graph.meaning import version
from journeydsl.model.journeys import Journey, Moved
from tests.unit.checking import journey

MESSAGES = "".join(
    f'message {name}:\n  channel sms\n  class transactional\n  subject "Hi"\n' for name in ("hello", "bye", "more")
)


def written(*lines: str) -> Journey:
    text = "".join(f"  {line}\n" for line in lines)
    return journey(f"journey j:\n  starts on signed_up\n{text}", MESSAGES)


def chart(*lines: str) -> Chart:
    return graph.build(written(*lines))


def became(old: Chart, new: Chart, *moved: Moved) -> dict[str, str]:
    """The steps of a version by name, and what each has become; what is gone is left out."""
    found = match(old, new, moved)
    return {old.nodes[index].step.id: new.nodes[after].step.id for index, after in found.items()}


def test_a_step_that_does_the_same_is_found_wherever_it_stands() -> None:
    old = chart("wait 1 day", "send hello", "wait 2 days", "send bye")
    new = chart("choose:", "  when vip:", "    wait 48 hours", "    send bye", "  otherwise: send hello", "wait 1 day")
    found = became(old, new)
    assert found["wait_2_days"] == "wait_48_hours"
    assert found["wait_1_day"] == "wait_1_day"
    assert (found["hello"], found["bye"]) == ("hello", "bye")


def test_a_wait_of_another_length_is_the_same_between_the_same_neighbours() -> None:
    old = chart("wait 1 day", "send hello", "wait 7 days", "send bye")
    new = chart("wait 2 days", "send hello", "wait until monday at 10:00", "send bye")
    assert became(old, new)["wait_1_day"] == "wait_2_days"
    assert became(old, new)["wait_7_days"] == "wait_until_monday_1000"


def test_of_several_of_a_kind_between_neighbours_nobody_can_know_which_is_which() -> None:
    old = chart("send hello", "wait 7 days", "send bye")
    new = chart("send hello", "wait 5 days", "set vip to true", "wait 6 days", "send bye")
    assert "wait_7_days" not in became(old, new)


def test_a_wait_is_not_a_send() -> None:
    assert "wait_1_day" not in became(chart("wait 1 day", "send bye"), chart("send hello", "send bye"))


def test_steps_that_were_edited_are_found_inside_blocks_that_were_edited() -> None:
    old = chart(
        "split s:",
        "  50% a: wait 1 day",
        "  50% b: wait 2 days",
        "choose:",
        "  when vip: wait 3 days",
        "  otherwise: stop",
    )
    new = chart(
        "split s:",
        "  40% b: wait 5 days",
        "  60% a: wait 4 days",
        "choose:",
        "  when not vip: wait 6 days",
        "  otherwise: stop",
    )
    found = became(old, new)
    assert (found["wait_1_day"], found["wait_2_days"]) == ("wait_4_days", "wait_5_days")
    assert found["wait_3_days"] == "wait_6_days"


def test_moved_lines_come_first_and_several_steps_may_become_one() -> None:
    old, new = chart("wait 1 day", "wait 2 days", "send bye"), chart("wait 2 days", "send bye")
    found = became(old, new, Moved("wait_1_day", "wait_2_days"), Moved("bye", None))
    assert found == {"wait_1_day": "wait_2_days", "wait_2_days": "wait_2_days", "completed": "completed"}


def test_moved_lines_of_steps_that_nobody_knows_are_left_alone() -> None:
    old, new = chart("wait 1 day"), chart("wait 1 day")
    assert became(old, new, Moved("wait_9_days", "wait_1_day")) == {
        "wait_1_day": "wait_1_day",
        "completed": "completed",
    }


def test_what_was_behind_and_stands_ahead_is_not_gone_through_again() -> None:
    old = chart("send hello", "set vip to true", "wait 1 day", "send bye")
    new = chart("wait 1 day", "send hello", "set vip to true", "send more", "send bye")
    again = passed(old, new, match(old, new), 2)
    assert {new.nodes[index].step.id for index in again} == {"hello", "set_vip"}


def test_what_is_gone_round_to_is_ahead_and_not_behind() -> None:
    old = chart("repeat up to 3 times:", "  send hello", "  wait 1 day")
    assert passed(old, old, match(old, old), 2) == frozenset()


def test_what_does_something_else_now_was_not_done_before() -> None:
    old, new = chart("set spent to 1", "wait 1 day"), chart("wait 1 day", "set spent to 2")
    assert passed(old, new, match(old, new), 1) == frozenset()


def test_a_version_is_of_what_concerns_whoever_is_inside() -> None:
    lines = ("stops on order_placed", "goal order_placed within 7 days", "wait 1 day", "send hello")
    same = version(written(*lines), chart(*lines))
    for line in (
        "priority 9",
        "paused",
        "on edit follow",
        "again after 7 days",
        "only if vip",
        'owner "a"',
        "holdout 5%",
    ):
        assert version(written(line, *lines), chart(line, *lines)) == same
    for other in (lines[1:], lines[:-1], (lines[0], "goal order_placed within 8 days", *lines[2:])):
        assert version(written(*other), chart(*other)) != same


def test_a_version_has_the_name_that_it_has_for_ever() -> None:
    """What was written down names versions: a new name would lose whoever is inside."""
    lines = (
        "stops on order_placed where total > 5 as bought",
        "stops when vip",
        "goal order_placed within 7 days",
        "send hello",
        "  if not sent because over_limit: wait until 10:00",
        "wait for order_placed up to 2 days",
        "  happened: stop as bought",
        "  timed out: set spent to 2",
        "choose:",
        '  when country is one of "DE", "AT" and spent > 3: wait until 2027-01-01',
        "  otherwise: continue",
        "split s:",
        "  40% a: send bye",
        "  60% b: continue",
    )
    assert version(written(*lines), chart(*lines)) == "3b54652c9b52d443beca65c4e291b02e"
