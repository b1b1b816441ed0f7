"""What contacts have been offered when they come to a send, and whether its message can do with that.

The steps are followed as contacts go through them, again and again until no way brings anything new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

from journeydsl.checker import walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.conditions import Offered
from journeydsl.model.messages import Message
from journeydsl.source import Span
from journeydsl.syntax import ast

Last: TypeAlias = frozenset[str | None]
"""The offers that may have come last before a step; None where nothing may have been offered."""

_NOBODY: Last = frozenset()


def check(scope: Scope, steps: ast.Block, messages: Mapping[str, Message]) -> None:
    """Report each send of a message that shows what its contacts may not have been offered."""
    named = {step.message.text for step in walk.steps(steps) if isinstance(step, ast.Send)}
    if not any(_shows(messages[name]) for name in named if name in messages):
        return
    way = _Way()
    before = None
    while before != (before := (dict(way.labels), dict(way.sends))):
        way.block(steps, frozenset({None}))
    for send, last in way.sends.values():
        message = messages.get(send.message.text)
        if message is not None:
            _report(scope, send, message, last)


@dataclass(slots=True)
class _Way:
    """What was offered last on the ways to each label and to each send, as far as they have been followed."""

    labels: dict[str, Last] = field(default_factory=dict)
    sends: dict[Span, tuple[ast.Send, Last]] = field(default_factory=dict)
    ends: list[Last] = field(default_factory=list)

    def block(self, steps: ast.Block, last: Last) -> Last:
        """What was offered last to those who go on after a block."""
        self.ends.append(_NOBODY)
        for step in steps:
            last = self.step(step, last)
        return last | self.ends.pop()

    def step(self, step: ast.Step, last: Last) -> Last:
        match step:
            case ast.Stop():
                return _NOBODY
            case ast.Continue():
                self.ends[-1] |= last
                return _NOBODY
            case ast.GoTo(label):
                self.labels[label.text] = self.labels.get(label.text, _NOBODY) | last
                return _NOBODY
            case ast.Label(name):
                return last | self.labels.get(name.text, _NOBODY)
            case ast.Offer(list=name):
                offered: Last = frozenset({name.text}) if last else _NOBODY
                return offered | self.block(step.nothing_left or (), frozenset({None}) if last else _NOBODY)
            case ast.Repeat():
                once = last | self.block(step.block, last)
                return once | self.block(step.block, once)
            case _:
                return self.other(step, last)

    def other(self, step: ast.Step, last: Last) -> Last:
        if isinstance(step, ast.Send):
            known = self.sends[step.span][1] if step.span in self.sends else _NOBODY
            self.sends[step.span] = (step, known | last)
        blocks = walk.blocks(step)
        after = reduce(frozenset.union, (self.block(each, last) for each in blocks), _NOBODY)
        chooses = isinstance(step, ast.WaitFor | ast.WaitUntilCondition | ast.Split) or (
            isinstance(step, ast.Choose) and step.otherwise is not None
        )
        return after if chooses else after | last


def _shows(message: Message) -> bool:
    return any(isinstance(field, Offered) for field in message.every_field)


def _report(scope: Scope, send: ast.Send, message: Message, last: Last) -> None:
    written = scope.names.messages[send.message.text]
    provided = {line.subject.text for line in written.lines if isinstance(line, ast.Fallback)}
    shown = [field.name for field in message.every_field if isinstance(field, Offered)]
    if None in last and (needed := [name for name in shown if f"offer.{name}" not in provided]):
        otherwise = f'`offer.{needed[0]} or "…"`'
        scope.report(
            Code.MISSING_OFFER,
            f"`{message.name}` shows `offer.{needed[0]}`, and contacts may come here without an offer",
            send.message.span,
            hint=f"put an `offer` before it, with `if nothing left: stop` beneath, or add {otherwise}",
        )
        return
    for name in sorted(each for each in last if each is not None):
        shelf = scope.names.offers.get(name)
        offers = None if shelf is None else shelf.offers
        lacking = [] if offers is None else [column for column in shown if column not in offers.columns]
        if lacking:
            found = f"`{message.name}` shows `offer.{lacking[0]}`, and the list of `{name}` has no such column"
            scope.report(Code.UNKNOWN_PROPERTY, found, send.message.span, hint="add the column to the list")
