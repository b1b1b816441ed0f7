"""Which messages are to be filled in, and what fills them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from journeydsl.content import Renderer
from journeydsl.diagnostics import FileProblem
from journeydsl.diagnostics.problem import Problem
from journeydsl.markup import MjmlUnavailable
from journeydsl.messages import TemplateProblem
from journeydsl.model.messages import Message
from journeydsl.model.program import Program

INSTALL = 'pip install "journeydsl[mjml]"'
"""What is missing where MJML or styles cannot be worked on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages are to be filled in."""

    program: Program
    templates: Mapping[str, str]
    messages: Sequence[Message]
    out: Path | None

    def renderer(self, message: Message) -> Renderer:
        """What fills in a message; raises Problem where that cannot be."""
        try:
            return Renderer(self.program, self.templates, message)
        except TemplateProblem as problem:
            raise FileProblem(f"no HTML can be made of `{message.template}`: {problem.message}") from problem
        except MjmlUnavailable as cause:
            raise Problem("no HTML can be made of MJML here", INSTALL) from cause
