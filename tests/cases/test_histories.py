"""Recorded enrollments: pages of `tests/cases/histories`, replayed by every later version.

The README of the folder says what a page holds and what it promises. `--accept` fills in what is empty, and never
changes what was recorded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

import journeydsl
from journeydsl import engine
from journeydsl.compiler import compile_sources
from journeydsl.engine import ContactState
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model.contacts import Event
from journeydsl.model.decisions import Decision
from journeydsl.model.program import Program
from journeydsl.simulator import Change, walk, walk_through
from journeydsl.source import Source
from tests.cases.situations import parse_instant, population
from tests.cases.test_laws import BLOCK, line

FOLDER = Path(__file__).parent / "histories"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")


def blocks_of(page: Path) -> dict[str, str]:
    return {block["kind"]: block["text"] for block in BLOCK.finditer(page.read_text(encoding="utf-8"))}


def compiled(journeys: str) -> Program:
    project_file = Source("journeydsl.yaml", (FOLDER / "journeydsl.yaml").read_text(encoding="utf-8"))
    compilation = compile_sources(project_file, [Source("page.journey", journeys)], {"plain.html": "<p>Hello</p>"})
    assert compilation.program is not None
    assert compilation.is_sound, compilation.diagnostics
    return compilation.program


def recorded(program: Program, history: dict[str, Any]) -> ContactState:
    """The contact as it stands once everything has been done that is due before the state is written down."""
    rules = engine.prepare(program)
    ((contact, events),) = population(program.project, history)
    start, until = parse_instant(history["from"]), parse_instant(history["recorded"])
    state = engine.begin(rules, contact, (), start)
    for step in walk(rules, state, [event for event in events if event.arrives < until], until - 1):
        state = step.state
    return state


def replayed(blocks: Mapping[str, str], state: ContactState, history: dict[str, Any]) -> list[Decision]:
    """What is decided about a contact who was written down, by the program that it entered and those that follow."""
    later = {kind.removeprefix("journey from "): text for kind, text in blocks.items() if " from " in kind}
    programs = [compiled(text) for text in (blocks["journey"], *later.values())]
    changes = [
        Change(parse_instant(at), engine.prepare(programs[number], earlier=programs[:number]))
        for number, at in enumerate(later, 1)
    ]
    steps = walk_through(
        engine.prepare(programs[0]), changes, [(state, after(programs[0], history))], parse_instant(history["to"])
    )
    return [decision for step in steps for decision in step.decisions]


def after(program: Program, history: dict[str, Any]) -> Sequence[Event]:
    ((_, events),) = population(program.project, history)
    return [event for event in events if event.arrives >= parse_instant(history["recorded"])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_contact_who_was_written_down_goes_on_as_was_said_then(page: Path, accept: bool) -> None:
    blocks = blocks_of(page)
    history = yaml.load(blocks["yaml"], yaml.BaseLoader)
    if accept and not blocks["json"]:
        state = snapshot(recorded(compiled(blocks["journey"]), history))
        blocks["json"] = json.dumps({"by": journeydsl.__version__, **state}, indent=1) + "\n"
        fill(page, "json", blocks["json"])
    written = json.loads(blocks["json"])
    assert written.pop("by")
    decided = "".join(f"{line(each)}\n" for each in replayed(blocks, restore(written), history))
    if accept and not blocks["decisions"]:
        fill(page, "decisions", decided)
    else:
        assert decided == blocks["decisions"]


def fill(page: Path, kind: str, text: str) -> None:
    before = page.read_text(encoding="utf-8")
    page.write_text(before.replace(f"```{kind}\n```", f"```{kind}\n{text}```"), encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_version_that_a_run_was_written_down_with_is_still_known_by_its_fingerprint(page: Path) -> None:
    blocks = blocks_of(page)
    known = engine.prepare(compiled(blocks["journey"])).versions
    for enrollment in json.loads(blocks["json"])["enrollments"]:
        assert (enrollment["journey"], enrollment["version"]) in known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_fields_that_an_earlier_version_did_not_have_are_empty(page: Path) -> None:
    state = restore(json.loads(blocks_of(page)["json"]))
    old = {key: part for key, part in snapshot(state).items() if key in ("contact", "timezone")}
    assert restore(old) == ContactState(
        contact=state.contact, timezone=state.timezone, attributes={}, subscriptions={}, unsubscribed=False
    )


def test_what_a_later_version_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="later version"):
        restore({"format": 1_000_000, "contact": "ann", "timezone": "UTC"})


def test_what_is_no_state_is_refused() -> None:
    with pytest.raises(KeyError):
        restore({})
