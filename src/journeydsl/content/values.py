"""The values that the texts of a message are filled in with, for one contact."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from journeydsl import messages
from journeydsl.conditions import Facts, read
from journeydsl.messages import TemplateProblem
from journeydsl.messages.composing import UNSUBSCRIBE_LINK, arms_of, choice_name
from journeydsl.model import clock
from journeydsl.model.conditions import AccountFact, Attribute, Offered, Score, TriggerProperty
from journeydsl.model.messages import CallToAction, Choice, Field, Message, Wording, Words
from journeydsl.model.program import Program
from journeydsl.model.project import Channel, Project
from journeydsl.model.values import Kind, Value, duration_words

_CALL = "call_to_action"


class Reader:
    """Reads what a message needs of a contact; made once for a message, used for every contact."""

    def __init__(self, program: Program, message: Message, paths: Iterable[tuple[str, ...]]) -> None:
        self._message = message
        self._project = program.project
        self._arms = arms_of(message)
        self._fallbacks = dict(message.fallbacks)
        own = {*self._arms, *map(choice_name, self._arms), _CALL, UNSUBSCRIBE_LINK}
        self._fields = {path: field_of(program.project, path) for path in paths if path[0] not in own}

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field that is read of a contact, and those without which the message is not sent."""
        message = self._message
        calls = (*(arm.call for arm in message.calls), *filter(None, (message.call_to_action,)))
        parts = [field for arms in self._arms.values() for arm in arms for field in arm.fields]
        links = (call.to for call in calls if not isinstance(call.to, str))
        by = () if message.footer is None else (message.footer.by,)
        called = (field for call in calls for field in call.fields)
        return tuple(dict.fromkeys((*self._fields.values(), *message.fields, *parts, *called, *links, *by)))

    def values(self, contact: str, facts: Facts, wording: Wording) -> dict[str, Any]:
        """Everything that the message's texts may ask for. What is not known and has no fallback is not there."""
        values: dict[str, Any] = {}
        _put(values, (UNSUBSCRIBE_LINK,), unsubscribe_link(self._project.channels[self._message.channel], contact))
        for path, field in self._fields.items():
            _put(values, path, self._value(field, facts))
        for choice in choices_of(wording):
            values[choice_name(choice.part)] = self._arm(choice)
            if isinstance(choice.content, Words):
                values[choice.part] = _rendered(choice.content.text, values)
        if wording.call_to_action is not None:
            values[_CALL] = self._call(wording.call_to_action, facts, values)
        return values

    def _arm(self, choice: Choice) -> int:
        return self._arms[choice.part].index(choice.content)

    def _call(self, call: CallToAction, facts: Facts, values: Mapping[str, Any]) -> dict[str, Any]:
        link = _rendered(call.to, values) if isinstance(call.to, str) else self._value(call.to, facts)
        return {"text": _rendered(call.text, values), "link": link}

    def _value(self, field: Field, facts: Facts) -> object:
        value = read(field, facts)
        if value is None or (isinstance(value, str) and not value.strip()):
            return self._fallbacks.get(field, value)
        return _shown(value, kind_of(self._project, field), facts.timezone)


@lru_cache(maxsize=1024)
def unsubscribe_link(channel: Channel, contact: str) -> str | None:
    """Where a contact can unsubscribe from what comes over a channel: the address that the project file says, with the
    contact's id for `{contact}`, else a message to the sender; None where there is neither."""
    if channel.unsubscribe is not None:
        return channel.unsubscribe.replace("{contact}", quote(contact, safe=""))
    address = parseaddr(channel.sender or "")[1]
    return f"mailto:{address}?subject=unsubscribe" if "@" in address else None


def choices_of(wording: Wording) -> tuple[Choice, ...]:
    """What each block holds, and the footer."""
    return wording.blocks if wording.footer is None else (*wording.blocks, wording.footer)


def field_of(project: Project, path: tuple[str, ...]) -> Field:
    """The field that a text names."""
    match path:
        case ("trigger", *names):
            return TriggerProperty(".".join(names))
        case ("offer", *names):
            return Offered(".".join(names))
        case ("account", name):
            return AccountFact(name)
        case ("score", name) if name in project.scores:
            score = project.scores[name]
            return Score(name, score.fresh_for, score.minimum_confidence)
        case _:
            return Attribute(".".join(path))


def kind_of(project: Project, field: Field) -> Kind:
    """What kind of value a field holds; text where nothing says so."""
    match field:
        case Attribute(name):
            return project.attributes[name].type.kind if name in project.attributes else Kind.TEXT
        case AccountFact(name):
            return project.account[name].type.kind if name in project.account else Kind.TEXT
        case TriggerProperty(name):
            declared = (event.properties[name].kind for event in project.events.values() if name in event.properties)
            return next(declared, Kind.TEXT)
        case Score():
            return Kind.NUMBER
        case Offered():
            return Kind.TEXT


def _shown(value: Value, kind: Kind, zone: str) -> object:
    """A value as a reader expects it: a local time where the contact lives, a duration in words."""
    if kind is Kind.INSTANT and isinstance(value, int):
        return clock.to_wall(value, zone).strftime("%Y-%m-%d %H:%M")
    if kind is Kind.DURATION and isinstance(value, int):
        return duration_words(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _put(values: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    if value is None:
        return
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


def _rendered(text: str, values: Mapping[str, Any]) -> str | None:
    """A text of the program, filled in; None where a value is missing for it, which is seen where it is used."""
    try:
        return messages.render(text, values, html=False)
    except TemplateProblem:
        return None
