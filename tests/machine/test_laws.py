"""Every page of the laws on both engines: the same rows, or the machine says what it cannot do yet."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from journeydsl import engine
from journeydsl.simulator.arrays import OnlyTheEngine
from tests.cases.situations import compiled, parse_instant, population
from tests.cases.test_laws import BLOCK, SECTION, sections
from tests.machine.both import assert_same, by_id

CANNOT = "the array machine cannot do this yet: "


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_the_machine_decides_as_the_law_says(page: Path, title: str) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    blocks = {block["kind"]: block["text"] for block in BLOCK.finditer(body)}
    history = yaml.load(blocks["yaml"], yaml.BaseLoader)
    if "changes" in history or any(" from " in kind for kind in blocks):
        pytest.skip(f"{CANNOT}changes of profiles, and new versions, during a run")
    program = compiled(blocks["journey"], history.get("project"), history.get("files"))
    rows = by_id(population(program.project, history))
    try:
        assert_same(engine.prepare(program), rows, parse_instant(history["from"]), parse_instant(history["to"]))
    except OnlyTheEngine as cause:
        pytest.skip(f"{CANNOT}{cause}")
