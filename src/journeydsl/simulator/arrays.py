"""The dry run on the array machine: the same decisions and the same tally as `simulate`, for long lists of contacts.

In: `Rules`, the columns of a population, and the period. Out: a `Tally`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from importlib.util import find_spec
from typing import TYPE_CHECKING

from journeydsl.data.ahead import one_ahead
from journeydsl.engine import Rules
from journeydsl.model import clock, steps
from journeydsl.model.contacts import Contact
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.values import Instant
from journeydsl.resources.compiled_code import is_kept
from journeydsl.simulator.coupling import account_attribute, has_capacity
from journeydsl.simulator.publishing import Change
from journeydsl.simulator.tally import Tally

if TYPE_CHECKING:
    from journeydsl.machine import Bound, Columns, Counted, Decided, Kind, Published, Reads

EVENTS_EACH = 6
"""So many events of a contact are expected where nobody has counted them."""

_A_ROW, _A_JOURNEY = 80e-6, 16e-6
"""Seconds that the engine takes for a contact or an event, and for each journey more."""

_LOADING, _COMPILING = 1.0, 18.0
"""Seconds until the machine begins, and more where its code has to be compiled first."""


def is_installed() -> bool:
    """Whether the libraries of the machine are there (the extra `fast`)."""
    return find_spec("numba") is not None and find_spec("numpy") is not None


def is_worth_loading(rules: Rules, rows: int) -> bool:
    """Whether the machine is expected to be done before the engine with so many rows of contacts and events. Both times
    are rough: on a faster computer both are shorter."""
    by_engine = rows * (_A_ROW + _A_JOURNEY * len(rules.journeys))
    return by_engine > _LOADING and (by_engine > _LOADING + _COMPILING or is_compiled(rules))


def is_compiled(rules: Rules) -> bool:
    """Whether the machine's code for a program has been compiled and kept. Whether accounts are walked together hangs
    on the data, too: for them either will do."""
    if account_attribute(rules.program) is not None and is_kept(together=True):
        return True
    return is_kept(together=has_capacity(rules.program))


def get_ready(rules: Rules, start: Instant, end: Instant) -> None:
    """Load libraries and, where it is kept, compiled code, as a run over somebody to whom nothing happens does."""
    from journeydsl import machine

    nobody = machine.from_population(rules.program.project, [(Contact(id="nobody"), ())])
    bound = machine.bind(rules, nobody, start, end)
    if is_kept(together=bound.is_coupled):
        machine.run(bound, nobody)


def simulate_fast(
    rules: Rules,
    columns_of: Callable[[Reads], Iterable[Columns]],
    start: Instant,
    end: Instant,
    record: Callable[[Decided], None] | None = None,
    goes_on: Callable[[int], bool] = lambda _: True,
    *,
    looks_ahead: bool = False,
    changes: Sequence[Change] = (),
) -> Tally:
    """Dry-run the period from `start` to `end`, both included; `columns_of` gives what a program reads of contacts, in
    the order of their ids, so many of them at a time as are to be in memory. Where the run `looks_ahead`, the next of
    them are got ready, on another thread, while some are walked.

    New versions of the program may be published on the way, at `changes` in their order; raises ValueError where these
    tell accounts apart by different attributes.
    `goes_on` is told each time how many more contacts are done; where it answers False, the others are left out, and
    those who are all walked at once are left as they stand.
    """
    from journeydsl import machine

    tally = Tally(changes[-1].rules if changes else rules, start, end)
    later = [machine.Published(*each) for each in changes]
    reads = machine.reads_of([rules, *(each.rules for each in changes)])
    ready = (_bound(rules, each, start, end, later) for each in columns_of(reads))
    with closing(one_ahead(ready) if looks_ahead else ready) as slices:
        for columns, bound in slices:
            counted = machine.run(bound, columns, record, goes_on=goes_on)
            tally.contacts += counted.contacts
            _add_counted(tally, bound, counted)
            if counted.contacts < len(columns.ids):
                break
    return tally


def _bound(
    rules: Rules, columns: Columns, start: Instant, end: Instant, later: Sequence[Published]
) -> tuple[Columns, Bound]:
    """What the machine runs on; contacts of an account stand together where they make a difference to each other, so
    that they can be walked in slices."""
    from journeydsl import machine

    bound = machine.bind(rules, columns, start, end, later=later)
    order = machine.in_accounts(bound)
    if order is None:
        return columns, bound
    columns = machine.of_contacts(columns, order)
    return columns, machine.bind(rules, columns, start, end, later=later)


def _add_counted(tally: Tally, bound: Bound, counted: Counted) -> None:
    members = zip(bound.rules.segments, counted.members.tolist(), strict=True)
    tally.segments.update({name: number for name, number in members if number})
    sends = iter(counted.days.tolist())
    for kind, times in zip(bound.kinds, counted.decisions.tolist(), strict=True):
        if kind.outcome is Outcome.SENT:
            for day, sent in enumerate(next(sends)):
                if sent:
                    tally.add(_decision(kind, _noon(tally, day)), sent)
        elif times and kind.outcome is None:
            _count_apart(tally, kind, times)
        elif times:
            tally.add(_decision(kind, tally.start), times)
    _add_those_still_inside(tally, bound, counted.still.tolist())


def _noon(tally: Tally, day: int) -> Instant:
    """An instant of a day of the project's zone, counted from that on which the run begins."""
    zone = tally.rules.program.project.timezone
    first = clock.to_wall(tally.start, zone).replace(hour=12, minute=0, second=0, microsecond=0)
    return clock.to_instant(first + datetime.timedelta(days=day), zone)


def _count_apart(tally: Tally, kind: Kind, times: int) -> None:
    if kind.step in ("ended", "of segment", "sent in", "entered by", "arrived"):
        return
    if kind.step == "said":
        wordings = tally.messages[kind.message].wordings
        counted = wordings.parts.setdefault(kind.journey, Counter()) if kind.journey else wordings.fallbacks
        counted[kind.detail] += times
        return
    if kind.step == "offered":
        tally.messages[kind.message].wordings.offered.update({kind.detail: times} if times else {})
        return
    if kind.step == "late":
        tally.late_events += times
        return
    journey = tally.journeys[kind.journey]
    if kind.step == "triggered":
        journey.triggered += times
    else:
        journey.sends_reached += times


def _decision(kind: Kind, at: Instant) -> Decision:
    """A decision of a kind, which stands for all of them."""
    assert kind.outcome is not None, "counted apart"
    return Decision(
        "",
        kind.journey,
        2 if kind.again else 1,
        kind.step,
        at,
        kind.outcome,
        kind.reason or "",
        kind.detail,
        kind.message,
    )


def _add_those_still_inside(tally: Tally, bound: Bound, still: Sequence[int]) -> None:
    for (name, step), number in zip(bound.steps, still, strict=True):
        journey = tally.journeys[name]
        journey.active += number
        journey.steps[step.id].still_there += number
        if isinstance(step, steps.Send):
            journey.sends_held += number
            tally.messages[step.message].held += number
