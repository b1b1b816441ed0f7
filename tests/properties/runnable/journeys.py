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
from tests.properties.runnable.words import DATES, durations, literals, one_in, the_project, times_of_day, weekdays

Lines: TypeAlias = list[str]

EVENTS = ("cart_updated", "signed_up", "order_placed", "cart_updated", "order_cancelled")
KEYS = ("cart_id", "total", "items")
SET = ("country", "nickname", "points", "visits", "vip", "churned", "birthday", "renewal")
REASONS = ("missing_address", "over_limit", "not_subscribed", "suppressed", "quiet_hours")


@dataclass
class Writer:
    """Writes the steps of one journey."""

    draw: st.DrawFn
    scope: Scope
    messages: Sequence[Message]
    prefix: str
    numbers: count[int] = field(default_factory=count)

    def block(self, depth: int, least: int, most: int) -> tuple[Lines, bool]:
        """Some steps, and whether no contact goes on after them."""
        lines: Lines = []
        for _ in range(self.draw(st.integers(least, most))):
            step, leaves = self.step(depth)
            lines += step
            if leaves:
                return lines, True
        if self.draw(one_in(10)):
            lines.append("continue")
        return lines, False

    def step(self, depth: int) -> tuple[Lines, bool]:
        """A step with what stands beneath it, and whether no contact goes on after it."""
        plain = [self.send, self.send, self.wait, self.set]
        nested = [self.guarded_send, self.wait_for, self.choose, self.split]
        if self.draw(one_in(12)):
            return [f"stop{self.as_reason()}"], True
        return self.draw(st.sampled_from(plain + nested if depth else plain))(depth)

    def send(self, depth: int) -> tuple[Lines, bool]:
        has_cart = self.scope.trigger is not None and "total" in self.scope.trigger
        fitting = [message.name for message in self.messages if has_cart or not message.needs_cart]
        return ([f"send {self.draw(st.sampled_from(fitting))}"] if fitting else ["wait 6 hours"]), False

    def guarded_send(self, depth: int) -> tuple[Lines, bool]:
        (line,), _ = self.send(0)
        if not line.startswith("send"):
            return [line], False
        named = self.draw(st.lists(st.sampled_from(REASONS), max_size=2, unique=True))
        heads = [f"if not sent because {reason}:" for reason in named] + ["if not sent:"]
        return self.branching(line, heads, depth, all_leave=False)

    def wait(self, depth: int) -> tuple[Lines, bool]:
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

    def set(self, depth: int) -> tuple[Lines, bool]:
        name = self.draw(st.sampled_from(SET))
        return [f"set {name} to {self.draw(literals(the_project().attributes[name].type))}"], False

    def wait_for(self, depth: int) -> tuple[Lines, bool]:
        event = self.draw(st.sampled_from(EVENTS))
        line = f"wait for {event}{self.draw(wheres(self.scope, event))} up to {self.draw(durations)}"
        return self.branching(line, ["happened:", "timed out:"], depth)

    def choose(self, depth: int) -> tuple[Lines, bool]:
        asked = [self.draw(conditions(self.scope)) for _ in range(self.draw(st.integers(1, 2)))]
        return self.branching("choose:", [*(f"when {each}:" for each in asked), "otherwise:"], depth)

    def split(self, depth: int) -> tuple[Lines, bool]:
        name = f"{self.prefix}_test_{next(self.numbers)}"
        return self.branching(f"split {name}:", ["30% red:", "30% green:", "40% blue:"], depth)

    def branching(self, line: str, heads: Sequence[str], depth: int, all_leave: bool = True) -> tuple[Lines, bool]:
        lines = [line]
        for head in heads:
            inner, leaves = self.block(depth - 1, 1, 2)
            lines += [f"  {head}", *(f"    {each}" for each in inner)]
            all_leave = all_leave and leaves
        return lines, all_leave

    def as_reason(self) -> str:
        return self.draw(st.sampled_from(["", " as done", " as bought"]))


@st.composite
def journeys(draw: st.DrawFn, name: str, scope: Scope, messages: Sequence[Message]) -> str:
    """A journey."""
    starts, trigger = draw(_starts(scope))
    entering = replace(scope, trigger=trigger)
    inside = replace(entering, entered=True)
    lines = [*starts, *draw(_how_often(trigger)), *draw(_head(entering, inside))]
    steps, _ = Writer(draw, inside, messages, name).block(depth=2, least=3, most=6)
    return "\n".join([f"journey {name}:", *(f"  {line}" for line in [*lines, *steps])]) + "\n"


@st.composite
def _starts(draw: st.DrawFn, scope: Scope) -> tuple[Lines, Mapping[str, ValueType] | None]:
    """The starts of a journey, and the properties of its trigger; None where contacts also enter without an event."""
    lines: Lines = []
    trigger: list[Mapping[str, ValueType] | None] = []
    for event in draw(st.lists(st.sampled_from([*EVENTS, None]), min_size=1, max_size=2, unique=True)):
        if event is None:
            too = draw(st.sampled_from(["", " existing members too"]))
            lines.append(f"starts on entering {draw(st.sampled_from(scope.segments))}{too}")
            trigger.append(None)
        else:
            lines.append(f"starts on {event}{draw(wheres(scope, event))}")
            trigger.append(the_project().events[event].properties)
    known = [each for each in trigger if each is not None]
    if len(known) < len(trigger):
        return lines, None
    return lines, {name: kind for name, kind in known[0].items() if all(each.get(name) == kind for each in known)}


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
    stopping, goal = draw(st.sampled_from(EVENTS)), draw(st.sampled_from(EVENTS))
    reason = draw(st.sampled_from(["", " as done"]))
    drawn = {
        f"priority {draw(st.sampled_from([1, 60]))}": 2,
        f"ends {draw(st.sampled_from(DATES))}": 15,
        f"only if {draw(conditions(entering))}": 8,
        f"stops on {stopping}{draw(wheres(inside, stopping))}{reason}": 4,
        f"stops when {draw(conditions(replace(inside, trigger=None), 1))}{reason}": 10,
        f"goal {goal}{draw(wheres(inside, goal))} within {draw(durations)}": 2,
        f"holdout {draw(st.sampled_from(['20%', '60%']))}": 3,
    }
    return [line for line, each in drawn.items() if draw(one_in(each))]
