"""Segments, families, suppressions and limits: what they say beside their conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import checker, syntax
from journeydsl.conditions.asking import asked
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import DAY
from journeydsl.source import Source
from tests.unit.checking import PROJECT, checked, mistakes, pointed_at

FAMILY = """\
segments lifecycle "Where they are":
  refresh daily
  hold for 2 days
  fresh "Fresh": when signed_up in the last 30 days
  active: when order_placed in the last 30 days
  rest: otherwise
"""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_a_segment_that_is_live_is_as_one_that_does_not_say() -> None:
    plain, live = "segment s:\n  when vip\n", "segment s:\n  refresh live\n  when vip\n"
    assert checked(live).program.segments == checked(plain).program.segments
    assert mistakes(live) == []


def test_a_segment_says_when_it_is_refreshed_and_how_long_it_is_held() -> None:
    segments = checked("segment s:\n  refresh weekly\n  hold for 2 days\n  when vip\n").program.segments
    assert (segments["s"].rhythm, segments["s"].hold_for) == (Rhythm.WEEKLY, 2 * DAY)
    assert pointed_at("segment s:\n  hold for 0 days\n  when vip\n") == [("empty-duration", "0 days")]


def test_the_members_of_a_family_are_segments() -> None:
    asks = "segment s:\n  when in fresh or in active or in rest\n"
    result = checked(FAMILY + asks)
    assert result.diagnostics == ()
    members = [segment for segment in result.program.segments.values() if segment.family == "lifecycle"]
    assert {member.name for member in members} == {"fresh", "active", "rest"}
    assert {(member.rhythm, member.hold_for) for member in members} == {(Rhythm.DAILY, 2 * DAY)}
    excluded = {member.name: [part.segment for part in asked(member.condition)] for member in members}
    assert excluded == {"fresh": [], "active": ["fresh"], "rest": ["fresh", "active"]}


def test_a_member_cannot_ask_for_one_that_comes_after_it() -> None:
    circle = "segments lifecycle:\n  fresh: when in rest\n  rest: otherwise\n"
    assert mistakes(circle) == ["segment-cycle: these segments go round in a circle: `fresh` → `rest` → `fresh`"]


def test_a_family_is_not_a_segment_itself() -> None:
    (found,) = [each for each in checked(FAMILY, "segment s:\n  when in lifecycle\n").diagnostics if each.hint]
    assert found.message == "`lifecycle` is a family of segments, and a contact is in one of them"
    assert found.hint == "name a member: `fresh`, `active`, `rest`"


def test_members_families_and_segments_have_their_names_for_themselves() -> None:
    others = FAMILY.replace("lifecycle", "other").replace("active", "busy").replace("rest", "left")
    assert [found for found in mistakes(FAMILY, others) if found.startswith("duplicate")] == [
        "duplicate-name: `fresh` is already the name of a segment"
    ]
    assert [found for found in mistakes(FAMILY, FAMILY) if "family" in found] == [
        "duplicate-name: `lifecycle` is already the name of a family of segments"
    ]
    assert [found for found in mistakes("segment rest:\n  when vip\n", FAMILY) if found.startswith("duplicate")] == [
        "duplicate-name: `rest` is already the name of a segment"
    ]


@pytest.mark.parametrize(
    ("texts", "circle"),
    [
        (("segment a:\n  when has been in b for 2 days\n", "segment b:\n  when in a\n"), "`a` → `b` → `a`"),
        (
            ("segments f:\n  a: when in c\n  b: otherwise\n", "segment c:\n  when vip and in b\n"),
            "`a` → `c` → `b` → `a`",
        ),
    ],
    ids=["by having been in it", "by `otherwise`, which asks for all others"],
)
def test_circles_go_through_every_way_to_ask_for_a_segment(texts: tuple[str, str], circle: str) -> None:
    found = [found for found in mistakes(*texts) if found.startswith("segment-cycle")]
    assert found == [f"segment-cycle: these segments go round in a circle: {circle}"]


def test_a_member_asks_for_itself() -> None:
    text = "segments f:\n  a: when in a\n  b: otherwise\n"
    assert ("segment-cycle", "a") in pointed_at(text)


BLOCKS = "suppression s:\n  when vip\n  blocks promotional for the whole account\n"


def test_a_suppression_of_a_whole_account_takes_an_account() -> None:
    assert [each.whole_account for each in checked(BLOCKS).program.suppressions] == [True]
    nobody = replace(PROJECT, attributes={"vip": PROJECT.attributes["vip"]})
    file, _ = syntax.parse(Source("1.journey", BLOCKS))
    (found,) = checker.check(nobody, [file], {}).diagnostics
    assert found.message == "no attribute says which account a contact belongs to"


def limits(*lines: str) -> str:
    return "limits:\n" + "".join(f"  {line}\n" for line in lines)


def test_a_warm_up_is_of_a_channel() -> None:
    result = checked(limits("warm up email from 2000 per day by 0.5% per day"))
    (warm_up,) = result.program.limits.warm_ups
    assert result.diagnostics == ()
    assert (warm_up.channel, warm_up.start, warm_up.growth) == ("email", 2000, 5000)
    assert warm_up.words == "warm up email from 2000 per day by 0.5% per day"


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("warm up emial from 2000 per day by 30% per day", "unknown-channel", "emial"),
        ("warm up email from 0 per day by 30% per day", "zero-limit", "0"),
        ("warm up email from 2000 per day by 0% per day", "zero-limit", "0%"),
        ("quiet on sunday, else wait up to 0 days", "empty-duration", "0 days"),
    ],
)
def test_what_is_wrong_with_a_limit_is_shown(line: str, code: str, place: str) -> None:
    assert pointed_at(limits(line)) == [(code, place)]


def test_a_day_and_a_channel_are_said_once() -> None:
    warm_up, day = "warm up email from 2000 per day by 30% per day", "quiet on sunday, else wait"
    assert [code for code, _ in pointed_at(limits(warm_up, day, warm_up, day))] == ["duplicate-line"] * 2


def test_the_line_that_closes_the_last_hour_is_shown_with_those_before_it() -> None:
    first, second = "quiet from 21:00 to 08:00, else wait", "quiet from 08:00 to 21:00, else drop"
    assert mistakes(limits(first), limits("quiet from 09:00 to 21:00, else wait")) == []
    (found,) = checked(limits(first), limits("quiet on sunday, else wait", second)).diagnostics
    assert found.message == "no hour of the week is left in which anything may be sent"
    assert (found.span.file, [label.span.file for label in found.labels]) == ("2.journey", ["1.journey"])
    days = limits(*(f"quiet on {day}, else wait" for day in WEEK))
    assert pointed_at(days) == [("no-open-hour", "quiet on sunday, else wait")]


QUARTERS = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")


@settings(deadline=None)
@given(st.lists(st.tuples(QUARTERS, QUARTERS).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=5))
def test_no_hour_is_open_exactly_where_every_minute_is_quiet(pairs: list[tuple[str, str]]) -> None:
    def is_quiet(minute: str) -> bool:
        return any(start <= minute < end if start < end else minute >= start or minute < end for start, end in pairs)

    closed = all(is_quiet(f"{hour:02}:{minute:02}") for hour in range(24) for minute in (0, 15, 30, 45))
    found = mistakes(limits(*(f"quiet from {start} to {end}, else wait" for start, end in pairs)))
    assert [each.partition(":")[0] for each in found] == ["no-open-hour"] * closed
