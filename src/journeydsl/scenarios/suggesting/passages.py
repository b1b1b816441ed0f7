"""What became of a draft when it was played: how far the contact came on its way through one journey."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.engine.state import Enrollment
from journeydsl.graph.chart import Chart
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.values import Instant
from journeydsl.scenarios.coverage import place_of
from journeydsl.scenarios.running import period, play
from journeydsl.scenarios.suggesting.drafts import Draft


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact left the node at an index by its way out number `place`, or was cut short there; `state` is the
    contact's after that instant."""

    node: int
    at: Instant
    place: int | None
    decision: Decision
    state: ContactState


@dataclass(slots=True)
class Passage:
    """One run through the journey. `enrollment` is the contact's as it entered."""

    enrollment: Enrollment
    visits: list[Visit] = field(default_factory=list)
    finished: Visit | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """A draft, everything that was decided, its passages through the journey, and the triggers that were refused."""

    draft: Draft
    decisions: tuple[Decision, ...]
    passages: tuple[Passage, ...]
    refused: tuple[Visit, ...]
    begun: ContactState
    states: tuple[tuple[Instant, ContactState], ...]

    def state_at(self, at: Instant) -> ContactState:
        """The contact after everything up to and including an instant."""
        before = bisect_right(self.states, at, key=itemgetter(0))
        return self.states[before - 1][1] if before else self.begun


def played(rules: Rules, draft: Draft, journey: str) -> Played:
    """Play a draft, and see how it went through one journey."""
    places = {node.step.id: index for index, node in enumerate(rules.charts[journey].nodes)}
    passages: dict[int, Passage] = {}
    refused: list[Visit] = []
    decisions: list[Decision] = []
    states = []
    scenario = draft.scenario(rules.program.project)
    for step in play(rules, scenario):
        states.append((step.state.stepped_at or 0, step.state))
        decisions.extend(step.decisions)
        for each in step.decisions:
            if each.journey != journey:
                continue
            node = places.get(each.step, 0)
            place = place_of(rules.charts[journey].nodes[node], each) if each.step else None
            visit = Visit(node, each.at, place, each, step.state)
            if each.outcome is Outcome.REFUSED:
                refused.append(visit)
            elif each.outcome is Outcome.ENTERED:
                passages[each.enrollment] = Passage(_enrollment(step, each))
            elif each.outcome is Outcome.FINISHED:
                passages[each.enrollment].finished = visit
            if each.step and each.outcome not in _BESIDE:
                passages[each.enrollment].visits.append(visit)
    begun = engine.begin(rules, scenario.contact, (), period(scenario)[0])
    return Played(draft, tuple(decisions), tuple(passages.values()), tuple(refused), begun, tuple(states))


_BESIDE = (Outcome.HELD, Outcome.STALE, Outcome.MOVED)


def _enrollment(step: Step, entered: Decision) -> Enrollment:
    """The run as it is after it was entered, or, where it is over at once, as it must have been."""
    for enrollment in step.state.enrollments.values():
        if (enrollment.journey, enrollment.number) == (entered.journey, entered.enrollment):
            return enrollment
    history = step.state.history
    return Enrollment(
        journey=entered.journey,
        number=entered.enrollment,
        entered_at=entered.at,
        trigger=history[-1].properties if history and history[-1].at == entered.at else {},
        history_length=len(history),
        held_out=False,
        key=entered.detail,
    )


def distances(chart: Chart, target: int) -> Mapping[int, int]:
    """How many steps each node of a chart is away from the one at `target`, for those from which it can be reached."""
    before: dict[int, list[int]] = {}
    for index, node in enumerate(chart.nodes):
        for edge in node.edges:
            before.setdefault(edge.target, []).append(index)
    found, waiting = {target: 0}, deque([target])
    while waiting:
        node_index = waiting.popleft()
        for index in before.get(node_index, ()):
            if index not in found:
                found[index] = found[node_index] + 1
                waiting.append(index)
    return found


def goes(run: Played, node: int, place: int) -> bool:
    """Whether some passage takes a way."""
    return any(visit.node == node and visit.place == place for each in run.passages for visit in each.visits)
