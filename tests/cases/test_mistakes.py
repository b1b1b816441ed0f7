"""The mistakes by example: the pages of `tests/cases/mistakes`, one a code, which are their reference, too.

A page holds prose, then `## Example` with a program in a `journey` block and what is told of it in a `text` block
(`--accept` rewrites it), then `## Instead` with a program that is clean. A line with
a mistake ends with the comment `# error: CODE` (or `# warning: CODE`). A block whose first line names a file
(```` ```html cart.html ````) supplies that file: a template, `journeydsl.yaml` in place of the one in the folder, or
`earlier.journey`, the version that was published before.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from journeydsl.compiler import Compilation, compile_sources
from journeydsl.diagnostics import Code
from journeydsl.diagnostics.render import text
from journeydsl.source import Source
from journeydsl.versions import Edition, compare

FOLDER = Path(__file__).parent / "mistakes"
PAGES = sorted(FOLDER.glob("*.md"))
PROJECT_FILE = "journeydsl.yaml"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"# (?P<severity>error|warning): (?P<code>[a-z-]+)")


@dataclass(frozen=True)
class Program:
    """The files of one half of a page: the project file and the templates by name, and the journeys."""

    project: str
    journeys: str
    templates: dict[str, str]
    earlier: str | None = None

    def compiled(self) -> Compilation:
        """What is found in the program, and what is found when it takes the place of the earlier one."""
        now = self._compiled(self.journeys)
        if self.earlier is None or not now.is_sound:
            return now
        before = self._compiled(self.earlier)
        assert before.program is not None
        assert now.program is not None
        compared = compare(Edition(before.program, self.templates), Edition(now.program, self.templates))
        return replace(now, diagnostics=(*now.diagnostics, *compared.undefined))

    def _compiled(self, journeys: str) -> Compilation:
        return compile_sources(Source(PROJECT_FILE, self.project), [Source("page.journey", journeys)], self.templates)

    def expected(self) -> Counter[tuple[str, int, str, str]]:
        return Counter(
            (file, number, found["severity"], found["code"])
            for file, content in {"page.journey": self.journeys, PROJECT_FILE: self.project, **self.templates}.items()
            for number, line in enumerate(content.split("\n"), 1)
            for found in EXPECTED.finditer(line)
        )


@dataclass(frozen=True)
class Page:
    """A page in its two halves, and the output that it records."""

    example: Program
    told: str
    instead: Program


def read(page: Path) -> Page:
    _, example, instead = re.split(r"^## (?:Example|Instead)\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = next(block["text"] for block in BLOCK.finditer(example) if block["kind"] == "text")
    return Page(program(example), told, program(instead, templates=program(example).templates))


def program(half: str, templates: dict[str, str] | None = None) -> Program:
    blocks = list(BLOCK.finditer(half))
    files = {block["file"]: block["text"] for block in blocks if block["file"]}
    return Program(
        project=files.pop(PROJECT_FILE, (FOLDER / PROJECT_FILE).read_text(encoding="utf-8")),
        earlier=files.pop("earlier.journey", None),
        journeys="".join(block["text"] for block in blocks if block["kind"] == "journey" and not block["file"]),
        templates={**(templates or {}), **files},
    )


def told(compilation: Compilation) -> str:
    return text.render(compilation.diagnostics, compilation.sources, [PROJECT_FILE, "page.journey"])


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in PAGES} == {code.value for code in Code}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_headed_by_its_code_and_shows_it(page: Path) -> None:
    assert page.read_text(encoding="utf-8").startswith(f"# {page.stem}\n\n")
    assert page.stem in {code for *_, code in read(page).example.expected()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_is_told_what_is_wrong_where_its_comments_say(page: Path) -> None:
    example = read(page).example
    compilation = example.compiled()
    found = Counter(
        (d.span.file, compilation.sources[d.span.file].position(d.span.start).line, str(d.severity), str(d.code))
        for d in compilation.diagnostics
    )
    assert found == example.expected()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_output_for_the_example_is_as_recorded(page: Path, accept: bool) -> None:
    recorded = read(page)
    output = told(recorded.example.compiled())
    if accept:
        content = page.read_text(encoding="utf-8")
        page.write_text(content.replace(f"```text\n{recorded.told}```", f"```text\n{output}```"), encoding="utf-8")
    else:
        assert output == recorded.told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_to_write_instead_is_clean(page: Path) -> None:
    compilation = read(page).instead.compiled()
    assert not compilation.diagnostics, told(compilation)
