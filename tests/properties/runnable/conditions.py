"""Conditions that mean something: every name is known and every comparison is of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from journeydsl.model.values import NUMERIC, TEXTUAL, Kind, ValueType
from tests.properties.runnable.words import durations, literals, one_in, the_events, the_project

Properties = Mapping[str, ValueType]

WINDOWS = ("ever", "since 2026-03-29", "since 2026-10-25")
ORDERED = NUMERIC | {Kind.DATE, Kind.INSTANT, Kind.DURATION}


@dataclass(frozen=True)
class Scope:
    """What a condition may read at a place: `trigger` are the properties of the event that the contact entered by,
    `event` those of the one that a `where` looks at. A `plain` program asks of no scores, of no event that every
    project has, and of nothing that has to be remembered."""

    segments: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    trigger: Properties | None = None
    event: Properties | None = None
    entered: bool = False
    plain: bool = False

    def paths(self) -> dict[str, ValueType]:
        """Everything that has a value here."""
        known = {name: attribute.type for name, attribute in the_project().attributes.items()}
        of_account = {f"account.{name}": attribute.type for name, attribute in the_project().account.items()}
        scores = {} if self.plain else {f"score.{name}": ValueType(Kind.NUMBER) for name in the_project().scores}
        of_trigger = {f"trigger.{name}": kind for name, kind in (self.trigger or {}).items()}
        return {**known, **of_account, **scores, **of_trigger, **(self.event or {})}


@st.composite
def conditions(draw: st.DrawFn, scope: Scope, depth: int = 2) -> str:
    """A condition, of at most `depth` conditions within each other."""
    if depth and draw(one_in(4)):
        inner = conditions(scope, depth - 1)
        form = draw(st.sampled_from(["not ({})", "({}) and ({})", "({}) or ({})"]))
        return form.format(draw(inner), draw(inner))
    if scope.event is not None or draw(st.booleans()):
        return draw(_of_values(scope))
    return draw(_of_history(scope, depth))


@st.composite
def _of_values(draw: st.DrawFn, scope: Scope) -> str:
    paths = scope.paths()
    path = draw(st.sampled_from(sorted(paths)))
    wanted = paths[path]
    forms = [f"{path} is known", f"{path} is unknown", f"{path} is {draw(literals(wanted))}"]
    forms.append(f"{path} is not {draw(_operands(path, paths))}")
    forms.append(f"{path} is one of {draw(literals(wanted))}, {draw(literals(wanted))}")
    if wanted.kind in ORDERED:
        forms += [f"{path} {sign} {draw(_operands(path, paths))}" for sign in (">", ">=", "<", "<=")]
    if wanted.kind in TEXTUAL and not wanted.values:
        forms += [f'{path} contains "n"', f'{path} starts with "c"']
    if wanted.kind is Kind.BOOLEAN:
        forms += [path, f"not {path}"]
    if wanted.kind in (Kind.DATE, Kind.INSTANT):
        forms += [f"{path} is today", f"{path} within {draw(durations)}"]
    return draw(st.sampled_from(forms))


@st.composite
def _operands(draw: st.DrawFn, path: str, paths: Mapping[str, ValueType]) -> str:
    """What can stand opposite a path: a value, or another path of its kind."""
    kind = paths[path].kind
    alike = [other for other in sorted(paths) if paths[other].kind is kind and other != path and not paths[path].values]
    if bool(alike) and draw(one_in(4)):
        return draw(st.sampled_from(alike))
    return draw(literals(paths[path]))


@st.composite
def _of_history(draw: st.DrawFn, scope: Scope, depth: int) -> str:
    events = [*the_project().events]
    event = draw(st.sampled_from(events if scope.plain else events * 2 + sorted(the_events())))
    where = draw(wheres(scope, event, depth))
    window = draw(_windows(scope))
    times = draw(st.sampled_from(["", " at least 2 times", " at most 1 time", " exactly 1 time"]))
    sign, number = draw(st.sampled_from([">", "<=", "is"])), draw(st.sampled_from([0, 1, 20]))
    forms = [f"{event}{where}{times} {window}", f"no {event}{where} {window}"]
    forms.append(f"time since {event}{where} {draw(st.sampled_from(['>', '<', '<=']))} {draw(durations)}")
    forms += [f"subscribed to {topic}" for topic in the_project().topics]
    forms += [f"in {segment}" for segment in scope.segments]
    if not scope.plain:
        forms += [f"has been in {segment} for {draw(durations)}" for segment in scope.segments]
    said = draw(st.sampled_from(["opened", "clicked"] if scope.plain else ["received", "opened", "clicked"]))
    forms += [f"{said} {message}{draw(st.sampled_from(['', f' {window}']))}" for message in scope.messages[:1]]
    if "total" in the_events()[event].properties:
        function = draw(st.sampled_from(["sum", "average", "lowest", "highest", "latest", "number of distinct"]))
        forms.append(f"{function} of {event}.total{where} {window} {sign} {number}")
    return draw(st.sampled_from(forms))


@st.composite
def wheres(draw: st.DrawFn, scope: Scope, event: str, depth: int = 1) -> str:
    """A `where` of an event, with a space before it, or nothing."""
    if not draw(one_in(4)):
        return ""
    looking = replace(scope, event=the_events()[event].properties)
    return f" where ({draw(conditions(looking, min(depth, 1)))})"


@st.composite
def _windows(draw: st.DrawFn, scope: Scope) -> str:
    whole = [*WINDOWS, "since entry"] if scope.entered else list(WINDOWS)
    return draw(st.sampled_from(whole) | durations.map(lambda duration: f"in the last {duration}"))
