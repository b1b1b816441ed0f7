"""The checker as a whole: whatever the author wrote, it answers."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import checker, project, syntax
from journeydsl.compiler import compile_sources
from journeydsl.diagnostics import Severity
from journeydsl.graph import build
from journeydsl.source import Source

PAGES = Path(__file__).parents[1] / "cases" / "mistakes"
PROJECT_FILE = Source("journeydsl.yaml", (PAGES / "journeydsl.yaml").read_text(encoding="utf-8"))
PROGRAMS = [
    block
    for page in sorted(PAGES.glob("*.md"))
    for block in re.findall(r"^```journey\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
]
DECLARATIONS = sorted({part for program in PROGRAMS for part in re.split(r"\n\n(?=\S)", program.strip())})
WORDS = sorted({word for program in PROGRAMS for word in re.findall(r"[a-z_]+|\d[\d:-]*", program)})


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Declarations from the pages, each with some words put in place of others."""
    text = "\n".join(draw(st.lists(st.sampled_from(DECLARATIONS), min_size=1, max_size=4)))
    for _ in range(draw(st.integers(0, 6))):
        places = list(re.finditer(r"[a-z_]+|\d[\d:-]*", text))
        place = draw(st.sampled_from(places))
        text = text[: place.start()] + draw(st.sampled_from(WORDS)) + text[place.end() :]
    return text


@settings(deadline=None)
@given(st.lists(texts(), min_size=1, max_size=2))
def test_whatever_is_written_gets_an_answer(written: list[str]) -> None:
    files = [Source(f"{number}.journey", text) for number, text in enumerate(written)]
    compilation = compile_sources(PROJECT_FILE, files, {"cart.html": "{{ first_name }}"})
    assert compilation.program is not None
    for found in compilation.diagnostics:
        spans = [found.span, *(label.span for label in found.labels)]
        for span in spans:
            assert 0 <= span.start < span.end <= len(compilation.sources[span.file].text), found
        assert not found.message.endswith(".")
    if compilation.is_sound:
        for journey in compilation.program.journeys.values():
            assert build(journey).nodes


@settings(deadline=None)
@given(st.permutations(DECLARATIONS[:12]))
def test_the_order_of_files_does_not_matter(parts: list[str]) -> None:
    def found(order: list[str]) -> list[tuple[str, str]]:
        sources = [Source(f"{DECLARATIONS.index(part):02}.journey", part) for part in order]
        facts, _ = project.load(PROJECT_FILE)
        assert facts is not None
        result = checker.check(facts, [syntax.parse(source)[0] for source in sources], {})
        return sorted((each.code, each.severity) for each in result.diagnostics)

    assert found(parts) == found(DECLARATIONS[:12])


def test_a_fix_leaves_nothing_to_report() -> None:
    text = 'segment s:\n  when orders is "5" and vip is "true"\n'
    compilation = compile_sources(PROJECT_FILE, [Source("a.journey", text)], {})
    edits = [edit for found in compilation.diagnostics if found.fix for edit in found.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert [found.severity for found in compilation.diagnostics] == [Severity.ERROR] * len(edits)
    assert compile_sources(PROJECT_FILE, [Source("a.journey", text)], {}).diagnostics == ()
