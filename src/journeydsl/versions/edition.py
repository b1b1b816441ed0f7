"""A version of a program, with the texts that its messages are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl.model.messages import Message
from journeydsl.model.program import Program


@dataclass(frozen=True, slots=True)
class Edition:
    """A checked program; `templates` holds the text of each template by its path, as the compiler takes it."""

    program: Program
    templates: Mapping[str, str]

    def text(self, message: Message) -> str | None:
        """The text of a message's template, where it has one."""
        return None if message.template is None else self.templates.get(message.template)

    def forms(self, module: str) -> dict[str, str | None]:
        """The text of each form of a module, by its suffix."""
        return {form: self.templates.get(path) for form, path in self.program.modules[module].files.items()}
