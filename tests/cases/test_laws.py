"""The laws by example: pages of `tests/cases/laws`, each section a project, a history, and the decisions that follow.

A section holds three fenced blocks: `journey` (declarations), `yaml` (`from`, `to`, `contacts`, `events`, `changes`;
instants with an offset, or UTC) and `decisions` (a line a decision; `--accept` rewrites it). The project file is
`tests/cases/laws/journeydsl.yaml`; `project` in a section's `yaml` changes sections of it, `files` gives the text of
files beside it. A section with a block `wordings` also shows how the messages that were sent read.
Further blocks ```` ```journey from 2026-03-05 10:00 ```` are versions that are published then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeydsl import engine
from journeydsl.model.contacts import Contact, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.values import moment
from journeydsl.simulator import Change, Tally, simulate
from tests.cases.situations import changes_of, compiled, parse_instant, population

FOLDER = Path(__file__).parent / "laws"
PAGES = sorted(FOLDER.glob("*.md"))
SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>\w+(?: from [^\n]+)?)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def sections() -> Iterator[Any]:
    for page in PAGES:
        for section in SECTION.finditer(page.read_text(encoding="utf-8")):
            title = re.sub(r"\W+", "-", section["title"].lower()).strip("-")
            yield pytest.param(page, section["title"], id=f"{page.stem}-{title}")


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_the_decisions_are_as_the_law_says(page: Path, title: str, accept: bool) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    blocks = {block["kind"]: block["text"] for block in BLOCK.finditer(body)}
    later = {kind.removeprefix("journey from "): text for kind, text in blocks.items() if " from " in kind}
    decisions, tally = run(blocks["journey"], yaml.load(blocks["yaml"], yaml.BaseLoader), later)
    happened = {"decisions": "".join(f"{line(decision)}\n" for decision in decisions)}
    if "wordings" in blocks:
        happened["wordings"] = "".join(f"{each}\n" for each in wordings(tally))
    if accept and any(blocks[kind] != now for kind, now in happened.items()):
        start, renewed = text.index(body), body
        for kind, now in happened.items():
            renewed = renewed.replace(f"```{kind}\n{blocks[kind]}```", f"```{kind}\n{now}```")
        page.write_text(text[:start] + renewed + text[start + len(body) :], encoding="utf-8")
    else:
        assert happened == {kind: blocks[kind] for kind in happened}


def wordings(tally: Tally) -> Iterator[str]:
    """How often each message was sent with what in it."""
    for name, message in tally.messages.items():
        said = message.wordings
        for part, counts in (*said.parts.items(), ("fallback", said.fallbacks), ("offered", said.offered)):
            yield from (f"{name}  {part}: {words} {count}" for words, count in counts.items())


def run(journeys: str, history: dict[str, Any], later: Mapping[str, str]) -> tuple[list[Decision], Tally]:
    files = history.get("files")
    programs = [compiled(text, history.get("project"), files) for text in (journeys, *later.values())]
    program = programs[0]
    rules = engine.prepare(program)
    changes = [
        Change(parse_instant(at), engine.prepare(programs[number], earlier=programs[:number]))
        for number, at in enumerate(later, 1)
    ]
    start, end = (parse_instant(history[key]) for key in ("from", "to"))
    decisions: list[Decision] = []
    happens: list[tuple[Contact, Sequence[Input]]] = [
        (contact, [*events, *changes_of(program.project, contact.id, history.get("changes", []))])
        for contact, events in population(program.project, history)
    ]
    tally = simulate(rules, happens, start, end, decisions.extend, changes)
    assert tally.is_conserved, tally.balances()
    return sorted(decisions, key=lambda decision: decision.at), tally


def line(decision: Decision) -> str:
    at = moment(decision.at)
    clock = at.strftime("%Y-%m-%d %H:%M:%S") + (f".{at.microsecond:06}" if at.microsecond else "")
    who = f"{decision.contact} {decision.journey}" + (f"#{decision.enrollment}" if decision.enrollment else "")
    about = (decision.step, decision.outcome, decision.reason, decision.detail and f"({decision.detail})")
    return f"{clock}  {who}  " + " ".join(part for part in about if part)


def test_every_outcome_is_shown_by_some_law() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    shown = {outcome for outcome in Outcome if re.search(rf"^\d.* {outcome}\b", pages, re.MULTILINE)}
    assert shown == set(Outcome)


def test_every_law_of_a_run_is_named_by_some_section() -> None:
    titles = [section["title"] for page in PAGES for section in SECTION.finditer(page.read_text(encoding="utf-8"))]
    named = {int(number) for title in titles for number in re.findall(r"\bL(\d+)", title)}
    assert sorted(set(range(1, 33)) - named) == []
