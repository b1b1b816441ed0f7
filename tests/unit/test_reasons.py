"""Law L29: reasons are one closed, documented list."""

import re
from pathlib import Path

from journeydsl.model.reasons import PHRASES, SENTENCES, Exit, NotSent, Reason, Refusal

ROOT = Path(__file__).parents[2]
ALL: list[Reason] = [*Refusal, *NotSent, *Exit]


def test_every_reason_has_a_sentence_and_a_phrase() -> None:
    assert list(SENTENCES) == ALL
    assert list(PHRASES) == ALL


def test_the_documentation_lists_every_reason_in_order() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", text.partition("## Reasons")[2], re.MULTILINE)
    assert rows == [(reason, SENTENCES[reason]) for reason in ALL]


def test_every_reason_is_shown_by_some_law() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "tests" / "cases" / "laws").glob("*.md"))
    shown = {reason for reason in ALL if re.search(rf"^\d.* {reason}\b", pages, re.MULTILINE)}
    assert shown == set(ALL)
