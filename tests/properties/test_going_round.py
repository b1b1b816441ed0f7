"""Journeys that go round, wait for each other and start each other: every instant ends, and nothing is noticed late."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import given, note, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.compiler import compile_sources
from journeydsl.engine import Rules
from journeydsl.engine.snapshot import restore, snapshot
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.journeys import OnEvent
from journeydsl.model.values import DAY, HOUR, MINUTE
from journeydsl.simulator import simulate, walk
from journeydsl.source import Source
from tests.cases.situations import PROJECT_FILE, parse_instant

START = parse_instant("2026-05-01 00:00")
END = START + 30 * DAY
EMITTED = ("cart_updated", "order_placed", "order_cancelled")
EVENTS = ("signed_up", *EMITTED)
CONDITIONS = (
    "points is known and points > 1",
    "order_placed since entry",
    "no order_placed in the last 2 days",
    "order_placed in the last 5 days and no cart_updated in the last 1 day",
    "order_cancelled at least 2 times in the last 1 day",
    "vip is known and vip",
)
JOURNEYS = ("a", "b", "c")
OFTEN = (
    Outcome.HAPPENED,
    Outcome.TIMED_OUT,
    Outcome.REPEATED,
    Outcome.EMITTED,
    Outcome.STARTED,
    Outcome.ADDED,
    Outcome.UNSUBSCRIBED,
    Outcome.CHANGED,
)


@dataclass
class Writer:
    """Writes the steps of one journey; `open_labels` can be gone back to from where it is."""

    draw: st.DrawFn
    numbers: count[int] = field(default_factory=count)

    def block(self, depth: int, labels: Sequence[str] = ()) -> list[str]:
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.step(depth, labels)
        return lines

    def step(self, depth: int, labels: Sequence[str]) -> list[str]:
        kinds = [self.act, self.act, self.wait, *([self.branch, self.branch, self.repeat] if depth else [])]
        return self.draw(st.sampled_from(kinds))(depth, labels)

    def act(self, depth: int, labels: Sequence[str]) -> list[str]:
        key = self.draw(st.sampled_from(["c1", "c2"]))
        forms = [
            f'emit cart_updated with cart_id: "{key}", total: 5',
            *(f"emit {event}" for event in EMITTED),
            "start d",
            *(f"set points to {number}" for number in range(4)),
            "set vip to true",
            "set birthday to 2026-05-10",
            "add to fans",
            "unsubscribe from promotions",
        ]
        return [self.draw(st.sampled_from(forms))]

    def wait(self, depth: int, labels: Sequence[str]) -> list[str]:
        return [
            self.draw(st.sampled_from(["wait 1 hour", "wait 3 days", "wait until 10:00", "wait until monday at 10:00"]))
        ]

    def branch(self, depth: int, labels: Sequence[str]) -> list[str]:
        condition = self.draw(st.sampled_from(CONDITIONS))
        event = self.draw(st.sampled_from(EVENTS))
        line, one, other = self.draw(
            st.sampled_from(
                [
                    (f"wait until {condition}, up to 2 days", "happened", "timed out"),
                    (f"wait for {event} up to 1 day", "happened", "timed out"),
                    ("choose:", f"when {condition}", "otherwise"),
                ]
            )
        )
        leaps = [f"go to {label}" for label in (*labels, "end")]
        ends = [["stop"], *([leap] for leap in leaps)]
        first = self.draw(st.sampled_from(ends)) if self.draw(st.booleans()) else self.block(depth - 1, labels)
        second = self.block(depth - 1, labels)
        return under(line, [*under(f"{one}:", first), *under(f"{other}:", second)])

    def repeat(self, depth: int, labels: Sequence[str]) -> list[str]:
        label = f"label_{next(self.numbers)}"
        inner = [*self.block(depth - 1, labels), f"label {label}", *self.block(depth - 1, (*labels, label))]
        return under(f"repeat up to {self.draw(st.integers(1, 4))} times:", inner)


def under(head: str, block: Sequence[str]) -> list[str]:
    return [head, *(f"  {line}" for line in block)]


@dataclass(frozen=True)
class Program:
    """A text whose journeys do not start each other, and for each of them the event that it starts on instead and
    whether its runs are kept apart: so they do, at one instant, which the checker would not let through."""

    text: str
    starts: tuple[tuple[str, bool], ...]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    written = [
        "\n  ".join(
            [f"journey {name}:", "starts on signed_up", "always", *Writer(draw).block(2), "label end", "wait 1 day"]
        )
        for name in JOURNEYS
    ]
    last = "journey d:\n  starts on signed_up\n  always\n  wait for order_placed up to 1 hour\n    happened: stop\n"
    starts = st.tuples(st.sampled_from(EVENTS), st.booleans())
    text = "\n".join([*written, f"{last}    timed out: continue"]) + "\n"
    return Program(text, draw(st.tuples(*(starts for _ in JOURNEYS))))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    hours = st.integers(0, 20 * 24)
    happened = draw(st.lists(st.tuples(hours, st.sampled_from(EVENTS), st.sampled_from(["c1", "c2"])), max_size=8))
    events = [
        Event(
            id=f"{number:03}",
            name=name,
            at=START + hour * HOUR,
            properties={"cart_id": key} if name == "cart_updated" else {},
        )
        for number, (hour, name, key) in enumerate(happened)
    ]
    return sorted(events, key=lambda event: (event.at, event.id))


def ready(written: Program) -> Rules:
    note(f"{written.text}\n{written.starts}")
    compilation = compile_sources(
        Source("journeydsl.yaml", PROJECT_FILE.read_text(encoding="utf-8")),
        [Source("random.journey", written.text)],
        {},
    )
    program = compilation.program
    assert program is not None, compilation.diagnostics
    journeys = dict(program.journeys)
    for name, (event, keyed) in zip(JOURNEYS, written.starts, strict=True):
        key = "cart_id" if keyed and event == "cart_updated" else None
        journeys[name] = replace(journeys[name], starts=(OnEvent(words="", event=event),), key=key)
    return engine.prepare(replace(program, journeys=journeys))


ANN = Contact(id="ann", attributes={"email": "ann@example.com"})


def test_random_programs_do_everything() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=100, derandomize=True, database=None)
    @given(programs(), histories())
    def look(program: Program, events: list[Event]) -> None:
        rules = ready(program)
        decisions: list[Decision] = []
        simulate(rules, [(ANN, events)], START, END, decisions.extend)
        seen.update({decision.outcome for decision in decisions})

    look()
    assert all(seen[outcome] for outcome in OFTEN), seen


@given(programs(), histories())
def test_every_instant_ends_and_no_run_is_entered_twice_at_it(program: Program, events: list[Event]) -> None:
    rules = ready(program)
    decisions: list[Decision] = []
    tally = simulate(rules, [(ANN, events)], START, END, decisions.extend)
    assert tally.is_conserved, tally.balances()
    entries = Counter((each.journey, each.detail, each.at) for each in decisions if each.outcome is Outcome.ENTERED)
    assert set(entries.values()) <= {1}


@given(programs(), histories())
def test_nobody_stays_longer_than_the_longest_stay(program: Program, events: list[Event]) -> None:
    rules = ready(program)
    decisions: list[Decision] = []
    simulate(rules, [(ANN, events)], START, END, decisions.extend)
    entered = {(each.journey, each.enrollment): each.at for each in decisions if each.outcome is Outcome.ENTERED}
    left = {(each.journey, each.enrollment): each.at for each in decisions if each.outcome is Outcome.FINISHED}
    for run, at in entered.items():
        longest = rules.journeys[run[0]].longest_stay
        assert longest is not None
        assert left.get(run, END) <= at + longest


@given(programs(), histories(), st.lists(st.integers(0, 30 * 24 * 60), max_size=30))
def test_whoever_looks_more_often_sees_nothing_sooner_and_a_pause_changes_nothing(
    program: Program, events: list[Event], minutes: list[int]
) -> None:
    rules = ready(program)
    whole: list[Decision] = []
    simulate(rules, [(ANN, events)], START, END, whole.extend)
    looks = sorted({START + minute * MINUTE for minute in minutes} - {event.at for event in events})
    state = engine.begin(rules, ANN, [], START)
    decisions: list[Decision] = []
    after = START - 1
    for look in [*looks, END]:
        for step in walk(rules, state, [event for event in events if after < event.at <= look], look):
            decisions += step.decisions
            state = step.state
        looked = engine.step(rules, state, look)
        assert looked.decisions == ()
        state, after = restore(json.loads(json.dumps(snapshot(looked.state)))), look
        assert state == looked.state
    assert decisions == whole
