"""The response model at work beside the engine: it answers what was sent, and its answers are what lies ahead.

From the first message that is due to a contact in a run until the goal of that run can no longer be reached, the model
speaks for the goal's event: what would arrive of it by itself is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from journeydsl.conditions import is_in
from journeydsl.engine import Step
from journeydsl.engine.facts import facts_of
from journeydsl.engine.memberships import carry_forward
from journeydsl.engine.state import GoalWatch
from journeydsl.forecast.modelling import Model, Send, is_answer
from journeydsl.forecast.rates import Case
from journeydsl.forecast.results import Results
from journeydsl.model.contacts import Event, Input
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.responses import Response


@dataclass(slots=True)
class Responder:
    """Answers the sends of contacts as they are made, and counts in `results`; each answer also goes to `record`, those
    after the run's end too."""

    model: Model
    results: Results
    record: Callable[[Sequence[Response]], None] = lambda _: None
    _visits: Counter[tuple[str, str, int, str]] = field(default_factory=Counter)

    def ahead(self, step: Step, inputs: Sequence[Input]) -> Sequence[Input]:
        """What lies ahead of a contact after a step, where `inputs` did before it."""
        for decision in step.decisions:
            if decision.outcome in (Outcome.SENT, Outcome.HELD_OUT):
                inputs = self._answered(step, decision, inputs)
        self.results.add_decisions(step.decisions)
        return inputs

    def _answered(self, step: Step, decision: Decision, inputs: Sequence[Input]) -> Sequence[Input]:
        key = (decision.contact, decision.journey, decision.enrollment, decision.step)
        goal = _open_goal(step, decision) if self.model.converts_to(decision.journey) is not None else None
        trigger = {} if goal is None else goal.entry.trigger
        send = Send(decision, self._visits[key], goal is not None, trigger)
        self._visits[key] += 1
        responses, events = self.model.answer(send, self._case(step, decision))
        self.results.add_responses(responses)
        self.record(responses)
        left = inputs if goal is None else list(self._left(goal, decision.journey, inputs))
        return [*left, *events] if events or left is not inputs else inputs

    def _left(self, goal: GoalWatch, journey: str, inputs: Sequence[Input]) -> Iterator[Input]:
        """What still arrives by itself."""
        name = self.model.converts_to(journey)
        for each in inputs:
            is_goal = isinstance(each, Event) and each.name == name and not is_answer(each)
            if is_goal and each.arrives <= goal.until:
                self.results.spoken_for += 1
            else:
                yield each

    def _case(self, step: Step, decision: Decision) -> Case:
        """What the rates of the send hang on."""
        rules, state, at = self.model.rules, step.state, decision.at
        told_apart = [name for name in self.model.assumptions.segments if name in rules.segments]
        if not told_apart:
            return self.model.case(decision.message, state.attributes, ())
        facts = facts_of(rules, carry_forward(rules, state, at), at)
        holding = tuple(name for name in told_apart if is_in(name, facts))
        return self.model.case(decision.message, state.attributes, holding)


@dataclass(slots=True)
class Witness:
    """A responder whose answers are kept, so that a forecast can be told as if it had been history: `lives` holds, by
    contact, what it has known and lived through, and what lies ahead."""

    responder: Responder
    lives: dict[str, list[Input]]

    def ahead(self, step: Step, inputs: Sequence[Input]) -> Sequence[Input]:
        """See `Responder.ahead`."""
        ahead = self.responder.ahead(step, inputs)
        if ahead is not inputs:
            now = step.decisions[0].at
            lived = [each for each in self.lives[step.state.contact] if each.arrives <= now]
            self.lives[step.state.contact] = [*lived, *ahead]
        return ahead


def _open_goal(step: Step, decision: Decision) -> GoalWatch | None:
    """The goal of the run, where it can still be reached."""
    run = decision.journey, decision.enrollment
    watches = (watch for watch in step.state.goals if (watch.entry.journey, watch.entry.number) == run)
    return next((watch for watch in watches if watch.until > decision.at), None)
