"""A program made ready for running: journeys in their order, as charts, with their starts at hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import NamedTuple

from journeydsl.conditions.asking import asked, events_asked
from journeydsl.engine.chance import Odds, odds, subject_number, subject_numbers
from journeydsl.engine.publishing import Version, all_versions, published, with_what_is_gone
from journeydsl.graph.chart import Chart
from journeydsl.model import clock, conditions, journeys, steps
from journeydsl.model.program import Program
from journeydsl.model.rules import Rhythm, Segment
from journeydsl.model.values import Instant


class Watch(NamedTuple):
    """A segment that a journey starts on entering."""

    journey: str
    segment: str


class PromptStart(NamedTuple):
    """The `number`-th start of a journey, which something that happens may bring."""

    journey: journeys.Journey
    number: int
    start: journeys.OnEvent | journeys.OnEntering | journeys.WhenCalled


class TimedStart(NamedTuple):
    """A start for which time has to pass: the `number`-th of a journey's, after a quiet time or by the calendar."""

    journey: journeys.Journey
    number: int
    start: journeys.OnEvent | journeys.Scheduled


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What every step reads and none changes.

    `journeys` are by higher priority first, then by name: the order in which everything is decided at one instant
    (law L4); `places` is where each stands in it. `splits` are by experiment, `holdouts` by journey; the
    `shared_holdout` is kept out of every journey (law L23). `prompt_starts` are those that an event brings or the entry
    into a segment, `timed_starts` those that time brings, journeys in their order. `closes` gives the instant from
    which on nobody enters a journey that ends. `remembered` are the segments whose past matters, each after those that
    it asks for, `remembered_live` those among them that are not refreshed at intervals, and `remembered_by` the names
    of the events that they ask for; `watched_by` is the same of the segments that are watched or remembered.
    `watches_remembered` says that all that are remembered are watched.
    `heeds_refreshed` are the journeys in which a segment that is refreshed at intervals can decide something.

    `program` also holds what only earlier versions name. `versions` are by journey and fingerprint, `current` says
    which fingerprint is the current one; `new_watches` are the watches that the version before did not have.
    """

    program: Program
    salt: str
    journeys: Mapping[str, journeys.Journey]
    places: Mapping[str, int]
    charts: Mapping[str, Chart]
    segments: Mapping[str, conditions.Condition]
    remembered: Mapping[str, Segment]
    remembered_live: tuple[Segment, ...]
    remembered_by: frozenset[str]
    watched_by: frozenset[str]
    watches_remembered: bool
    heeds_refreshed: frozenset[str]
    watches: tuple[Watch, ...]
    prompt_starts: tuple[PromptStart, ...]
    timed_starts: tuple[TimedStart, ...]
    splits: Mapping[str, Odds]
    holdouts: Mapping[str, Odds]
    shared_holdout: Odds | None
    closes: Mapping[str, Instant]
    versions: Mapping[tuple[str, str], Version]
    current: Mapping[str, str]
    new_watches: frozenset[Watch]

    def subject(self, contact: str) -> int:
        """The contact's number in every draw of this project."""
        return subject_number(self.salt, contact)

    def subjects(self, contacts: Iterable[str]) -> bytes:
        """The numbers of many contacts, 8 bytes each, little-endian."""
        return subject_numbers(self.salt, contacts)


def prepare(program: Program, *, earlier: Sequence[Program] = (), seed: int = 0) -> Rules:
    """Make a checked program ready; a `seed` other than 0 draws other variants and holdouts than the live ones.

    `earlier` are the versions of the program that contacts may still be in, the oldest first (law L31).
    """
    ordered = sorted(program.journeys.values(), key=lambda journey: (-journey.priority, journey.name))
    current = {journey.name: published(journey) for journey in ordered}
    charts = {name: now.chart for name, (_, now) in current.items()}
    versions = all_versions(current, earlier)
    program = with_what_is_gone(program, earlier)
    watches = _watches(ordered)
    salt = program.project.salt or program.project.name
    segments = {name: segment.condition for name, segment in program.segments.items()}
    remembered = _remembered(program, versions.values())
    return Rules(
        program=program,
        salt=f"{salt}#{seed}" if seed else salt,
        journeys={journey.name: journey for journey in ordered},
        places={journey.name: place for place, journey in enumerate(ordered)},
        charts=charts,
        segments=segments,
        remembered=remembered,
        remembered_live=tuple(each for each in remembered.values() if each.rhythm is Rhythm.LIVE),
        remembered_by=_events_of(remembered, segments),
        watched_by=_events_of({*remembered, *(watch.segment for watch in watches)}, segments),
        watches_remembered=remembered.keys() <= {watch.segment for watch in watches},
        heeds_refreshed=_heeding_refreshed(program, versions.values()),
        watches=watches,
        prompt_starts=_prompt_starts(ordered),
        timed_starts=_timed_starts(ordered),
        splits={name: each for _, now in current.values() for name, each in now.splits.items()},
        holdouts=_holdouts(ordered),
        shared_holdout=_shared_holdout(ordered),
        closes=_closes(ordered, program.project.timezone),
        versions=versions,
        current={name: version.fingerprint for name, (version, _) in current.items()},
        new_watches=frozenset(watches) - frozenset(_watches(earlier[-1].journeys.values()) if earlier else watches),
    )


