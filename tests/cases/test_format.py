"""The canonical layout by example: the files of `tests/cases/format`.

`NAME.in.journey` is printed as `NAME.out.journey` (`--accept` rewrites it); any other file is printed as it stands.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer

FOLDER = Path(__file__).parent / "format"
WRITTEN = sorted(FOLDER.glob("*.in.journey"))
CANONICAL = sorted(set(FOLDER.glob("*.journey")) - set(WRITTEN))


def read(path: Path) -> ast.File:
    with path.open(encoding="utf-8", newline="") as file:
        tree, mistakes = parse(Source(path.name, file.read()))
    assert not mistakes, mistakes
    return tree


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_file_is_printed_in_the_canonical_layout(path: Path, accept: bool) -> None:
    golden = path.with_name(path.name.replace(".in.", ".out."))
    printed = printer.file(read(path))
    if accept:
        golden.write_text(printed, encoding="utf-8")
    assert printed == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_printing_keeps_the_meaning(path: Path) -> None:
    tree = read(path)
    assert parse(Source(path.name, printer.file(tree)))[0] == tree


@pytest.mark.parametrize("path", CANONICAL, ids=lambda path: path.stem)
def test_a_canonical_file_is_printed_as_it_stands(path: Path) -> None:
    assert printer.file(read(path)) == path.read_text(encoding="utf-8")
