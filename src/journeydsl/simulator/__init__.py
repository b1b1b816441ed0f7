"""The dry run: every contact through every journey in virtual time, and the books balanced at the end.

In: `Rules`, a population, and the period. Out: a `Tally`; each decision goes to `record` as it is made.
Promises: deterministic; the order of the population makes no difference to any decision. Contacts who share nothing
are held one at a time, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.model.contacts import Contact, Input
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Instant
from journeydsl.simulator.coupling import group_of, groups
from journeydsl.simulator.endings import ContactEnd, contact_end
from journeydsl.simulator.publishing import Change, walk_through
from journeydsl.simulator.tally import Tally
from journeydsl.simulator.walking import Member, Responder, member, walk, walk_together

__all__ = [
    "Change",
    "ContactEnd",
    "Responder",
    "Tally",
    "group_of",
    "groups",
    "member",
    "simulate",
    "walk",
    "walk_through",
    "walk_together",
]


def simulate(
    rules: Rules,
    population: Iterable[tuple[Contact, Sequence[Input]]],
    start: Instant,
    end: Instant,
    record: Callable[[Sequence[Decision]], None] = lambda _: None,
    changes: Sequence[Change] = (),
    *,
    keep: Callable[[ContactEnd], None] = lambda _: None,
    goes_on: Callable[[int], bool] = lambda _: True,
    responder: Responder | None = None,
) -> Tally:
    """Dry-run the period from `start` to `end`, both included.

    Events that are known before `start` are history: they can be asked about but trigger nothing. Those that become
    known after `end` are not seen.
    Where contacts share something, their decisions come in the order of time, else contact by contact. New versions of
    the program may be published on the way, at `changes` in their order: then everybody is held at once. `keep` gets
    each contact as it stands at the end. `goes_on` is told each time how many more contacts are done; where it answers
    False, the others are left out, and those who share something with each other are left as they stand.

    A `responder` answers what is sent (a forecast); without one, sends cause nothing (a replay). While new versions are
    published, nobody answers.
    """
    tally = Tally(changes[-1].rules if changes else rules, start, end)
    traffic = engine.open_traffic(rules.program, start)
    for group in [list(population)] if changes else groups(rules, population):
        members = [member(rules, *row, start, end) for row in group]
        steps = (
            walk_through(rules, changes, members, end, traffic)
            if changes
            else walk_together(rules, members, end, traffic, responder)
        )
        for state in _stepped(tally, members, steps, record, goes_on):
            keep(contact_end(rules, state, tally.add_end(state)))
        if not goes_on(len(group)):
            break
    return tally


def _stepped(
    tally: Tally,
    members: Sequence[Member],
    steps: Iterable[Step],
    record: Callable[[Sequence[Decision]], None],
    goes_on: Callable[[int], bool],
) -> Iterable[ContactState]:
    """The members of a group as they stand once their steps are counted and recorded, or the run goes on no more;
    whoever is alone is done whole."""
    states = {state.contact: state for state, _ in members}
    for step in steps:
        record(step.decisions)
        tally.add_step(step)
        states[step.state.contact] = step.state
        if len(members) > 1 and not goes_on(0):
            break
    return states.values()
