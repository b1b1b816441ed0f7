"""Every page of the laws on both engines: the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from journeydsl import engine
from journeydsl.simulator import Change
from tests.cases.situations import changes_of, compiled, parse_instant, population
from tests.cases.test_laws import BLOCK, SECTION, sections
from tests.machine.both import assert_same, by_id


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_the_machine_decides_as_the_law_says(page: Path, title: str) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    blocks = {block["kind"]: block["text"] for block in BLOCK.finditer(body)}
    history = yaml.load(blocks["yaml"], yaml.BaseLoader)
    later = {kind.removeprefix("journey from "): text for kind, text in blocks.items() if " from " in kind}
    texts = (blocks["journey"], *later.values())
    programs = [compiled(text, history.get("project"), history.get("files")) for text in texts]
    program = programs[0]
    versions = [
        Change(parse_instant(at), engine.prepare(programs[number], earlier=programs[:number]))
        for number, at in enumerate(later, 1)
    ]
    changed = history.get("changes", [])
    rows = by_id(
        (contact, [*events, *changes_of(program.project, contact.id, changed)])
        for contact, events in population(program.project, history)
    )
    start, end = (parse_instant(history[key]) for key in ("from", "to"))
    assert_same(engine.prepare(program), rows, start, end, versions)
