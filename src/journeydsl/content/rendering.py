"""A message filled in for one contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from journeydsl import messages
from journeydsl.conditions import Facts, wording
from journeydsl.content.inspecting import Marked
from journeydsl.content.values import Reader
from journeydsl.markup import inlined, text_of
from journeydsl.messages.composing import Composed, compose
from journeydsl.model.conditions import TriggerProperty
from journeydsl.model.messages import CallToAction, Field, Message, Wording
from journeydsl.model.program import Program

EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it is sent. `html` is None for a message of text alone; `subject` and `preview` are a line each."""

    subject: str
    preview: str
    html: str | None
    text: str


class Renderer:
    """Fills in one message; made once, used for every contact.

    Raises TemplateProblem for a template that no HTML can be made of, and MjmlUnavailable.
    """

    def __init__(self, program: Program, templates: Mapping[str, str], message: Message) -> None:
        self.message = message
        self.composed = compose(message, program.modules, templates)
        texts = (*_texts(self.composed), *_texts_of_calls(message))
        paths = frozenset(use.path for text in texts for use in messages.mentions(text))
        self._reader = Reader(program, message, paths)
        self.reads_trigger = any(isinstance(field, TriggerProperty) for field in self.fields)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field that makes a difference to how it reads, but for those that conditions ask for."""
        return self._reader.fields

    @property
    def is_conditional(self) -> bool:
        """Whether conditions make a difference, too."""
        return bool(self.message.blocks or self.message.calls)

    def wording(self, facts: Facts) -> Wording:
        """What the message says to the contact that `facts` are about."""
        return wording(self.message, facts)

    def values(self, contact: str, facts: Facts, said: Wording) -> dict[str, Any]:
        """What the message is filled in with for the contact with this id, whom `facts` are about."""
        return self._reader.values(contact, facts, said)

    def render(self, values: Mapping[str, Any]) -> Rendered:
        """The message with `values`. Raises TemplateProblem where one is missing, and InliningUnavailable."""
        composed = self.composed
        html = None if composed.html is None else messages.render(composed.html, values, html=True)
        if html is not None and not composed.is_styled:
            html = inlined(html)
        if composed.text is not None:
            text = messages.render(composed.text, values, html=False)
        else:
            text = text_of(html or "")
        return Rendered(
            subject=_line(messages.render(composed.subject, values, html=False)),
            preview=_line(messages.render(composed.preview, values, html=False)),
            html=html if self.message.channel == EMAIL else None,
            text=text,
        )

    def marked(self, values: Mapping[str, Any]) -> Marked:
        """The message with `values` and marks around them, for whoever looks for what is wrong with it; styles are
        where the template has them, and a text part only where it has a template of its own. Raises TemplateProblem."""
        composed = self.composed
        html = None if composed.html is None else messages.render_marked(composed.html, values, html=True)
        text = None if composed.text is None else messages.render_marked(composed.text, values, html=False)
        subject = "" if self.message.template is None else composed.subject  # where it is not the text itself
        return Marked(
            subject=" ".join(messages.render_marked(subject, values, html=False).splitlines()),
            preview=" ".join(messages.render_marked(composed.preview, values, html=False).splitlines()),
            html=html,
            text=text,
        )


def _texts(composed: Composed) -> tuple[str, ...]:
    return tuple(text for text in (composed.subject, composed.preview, composed.html, composed.text) if text)


def _calls(message: Message) -> tuple[CallToAction, ...]:
    calls = tuple(arm.call for arm in message.calls)
    return calls if message.call_to_action is None else (*calls, message.call_to_action)


def _texts_of_calls(message: Message) -> tuple[str, ...]:
    calls = _calls(message)
    return (*(call.text for call in calls), *(call.to for call in calls if isinstance(call.to, str)))


def _line(text: str) -> str:
    """A text on one line: nothing in a value can begin another header."""
    return " ".join(text.split())
