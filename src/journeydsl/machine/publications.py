"""The versions of a program that are published in the course of a run, as rows: what each becomes in the next (laws L31
and L32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from journeydsl.engine.chance import odds
from journeydsl.engine.rules import Rules
from journeydsl.engine.traffic import reopen_traffic
from journeydsl.machine import layout, rounds
from journeydsl.machine.accounts import looking_at_peers
from journeydsl.machine.editions import Edition, Fate, Sort, fate, next_editions, version_of
from journeydsl.machine.kinds import Kind
from journeydsl.machine.layout import NONE
from journeydsl.machine.reading import every_item
from journeydsl.machine.tabling import Lowering, NodeStep, Row
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import OnEvent, Overdue, SendOverdue, SkipOverdue, SpreadOverdue
from journeydsl.model.reasons import Exit, NotSent
from journeydsl.model.values import Instant


class Published(NamedTuple):
    """A version of the program that holds from an instant on; `rules` know the versions before it."""

    at: Instant
    rules: Rules


def following(low: Lowering, published: Published) -> Lowering:
    """The tables gone on with by the version that follows, of which nothing stands there yet."""
    rules = published.rules
    first, _ = low.add([()] * len(rules.remembered), layout.G_WIDTH)
    remembered = {name: first + place * layout.G_WIDTH for place, name in enumerate(rules.remembered)}
    items = [*low.items, *every_item(rules)]
    version = low.version + 1
    operations = low.operations.of_version(version, rules, remembered, items)
    return replace(
        low, rules=rules, version=version, editions=next_editions(rules, low.editions), remembered=remembered,
        operations=operations, items=items, traffic=reopen_traffic(rules.program, published.at, low.traffic),
        looking_at_peers=frozenset(looking_at_peers(rules, operations, low.given)), messages={}, journeys={},
        cursors=[], offers={}, nodes={}, arrivals={}, versions={}, starts={}, watches={},
    )  # fmt: skip


def place_nodes(lows: Sequence[Lowering]) -> None:
    """Keep room for the nodes of all versions, one after the other, and say what they are."""
    for low in lows:
        for places in (low.nodes, low.arrivals)[: 1 if low.version == 0 else 2]:
            for edition in low.editions:
                nodes = version_of(low.rules, edition).chart.nodes
                places[edition], _ = low.add([()] * len(nodes), layout.N_WIDTH)
                low.steps.extend(NodeStep(edition.journey, node.step) for node in nodes)


def publish(before: Lowering, after: Lowering, at: Instant) -> int:
    """Say what the rows of a version become in the next, which is published at an instant; the row that says so."""
    _link(before, after)
    moves = [
        _move_row(before, after, edition, index)
        for places in (before.nodes, before.arrivals)
        for edition in places
        for index in range(len(version_of(before.rules, edition).chart.nodes))
    ]
    first, _ = before.add(moves, layout.MV_WIDTH)
    names = before.add([(before.journeys[name],) for name in sorted(before.journeys)])
    nodes = min(before.nodes.values(), default=0)
    row, _ = before.add([(at, first, nodes, *names)], layout.PB_WIDTH)
    return row


def _link(before: Lowering, after: Lowering) -> None:
    """Let rows of both versions know of each other."""
    for name, row in after.journeys.items():
        after.put(row + layout.J_BEFORE, (before.journeys.get(name, NONE),))
    for name, row in before.journeys.items():
        before.put(row + layout.J_NEXT, (after.journeys.get(name, row),))
    for version, row in before.versions.items():
        before.put(row + layout.J_STAYS, (after.versions.get(version, NONE),))
    for watch, row in after.watches.items():
        after.put(row + layout.W_BEFORE, (before.watches.get(watch, NONE),))
    for name, row in after.remembered.items():
        after.put(row + layout.G_BEFORE, (before.remembered.get(name, NONE),))
    for (name, number), row in before.starts.items():
        start = before.rules.journeys[name].starts[number]
        if isinstance(start, OnEvent) and start.quiet_for is not None:
            before.put(row + layout.S_NEXT, (_quiet_start(after, name, start.event),))


def _quiet_start(low: Lowering, name: str, event: str) -> int:
    """The start of a journey at which a quiet time after an event goes on."""
    journey = low.rules.journeys.get(name)
    for number, start in enumerate(journey.starts if journey is not None else ()):
        if isinstance(start, OnEvent) and start.event == event and start.quiet_for is not None:
            return low.starts[name, number]
    return NONE


def _move_row(before: Lowering, after: Lowering, edition: Edition, index: int) -> Row:
    """What becomes of a run at a node."""
    found = fate(after.rules, edition, index)
    name = edition.journey
    if found.sort in (Sort.LOST, Sort.ENDS):
        ended = after.kinds.add([Kind(name, "", Outcome.FINISHED, Exit.JOURNEY_CHANGED)])
        left = list(_cut_short(after, found)) if found.sort is Sort.ENDS else []
        return found.sort, NONE, NONE, NONE, after.kinds.add(left) if left else NONE, ended, *[NONE] * 3
    journey = after.rules.journeys[name]
    node = after.nodes[found.edition] + found.node * layout.N_WIDTH
    if not isinstance(_step(after, found.edition, found.node), steps.Waiting | steps.Send):
        node = after.arrivals[found.edition] + found.node * layout.N_WIDTH
    version = after.versions[found.edition.journey, found.edition.fingerprint]
    moved = _moved(after, edition, index, found) if found.sort is Sort.MOVES else (NONE, NONE, NONE, 0, 0, 0, 0, 0)
    return (
        found.sort, node, after.journeys[name], version, NONE, NONE, *moved, int(journey.paused),
        *_overdue(after, name, journey.overdue),
    )  # fmt: skip


def _cut_short(low: Lowering, found: Fate) -> Iterator[Kind]:
    """What is decided about a step that is gone."""
    step, name = _step(low, found.edition, found.node), found.edition.journey
    if isinstance(step, steps.Send):
        yield Kind(name, step.id, Outcome.NOT_SENT, NotSent.STOPPED_WHILE_HELD, "", step.message)
    elif isinstance(step, steps.Waiting):
        yield Kind(name, step.id, Outcome.INTERRUPTED)


def _moved(low: Lowering, edition: Edition, index: int, found: Fate) -> tuple[int, ...]:
    """What is decided where a run moves, and what is kept of it."""
    old, new = _step(low, edition, index), _step(low, found.edition, found.node)
    name, add = edition.journey, low.kinds.add
    moved = add([Kind(name, old.id, Outcome.MOVED, None, new.id if new.id != old.id else "")])
    stays = any(isinstance(old, kind) and isinstance(new, kind) for kind in (steps.Waiting, steps.Send))
    gone = reached = NONE
    if isinstance(old, steps.Send) and not stays:
        held = NotSent.STOPPED_WHILE_HELD
        gone = add([Kind(name, old.id, Outcome.NOT_SENT, held, new.id, old.message)])
    if isinstance(new, steps.Send) and not stays:
        reached = add([Kind(name, "reached", None)])
    counted = low.add(_rounds(low, edition, index, found), layout.RO_WIDTH)
    keeps_wake = stays and isinstance(new, steps.Send)
    return moved, gone, reached, int(stays), int(keeps_wake), int(isinstance(new, steps.WaitFor)), *counted


def _rounds(low: Lowering, edition: Edition, index: int, found: Fate) -> Iterator[Row]:
    """What becomes of how often a run has come to each `repeat` around it."""
    before = version_of(low.rules, edition)
    old, new = before.chart, version_of(low.rules, found.edition).chart
    there = rounds.around(new, found.node)
    for repeat in rounds.around(old, index):
        becomes = before.successors.get(repeat)
        if becomes in there and isinstance(new.nodes[becomes].step, steps.Repeat):
            most = rounds.times(new, becomes)
            yield rounds.unit(old, repeat), rounds.times(old, repeat) + 2, rounds.unit(new, becomes), most


def _step(low: Lowering, edition: Edition, index: int) -> steps.Step:
    return version_of(low.rules, edition).chart.nodes[index].step


def _overdue(low: Lowering, name: str, overdue: Overdue) -> tuple[int, int, int]:
    """What becomes of what fell due while the journey was paused: when its turn is, where each has one of its own."""
    match overdue:
        case SkipOverdue():
            return layout.SKIP, NONE, 0
        case SendOverdue():
            return layout.SEND_ALL, NONE, 0
        case SpreadOverdue(duration):
            drawn = f"overdue of {name}"
            return layout.SPREAD, low.draw(drawn, odds(drawn, [])), duration
