"""What a shipped journey needs of a project: whatever it does not check without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from journeydsl import compiler, project, syntax
from journeydsl.library.shelf import Shelf, Shipped
from journeydsl.model.project import Project
from journeydsl.source import Source
from journeydsl.workspace import ParsedFiles

Entry: TypeAlias = tuple[str, ...]
"""The path of something in a project file: `("events", "order_placed")`."""

_SECTIONS = ("attributes", "account", "scores", "events", "channels")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a journey needs that a project does not have: entries of the project file, and declarations (by name, with
    their text)."""

    entries: tuple[Entry, ...]
    declarations: Mapping[str, str]


class _Trial:
    """A journey of the library, checked again and again without one thing or another."""

    def __init__(self, shelf: Shelf, shipped: Shipped) -> None:
        self.shipped = shipped
        self.shelf = shelf
        facts, _ = project.load(shelf.project_file)
        assert facts is not None
        self.facts = facts
        self._parsed = ParsedFiles(syntax.parse)

    def checks(self, facts: Project, rules: str) -> bool:
        """Whether the journey is sound with these facts and rules."""
        folder = PurePosixPath(self.shipped.name)
        files = [*self.shipped.sources(folder), Source(self.shelf.rules.path, rules)]
        readers = compiler.Readers(project=partial(_given, facts), parse=self._parsed.parse)
        return compiler.compile_sources(
            self.shelf.project_file, files, self.shipped.templates(folder), readers
        ).is_sound


def needs(shelf: Shelf, shipped: Shipped, target: Project, declared: Collection[str]) -> Needs:
    """What `shipped` needs beyond what the project `target` has, where segments and rules named `declared` stand."""
    trial, rules = _Trial(shelf, shipped), shelf.rules
    blocks = _declarations(rules)
    needed = {name: text for name, text in blocks.items() if not trial.checks(trial.facts, _without(rules.text, text))}
    texts = "\n".join(needed.values())
    lacking = [
        entry
        for entry in _entries(trial.facts)
        if not _has(target, entry) and not trial.checks(_reduced(trial.facts, entry), texts)
    ]
    return Needs(
        tuple(_with_addresses(trial.facts, target, lacking)),
        {name: text for name, text in needed.items() if name not in declared},
    )


def _given(facts: Project, source: Source) -> tuple[Project, tuple[()]]:
    return facts, ()


def _declarations(rules: Source) -> dict[str, str]:
    """The text of each named declaration of a file."""
    file, _ = syntax.parse(rules)
    named = (each for each in file.declarations if hasattr(each, "name"))
    return {each.name.text: rules.slice(each.span).rstrip() + "\n" for each in named}


def _without(text: str, part: str) -> str:
    return text.replace(part, "")


def _entries(facts: Project) -> Iterator[Entry]:
    for section in _SECTIONS:
        yield from ((section, name) for name in getattr(facts, section))
    for name, event in facts.events.items():
        yield from (("events", name, "properties", each) for each in event.properties)
    yield from (("topics", topic) for topic in facts.topics)


def _has(facts: Project, entry: Entry) -> bool:
    """Whether a project has something; a property counts as had where its event is lacking as a whole."""
    section, name, *rest = entry
    if rest:
        return name not in facts.events or rest[-1] in facts.events[name].properties
    return name in getattr(facts, section)


def _reduced(facts: Project, entry: Entry) -> Project:
    """A project without one thing."""
    section, name, *rest = entry
    held: Any = getattr(facts, section)
    if section == "topics":
        return replace(facts, topics=_other(held, name))
    if not rest:
        reduced: dict[str, Any] = {section: _less(held, name)}
        return replace(facts, **reduced)
    event = held[name]
    return replace(facts, events={**held, name: replace(event, properties=_less(event.properties, rest[-1]))})


def _less(held: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in held.items() if each != name}


def _other(held: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(each for each in held if each != name)


def _with_addresses(facts: Project, target: Project, lacking: list[Entry]) -> Iterator[Entry]:
    """What is lacking, and before it the attributes that hold the addresses of lacking channels."""
    for section, name, *_ in lacking:
        if section == "channels":
            address = ("attributes", facts.channels[name].address)
            if address not in lacking and not _has(target, address):
                yield address
    yield from lacking
