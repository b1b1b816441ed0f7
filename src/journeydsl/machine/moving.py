"""How a run goes from node to node and how it ends: `engine.advancing` and `engine.stopping` over arrays."""

from __future__ import annotations

from journeydsl.machine import zones
from journeydsl.machine.arithmetic import draw
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.layout import (
    CHOOSE, CONTACT, D_AT, D_CONTACT, D_KEY, D_KIND, D_NUMBER, DECISIONS, DUE, FULL, J_REACHED, J_STOPPED, J_STOPS,
    J_STOPS_END, J_STOPS_WHEN, J_STOPS_WHEN_END, N_A, N_B, N_C, N_EDGE, N_KIND, N_LEFT, N_STEP, NONE, NOW, RUN_ARRIVED,
    RUN_ENTRY, RUN_JOURNEY, RUN_NODE, RUN_NUMBER, RUN_TRIGGER, RUN_WAKE, RUNS, SEND, SET, SPLIT, STALE, STOP, VISITS, WAIT,
    WAIT_FOR, X_CONDITION, X_EVENT, X_ORDER, ZONE, Data, Ints, Tables, Work,
)  # fmt: skip


@inlined
def decide(w: Work, kind: int, number: int, key: int) -> None:
    """Record a decision of a kind about the contact's `number`-th run of a journey."""
    row = w.single[DECISIONS]
    if row == len(w.decisions):
        w.single[FULL] = 1
        return
    w.single[DECISIONS] = row + 1
    w.decisions[row, D_KIND] = kind
    w.decisions[row, D_CONTACT] = w.single[CONTACT]
    w.decisions[row, D_NUMBER] = number
    w.decisions[row, D_AT] = w.single[NOW]
    w.decisions[row, D_KEY] = key


@inlined
def holds(t: Tables, d: Data, w: Work, condition: int, run: int, event: int) -> bool:
    """Whether a condition (`NONE` always does) is true from inside a run."""
    if condition == NONE:
        return True
    return evaluate(t, d, w, condition, w.runs[run, RUN_TRIGGER], w.runs[run, RUN_ENTRY], event) == 1.0


@inlined
def copy(source: Ints, row: int, target: Ints, place: int) -> None:
    """Write a row of a table to a place in another."""
    for column in range(target.shape[1]):
        target[place, column] = source[row, column]


@inlined
def remove(w: Work, run: int) -> None:
    """Forget a run that has ended; those after it move up."""
    last = w.single[RUNS] - 1
    for place in range(run, last):
        copy(w.runs, place + 1, w.runs, place)
    w.single[RUNS] = last


@compiled
def finish(t: Tables, w: Work, run: int, stop: int) -> None:
    """End a run by the journey's stop of this order, wherever the run is."""
    number = w.runs[run, RUN_NUMBER]
    left = t.nodes[w.runs[run, RUN_NODE], N_LEFT]
    if left != NONE:
        decide(w, left + stop, number, NONE)
    journey = w.runs[run, RUN_JOURNEY]
    remove(w, run)
    decide(w, t.journeys[journey, J_STOPPED] + stop, number, NONE)


@inlined
def why_stopped(t: Tables, d: Data, w: Work, run: int) -> int:
    """The first stop whose condition is anything but false now, or `NONE`."""
    journey = w.runs[run, RUN_JOURNEY]
    for row in range(t.journeys[journey, J_STOPS_WHEN], t.journeys[journey, J_STOPS_WHEN_END]):
        condition = t.stops_when[row, X_CONDITION]
        if evaluate(t, d, w, condition, w.runs[run, RUN_TRIGGER], w.runs[run, RUN_ENTRY], NONE) != 0.0:
            return t.stops_when[row, X_ORDER]
    return NONE


@inlined
def stop_when(t: Tables, d: Data, w: Work, run: int) -> bool:
    """End a run where a condition that it stops by holds, or may hold; whether it did."""
    stop = why_stopped(t, d, w, run)
    if stop != NONE:
        finish(t, w, run, stop)
    return stop != NONE


