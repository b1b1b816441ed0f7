"""Random programs that are published one after the other."""

from __future__ import annotations

import re

from hypothesis import assume, note

from journeydsl.model.program import Program
from tests.properties.runnable import compile_text

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
