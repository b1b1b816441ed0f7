"""Versions compared: pages of `tests/cases/diffs`, each section an old and a new version, and what is said of them.

A section holds an ```` ```journey old ```` and a ```` ```journey new ```` block, and a `text` block (`--accept`
rewrites it) with the comparison, the mistakes that it finds, and the exit code. Blocks ```` ```html old ```` and
```` ```yaml new ```` give a version another text of `plain.html` or other sections of the project file, which is that
of the laws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeydsl.versions import Comparison, Edition, Format, compare, render
from tests.cases.situations import compiled

FOLDER = Path(__file__).parent / "diffs"
PAGES = sorted(FOLDER.glob("*.md"))
SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>\w+(?: old| new)?)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def sections() -> Iterator[Any]:
    for page in PAGES:
        for section in SECTION.finditer(page.read_text(encoding="utf-8")):
            title = re.sub(r"\W+", "-", section["title"].lower()).strip("-")
            yield pytest.param(page, section["title"], id=f"{page.stem}-{title}")


def comparison(blocks: dict[str, str]) -> Comparison:
    return compare(*(edition(blocks, version) for version in ("old", "new")))


def edition(blocks: dict[str, str], version: str) -> Edition:
    sections = yaml.safe_load(blocks.get(f"yaml {version}", "")) or {}
    template = blocks.get(f"html {version}", "<p>Hello</p>")
    return Edition(compiled(blocks[f"journey {version}"], sections), {"plain.html": template})


def told(compared: Comparison) -> str:
    mistakes = [f"error[{each.code}]: {each.message}\n  = hint: {each.hint}\n" for each in compared.undefined]
    code = 2 if mistakes else 0 if compared.is_same else 1
    return "\n".join([render(Format.TEXT, compared), *mistakes, f"exit code {code}\n"])


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_what_is_said_of_two_versions_is_as_recorded(page: Path, title: str, accept: bool) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    blocks = {block["kind"]: block["text"] for block in BLOCK.finditer(body)}
    compared = comparison(blocks)
    if accept:
        start = text.index(body)
        renewed = body.replace(f"```text\n{blocks['text']}```", f"```text\n{told(compared)}```")
        page.write_text(text[:start] + renewed + text[start + len(body) :], encoding="utf-8")
    else:
        assert told(compared) == blocks["text"]


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_nothing_is_said_where_and_only_where_the_fingerprints_are_the_same(page: Path, title: str) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    compared = comparison({block["kind"]: block["text"] for block in BLOCK.finditer(body)})
    before, after = compared.fingerprints
    assert compared.is_same is (before == after)