@inlined
def stop_on(t: Tables, d: Data, w: Work, run: int, event: int) -> bool:
    """End a run where an event is one that it stops on; whether it did."""
    journey = w.runs[run, RUN_JOURNEY]
    for row in range(t.journeys[journey, J_STOPS], t.journeys[journey, J_STOPS_END]):
        if t.stops[row, X_EVENT] == d.name[event] and holds(t, d, w, t.stops[row, X_CONDITION], run, event):
            finish(t, w, run, t.stops[row, X_ORDER])
            return True
    return False


@compiled
def arrive(t: Tables, d: Data, w: Work, run: int, target: int) -> None:
    """Walk on until the contact has to wait, a send is due, or the journey ends."""
    now, number = w.single[NOW], w.runs[run, RUN_NUMBER]
    while target != NONE:
        node = target
        w.single[VISITS] += 1
        w.runs[run, RUN_NODE] = node
        w.runs[run, RUN_ARRIVED] = now
        step = t.nodes[node, N_STEP]
        way, target = 0, NONE
        if step == SEND:
            w.runs[run, RUN_WAKE] = DUE
            decide(w, t.journeys[w.runs[run, RUN_JOURNEY], J_REACHED], 0, NONE)
        elif step == STOP:
            remove(w, run)
            decide(w, t.nodes[node, N_KIND], number, NONE)
        else:
            way = _way(t, d, w, run, node, step)
            if way == NONE:
                continue
            decide(w, t.nodes[node, N_KIND] + way, number, NONE)
            target = t.edges[t.nodes[node, N_EDGE] + way]


@inlined
def _way(t: Tables, d: Data, w: Work, run: int, node: int, step: int) -> int:
    """The way out of a node that is left at once, or `NONE` where the contact waits."""
    if step == CHOOSE:
        return _chosen(t, d, w, run, node)
    if step == SPLIT:
        return drawn(t, d, w, t.nodes[node, N_A])
    if step == WAIT_FOR:
        w.runs[run, RUN_WAKE] = w.single[NOW] + t.nodes[node, N_A]
        return NONE
    if step == SET:
        if t.nodes[node, N_A] != NONE:
            w.changed[t.nodes[node, N_A]] = t.numbers[t.nodes[node, N_B]]
        w.single[STALE] = 1
        return 0
    due = _due(t, d, w, node, step)
    w.runs[run, RUN_WAKE] = due
    return 0 if due <= w.single[NOW] else NONE


@inlined
def _due(t: Tables, d: Data, w: Work, node: int, step: int) -> int:
    """When a wait is over."""
    if step != WAIT:
        return zones.to_instant(d.zones, w.single[ZONE], t.nodes[node, N_A])
    if t.nodes[node, N_B] == NONE:
        return w.single[NOW] + t.nodes[node, N_A]
    return zones.until_time_of_day(
        d.zones, w.single[ZONE], w.single[NOW], t.nodes[node, N_A], t.nodes[node, N_B], t.nodes[node, N_C]
    )


@inlined
def _chosen(t: Tables, d: Data, w: Work, run: int, node: int) -> int:
    """The first arm whose condition is true, or the one after the last."""
    arms = t.nodes[node, N_B]
    for arm in range(arms):
        if holds(t, d, w, t.arms[t.nodes[node, N_A] + arm], run, NONE):
            return arm
    return arms


@inlined
def drawn(t: Tables, d: Data, w: Work, experiment: int) -> int:
    """The variant of an experiment that the contact is in."""
    number = draw(d.subject[w.single[CONTACT]], t.experiments[experiment])
    variant = 0
    for end in range(t.draws[experiment], t.draws[experiment + 1]):
        variant += 1 if t.draw_ends[end] <= number else 0
    return variant
