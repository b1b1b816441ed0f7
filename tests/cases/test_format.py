"""The canonical layout by example: the files of `tests/cases/format`.

`NAME.in.journey` is laid out as `NAME.out.journey` (`--accept` rewrites it); any other file is laid out already.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.formatter import tidy
from journeydsl.source import Source
from journeydsl.syntax import ast, parse

FOLDER = Path(__file__).parent / "format"
ROOT = Path(__file__).parents[2]
WRITTEN = sorted(FOLDER.glob("*.in.journey"))
CANONICAL = sorted(set(FOLDER.glob("*.journey")) - set(WRITTEN))
SHIPPED = sorted(file for folder in ("journeys", "examples") for file in (ROOT / folder).rglob("*.journey"))


def source(path: Path) -> Source:
    with path.open(encoding="utf-8", newline="") as file:
        return Source(path.name, file.read())


def tree(written: Source) -> ast.File:
    read, mistakes = parse(written)
    assert not mistakes, mistakes
    return read


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_file_is_laid_out_in_the_canonical_way(path: Path, accept: bool) -> None:
    golden = path.with_name(path.name.replace(".in.", ".out."))
    tidied = tidy(source(path))
    assert not tidied.mistakes
    if accept:
        golden.write_text(tidied.text, encoding="utf-8", newline="")
    assert tidied.text == source(golden).text


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_the_layout_keeps_the_meaning(path: Path) -> None:
    assert tree(Source(path.name, tidy(source(path)).text)) == tree(source(path))


@pytest.mark.parametrize("path", [*CANONICAL, *SHIPPED], ids=lambda path: path.stem)
def test_what_is_canonical_stays_as_it_is(path: Path) -> None:
    assert tidy(source(path)).text == source(path).text
