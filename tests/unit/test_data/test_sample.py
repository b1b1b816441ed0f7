"""The sample contacts and events: made the same every time, with the mistakes that their page tells of."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from journeydsl import data, project
from journeydsl.source import Source

JOURNEYS = Path(__file__).parents[3] / "journeys"
SAMPLE = JOURNEYS / "sample"


def test_the_sample_is_what_its_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["make.py", str(tmp_path)])
    runpy.run_path(str(SAMPLE / "make.py"), run_name="__main__")
    for name in ("contacts.csv", "events.csv"):
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_the_mistakes_in_the_sample_are_the_ones_that_its_page_tells_of() -> None:
    shop, mistakes = project.load(Source("project.yaml", (SAMPLE / "project.yaml").read_text(encoding="utf-8")))
    assert shop is not None, mistakes
    with data.read(shop, SAMPLE / "contacts.csv", SAMPLE / "events.csv") as population:
        counts = population.contacts, population.events
        problems = [(each.file.name, each.column, each.count, each.rows[0]) for each in population.problems]
        findings = [(finding.count, finding.row) for finding in population.findings]
    assert [(each.kept, each.rejected, each.duplicates) for each in counts] == [(199, 1, 0), (1408, 11, 1)]
    assert problems == [
        ("contacts.csv", "email", 1, 122),
        ("events.csv", "contact_id", 9, 233),
        ("events.csv", "at", 1, 402),
        ("events.csv", "event", 1, 702),
    ]
    assert findings == [(0, 0), (1, 18), (1, 54)]
