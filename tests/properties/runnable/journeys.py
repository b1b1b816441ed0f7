"""Journeys that can be run: well-typed lines, and steps of which each can be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import TypeAlias

from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Kind, ValueType
from tests.properties.runnable.conditions import Scope, condition, where
from tests.properties.runnable.messages import Message
from tests.properties.runnable.words import DATES, STARTED, TIMES, WEEKDAYS, duration, literal, one_in, the_project

Lines: TypeAlias = list[str]

TIMED = "the calendar, or a call"
KEYS = ("cart_id", "total", "items")
DATED = ("birthday", "joined", "renewal", "account.renews")
REASONS = tuple(reason for reason in NotSent if reason is not NotSent.STOPPED_WHILE_HELD)


@dataclass
class Writer:
    """Writes the steps of one journey."""

    chance: Random
    scope: Scope
    messages: Sequence[Message]
    number: int
    numbers: count[int] = field(default_factory=count)

    def block(self, depth: int, least: int, most: int, labels: Sequence[str] = ()) -> tuple[Lines, bool]:
        """Some steps, and whether no contact goes on after them; from inside it can be gone to `labels`."""
        lines: Lines = []
        for _ in range(self.chance.randint(least, most)):
            step, leaves = self.step(depth, labels)
            lines += step
            if leaves:
                return lines, True
        return lines, False

    def step(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        """A step with what stands beneath it, and whether no contact goes on after it."""
        flat = [self.send, self.send, self.send, self.wait, self.act]
        nested = [self.guarded_send, self.wait_for, self.wait_for, self.choose, self.split]
        nested += [self.wait_until, self.wait_until_date, self.repeat, self.offer]
        if one_in(self.chance, 12):
            return [self.chance.choice(["stop", "stop as done", *(f"go to {label}" for label in labels)])], True
        return self.chance.choice(flat + nested if depth else flat)(depth, labels)

    def send(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        has_cart = self.scope.trigger is not None and "total" in self.scope.trigger
        fitting = [each.name for each in self.messages if (has_cart or not each.needs_cart) and not each.on_trial]
        return ([f"send {self.chance.choice(fitting)}"] if fitting else ["wait 6 hours"]), False

    def guarded_send(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        (line,), _ = self.send(0, labels)
        if not line.startswith("send"):
            return [line], False
        named = self.chance.sample(REASONS, self.chance.randint(0, 2))
        heads = [f"if not sent because {reason}:" for reason in named] + ["if not sent:"]
        return self.branching(line, heads, depth, labels, goes_on=True)

    def wait(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        at = self.chance.choice(TIMES)
        forms = [
            f"wait {duration(self.chance)}",
            f"wait {duration(self.chance)}, then until {at}",
            f"wait until {at}",
            f"wait until {self.chance.choice(WEEKDAYS)} at {at}",
            f"wait {duration(self.chance)}, then until {self.chance.choice(WEEKDAYS)} at {at}",
            f"wait until {self.chance.choice(DATES)}",
            f"wait until {self.chance.choice(DATES)} {at}",
        ]
        return [self.chance.choice(forms)], False

    def act(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        name = self.chance.choice(sorted(the_project().attributes))
        event = self.chance.choice(STARTED)
        with_cart = f'emit {event} with cart_id: "c1"' if event != "signed_up" else f"emit {event}"
        set_attribute = f"set {name} to {literal(self.chance, the_project().attributes[name].type)}"
        forms = [*[set_attribute] * 4, "call crm", "add to fans", "remove from fans"]
        forms += [with_cart, f"unsubscribe from {self.chance.choice(the_project().topics)}"]
        forms += [f"start journey_{other}" for other in range(self.number)]
        form = self.chance.choice(forms)
        # Without a wait before it, journeys could start each other in a circle at one instant, which is a mistake.
        return (["wait 30 minutes", form] if form.startswith("emit") else [form]), False

    def wait_for(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        event = self.chance.choice(STARTED)
        line = f"wait for {event}{where(self.chance, self.scope, event)} up to {duration(self.chance)}"
        return self.branching(line, ["happened:", "timed out:"], depth, labels)

    def wait_until(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        changing = replace(self.scope, trigger=None)
        line = f"wait until {condition(self.chance, changing)}, up to {duration(self.chance)}"
        return self.branching(line, ["happened:", "timed out:"], depth, labels)

    def wait_until_date(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        of_trigger = [f"trigger.{name}" for name, kind in (self.scope.trigger or {}).items() if kind.kind is Kind.DATE]
        date, at = self.chance.choice([*DATED, *of_trigger]), self.chance.choice(TIMES)
        distance = self.chance.choice(["", "2 days before ", "1 week after "])
        line = f"wait until {distance}{date}{self.chance.choice(['', f' at {at}'])}"
        return self.branching(line, [] if date == "joined" else ["if missing:"], depth, labels, goes_on=True)

    def offer(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        line = f"offer {self.chance.choice(['picks', 'picks', 'extras'])}"
        return self.branching(line, ["if nothing left:"], depth, labels, goes_on=True)

    def choose(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        asked = [condition(self.chance, self.scope) for _ in range(self.chance.randint(0, 2))]
        if not asked or one_in(self.chance, 3):
            asked.append(f"in {self.chance.choice(self.scope.segments)}")
        return self.branching("choose:", [*(f"when {each}:" for each in asked), "otherwise:"], depth, labels)

    def split(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        subject = self.chance.choice(["", "", " by account"])
        line = f"split test_{self.number}_{next(self.numbers)}{subject}:"
        lines, leaves = self.branching(line, ["30% red:", "30% green:", "40% blue:"], depth, labels)
        on_trial = [each.name for each in self.messages if each.on_trial and not each.needs_cart]
        if on_trial:
            lines.insert(2, f"    send {self.chance.choice(on_trial)}")
        return lines, leaves

    def repeat(self, depth: int, labels: Sequence[str]) -> tuple[Lines, bool]:
        label = f"label_{next(self.numbers)}"
        before, leaves = self.block(depth - 1, 1, 2, labels)
        if not leaves:
            after, leaves = self.block(depth - 1, 1, 2, (*labels, label))
            before = [*before, f"label {label}", *after]
        times = self.chance.randint(1, 3)
        return [f"repeat up to {times} times:", *(f"  {each}" for each in before)], leaves

    def branching(
        self, line: str, heads: Sequence[str], depth: int, labels: Sequence[str], *, goes_on: bool = False
    ) -> tuple[Lines, bool]:
        lines = [line]
        for head in heads:
            inner, leaves = self.block(depth - 1, 1, 2, labels)
            said = [] if leaves or not one_in(self.chance, 10) else ["continue"]
            lines += [f"  {head}", *(f"    {each}" for each in [*inner, *said])]
            goes_on = goes_on or not leaves
        return lines, not goes_on


def journey(chance: Random, number: int, scope: Scope, messages: Sequence[Message]) -> str:
    """A journey, the `number`-th."""
    starts, trigger = _starts(chance, scope)
    entering = replace(scope, trigger=trigger)
    inside = replace(entering, entered=True)
    lines = [*starts, *_how_often(chance, trigger), *_head(chance, entering, inside)]
    writer = Writer(chance, inside, messages, number)
    first, _ = writer.send(0, []) if chance.choice([False, True]) else ([], False)
    steps, leaves = writer.block(2, 3, 6, ["the_end"])
    steps = [*first, *steps]
    if not leaves or any(line.endswith("go to the_end") for line in steps):
        steps += ["label the_end", "set visits to 200"]
    return "\n".join([f"journey journey_{number}:", *(f"  {line}" for line in [*lines, *steps])]) + "\n"


def _starts(chance: Random, scope: Scope) -> tuple[Lines, Mapping[str, ValueType] | None]:
    """The starts of a journey, and the properties of its trigger; None where contacts also enter without an event."""
    lines: Lines = []
    trigger: list[Mapping[str, ValueType] | None] = []
    kinds = [*STARTED, *STARTED, None, TIMED, TIMED]
    for event in dict.fromkeys(chance.choice(kinds) for _ in range(chance.randint(1, 2))):
        if event is None:
            too = chance.choice(["", " existing members too"])
            lines.append(f"starts on entering {chance.choice(scope.segments)}{too}")
            trigger.append(None)
        elif event == TIMED:
            lines.append(_by_the_calendar(chance, scope))
            trigger.append(None)
        else:
            quiet = "" if chance.randint(0, 3) else f", then quiet for {duration(chance)}"
            lines.append(f"starts on {event}{where(chance, scope, event)}{quiet}")
            trigger.append(the_project().events[event].properties)
    known = [each for each in trigger if each is not None]
    if len(known) < len(trigger):
        return lines, None
    return lines, {name: kind for name, kind in known[0].items() if all(each.get(name) == kind for each in known)}


def _by_the_calendar(chance: Random, scope: Scope) -> str:
    date, at, segment = chance.choice(DATED), chance.choice(TIMES), chance.choice(scope.segments)
    forms = [
        f"starts every year on {date} at {at}",
        f"starts 2 days before {date} at {at}",
        f"starts 1 week after {date} at {at}",
        f"starts every {chance.choice(WEEKDAYS)} at {at} for {segment}",
        f"starts every day at {at} for {segment}",
        f"starts on {chance.choice(DATES)} {at} for {segment}",
        "starts when called",
    ]
    return chance.choice(forms)


def _how_often(chance: Random, trigger: Mapping[str, ValueType] | None) -> Lines:
    keys = [key for key in KEYS if key in (trigger or {})]
    key = [f"one per {chance.choice(keys)}"] if keys and chance.randint(0, 1) else []
    again = chance.choice(["", "once", "always", "always", f"again after {duration(chance)}"])
    return [*key, again] if again else key


def _head(chance: Random, entering: Scope, inside: Scope) -> Lines:
    """The other lines at the head of a journey. What stops one must be able to change, as no trigger is."""
    stopping, goal = chance.choice(STARTED), chance.choice(STARTED)
    reason = chance.choice(["", " as done"])
    lines: list[tuple[int, Callable[[], str]]] = [
        (2, lambda: f"priority {chance.choice([1, 60])}"),
        (8, lambda: f"ends {chance.choice(DATES)}"),
        (8, lambda: f"only if {condition(chance, entering)}"),
        (4, lambda: f"stops on {stopping}{where(chance, inside, stopping)}{reason}"),
        (6, lambda: f"stops when {condition(chance, replace(inside, trigger=None), 1)}{reason}"),
        (2, lambda: f"goal {goal}{where(chance, inside, goal)} within {duration(chance)}"),
        (3, lambda: f"{chance.choice(['', 'shared '])}holdout {chance.choice(['20%', '60%'])}"),
        (6, lambda: "on edit follow"),
        (3, lambda: f"overdue {chance.choice(['skip', 'send', 'spread over 2 days'])}"),
        (25, lambda: "paused"),
    ]
    return [line() for each, line in lines if one_in(chance, each)]
