"""Names: declared in any file and any order, once a kind."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import checker, syntax
from journeydsl.diagnostics import Code
from journeydsl.source import Source
from tests.unit.checking import PROJECT, checked, mistakes

SEGMENTS = "abcde"


def test_a_name_that_is_taken_is_shown_with_the_first_of_that_name() -> None:
    files = ("segment s:\n  when vip\n", "segment s:\n  when not vip\n", "segment s:\n  when vip\n")
    result = checked(*files)
    assert [each.message for each in result.diagnostics] == ["`s` is already the name of a segment"] * 2
    assert [(each.span.file, each.labels[0].span.file) for each in result.diagnostics] == [
        ("2.journey", "1.journey"),
        ("3.journey", "1.journey"),
    ]
    assert result.program.segments["s"] == checked(files[0]).program.segments["s"]


def test_things_of_different_kinds_may_share_a_name() -> None:
    text = (
        "segment welcome:\n  when vip\n"
        "suppression welcome:\n  when vip\n  blocks everything\n"
        'message welcome:\n  channel sms\n  class transactional\n  subject "Hi"\n'
        "journey welcome:\n  starts on signed_up\n  send welcome\n"
    )
    assert mistakes(text) == []


def test_a_later_declaration_of_a_taken_name_is_checked_too() -> None:
    text = "segment s:\n  when vip\nsegment s:\n  when vop\n"
    assert [found.partition(":")[0] for found in mistakes(text)] == ["duplicate-name", "unknown-attribute"]


def test_nothing_is_said_about_names_of_declarations_that_could_not_be_read() -> None:
    broken = "segment s:\n  when vip >\nmessage m:\n  chanel sms\njourney j:\n  starts on entering s\n  send m\n"
    file, found = syntax.parse(Source("broken.journey", broken))
    assert len(found) == 2
    other, none = syntax.parse(Source("other.journey", "segment t:\n  when in s\n"))
    assert not none
    assert checker.check(PROJECT, [file, other], {}).diagnostics == ()


def test_mistakes_come_in_the_order_of_files_and_of_places_within_them() -> None:
    text = (
        "journey j:\n  starts on nothing\n  send nothing\n  set nothing to 1\n"
        "limits:\n  at most 0 emails in 1 day, else drop\n"
        "segment s:\n  when in nothing\n"
    )
    found = checked(text, text.replace(" j:", " k:").replace(" s:", " t:")).diagnostics
    places = [(each.span.file, each.span.start) for each in found]
    assert places == sorted(places)
    assert [each.code for each in found] == [
        Code.UNKNOWN_EVENT,
        Code.UNKNOWN_MESSAGE,
        Code.UNKNOWN_ATTRIBUTE,
        Code.ZERO_LIMIT,
        Code.UNKNOWN_SEGMENT,
    ] * 2


def test_the_program_holds_what_is_sound_in_the_order_of_names() -> None:
    text = (
        "segment z:\n  when vip\nsegment a:\n  when orders > 1\nsegment m:\n  when nothing\n"
        "suppression y:\n  when vip\n  blocks promotional\nsuppression b:\n  when vip\n  blocks everything\n"
    )
    program = checked(text).program
    assert list(program.segments) == ["a", "z"]
    assert [suppression.name for suppression in program.suppressions] == ["b", "y"]
    assert [suppression.blocks for suppression in program.suppressions] == [None, "promotional"]


def test_a_circle_of_segments_is_spelled_out_and_its_links_are_shown() -> None:
    texts = ("segment a:\n  when in b or vip\n", "segment b:\n  when not in c\n", "segment c:\n  when in a\n")
    (found,) = checked(*texts).diagnostics
    assert found.message == "these segments go round in a circle: `a` → `b` → `c` → `a`"
    assert (found.span.file, [label.span.file for label in found.labels]) == ("1.journey", ["2.journey", "3.journey"])
    assert checked(*texts).program.segments == {}


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from(SEGMENTS), st.sampled_from(SEGMENTS))))
def test_circles_are_reported_exactly_where_there_are_some_and_each_once(links: set[tuple[str, str]]) -> None:
    named = {one: sorted(other for start, other in links if start == one) for one in SEGMENTS}
    text = "".join(
        f"segment {one}:\n  when vip{''.join(f' or in {other}' for other in others)}\n" for one, others in named.items()
    )
    found = checked(text).diagnostics
    assert {each.code for each in found} <= {Code.SEGMENT_CYCLE}
    shown = [re.findall(r"`(\w)`", each.message) for each in found]
    taken = [link for circle in shown for link in pairwise(circle)]
    assert len(taken) == len(set(taken))
    assert set(taken) <= links
    for one, other in taken:
        named[one].remove(other)
    try:
        TopologicalSorter(named).prepare()
    except CycleError as error:
        raise AssertionError(error) from error
