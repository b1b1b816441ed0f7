"""Journeys that can be run: well-typed lines, and steps of which each can be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeAlias

from hypothesis import strategies as st

from journeydsl.model.values import ValueType
from tests.properties.runnable.conditions import Scope, conditions, wheres
from tests.properties.runnable.rules import Message
from tests.properties.runnable.words import (
    DATES,
    STARTED,
    durations,
    literals,
    one_in,
    the_project,
    times_of_day,
    weekdays,
)

Lines: TypeAlias = list[str]

TIMED = "the calendar, or a call"
KEYS = ("cart_id", "total", "items")
DATED = ("birthday", "joined", "renewal")
SET = ("country", "nickname", "points", "visits", "vip", "churned", "birthday", "renewal")
REASONS = ("missing_address", "over_limit", "not_subscribed", "suppressed", "quiet_hours")


@dataclass
class Writer:
    """Writes the steps of one journey."""

    draw: st.DrawFn
    scope: Scope
    messages: Sequence[Message]
    number: int
    numbers: count[int] = field(default_factory=count)

    def block(self, depth: int, least: int, most: int, labels: Sequence[str] = ()) -> tuple[Lines, bool]:
        """Some steps, and whether no contact goes on after them; from inside it can be gone to `labels`."""
        lines: Lines = []
        for _ in range(self.draw(st.integers(least, most))):
            step, leaves = self.step(depth, labels)
            lines += step
            if leaves:
                return lines, True
        return lines, False

    def step(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        """A step with what stands beneath it, and whether no contact goes on after it."""
        flat = [self.send, self.send, self.send, self.wait, self.act]
        nested = [self.guarded_send, self.wait_for, self.wait_for, self.choose, self.split]
        if not self.scope.plain:
            nested += [self.wait_until, self.wait_until_date, self.repeat]
        if self.draw(one_in(12)):
            return [self.draw(st.sampled_from(["stop", "stop as done", *(f"go to {label}" for label in labels)]))], True
        return self.draw(st.sampled_from(flat + nested if depth else flat))(depth, labels)

    def send(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        has_cart = self.scope.trigger is not None and "total" in self.scope.trigger
        fitting = [message.name for message in self.messages if has_cart or not message.needs_cart]
        return ([f"send {self.draw(st.sampled_from(fitting))}"] if fitting else ["wait 6 hours"]), False

    def guarded_send(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        (line,), _ = self.send(0, labels)
        if not line.startswith("send"):
            return [line], False
        named = self.draw(st.lists(st.sampled_from(REASONS), max_size=2, unique=True))
        heads = [f"if not sent because {reason}:" for reason in named] + ["if not sent:"]
        return self.branching(line, heads, depth, labels, goes_on=True)

    def wait(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        at = self.draw(times_of_day)
        forms = [
            f"wait {self.draw(durations)}",
            f"wait {self.draw(durations)}, then until {at}",
            f"wait until {at}",
            f"wait until {self.draw(weekdays)} at {at}",
            f"wait {self.draw(durations)}, then until {self.draw(weekdays)} at {at}",
            f"wait until {self.draw(st.sampled_from(DATES))}",
            f"wait until {self.draw(st.sampled_from(DATES))} {at}",
        ]
        return [self.draw(st.sampled_from(forms))], False

    def act(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        name, event = self.draw(st.sampled_from(SET)), self.draw(st.sampled_from(STARTED))
        with_cart = f'emit {event} with cart_id: "c1"' if event != "signed_up" else f"emit {event}"
        set_attribute = f"set {name} to {self.draw(literals(the_project().attributes[name].type))}"
        forms = [*[set_attribute] * 4, "call crm", "add to fans", "remove from fans"]
        if not self.scope.plain:
            forms += [with_cart, f"unsubscribe from {self.draw(st.sampled_from(the_project().topics))}"]
            forms += [f"start journey_{other}" for other in range(self.number)]
        form = self.draw(st.sampled_from(forms))
        # Without a wait before it, journeys could start each other in a circle at one instant, which is a mistake.
        return (["wait 30 minutes", form] if form.startswith("emit") else [form]), False

    def wait_for(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        event = self.draw(st.sampled_from(STARTED))
        line = f"wait for {event}{self.draw(wheres(self.scope, event))} up to {self.draw(durations)}"
        return self.branching(line, ["happened:", "timed out:"], depth, labels)

    def wait_until(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        changing = replace(self.scope, trigger=None)
        line = f"wait until {self.draw(conditions(changing))}, up to {self.draw(durations)}"
        return self.branching(line, ["happened:", "timed out:"], depth, labels)

    def wait_until_date(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        date, at = self.draw(st.sampled_from(DATED)), self.draw(times_of_day)
        distance = self.draw(st.sampled_from(["", "2 days before ", "1 week after "]))
        line = f"wait until {distance}{date}{self.draw(st.sampled_from(['', f' at {at}']))}"
        is_optional = the_project().attributes[date].optional
        return self.branching(line, ["if missing:"] if is_optional else [], depth, labels, goes_on=True)

    def choose(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        asked = [self.draw(conditions(self.scope)) for _ in range(self.draw(st.integers(1, 2)))]
        return self.branching("choose:", [*(f"when {each}:" for each in asked), "otherwise:"], depth, labels)

    def split(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        line = f"split test_{self.number}_{next(self.numbers)}:"
        return self.branching(line, ["30% red:", "30% green:", "40% blue:"], depth, labels)

    def repeat(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        label = f"label_{next(self.numbers)}"
        before, leaves = self.block(depth - 1, 1, 2, labels)
        if not leaves:
            after, leaves = self.block(depth - 1, 1, 2, (*labels, label))
            before = [*before, f"label {label}", *after]
        times = self.draw(st.integers(1, 3))
        return [f"repeat up to {times} times:", *(f"  {each}" for each in before)], leaves

    def branching(
        self, line: str, heads: Sequence[str], depth: int, labels: Sequence[str], *, goes_on: bool = False
    ) -> tuple[Lines, bool]:
        lines = [line]
        for head in heads:
            inner, leaves = self.block(depth - 1, 1, 2, labels)
            said = [] if leaves or not self.draw(one_in(10)) else ["continue"]
            lines += [f"  {head}", *(f"    {each}" for each in [*inner, *said])]
            goes_on = goes_on or not leaves
        return lines, not goes_on


@st.composite
def journeys(draw: st.DrawFn, number: int, scope: Scope, messages: Sequence[Message]) -> str:
    """A journey, the `number`-th."""
    starts, trigger = draw(_starts(scope))
    entering = replace(scope, trigger=trigger)
    inside = replace(entering, entered=True)
    lines = [*starts, *draw(_how_often(trigger)), *draw(_head(entering, inside))]
    writer = Writer(draw, inside, messages, number)
    first, _ = writer.send(0, []) if draw(st.booleans()) else ([], False)
    steps, leaves = writer.block(2, 3, 6, ["the_end"])
    steps = [*first, *steps]
    if not leaves or any(line.endswith("go to the_end") for line in steps):
        steps += ["label the_end", "set visits to 200"]
    return "\n".join([f"journey journey_{number}:", *(f"  {line}" for line in [*lines, *steps])]) + "\n"


@st.composite
def _starts(draw: st.DrawFn, scope: Scope) -> tuple[Lines, Mapping[str, ValueType] | None]:
    """The starts of a journey, and the properties of its trigger; None where contacts also enter without an event."""
    lines: Lines = []
    trigger: list[Mapping[str, ValueType] | None] = []
    for event in draw(
        st.lists(
            st.sampled_from([*STARTED, *STARTED, None, *([] if scope.plain else [TIMED, TIMED])]),
            min_size=1,
            max_size=2,
            unique=True,
        )
    ):
        if event is None:
            too = draw(st.sampled_from(["", " existing members too"]))
            lines.append(f"starts on entering {draw(st.sampled_from(scope.segments))}{too}")
            trigger.append(None)
        elif event == TIMED:
            lines.append(draw(_by_the_calendar(scope)))
            trigger.append(None)
        else:
            quiet = "" if scope.plain else draw(st.sampled_from(["", "", "", f", then quiet for {draw(durations)}"]))
            lines.append(f"starts on {event}{draw(wheres(scope, event))}{quiet}")
            trigger.append(the_project().events[event].properties)
    known = [each for each in trigger if each is not None]
    if len(known) < len(trigger):
        return lines, None
    return lines, {name: kind for name, kind in known[0].items() if all(each.get(name) == kind for each in known)}


@st.composite
def _by_the_calendar(draw: st.DrawFn, scope: Scope) -> str:
    date, at, segment = draw(st.sampled_from(DATED)), draw(times_of_day), draw(st.sampled_from(scope.segments))
    forms = [
        f"starts every year on {date} at {at}",
        f"starts 2 days before {date} at {at}",
        f"starts 1 week after {date} at {at}",
        f"starts every {draw(weekdays)} at {at} for {segment}",
        f"starts every day at {at} for {segment}",
        f"starts on {draw(st.sampled_from(DATES))} {at} for {segment}",
        "starts when called",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def _how_often(draw: st.DrawFn, trigger: Mapping[str, ValueType] | None) -> Lines:
    keys = [key for key in KEYS if key in (trigger or {})]
    key = draw(st.sampled_from(keys)) if bool(keys) and draw(st.booleans()) else None
    again = draw(
        st.sampled_from(["", "once", "always", "always"]) | durations.map(lambda words: f"again after {words}")
    )
    return [line for line in (f"one per {key}" if key else "", again) if line]


@st.composite
def _head(draw: st.DrawFn, entering: Scope, inside: Scope) -> Lines:
    """The other lines at the head of a journey. What stops one must be able to change, as no trigger is."""
    stopping, goal = draw(st.sampled_from(STARTED)), draw(st.sampled_from(STARTED))
    reason = draw(st.sampled_from(["", " as done"]))
    drawn = {
        f"priority {draw(st.sampled_from([1, 60]))}": 2,
        f"ends {draw(st.sampled_from(DATES))}": 8,
        f"only if {draw(conditions(entering))}": 8,
        f"stops on {stopping}{draw(wheres(inside, stopping))}{reason}": 4,
        f"stops when {draw(conditions(replace(inside, trigger=None), 1))}{reason}": 6,
        f"goal {goal}{draw(wheres(inside, goal))} within {draw(durations)}": 2,
        f"{draw(st.sampled_from(['', 'shared ']))}holdout {draw(st.sampled_from(['20%', '60%']))}": 3,
        "on edit follow": 6,
        "overdue skip": 6,
        "paused": 25,
    }
    return [line for line, each in drawn.items() if draw(one_in(each))]