def _watches(ordered: Iterable[journeys.Journey]) -> tuple[Watch, ...]:
    return tuple(
        Watch(journey.name, start.segment)
        for journey in ordered
        for start in journey.starts
        if isinstance(start, journeys.OnEntering)
    )


def _prompt_starts(ordered: Iterable[journeys.Journey]) -> tuple[PromptStart, ...]:
    return tuple(
        PromptStart(journey, number, start)
        for journey in ordered
        for number, start in enumerate(journey.starts)
        if isinstance(start, journeys.OnEvent | journeys.OnEntering | journeys.WhenCalled)
    )


def _timed_starts(ordered: Iterable[journeys.Journey]) -> tuple[TimedStart, ...]:
    """The starts that fall due by the clock."""
    return tuple(
        TimedStart(journey, number, start)
        for journey in ordered
        for number, start in enumerate(journey.starts)
        if isinstance(start, journeys.Scheduled)
        or (isinstance(start, journeys.OnEvent) and start.quiet_for is not None)
    )


def _holdouts(ordered: Iterable[journeys.Journey]) -> Mapping[str, Odds]:
    """The holdouts that journeys have for themselves."""
    return {
        journey.name: odds(f"holdout of {journey.name}", [journey.holdout])
        for journey in ordered
        if journey.holdout and not journey.shared_holdout
    }


def _shared_holdout(ordered: Sequence[journeys.Journey]) -> Odds | None:
    """The holdout that journeys share: one experiment, of the largest share that any of them declares."""
    share = max((journey.holdout for journey in ordered if journey.shared_holdout), default=0)
    return odds("shared holdout", [share]) if share else None


def _remembered(program: Program, versions: Iterable[Version]) -> Mapping[str, Segment]:
    """The segments whose past matters, each after those that it asks for."""
    lasting = {
        part.segment
        for condition in _conditions(program, versions)
        for part in asked(condition)
        if isinstance(part, conditions.HasBeenIn)
    }
    return {
        segment.name: segment
        for segment in map(program.segments.__getitem__, _in_order(program))
        if segment.rhythm is not Rhythm.LIVE or segment.hold_for or segment.name in lasting
    }


def _in_order(program: Program) -> Iterable[str]:
    """The segments, each after those that it asks for."""
    links = {name: [part.segment for part in asked(each.condition)] for name, each in program.segments.items()}
    return TopologicalSorter(links).static_order()


def _events_of(segments: Iterable[str], declared: Mapping[str, conditions.Condition]) -> frozenset[str]:
    return frozenset(event for name in segments for event in events_asked(declared[name], declared))


def _heeding_refreshed(program: Program, versions: Iterable[Version]) -> frozenset[str]:
    """The journeys in which something is decided by a segment that is refreshed at intervals, or by one that asks for
    such a segment."""
    refreshed: set[str] = set()
    for name in _in_order(program):
        segment = program.segments[name]
        if segment.rhythm is not Rhythm.LIVE or any(part.segment in refreshed for part in asked(segment.condition)):
            refreshed.add(name)
    return frozenset(
        version.journey.name
        for version in versions
        for condition in (*_of_everybody(program), *_of_version(version))
        if any(part.segment in refreshed for part in asked(condition))
    )


def _conditions(program: Program, versions: Iterable[Version]) -> Iterator[conditions.Condition]:
    """Every condition that may ask for a segment."""
    yield from (segment.condition for segment in program.segments.values())
    yield from _of_everybody(program)
    for version in versions:
        yield from _of_version(version)


def _of_everybody(program: Program) -> Iterator[conditions.Condition]:
    """What may keep back a message of any journey, and what messages are put together by."""
    yield from (suppression.condition for suppression in program.suppressions)
    yield from (condition for message in program.messages.values() for condition in message.conditions)


def _of_version(version: Version) -> Iterator[conditions.Condition]:
    """The conditions of a journey itself."""
    yield from (stop.condition for stop in version.journey.stops_when)
    for start in version.journey.starts:
        if isinstance(start, journeys.Every | journeys.At):
            yield conditions.InSegment(start.segment)
        elif isinstance(start, journeys.OnEvent) and start.where is not None:
            yield start.where
    if version.journey.only_if is not None:
        yield version.journey.only_if
    for step in (node.step for node in version.chart.nodes):
        if isinstance(step, steps.Choose):
            yield from (arm.condition for arm in step.arms)
        elif isinstance(step, steps.WaitUntilCondition):
            yield step.condition


def _closes(ordered: Iterable[journeys.Journey], timezone: str) -> Mapping[str, Instant]:
    return {journey.name: _day_after(journey.ends, timezone) for journey in ordered if journey.ends is not None}


def _day_after(day: datetime.date, timezone: str) -> Instant:
    """The first instant after a day."""
    return clock.to_instant(datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(days=1), timezone)
