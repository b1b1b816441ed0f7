"""Every link of the documentation leads to a file, and to a heading where it names one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def read(document: Path) -> str:
    """The document without what it shows as code."""
    return FENCED.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(read(document))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.relative_to(ROOT / "docs").as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    nowhere = []
    for where, anchor in LINK.findall(read(document)):
        to = (document.parent / where) if where else document
        if not to.exists() or (anchor and anchor not in anchors(to)):
            nowhere.append(f"{where}#{anchor}")
    assert nowhere == []


def test_every_document_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "docs" / "README.md"]
    while waiting:
        document = waiting.pop().resolve()
        if document in reached or document.suffix != ".md" or not document.is_relative_to(ROOT / "docs"):
            continue
        reached.add(document)
        waiting += [document.parent / where for where, _ in LINK.findall(read(document)) if where]
    assert [document for document in DOCUMENTS if document.resolve() not in reached] == []
