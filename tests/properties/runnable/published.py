"""Random programs that are published one after the other."""

from __future__ import annotations

import re

from hypothesis import assume, note
from hypothesis import strategies as st

from journeydsl.model.program import Program
from tests.properties.runnable import compile_text

_DURATION = r"\d+ (?:minutes|hours|days?|weeks?)"
edits = st.sampled_from(
    [
        ("", ""),
        (rf"wait {_DURATION}$", "wait 3 days"),
        (rf"wait {_DURATION}$", "wait 1 minute"),
        (rf"up to {_DURATION}$", "up to 2 hours"),
        (r"^( +)send (\w+)$", r"\1set points to 1\n\1send \2"),
        (r"^  set visits to 200$", "  wait 30 minutes\n  set visits to 200"),
        (r"^  one per cart_id\n", ""),
    ]
)
"""What an author may change about steps: a pattern, and what takes the place of it."""

_HEAD = re.compile(r"^(journey \w+(?: \"[^\"\n]*\")?:)$", re.MULTILINE)


def program(text: str) -> Program:
    """A program without mistakes; the example is given up where it has one."""
    note(text)
    compilation = compile_text(text)
    assume(compilation.is_sound)
    assert compilation.program is not None
    return compilation.program


def with_lines(text: str, lines: str) -> str:
    """A program in which every journey begins with these lines."""
    return _HEAD.sub(rf"\1\n{lines}", text) if lines else text


def edited(text: str, edit: tuple[str, str]) -> str:
    """A program in which some steps have changed."""
    pattern, becomes = edit
    return re.sub(pattern, becomes, text, flags=re.MULTILINE) if pattern else text
