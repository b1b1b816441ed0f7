"""A message over a whole contact list: every different rendering once, and what is wrong with it for how many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from journeydsl.content.inspecting import Found, Marked, Trouble, inspect, shape
from journeydsl.content.recipients import Recipients, TriggerFrom
from journeydsl.content.rendering import EMAIL, Renderer
from journeydsl.diagnostics import Code
from journeydsl.engine import Rules
from journeydsl.markup import Finding, rendered_findings
from journeydsl.messages import TemplateProblem
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.messages import Field, MessageClass
from journeydsl.model.values import Instant

_ANYBODY = "CONTACT"
"""Stands for the contact's id in links to unsubscribe, which are otherwise different for everybody."""


@dataclass(slots=True)
class _Group:
    """Contacts who get the same message."""

    values: Mapping[str, Any]
    contacts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a message is for everybody on a list.

    `contacts` are all that were looked at. Where the message reads `trigger`, `from_events` of them had one of the
    `events` that start a journey with it, and `from_samples` got sample values instead. `unsent` are those whom it
    would not be sent to, by the missing field. `renderings` is how many different messages there are. `problems` and
    what is said of the HTML, `findings`, have the contacts concerned.
    """

    message: str
    contacts: int
    from_events: int
    from_samples: int
    events: tuple[str, ...]
    renderings: int
    unsent: Mapping[Field, Sequence[str]]
    problems: Mapping[Found, Sequence[str]]
    findings: Mapping[Finding, Sequence[str]]


class Surveyor:
    """Gathers contacts by what the message reads of them, then fills it in once for each difference."""

    def __init__(self, rules: Rules, renderer: Renderer) -> None:
        self.renderer = renderer
        self.recipients = Recipients(rules, renderer.message)
        self._groups: dict[Hashable, _Group] = {}
        self._unsent: dict[Field, list[str]] = {}
        self._from = dict.fromkeys(TriggerFrom, 0)

    @property
    def events(self) -> frozenset[str] | None:
        """The events that it has to be shown of each contact; None for all of them."""
        if self.recipients.looks_back:
            return None
        return frozenset(self.recipients.events) if self.renderer.reads_trigger else frozenset()

    def add(self, contact: Contact, history: Sequence[Event], at: Instant) -> None:
        """Take one contact in, with its events until `at`."""
        recipient = self.recipients.recipient(contact, history, at)
        self._from[recipient.trigger_from] += 1
        said = self.renderer.wording(recipient.facts)
        if said.missing:
            self._unsent.setdefault(said.missing[0], []).append(contact.id)
            return
        values = self.renderer.values(_ANYBODY, recipient.facts, said)
        key = _key(values)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(values)
        group.contacts.append(contact.id)

    def survey(self) -> Survey:
        """What came of it; raises InliningUnavailable."""
        problems: dict[Found, list[str]] = {}
        shapes: dict[str, _Group] = {}
        is_email = self.renderer.message.channel == EMAIL
        for group in self._groups.values():
            marked = self._marked(group, problems)
            if marked is not None and marked.html is not None:
                seen = shapes.setdefault(shape(marked.html), _Group(group.values))
                seen.contacts.extend(group.contacts)
            for found in inspect(marked, is_email=is_email) if marked is not None else ():
                problems.setdefault(found, []).extend(group.contacts)
        reads = self.renderer.reads_trigger
        return Survey(
            message=self.renderer.message.name,
            contacts=sum(self._from.values()),
            from_events=self._from[TriggerFrom.EVENT] if reads else 0,
            from_samples=self._from[TriggerFrom.SAMPLE] if reads else 0,
            events=self.recipients.events,
            renderings=len(self._groups),
            unsent=self._unsent,
            problems=problems,
            findings=self._findings(shapes.values()),
        )

    def _marked(self, group: _Group, problems: dict[Found, list[str]]) -> Marked | None:
        try:
            return self.renderer.marked(group.values)
        except TemplateProblem as problem:
            missing = Found(Trouble.MISSING_VALUE, "message", problem.message)
            problems.setdefault(missing, []).extend(group.contacts)
            return None

    def _findings(self, shapes: Iterable[_Group]) -> dict[Finding, list[str]]:
        findings: dict[Finding, list[str]] = {}
        promotional = self.renderer.message.message_class is MessageClass.PROMOTIONAL
        for group in shapes:
            html = self.renderer.render(group.values).html
            for found in rendered_findings(html, promotional=promotional) if html is not None else ():
                if found.code is not Code.BROKEN_LINK:  # told as a problem, of each rendering
                    findings.setdefault(found, []).extend(group.contacts)
        return findings


def _key(values: Mapping[str, Any]) -> Hashable:
    """The values as something that can be looked up."""
    return tuple(_key(value) if isinstance(value, dict) else value for value in _with_names(values))


def _with_names(values: Mapping[str, Any]) -> Iterator[Any]:
    for name, value in values.items():
        yield name
        yield value
