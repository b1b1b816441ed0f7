"""Memberships that are carried from change to change are those of somebody who looks at every minute."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.conditions import Facts, Membership, evaluate
from journeydsl.conditions.refreshing import refresh_from, refresh_until
from journeydsl.engine.memberships import carry_forward
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model.contacts import Change, Contact, Event, Input
from journeydsl.model.decisions import Outcome
from journeydsl.model.rules import Rhythm
from journeydsl.model.values import DAY, HOUR, MINUTE, Duration, Instant, Value, moment
from journeydsl.simulator import walk
from tests.cases.situations import compiled, parse_instant

START = parse_instant("2026-03-28 20:00")
END = START + 8 * HOUR
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe")


class Declared(NamedTuple):
    rhythm: str
    hold: int
    members: Mapping[str, str]


UNITS: Mapping[str, Declared] = {
    "recent": Declared("hourly", 0, {"recent": "order_placed in the last 90 minutes"}),
    "busy": Declared("live", 50, {"busy": "order_placed at least 2 times in the last 45 minutes"}),
    "steady": Declared("live", 0, {"steady": "has been in busy for 30 minutes or has been in recent for 130 minutes"}),
    "odd": Declared("hourly", 100, {"odd": "in recent and not in busy"}),
    "nightly": Declared("daily", 0, {"nightly": "in odd or vip"}),
    "place": Declared(
        "live",
        70,
        {"first": "order_placed at least 2 times in the last 60 minutes", "second": "in recent", "rest": "otherwise"},
    ),
    "post": Declared(
        "hourly", 90, {"vips": "vip", "holders": "has been in first for 20 minutes", "others": "in second"}
    ),
}
NAMES = [name for unit in UNITS.values() for name in unit.members]


@cache
def rules(zone: str) -> engine.Rules:
    return engine.prepare(compiled("\n".join(declarations()), {"timezone": zone}))


def declarations() -> Iterator[str]:
    for name, unit in UNITS.items():
        head = "segment" if name in unit.members else "segments"
        hold = f"\n  hold for {unit.hold} minutes" if unit.hold else ""
        said = {
            member: condition if condition == "otherwise" else f"when {condition}"
            for member, condition in unit.members.items()
        }
        lines = [said[name]] if head == "segment" else [f"{member}: {line}" for member, line in said.items()]
        yield f"{head} {name}:\n  refresh {unit.rhythm}{hold}\n  " + "\n  ".join(lines) + "\n"
        yield from (f"segment own_{member}:\n  {line}\n" for member, line in said.items() if line != "otherwise")
    for name in NAMES:
        yield f"journey on_{name}:\n  starts on entering {name}\n  always\n  set points to 1\n"


@dataclass
class Watchman:
    """Looks at every minute. `places` says of each segment or family which of its members the contact is in."""

    zone: str
    attributes: dict[str, Value]
    history: list[Event] = field(default_factory=list)
    said: dict[str, str | None] = field(default_factory=dict)
    places: dict[str, str | None] = field(default_factory=dict)
    moved_at: dict[str, Instant] = field(default_factory=dict)
    changed_at: dict[str, Instant] = field(default_factory=dict)
    entered: set[tuple[str, Instant]] = field(default_factory=set)

    def begin(self, at: Instant) -> None:
        for name in UNITS:
            self.said[name] = self.places[name] = self.asked(name, at)

    def happen(self, happened: Input) -> None:
        match happened:
            case Event():
                self.history.append(happened)
            case Change(attribute=attribute, value=value):
                self.attributes[attribute] = value
        for name, unit in UNITS.items():
            if unit.rhythm == "live":
                self.said[name] = self.asked(name, happened.at)
                self.move(name, happened.at)

    def tick(self, at: Instant) -> None:
        for name, unit in UNITS.items():
            if is_refreshed(unit.rhythm, at, self.zone):
                self.said[name] = self.asked(name, at)
            self.move(name, at)

    def move(self, name: str, at: Instant) -> None:
        old, new = self.places[name], self.said[name]
        held = name in self.moved_at and at < self.moved_at[name] + UNITS[name].hold * MINUTE
        if old == new or held:
            return
        self.places[name], self.moved_at[name] = new, at
        self.changed_at.update({member: at for member in (old, new) if member is not None})
        if new is not None:
            self.entered.add((new, at))

    def asked(self, name: str, at: Instant) -> str | None:
        """The first member whose condition is true."""
        conditions, facts = rules(self.zone).segments, self.facts(at)
        for member, written in UNITS[name].members.items():
            if written == "otherwise" or evaluate(conditions[f"own_{member}"], facts) is True:
                return member
        return None

    def facts(self, at: Instant) -> Facts:
        return Facts(now=at, attributes=self.attributes, history=self.history, memberships=self.memberships())

    def memberships(self) -> dict[str, Membership]:
        begun = self.history[0].at if self.history and self.history[0].at < START else START
        return {
            member: Membership(
                inside=self.places[name] == member,
                since=self.changed_at.get(member, begun),
                changed=member in self.changed_at,
                said=self.said[name] == member,
                seen_at=0,
            )
            for name in self.places
            for member in UNITS[name].members
        }


def is_refreshed(rhythm: str, at: Instant, zone: str) -> bool:
    wall, before = (moment(each).astimezone(ZoneInfo(zone)) for each in (at, at - MINUTE))
    match rhythm:
        case "hourly":
            return wall.minute == 0 or (before.hour, wall.hour, wall.minute) == (1, 2, 30) == (
                before.hour,
                2,
                wall.minute,
            )
        case "daily":
            return wall.date() > before.date()
        case _:
            return True


instants = st.builds(lambda minutes: START + minutes * MINUTE, st.integers(-300, 480))
inputs = st.one_of(
    st.builds(lambda at: Event(id="", name="order_placed", at=at), instants),
    st.builds(lambda at: Event(id="", name="signed_up", at=at), instants),
    st.builds(lambda minutes, value: Change(at=START + minutes * MINUTE, attribute="vip", value=value),
              st.integers(0, 480), st.booleans()),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Input]:
    happened = sorted(draw(st.lists(inputs, max_size=14)), key=lambda each: (each.at, isinstance(each, Change)))
    return [
        Event(id=f"{number:03}", name=each.name, at=each.at) if isinstance(each, Event) else each
        for number, each in enumerate(happened)
    ]


@settings(max_examples=25)
@given(histories(), st.sampled_from(ZONES), st.booleans(), st.lists(st.integers(0, 8 * 60), max_size=4))
def test_what_is_carried_forward_is_what_somebody_sees_who_looks_at_every_minute(
    happened: list[Input], zone: str, vip: bool, probes: list[int]
) -> None:
    watchman = Watchman(zone, {"vip": vip})
    seen = dict(watched(watchman, happened))
    contact = Contact(id="ann", attributes={"vip": vip}, timezone=zone)
    before = [each for each in happened if each.at < START and isinstance(each, Event)]
    state = engine.begin(rules(zone), contact, before, START)
    entered: set[tuple[str, Instant]] = set()
    for middle in [*sorted(START + probe * MINUTE for probe in set(probes)), END]:
        happening = [each for each in happened if last(state) <= each.at <= middle]
        for step in walk(rules(zone), state, happening, middle):
            state = step.state
            entered |= {
                (decision.journey.removeprefix("on_"), decision.at)
                for decision in step.decisions
                if decision.outcome is Outcome.ENTERED
            }
        state = restore(json.loads(json.dumps(snapshot(carry_forward(rules(zone), state, middle)))))
        remembered = {name: each for name, each in seen[middle].items() if name in rules(zone).remembered}
        assert comparable(state.memberships) == comparable(remembered)
    assert entered == {(name, at) for name, at in watchman.entered if at >= START}


def last(state: engine.ContactState) -> Instant:
    """The first instant that has not been stepped through."""
    return 1 + max(each.seen_at for each in state.memberships.values())


def watched(watchman: Watchman, happened: Sequence[Input]) -> Iterator[tuple[Instant, dict[str, Membership]]]:
    at = min((each.at for each in happened if each.at < START), default=START)
    watchman.begin(at - MINUTE)
    while at <= END:
        for each in happened:
            if each.at == at:
                watchman.happen(each)
        watchman.tick(at)
        yield at, watchman.memberships()
        at += MINUTE


def comparable(memberships: Mapping[str, Membership]) -> dict[str, tuple[bool, bool, bool, Instant | None]]:
    return {
        name: (each.inside, each.said, each.changed, each.since if each.changed else None)
        for name, each in sorted(memberships.items())
    }


@pytest.mark.parametrize("rhythm", [Rhythm.HOURLY, Rhythm.DAILY, Rhythm.WEEKLY])
@given(
    st.integers(parse_instant("2025-01-01"), parse_instant("2028-01-01")),
    st.sampled_from([*ZONES, "America/Santiago", "Asia/Beirut", "Pacific/Apia"]),
)
def test_refreshes_follow_each_other_and_none_lies_between(rhythm: Rhythm, at: Instant, zone: str) -> None:
    following, latest = refresh_from(rhythm, at, zone), refresh_until(rhythm, at, zone)
    assert latest <= at <= following
    assert refresh_from(rhythm, latest, zone) == latest
    assert refresh_until(rhythm, following, zone) == following
    assert (latest == following) == (at in (latest, following))
    if latest < at:
        assert refresh_from(rhythm, latest + 1, zone) == following
    assert following - latest <= LONGEST[rhythm]


LONGEST: Mapping[Rhythm, Duration] = {
    Rhythm.HOURLY: 2 * HOUR,
    Rhythm.DAILY: DAY + HOUR,
    Rhythm.WEEKLY: 7 * DAY + HOUR,
}
