"""A message over a whole contact list: every different rendering once, and what is wrong with it for how many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from journeydsl.conditions import Facts, read
from journeydsl.content.inspecting import Found, Marked, Trouble, inspect, shape
from journeydsl.content.recipients import Recipients, TriggerFrom
from journeydsl.content.rendering import EMAIL, Renderer
from journeydsl.content.values import kind_of
from journeydsl.diagnostics import Code
from journeydsl.engine import Rules
from journeydsl.markup import Finding, rendered_findings
from journeydsl.messages import TemplateProblem
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.messages import Field, MessageClass
from journeydsl.model.values import Instant, Kind

_ANYBODY = "CONTACT"
"""Stands for the contact's id in links to unsubscribe, which are otherwise different for everybody."""


@dataclass(slots=True)
class _Group:
    """Contacts who get the same message, or none, since a field is missing."""

    values: Mapping[str, Any]
    missing: Field | None = None
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
        self.recipients = Recipients(rules, renderer.message, renderer.fields)
        self._groups: dict[Hashable, _Group] = {}
        self._fields = renderer.fields
        self._tells_time = Kind.INSTANT in {kind_of(rules.program.project, field) for field in self._fields}
        self._from = dict.fromkeys(TriggerFrom, 0)

    @property
    def events(self) -> frozenset[str] | None:
        """The events that it has to be shown of each contact; None for all of them."""
        if self.recipients.looks_back:
            return None
        return frozenset(self.recipients.events) if self.renderer.reads_trigger else frozenset()

    def add(self, contact: Contact, history: Sequence[Event], at: Instant) -> None:
        """Take one contact in, with its events until `at`."""
        facts = self._facts(contact, history, at)
        key: Hashable = (*(read(field, facts) for field in self._fields), facts.timezone if self._tells_time else None)
        if self.renderer.is_conditional:
            said = self.renderer.wording(facts)
            key = (key, tuple(choice.words for choice in said.blocks), said.call_words)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = self._group(facts)
        group.contacts.append(contact.id)

    def _facts(self, contact: Contact, history: Sequence[Event], at: Instant) -> Facts:
        if not self.renderer.reads_trigger and not self.recipients.looks_back:
            self._from[TriggerFrom.NONE] += 1
            return self.recipients.facts(contact, history, at)
        recipient = self.recipients.recipient(contact, history, at)
        self._from[recipient.trigger_from] += 1
        return recipient.facts

    def _group(self, facts: Facts) -> _Group:
        said = self.renderer.wording(facts)
        if said.missing:
            return _Group({}, said.missing[0])
        return _Group(self.renderer.values(_ANYBODY, facts, said))

    def survey(self) -> Survey:
        """What came of it; raises InliningUnavailable."""
        problems: dict[Found, list[str]] = {}
        unsent: dict[Field, list[str]] = {}
        shapes: dict[str, _Group] = {}
        is_email = self.renderer.message.channel == EMAIL
        for group in self._groups.values():
            if group.missing is not None:
                unsent.setdefault(group.missing, []).extend(group.contacts)
                continue
            marked = self._marked(group, problems)
            if marked is not None and marked.html is not None:
                seen = shapes.setdefault(shape(marked.html), _Group(group.values))
                seen.contacts.extend(group.contacts)
            for found in inspect(marked, is_email=is_email) if marked is not None else ():
                problems.setdefault(found, []).extend(group.contacts)
        reads = self.renderer.reads_trigger
        findings = self._findings(shapes.values(), problems)
        return Survey(
            message=self.renderer.message.name,
            contacts=sum(self._from.values()),
            from_events=self._from[TriggerFrom.EVENT] if reads else 0,
            from_samples=self._from[TriggerFrom.SAMPLE] if reads else 0,
            events=self.recipients.events,
            renderings=sum(1 for group in self._groups.values() if group.missing is None),
            unsent=unsent,
            problems=problems,
            findings=findings,
        )

    def _marked(self, group: _Group, problems: dict[Found, list[str]]) -> Marked | None:
        try:
            return self.renderer.marked(group.values)
        except TemplateProblem as problem:
            missing = Found(Trouble.MISSING_VALUE, "message", problem.message)
            problems.setdefault(missing, []).extend(group.contacts)
            return None

    def _findings(self, shapes: Iterable[_Group], problems: dict[Found, list[str]]) -> dict[Finding, list[str]]:
        """What is said of the HTML of each shape, and of its text part."""
        findings: dict[Finding, list[str]] = {}
        promotional = self.renderer.message.message_class is MessageClass.PROMOTIONAL
        for group in shapes:
            rendered = self.renderer.render(group.values)
            if not rendered.text.strip():
                problems.setdefault(Found(Trouble.NO_TEXT, "text", "nothing"), []).extend(group.contacts)
            if rendered.html is None:
                continue
            for found in rendered_findings(rendered.html, promotional=promotional):
                if found.code is not Code.BROKEN_LINK:  # told as a problem, of each rendering
                    findings.setdefault(found, []).extend(group.contacts)
        return findings
