"""The names of a program: what the project file and the journey files declare, one namespace a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from journeydsl.checker import walk
from journeydsl.checker.offers import Shelf
from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix, Label, did_you_mean, surely_meant
from journeydsl.model.happenings import JOURNEY, MESSAGE, TOPIC, known_events
from journeydsl.model.project import Event, Project
from journeydsl.model.values import Kind, ValueType
from journeydsl.source import Span
from journeydsl.syntax import ast

D = TypeVar("D", ast.Segment, ast.Family, ast.Suppression, ast.Limits, ast.Message, ast.Journey, ast.Scenario)
N = TypeVar("N", ast.Segment | ast.Member, ast.Family, ast.Message, ast.Journey)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every declaration, in the order of the files.

    `events` are the project's and those that every project has. `broken` are the names of declarations that could not
    be read: nothing is said about references to them.
    """

    project: Project
    declarations: tuple[ast.Declaration, ...]
    events: Mapping[str, Event] = field(default_factory=dict)
    segments: Mapping[str, ast.Segment | ast.Member] = field(default_factory=dict)
    families: Mapping[str, ast.Family] = field(default_factory=dict)
    messages: Mapping[str, ast.Message] = field(default_factory=dict)
    journeys: Mapping[str, ast.Journey] = field(default_factory=dict)
    limits: tuple[ast.Limits, ...] = ()
    broken: frozenset[str] = frozenset()
    offers: Mapping[str, Shelf] = field(default_factory=dict)

    def of(self, kind: type[D]) -> tuple[D, ...]:
        """The declarations of a kind."""
        return tuple(declaration for declaration in self.declarations if isinstance(declaration, kind))


def collect(project: Project, files: Sequence[ast.File], offers: Mapping[str, Shelf]) -> tuple[Names, list[Diagnostic]]:
    """The names of all files, with the `offers` of the project, and a mistake for each declared twice; the first
    declaration counts."""
    names = Names(project=project, declarations=tuple(each for file in files for each in file.declarations))
    segments, families = tuple(_segments(names)), names.of(ast.Family)
    messages, journeys = names.of(ast.Message), names.of(ast.Journey)
    found = [
        *duplicates("segment", (segment.name for segment in segments)),
        *duplicates("family of segments", (family.name for family in families)),
        *duplicates("suppression", (suppression.name for suppression in names.of(ast.Suppression))),
        *duplicates("message", (message.name for message in messages)),
        *duplicates("journey", (journey.name for journey in journeys)),
        *duplicates("split", _experiments(journeys)),
    ]
    broken = frozenset[str]().union(*(file.broken for file in files))
    return replace(
        names,
        events=_events(project, broken, messages, journeys),
        segments=_first_of_each(segments),
        families=_first_of_each(families),
        messages=_first_of_each(messages),
        journeys=_first_of_each(journeys),
        limits=names.of(ast.Limits),
        broken=broken,
        offers=offers,
    ), found


def duplicates(kind: str, written: Iterable[ast.Name]) -> Iterator[Diagnostic]:
    """A mistake for each name that was written before."""
    first: dict[str, ast.Name] = {}
    for name in written:
        known = first.setdefault(name.text, name)
        if known is not name:
            yield Diagnostic(
                code=Code.DUPLICATE_NAME,
                message=f"`{name.text}` is already the name of a {kind}",
                span=name.span,
                labels=(Label(known.span, "the first is here"),),
                hint="give one of the two another name",
            )


def meant(
    written: str, known: Iterable[str], all_of_them: str, *, before: str = "", also: Iterable[str] = ()
) -> str | None:
    """A hint for a name that nobody declared: the closest one, else all of them where they are few.

    `all_of_them` introduces their list; `before` is what an author writes in front of each. `also` may have been meant
    and is not listed.
    """
    names = sorted(known)
    close = did_you_mean(written, {*names, *also})
    if close is not None:
        return f"did you mean `{before}{close}`?"
    names = [f"{before}{name}" for name in names]
    if len(names) == 1:
        return f"there is only `{names[0]}`"
    return f"{all_of_them} {_listed(names)}" if 1 < len(names) <= 8 else None


def correction(span: Span, written: str, known: Iterable[str], *, before: str = "") -> Fix | None:
    """The fix for a name that nobody declared, where it is certain which one was meant; `before` as in `meant`."""
    name = surely_meant(written, known)
    if name is None:
        return None
    text = f"{before}{name}"
    return Fix(f"write `{text}`", (Edit(span, text),))


def _listed(names: Sequence[str]) -> str:
    """Two or more names: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _first_of_each(declarations: Iterable[N]) -> dict[str, N]:
    first: dict[str, N] = {}
    for declaration in declarations:
        first.setdefault(declaration.name.text, declaration)
    return first


def _events(
    project: Project, broken: Iterable[str], messages: Iterable[ast.Message], journeys: Iterable[ast.Journey]
) -> Mapping[str, Event]:
    """Every event that can be named. In those that every project has, what is told is the name of a declaration."""
    declared = {
        MESSAGE: {*broken, *(message.name.text for message in messages)},
        TOPIC: set(project.topics),
        JOURNEY: {*broken, *(journey.name.text for journey in journeys)},
    }
    types = {name: ValueType(Kind.TEXT, tuple(sorted(names))) for name, names in declared.items()}
    events = known_events(project.events)
    return {
        name: event
        if name in project.events
        else replace(event, properties={told: types[told] for told in event.properties})
        for name, event in events.items()
    }


def _segments(names: Names) -> Iterator[ast.Segment | ast.Member]:
    """The segments and the members of families, in the order of the files."""
    for declaration in names.declarations:
        if isinstance(declaration, ast.Segment):
            yield declaration
        elif isinstance(declaration, ast.Family):
            yield from declaration.members


def _experiments(journeys: Iterable[ast.Journey]) -> Iterator[ast.Name]:
    for journey in journeys:
        for step in walk.steps(journey.steps):
            if isinstance(step, ast.Split):
                yield step.experiment
