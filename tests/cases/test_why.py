"""Why did she (not) get it? Pages of `tests/cases/why`, each section a project, a history, questions and answers.

A section holds four fenced blocks: `journey` and `yaml` as in the laws, `question` (a line a question: what follows
`journeydsl explain RUN`) and `answer` (what is answered, each under its question; `--accept` rewrites it).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeydsl import engine
from journeydsl.engine import Rules
from journeydsl.explain import story_text, tell, why_not_text
from journeydsl.model.reasons import NotSent, Refusal
from journeydsl.simulator import group_of
from journeydsl.source import Source, Span
from tests.cases.situations import compiled, parse_instant, population

PAGES = sorted((Path(__file__).parent / "why").glob("*.md"))
SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NEVER_AT_THE_GATE = {NotSent.STOPPED_WHILE_HELD, NotSent.OVERDUE}


def sections() -> Iterator[Any]:
    for page in PAGES:
        for section in SECTION.finditer(page.read_text(encoding="utf-8")):
            title = re.sub(r"\W+", "-", section["title"].lower()).strip("-")
            yield pytest.param(page, section["title"], id=f"{page.stem}-{title}")


@pytest.mark.parametrize(("page", "title"), list(sections()))
def test_the_answer_is_as_recorded(page: Path, title: str, accept: bool) -> None:
    text = page.read_text(encoding="utf-8")
    body = next(section["body"] for section in SECTION.finditer(text) if section["title"] == title)
    blocks = {block["kind"]: block["text"] for block in BLOCK.finditer(body)}
    answered = answers(blocks["journey"], yaml.load(blocks["yaml"], yaml.BaseLoader), blocks["question"].splitlines())
    if accept and answered != blocks["answer"]:
        renewed = body.replace(f"```answer\n{blocks['answer']}```", f"```answer\n{answered}```")
        page.write_text(text.replace(body, renewed), encoding="utf-8")
    else:
        assert answered == blocks["answer"]


def answers(journeys: str, history: dict[str, Any], questions: list[str]) -> str:
    program = compiled(journeys, history.get("project"))
    rules, where = engine.prepare(program), places_in(journeys)
    return "\n".join(f"> {question}\n{answer(rules, history, question, where)}" for question in questions)


def answer(rules: Rules, history: dict[str, Any], question: str, where: Callable[[Span], str]) -> str:
    asking = argparse.ArgumentParser()
    for option in ("--contact", "--message", "--why-not"):
        asking.add_argument(option, default="")
    asked = asking.parse_args(question.split())
    group = group_of(rules, population(rules.program.project, history), asked.contact)
    found = next(row for row in group if row[0].id == asked.contact)
    start, end = (parse_instant(history[key]) for key in ("from", "to"))
    story = tell(rules, *found, start, end, [row for row in group if row is not found])
    if asked.why_not:
        return why_not_text(rules, story, asked.why_not, where)
    return story_text(rules, story, where, message=asked.message)


def places_in(journeys: str) -> Callable[[Span], str]:
    source = Source("laws.journey", journeys)
    return lambda span: f"{span.file}:{source.position(span.start).line}"


def test_every_reason_of_the_gate_and_every_refusal_is_asked_about() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    sentences = {reason: sentence for reason, sentence in told() if sentence not in pages}
    assert sentences == {}


def told() -> Iterator[tuple[str, str]]:
    from journeydsl.model.reasons import SENTENCES

    for reason in (*NotSent, *Refusal):
        if reason not in NEVER_AT_THE_GATE:
            yield reason, SENTENCES[reason]
