"""Whatever can be written gets an answer: programs with every construct, of names that mostly nobody declared."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import checker, project, syntax
from journeydsl.source import Source
from journeydsl.syntax import ast, printer
from tests.properties import programs

PROJECT_FILE = Path(__file__).parents[1] / "cases" / "mistakes" / "journeydsl.yaml"
PROJECT, _ = project.load(Source("journeydsl.yaml", PROJECT_FILE.read_text(encoding="utf-8")))


@settings(deadline=None)
@given(programs.files)
def test_a_program_with_any_construct_is_answered(file: ast.File) -> None:
    look(printer.file(file))


@settings(deadline=None)
@given(programs.files, st.data())
def test_a_program_in_which_a_line_cannot_be_read_is_answered(file: ast.File, data: st.DataObject) -> None:
    lines = printer.file(file).splitlines()
    gap = data.draw(st.integers(0, max(0, len(lines) - 1)))
    lines[gap : gap + 1] = ["  nothing that is known here"]
    look("\n".join(lines))


def look(text: str) -> None:
    """Every mistake is shown somewhere in the text, and every fix changes it."""
    assert PROJECT is not None
    read, _ = syntax.parse(Source("1.journey", text))
    for found in checker.check(PROJECT, [read], {}).diagnostics:
        for span in (found.span, *(label.span for label in found.labels)):
            assert 0 <= span.start < span.end <= len(text), found
        for edit in () if found.fix is None else found.fix.edits:
            assert text[edit.span.start : edit.span.end] != edit.text
