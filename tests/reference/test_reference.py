"""The reference does not lie: what is made is current, what is written is whole, what is shown works.

`--accept` (`make reference`) makes the pages' parts anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journeydsl.diagnostics import Code
from journeydsl.diagnostics.render import text
from tests.reference import notation, pages, project_keys, vocabulary

PROGRAMS = [page for page in pages.PAGES if pages.program(page)]


def name(page: Path) -> str:
    return page.relative_to(pages.REFERENCE).with_suffix("").as_posix()


@pytest.mark.parametrize("page", pages.PAGES, ids=name)
def test_what_is_made_is_current(page: Path, accept: bool) -> None:
    current = pages.written(page)
    if accept:
        page.write_text(current, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == current


@pytest.mark.parametrize("page", PROGRAMS, ids=name)
def test_an_example_has_no_mistake(page: Path) -> None:
    compilation = pages.compiled(pages.program(page), pages.supplied(page))
    wrong = compilation.diagnostics
    assert not wrong, text.render(wrong, compilation.sources, ["page.journey", "shop.journey"])


def test_what_the_examples_speak_of_runs() -> None:
    assert not pages.compiled("").diagnostics


def test_every_rule_of_the_grammar_is_on_some_page() -> None:
    shown = {rule for page in pages.PAGES for marked in pages.about(page, "syntax") for rule in notation.shown(marked)}
    assert notation.written() - notation.covered(shown) == frozenset()


def test_every_mistake_is_on_some_page() -> None:
    assert {code for page in pages.PAGES for code in pages.about(page, "mistakes")} == {code.value for code in Code}


def test_every_law_that_has_cases_is_on_some_page() -> None:
    laws = {heading.split()[0] for _, heading in pages.cases()}
    assert laws == {law for page in pages.PAGES for law in pages.about(page, "laws")}


def test_every_definition_of_the_project_file_is_on_its_page() -> None:
    assert set(pages.about(pages.REFERENCE / "project-file.md", "keys")) == project_keys.with_keys()


def test_every_word_in_capitals_is_explained() -> None:
    lines = [line for rule in notation.written() for line in notation.lines(rule)]
    said = {word for line in lines for word in re.findall(r"[A-Z]{3,}", line)}
    assert said == vocabulary.EXPLAINED.keys()


def test_the_names_of_a_rule_are_called_something_as_often_as_it_says_them() -> None:
    said = {rule: notation.number_of_names(rule) for rule in vocabulary.NAMES}
    assert {rule: len(called) for rule, called in vocabulary.NAMES.items()} == said
