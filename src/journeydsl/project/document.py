"""YAML text as plain data, with the place of every part of it.

In: the source of a YAML file. Out: a `Document`, or the mistake for which it cannot be read.
Promises: only the types of YAML 1.2's core schema, so that `NO`, `on`, `22:30` and `2027-01-01` stay text; nothing is
constructed but dicts, lists and scalars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.reader import Reader

from journeydsl.diagnostics import Code, Diagnostic, Label
from journeydsl.project.yaml_words import Complaint, explain
from journeydsl.source import Source, Span

Path: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = Any
"""None, bool, int, float, str, or a list or a dict (with text keys) of these."""

MAXIMUM_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CORE = (
    (re.compile(r"(?:|~|null|Null|NULL)"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]{1,300}"), int),
    (re.compile(r"0o[0-7]{1,300}"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]{1,300}"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: its key (for an item of a list, the item itself), and its value."""

    key: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, and the place of each part by its path of keys and positions."""

    source: Source
    data: Data
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """The place of the part at `path`, or of the nearest part around it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


class _Unreadable(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(source: Source) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document that `source` holds, and the mistakes of its YAML; None where it cannot be read at all."""
    if unprintable := Reader.NON_PRINTABLE.search(source.text):
        at = unprintable.start()
        message = f"the character U+{ord(source.text[at]):04X} cannot stand in YAML"
        return None, (Diagnostic(code=Code.PROJECT_YAML, message=message, span=source.span(at, at + 1)),)
    reading = _Reading(source)
    try:
        data = reading.document()
    except _Unreadable as unreadable:
        return None, (*reading.diagnostics, unreadable.diagnostic)
    return Document(source, data, reading.places), tuple(reading.diagnostics)


class _Reading:
    """One pass over the events of the YAML parser."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.offset = 1 if source.text.startswith("\ufeff") else 0  # the parser does not count a byte order mark
        self.last = 0
        self.places: dict[Path, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        self.events = self.parsed()

    def parsed(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.source.text[self.offset :], Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            at = self.index(error.problem_mark or error.context_mark)
            begun = self.index(error.context_mark or error.problem_mark)
            complaint = Complaint(str(error.problem), at, str(error.context), begun)
            raise _Unreadable(explain(self.source, complaint)) from None

    def index(self, mark: Any) -> int:
        """The offset of a mark of the parser's."""
        return self.offset + int(mark.index) if mark else 0

    def document(self) -> Data:
        top = self.source.span(0, 0)
        self.places[()] = Place(top, top)
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self.value(next(self.events), (), top)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self.refuse(following, "a second document begins here; the project file is one document")
        return data

    def value(self, event: Any, path: Path, key: Span | None = None) -> Data:
        start = self.index(event.start_mark)
        data = self.content(event, path)
        value = self.source.span(start, max(start, self.last))
        self.places[path] = Place(key or value, value)
        return data

    def content(self, event: Any, path: Path) -> Data:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"`*{event.anchor}` points to another place; write the value out instead")
        if event.tag not in (None, "!"):
            self.refuse(event, f"the type `{self.written(event)}` is not known here; leave it out")
        if len(path) > MAXIMUM_DEPTH:
            self.refuse(event, "this is nested too deeply")
        if isinstance(event, yaml.ScalarEvent):
            self.last = self.end(event)
            return core_value(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(path)
        return self.pairs(path)

    def items(self, path: Path) -> list[Data]:
        items: list[Data] = []
        first: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self.value(event, (*path, len(items)))
            items.append(item)
            if isinstance(item, str):
                self.once(item, self.places[*path, len(items) - 1].value, first)
        self.last = max(self.last, self.end(event) if self.closes(event, "]") else 0)
        return items

    def pairs(self, path: Path) -> dict[str, Data]:
        pairs: dict[str, Data] = {}
        first: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(
                    event, "a name is expected before the `:`", "put text that begins with `{`, `[` or `*` in quotes"
                )
            name = event.value
            span = self.source.span(self.index(event.start_mark), self.end(event))
            if self.once(name, span, first):
                pairs[name] = self.value(next(self.events), (*path, name), span)
            else:
                self.value(next(self.events), (*path, name, "written again"), span)
        self.last = max(self.last, self.end(event) if self.closes(event, "}") else 0)
        return pairs

    def once(self, name: str, span: Span, first: dict[str, Span]) -> bool:
        """Whether `name` is new among `first`; a diagnostic where it is not."""
        if name not in first:
            first[name] = span
            return True
        label = Label(first[name], "first written here")
        message = f"`{name}` is written twice"
        self.diagnostics.append(Diagnostic(code=Code.DUPLICATE_NAME, message=message, span=span, labels=(label,)))
        return False

    def end(self, event: Any) -> int:
        """Where the text of `event` ends, without the blanks and lines that the parser counts in."""
        start, end = self.index(event.start_mark), self.index(event.end_mark)
        return start + len(self.source.text[start:end].rstrip())

    def closes(self, event: Any, bracket: str) -> bool:
        return self.source.text.startswith(bracket, self.index(event.start_mark))

    def written(self, event: Any) -> str:
        text = self.source.text[self.index(event.start_mark) :]
        return re.match(r"\S*", text)[0]  # type: ignore[index]

    def refuse(self, event: Any, message: str, hint: str | None = None) -> NoReturn:
        start = self.index(event.start_mark)
        span = self.source.span(start, start + max(1, len(self.written(event))))
        raise _Unreadable(Diagnostic(code=Code.PROJECT_YAML, message=message, span=span, hint=hint))


def core_value(text: str) -> bool | int | float | str | None:
    """What a plain (unquoted) scalar means in YAML 1.2's core schema."""
    for pattern, convert in _CORE:
        if pattern.fullmatch(text):
            return convert(text)
    return text
