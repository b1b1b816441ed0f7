"""Fixes are made as a whole, never on top of each other, until there is nothing left to fix."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.cli.fixes import with_fixes
from journeydsl.compiler import Compilation, compile_sources
from journeydsl.diagnostics import Edit, Fix
from journeydsl.diagnostics.fixing import fixed
from journeydsl.source import Source, Span
from journeydsl.workspace import ProjectFiles
from tests.cases.test_mistakes import PAGES, PROJECT_FILE, read


def edit(start: int, end: int, text: str, file: str = "a") -> Edit:
    return Edit(Span(file, start, end), text)


def test_edits_of_several_fixes_and_files_are_made_at_once() -> None:
    fixes = [Fix("", (edit(4, 5, "E"), edit(0, 1, "A"))), Fix("", (edit(2, 3, ""), edit(1, 1, "!", "b")))]
    result = fixed({"a": "abcdef", "b": "xy", "c": "z"}, fixes)
    assert result.texts == {"a": "AbdEf", "b": "x!y"}
    assert result.fixes == 2


def test_of_fixes_that_touch_only_the_first_is_made() -> None:
    fixes = [Fix("", (edit(1, 3, "X"),)), Fix("", (edit(2, 4, "Y"), edit(5, 6, "Z"))), Fix("", (edit(3, 3, "W"),))]
    assert fixed({"a": "abcdef"}, fixes) == fixed({"a": "abcdef"}, fixes[:1])


def test_a_fix_that_reaches_beyond_the_files_is_not_made() -> None:
    result = fixed({"a": "abc"}, [Fix("", (edit(0, 1, "X"), edit(0, 1, "X", "elsewhere")))])
    assert (result.texts, result.fixes) == ({}, 0)


@st.composite
def any_fix(draw: st.DrawFn) -> Fix:
    """A fix whose edits, each to a `#`, do not overlap."""
    places = draw(st.lists(st.integers(0, 24), min_size=2, max_size=6, unique=True).filter(lambda at: len(at) % 2 == 0))
    starts_and_ends = iter(sorted(places))
    return Fix("", tuple(edit(start, end, "#") for start, end in zip(starts_and_ends, starts_and_ends, strict=True)))


@given(st.lists(any_fix(), max_size=6))
def test_what_no_fix_covers_stays_in_its_order(fixes: list[Fix]) -> None:
    text = "".join(chr(ord("a") + number) for number in range(24))
    result = fixed({"a": text}, fixes)
    covered = {at for fix in fixes for one in fix.edits for at in range(one.span.start, one.span.end)}
    after = result.texts.get("a", text)
    kept = [sign for sign in after if sign != "#"]
    assert kept == sorted(set(kept))
    assert {sign for at, sign in enumerate(text) if at not in covered} <= set(kept)
    assert (result.fixes == 0) == (after == text) == (not fixes)


FIXABLE = [page for page in PAGES if " = fix: " in page.read_text(encoding="utf-8")]


def compiled(files: ProjectFiles) -> Compilation:
    return compile_sources(files.project_file, files.journey_files, files.templates)


@pytest.mark.parametrize("page", FIXABLE, ids=lambda page: page.stem)
def test_fixing_an_example_leaves_nothing_to_fix_and_makes_nothing_worse(page: Path) -> None:
    example = read(page).example
    journeys = (Source("page.journey", example.journeys),)
    files = ProjectFiles(Path(), Source(PROJECT_FILE, example.project), journeys, example.templates)
    before, after = (compiled(each).diagnostics for each in (files, with_fixes(files, [Path()])))
    assert not [mistake for mistake in after if mistake.fix]
    fixable = Counter(mistake.code for mistake in before if mistake.fix)
    told, left = (Counter(mistake.code for mistake in each) for each in (before, after))
    assert all(left[code] <= told[code] - number for code, number in fixable.items())
