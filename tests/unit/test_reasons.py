"""Law L29: reasons are one closed, documented list. The engine gives all that is listed, and the laws show it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from journeydsl.engine.words import TOLD
from journeydsl.model.decisions import Outcome
from journeydsl.model.reasons import PHRASES, SENTENCES, Exit, NotSent, Reason, Refusal

ROOT = Path(__file__).parents[2]
ENGINE = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "src/journeydsl/engine").glob("*.py"))]
LISTS: dict[str, type[StrEnum]] = {"Refusal": Refusal, "NotSent": NotSent, "Exit": Exit, "Outcome": Outcome}
ALL: list[Reason] = [*Refusal, *NotSent, *Exit]
BLOCK = re.compile(r"^```decisions\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_reason_has_a_sentence_and_a_phrase() -> None:
    assert list(SENTENCES) == ALL
    assert list(PHRASES) == ALL


def test_every_outcome_can_be_told() -> None:
    assert list(TOLD) == list(Outcome)


def test_the_documentation_lists_every_reason_in_order() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", text.partition("## Reasons")[2], re.MULTILINE)
    assert rows == [(reason, SENTENCES[reason]) for reason in ALL]


def test_the_engine_gives_every_reason_and_outcome_that_is_listed() -> None:
    given = {each for tree in ENGINE for each in named_in(tree)}
    listed = {f"{name}.{member.name}" for name, members in LISTS.items() for member in members}
    assert sorted(listed - given) == []


def test_the_engine_gives_no_reason_or_outcome_that_is_not_listed() -> None:
    listed = {f"{name}.{member.name}" for name, members in LISTS.items() for member in members}
    assert sorted({each for tree in ENGINE for each in named_in(tree)} - listed) == []
    assert [each for tree in ENGINE for each in written_out(tree)] == []


def test_every_reason_and_outcome_is_shown_by_some_law() -> None:
    shown = {word for line in decisions() for word in decided(line)}
    assert [each for each in (*ALL, *Outcome) if each not in shown] == []


def named_in(tree: ast.Module) -> Iterator[str]:
    """The members of the lists that a module gives: those that it only compares with are none of these."""
    asked = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.MatchValue) for part in ast.walk(node)
    }
    told = {id(part) for node in tree.body if is_wording(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in asked | told:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in LISTS:
            yield f"{node.value.id}.{node.attr}"


def is_wording(node: ast.stmt) -> bool:
    """Whether it is the table that says each outcome in words."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TOLD"


def written_out(tree: ast.Module) -> Iterator[str]:
    """Reasons and outcomes as plain text, which nothing would hold to the lists."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            said = [keyword.value for keyword in node.keywords if keyword.arg in ("reason", "outcome")]
            made = node.args if isinstance(node.func, ast.Name) and node.func.id in LISTS else []
            for value in (*said, *made):
                if isinstance(value, ast.Constant) and value.value:
                    yield ast.unparse(node)


def decisions() -> Iterator[str]:
    """The lines of every block of decisions of the laws."""
    for page in sorted((ROOT / "tests" / "cases" / "laws").glob("*.md")):
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            yield from block["text"].splitlines()


def decided(line: str) -> set[str]:
    """The outcome and the reason of a decision: `clock  who  [step] outcome [reason] [(detail)]`."""
    words = re.sub(r" \(.*", "", line.split("  ", 2)[2]).split()
    if len(words) > 1 and words[-1] in set(ALL) and words[-2] in set(Outcome):
        return set(words[-2:])
    return set(words[-1:])
