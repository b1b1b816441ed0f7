"""What the event of a goal is like when somebody converts: like one in history, so that it meets the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from journeydsl.conditions import Facts, holds_of
from journeydsl.forecast.assumptions import Assumptions, Conversion
from journeydsl.forecast.history import History
from journeydsl.model.conditions import AllOf, Compare, Condition, Constant, EventProperty, Operator, TriggerProperty
from journeydsl.model.contacts import Event
from journeydsl.model.journeys import Goal
from journeydsl.model.values import Value


@dataclass(frozen=True, slots=True)
class Likes:
    """The properties that the event of a `goal` may have, and those that the goal itself asks for: equal to one of the
    `constants`, or to a property of the event that the run was entered by (`of_trigger`)."""

    goal: Goal
    examples: Sequence[Mapping[str, Value]]
    constants: Mapping[str, Value]
    of_trigger: Mapping[str, str]

    @property
    def number(self) -> int:
        """How many examples there are: one at least."""
        return len(self.examples)

    def for_run(self, trigger: Mapping[str, Value], place: int) -> Mapping[str, Value]:
        """The properties of a conversion in a run: of the first example from a place on that meets the goal as far as
        the event and the trigger tell; of the one at that place where none does."""
        asked = {name: trigger[of] for name, of in self.of_trigger.items() if of in trigger}
        ordered = [*self.examples[place:], *self.examples[:place]]
        found = ({**like, **self.constants, **asked} for like in ordered)
        facts = Facts(now=0, trigger=trigger)
        return next((like for like in found if self._is_met(like, facts)), {**ordered[0], **self.constants, **asked})

    def _is_met(self, like: Mapping[str, Value], facts: Facts) -> bool:
        event = Event(id="", name=self.goal.event, at=0, properties=like)
        return holds_of(self.goal.where, event, facts)


def likes_of(goal: Goal, assumptions: Assumptions, history: History) -> Likes:
    """What the event of a goal can be like: as in history, but as it is stated where it is."""
    said = assumptions.conversions.get(goal.event, Conversion()).properties
    equal = [] if goal.where is None else list(_equalities(goal.where))
    return Likes(
        goal,
        [{**example, **said} for example in history.examples.get(goal.event) or ({},)],
        {name: other.value for name, other in equal if isinstance(other, Constant)},
        {name: other.name for name, other in equal if isinstance(other, TriggerProperty)},
    )


def _equalities(where: Condition) -> Iterator[tuple[str, Constant | TriggerProperty]]:
    """The properties of which a condition says what they have to be equal to."""
    match where:
        case AllOf(parts):
            for part in parts:
                yield from _equalities(part)
        case Compare(EventProperty(name), Operator.EQUAL, (Constant() | TriggerProperty()) as other):
            yield name, other
        case _:
            pass
