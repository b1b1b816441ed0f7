"""Conditions that mean something: every name is known and every comparison is of one kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from journeydsl.model.values import NUMERIC, TEXTUAL, Kind, ValueType
from tests.properties.runnable.words import ITEMS, duration, literal, one_in, the_events, the_project

Properties = Mapping[str, ValueType]

WINDOWS = ("ever", "since 2026-03-29", "since 2026-10-25")
SAID = ("received", "opened", "clicked")
FUNCTIONS = ("sum", "average", "lowest", "highest", "latest", "number of distinct")
ORDERED = NUMERIC | {Kind.DATE, Kind.INSTANT, Kind.DURATION}


@dataclass(frozen=True)
class Scope:
    """What a condition may read at a place: `trigger` are the properties of the event that the contact entered by,
    `event` those of the one that a `where` looks at."""

    segments: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    trigger: Properties | None = None
    event: Properties | None = None
    entered: bool = False

    def paths(self) -> dict[str, ValueType]:
        """Everything that has a value here."""
        known = {name: attribute.type for name, attribute in the_project().attributes.items()}
        of_account = {f"account.{name}": attribute.type for name, attribute in the_project().account.items()}
        scores = {f"score.{name}": ValueType(Kind.NUMBER) for name in the_project().scores}
        of_trigger = {f"trigger.{name}": kind for name, kind in (self.trigger or {}).items()}
        return {**known, **of_account, **scores, **of_trigger, **(self.event or {})}


def condition(chance: Random, scope: Scope, depth: int = 2) -> str:
    """A condition, of at most `depth` conditions within each other."""
    if depth and one_in(chance, 4):
        form = chance.choice(["not ({})", "({}) and ({})", "({}) or ({})"])
        return form.format(condition(chance, scope, depth - 1), condition(chance, scope, depth - 1))
    if scope.event is not None or chance.choice([False, True]):
        return _of_values(chance, scope)
    return _of_history(chance, scope, depth)


def _of_values(chance: Random, scope: Scope) -> str:
    paths = scope.paths()
    path = chance.choice(sorted(paths))
    wanted = paths[path]
    if wanted.many:
        return chance.choice([f"{path} is known", *[f'{path} contains "{chance.choice(ITEMS)}"'] * 3])
    forms: list[Callable[[], str]] = [
        lambda: f"{path} is known",
        lambda: f"{path} is unknown",
        lambda: f"{path} is {literal(chance, wanted)}",
        lambda: f"{path} is not {_operand(chance, path, paths)}",
        lambda: f"{path} is one of {literal(chance, wanted)}, {literal(chance, wanted)}",
    ]
    if wanted.kind in ORDERED:
        forms += [lambda: f"{path} {chance.choice(['>', '>=', '<', '<='])} {_operand(chance, path, paths)}"] * 4
    if wanted.kind in TEXTUAL and not wanted.values:
        forms += [lambda: f'{path} contains "n"', lambda: f'{path} starts with "c"']
    if wanted.kind is Kind.BOOLEAN:
        forms += [lambda: path, lambda: f"not {path}"]
    if wanted.kind in (Kind.DATE, Kind.INSTANT):
        forms += [lambda: f"{path} is today", lambda: f"{path} within {duration(chance)}"]
    return chance.choice(forms)()


def _operand(chance: Random, path: str, paths: Mapping[str, ValueType]) -> str:
    """What can stand opposite a path: a value, or another path of its kind."""
    kind = paths[path]
    alike = [other for other in sorted(paths) if paths[other] == kind and other != path and not kind.values]
    if alike and one_in(chance, 4):
        return chance.choice(alike)
    return literal(chance, paths[path])


def _of_history(chance: Random, scope: Scope, depth: int) -> str:
    events = [*the_project().events]
    event = chance.choice(events * 2 + sorted(the_events()))

    def window() -> str:
        return _window(chance, scope)

    def happened() -> str:
        return event + where(chance, scope, event, depth)

    forms: list[Callable[[], str]] = [
        lambda: (
            happened() + chance.choice(["", " at least 2 times", " at most 1 time", " exactly 1 time"]) + f" {window()}"
        ),
        lambda: f"no {happened()} {window()}",
        lambda: f"time since {happened()} {chance.choice(['>', '<', '<='])} {duration(chance)}",
        *[lambda: f"subscribed to {chance.choice(the_project().topics)}"] * 2,
    ]
    if scope.segments:
        forms += [lambda: f"in {chance.choice(scope.segments)}"] * len(scope.segments)
        forms += [lambda: f"has been in {chance.choice(scope.segments)} for {duration(chance)}"] * len(scope.segments)
    if scope.messages:
        forms.append(lambda: f"{chance.choice(SAID)} {scope.messages[0]}{chance.choice(['', f' {window()}'])}")
    if "total" in the_events()[event].properties:
        forms += [
            lambda: (
                f"{chance.choice(FUNCTIONS)} of {event}.total{where(chance, scope, event, depth)} {window()} "
                f"{chance.choice(['>', '<=', 'is'])} {chance.choice([0, 1, 20])}"
            )
        ] * 3
    return chance.choice(forms)()


def where(chance: Random, scope: Scope, event: str, depth: int = 1) -> str:
    """A `where` of an event, with a space before it, or nothing."""
    if not one_in(chance, 4):
        return ""
    looking = replace(scope, event=the_events()[event].properties)
    return f" where ({condition(chance, looking, min(depth, 1))})"


def _window(chance: Random, scope: Scope) -> str:
    whole = [*WINDOWS, "since entry"] if scope.entered else list(WINDOWS)
    return chance.choice([chance.choice(whole), f"in the last {duration(chance)}"])
