"""Conditions as operations on a stack, for `machine.evaluating`; what can be answered before the run becomes a flag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import TypeAlias, TypeVar

from journeydsl.conditions import Facts, evaluate
from journeydsl.engine.rules import Rules
from journeydsl.machine import layout
from journeydsl.machine.beforehand import OfAccount, Ranking, Reached, Said
from journeydsl.machine.changeable import TOPIC_OF, Changing, Known, changing, freshness
from journeydsl.machine.codes import FUNCTIONS, OPERATORS, numbers_of
from journeydsl.machine.reading import every_item, kinds_of, operands, parts
from journeydsl.machine.vocabulary import Vocabulary
from journeydsl.model import conditions
from journeydsl.model.conditions import Condition, Operand, Window
from journeydsl.model.offers import Item
from journeydsl.model.values import Kind, Value

OfContact: TypeAlias = Condition | OfAccount | Said | Reached
"""What is asked of contacts before the run."""

Thing = TypeVar("Thing")
_ALWAYS = conditions.AllOf(())


class Operations:
    """The conditions of a program, one after the other; the rest of the tables name them by their first operation."""

    def __init__(
        self,
        rules: Rules,
        vocabulary: Vocabulary,
        event_numbers: Mapping[str, int],
        changing: Mapping[Changing, int],
        triggers: frozenset[str],
        made: frozenset[str],
        remembered: Mapping[str, int],
        rows: list[int],
    ) -> None:
        self.rows = rows
        self.numbers: list[float] = []
        self.contact_flags: list[tuple[int, OfContact]] = []
        self.event_flags: list[tuple[int, Condition | Said, frozenset[str]]] = []
        self.texts: list[conditions.TextMatch | conditions.Contains] = []
        self.events_asked: set[int] = set()
        self.attributes: list[Known | Ranking] = []
        self.properties: list[str] = []
        self._rules, self.vocabulary = rules, vocabulary
        self._event_numbers, self._changing = event_numbers, changing
        self.triggers = triggers
        """By which events whoever is asked has entered: a property can be of another kind in other events."""
        self._made, self._remembered = made, remembered
        self._looked_at: frozenset[str] = frozenset()
        self.version = 0
        self.items: Sequence[Item] = every_item(rules)

    def of_version(
        self, version: int, rules: Rules, remembered: Mapping[str, int], items: Sequence[Item]
    ) -> Operations:
        """These operations, to be gone on with by another version of the program, which offers these items."""
        other = copy(self)
        other.version, other._rules, other._remembered, other.items = version, rules, remembered, items
        return other

    def add(self, condition: Condition | None, events: frozenset[str] = frozenset()) -> int:
        """The number of a condition, `NONE` where there is none; `events` are those that a `where` looks at."""
        if condition is None:
            return layout.NONE
        first = len(self.rows)
        self._looked_at = events
        self._truth(condition)
        self._do(layout.END)
        return first

    def add_of_account(self, condition: Condition) -> int:
        """The number of a condition that is asked of everybody of the contact's account before the run."""
        first = len(self.rows)
        self._do(layout.CONTACT_FLAG, self.contact_flag(OfAccount(condition)))
        self._do(layout.END)
        return first

    def add_said(self, chosen: Sequence[Sequence[tuple[Condition, bool]]]) -> int:
        """The number of a condition that is true where of one of several groups each is true, or anything but true."""
        first = len(self.rows)
        self._looked_at = frozenset()
        if not self._is_flag(Said(tuple(map(tuple, chosen)))):
            self._say(chosen)
        self._do(layout.END)
        return first

    def _say(self, chosen: Sequence[Sequence[tuple[Condition, bool]]]) -> None:
        for place, group in enumerate(chosen):
            self._do(layout.NUMBER, self.number_of(1.0))
            for condition, wanted in group:
                self._truth(condition)
                self._do(layout.IS_TRUE)
                if not wanted:
                    self._do(layout.NOT)
                self._do(layout.AND)
            if place:
                self._do(layout.OR)

    def is_flag(self, condition: int) -> bool:
        """Whether all there is to a condition is one flag of the contact, or of what triggered the run."""
        is_alone = self.rows[condition + layout.O_WIDTH] == layout.END
        return is_alone and self.rows[condition + layout.O_DO] in (layout.CONTACT_FLAG, layout.TRIGGER_FLAG)

    def is_alike(self, condition: Condition) -> bool:
        """Whether at one instant a condition can only come to the same for all runs of a contact, unless something
        happens."""
        asked = list(parts(condition, self._rules))
        windows = [each.window for each in asked if isinstance(each, conditions.Count | conditions.Aggregate)]
        of_runs = (conditions.TriggerProperty, conditions.Offered)
        return not (
            any(isinstance(each, conditions.SinceEntry) for each in windows)
            or any(isinstance(operand, of_runs) for each in asked for operand in operands(each))
            or any(isinstance(each, conditions.HasBeenIn) for each in asked)
            or any(isinstance(each, conditions.InSegment) and each.segment in self._remembered for each in asked)
        )

    def is_static(self, condition: Condition) -> bool:
        """Whether a condition on contacts can be answered before the run."""
        return not self._reads(condition)

    def add_value(self, operand: Operand, events: frozenset[str] = frozenset()) -> int:
        """The number of operations that give the value of an operand; `events` as in `add`."""
        first = len(self.rows)
        self._looked_at = events
        self._value(operand)
        self._do(layout.END)
        return first

    def add_freshness(self, score: conditions.Score) -> int:
        """The number of operations that give until when a score is fresh."""
        first = len(self.rows)
        self._known(freshness(score))
        self._do(layout.END)
        return first

    def ranking(self, ranking: Ranking) -> int:
        """Which of the attributes says where a ranking stands."""
        return self._attribute(ranking)

    def slot(self, name: str) -> int:
        """The column of the properties that the machine reads."""
        return _place(self.properties, name)

    def contact_flag(self, condition: OfContact) -> int:
        """The number of a flag of contacts."""
        return _place(self.contact_flags, (self.version, condition))

    def constant(self, value: Value) -> float:
        """The number of a value that is written in the program."""
        return self.vocabulary.constant(value)

    def number_of(self, value: float) -> int:
        """Where a number is kept."""
        self.numbers.append(value)
        return len(self.numbers) - 1

    def is_date(self, operand: Operand, events: frozenset[str] = frozenset()) -> bool:
        """Whether an operand is a date, as against an instant; `events` as in `add`."""
        of = events if isinstance(operand, conditions.EventProperty) else self.triggers
        return Kind.DATE in kinds_of(self._rules, operand, of)

    def _do(self, do: int, *numbers: int) -> int:
        row = (do, *numbers)
        self.rows.extend((*row, *[0] * (layout.O_WIDTH - len(row))))
        return len(self.rows) - layout.O_WIDTH

    def _write(self, operation: int, *row: int) -> None:
        self.rows[operation : operation + len(row)] = row

    def _truth(self, condition: Condition) -> None:
        if not self._is_flag(condition):
            self._asked(condition)

    def _is_flag(self, condition: Condition | Said) -> bool:
        """Put in a flag where the condition can be answered before the run; whether it can."""
        reads = self._reads(condition)
        if not reads:
            self._do(layout.CONTACT_FLAG, self.contact_flag(condition))
        elif reads == {conditions.EventProperty} and self._is_of_data(self._looked_at, condition):
            self._do(layout.EVENT_FLAG, self.event_flag(condition, self._looked_at))
        elif reads == {conditions.TriggerProperty} and not self._reads_contact(condition):
            absent = self._without_trigger(condition)
            self._do(layout.TRIGGER_FLAG, self.event_flag(condition, self.triggers), self.number_of(absent))
        else:
            return False
        return True

    def event_flag(self, condition: Condition | Said, names: frozenset[str]) -> int:
        """The number of a flag of events."""
        return _place(self.event_flags, (self.version, condition, names))

    def _reads(self, condition: Condition | Said) -> set[type]:
        """What a condition reads that contacts do not bring with them; `object` is for what time or a step moves."""
        reads: set[type] = set()
        for part in self._parts(condition):
            match part:
                case conditions.IsToday() | conditions.Within() | conditions.Count() | conditions.Aggregate():
                    return {object}
                case conditions.HasBeenIn():
                    return {object}
                case conditions.InSegment(segment) if segment in self._remembered:
                    return {object}
                case conditions.Subscribed(topic) if (TOPIC_OF, topic) in self._changing:
                    return {object}
                case _:
                    reads.update(map(self._moves, operands(part)))
        return reads - {type(None)}

    def _parts(self, condition: Condition | Said) -> Iterator[Condition]:
        groups = condition.groups if isinstance(condition, Said) else (((condition, True),),)
        for group in groups:
            for each, _ in group:
                yield from parts(each, self._rules)

    def _moves(self, operand: Operand) -> type:
        match operand:
            case conditions.Score(fresh_for=fresh_for) if fresh_for is not None:
                return object
            case conditions.Attribute() | conditions.AccountFact() | conditions.Score():
                return object if changing(operand) in self._changing else type(None)
            case conditions.Offered():
                return object
            case conditions.EventProperty() | conditions.TriggerProperty():
                return type(operand)
            case _:
                return type(None)

    def _is_of_data(self, events: frozenset[str], condition: Condition | Said) -> bool:
        """Whether a condition on events can be answered before the run: those that steps bring about have no contact
        yet."""
        return not (events & self._made and self._reads_contact(condition))

    def _reads_contact(self, condition: Condition | Said) -> bool:
        asked = list(self._parts(condition))
        read = [operand for part in asked for operand in operands(part)]
        return any(isinstance(part, conditions.Subscribed | conditions.InSegment) for part in asked) or any(
            isinstance(operand, conditions.Attribute | conditions.AccountFact | conditions.Score) for operand in read
        )

    def _without_trigger(self, condition: Condition | Said) -> float:
        """What a condition on the event that a contact entered by comes to where there is none."""
        nothing = Facts(now=0)
        if isinstance(condition, Said):
            groups = condition.groups
            return float(any(all((evaluate(each, nothing) is True) == to for each, to in group) for group in groups))
        truth = evaluate(condition, nothing)
        return float("nan") if truth is None else float(truth)

    def _asked(self, condition: Condition) -> None:  # noqa: C901 a case a kind
        match condition:
            case conditions.Compare(left, operator, right):
                self._value(left)
                self._value(right)
                self._do(layout.COMPARE, OPERATORS[operator])
            case conditions.OneOf(operand, values):
                self._value(operand)
                first = len(self.numbers)
                self.numbers.extend(map(self.vocabulary.constant, values))
                self._do(layout.ONE_OF, first, len(values))
            case conditions.Known(operand):
                self._value(operand)
                self._do(layout.IS_KNOWN)
            case conditions.TextMatch(operand) | conditions.Contains(operand):
                self._value(operand)
                self._do(layout.TEXT, _place(self.texts, condition))
            case conditions.IsToday(operand):
                self._value(operand)
                self._do(layout.TODAY, int(self.is_date(operand, self._looked_at)))
            case conditions.Within(operand, duration):
                self._value(operand)
                self._do(layout.WITHIN, int(self.is_date(operand, self._looked_at)), duration)
            case conditions.Count():
                self._count(condition)
            case conditions.Aggregate():
                self._aggregate(condition)
            case conditions.InSegment(segment) if segment in self._remembered:
                self._do(layout.MEMBER, self._remembered[segment])
            case conditions.InSegment(segment):
                self._truth(self._rules.segments[segment])
                self._do(layout.IS_TRUE)
            case conditions.HasBeenIn(segment, duration):
                self._do(layout.HAS_BEEN_IN, self._remembered[segment], duration)
            case conditions.Subscribed(topic):
                self._do(layout.CHANGING, self._changing[TOPIC_OF, topic])
            case conditions.Not(part):
                self._truth(part)
                self._do(layout.NOT)
            case conditions.AllOf(each):
                self._several(each, layout.AND, 0)
            case conditions.AnyOf(each):
                self._several(each, layout.OR, 1)

    def _several(self, each: Sequence[Condition], joined: int, decisive: int) -> None:
        """Parts from left to right; as soon as what is joined so far decides, the rest is not asked."""
        self._truth(each[0])
        leaving = []
        for part in each[1:]:
            leaving.append(self._do(layout.UNLESS, decisive))
            self._truth(part)
            self._do(joined)
        for row in leaving:
            self._write(row, layout.UNLESS, decisive, len(self.rows))

    def _count(self, count: conditions.Count) -> None:
        number = self._flag_of(count.event, count.where)
        if number is None:
            self._loop(count.event, count.where, count.window, layout.HOW_OFTEN, layout.NONE)
            self._do(layout.NUMBER, self.number_of(float(count.number)))
            self._do(layout.COMPARE, OPERATORS[count.operator])
        else:
            compared = OPERATORS[count.operator], count.number
            self._do(layout.COUNT, self.event(count.event), *numbers_of(count.window), number, *compared)

    def _flag_of(self, event: str, where: Condition | None) -> int | None:
        """The flag that says of an event whether it meets a `where`: `NONE` without any, None where it is no flag."""
        if where is None:
            return layout.NONE
        names = frozenset({event})
        is_flag = self._reads(where) == {conditions.EventProperty} and self._is_of_data(names, where)
        return self.event_flag(where, names) if is_flag else None

    def _aggregate(self, asked: conditions.Aggregate) -> None:
        self._loop(asked.event, asked.where, asked.window, FUNCTIONS[asked.function], self.slot(asked.property))
        self._value(asked.right)
        self._do(layout.COMPARE_FOUND, OPERATORS[asked.operator])

    def _loop(self, event: str, where: Condition | None, window: Window, function: int, slot: int) -> None:
        loop = self._do(layout.LOOP)
        looked_at, self._looked_at = self._looked_at, frozenset({event})
        self._truth(_ALWAYS if where is None else where)
        self._looked_at = looked_at
        following = self._do(layout.NEXT, function, slot, loop + layout.O_WIDTH)
        self._write(loop, layout.LOOP, self.event(event), *numbers_of(window), following)

    def event(self, name: str) -> int:
        """The number of an event that somebody asks for or answers to; `NONE` where it never happens."""
        number = self._event_numbers.get(name, layout.NONE)
        self.events_asked.add(number)
        return number

    def _value(self, operand: Operand) -> None:
        match operand:
            case conditions.Constant(value):
                self._do(layout.NUMBER, self.number_of(self.vocabulary.constant(value)))
            case conditions.Attribute() | conditions.AccountFact():
                self._known(operand)
            case conditions.Score(name, fresh_for, least):
                self._known(conditions.Score(name, None, least))
                if fresh_for is not None:
                    self._known(freshness(operand))
                    self._do(layout.FRESH)
            case conditions.Offered(name):
                first = len(self.numbers)
                told = (item.facts.get(name) for item in self.items)
                self.numbers.extend(float("nan") if fact is None else self.constant(fact) for fact in told)
                self._do(layout.OFFERED, first)
            case conditions.EventProperty(name):
                self._do(layout.PROPERTY, self.slot(name))
            case conditions.TriggerProperty(name):
                self._do(layout.TRIGGER, self.slot(name))

    def _known(self, what: Known) -> None:
        """What is known of a contact, as the run found it or as it has become."""
        slot = self._changing.get(changing(what))
        if slot is None:
            self._do(layout.ATTRIBUTE, self._attribute(what))
        else:
            self._do(layout.CHANGING, slot)

    def _attribute(self, operand: Known | Ranking) -> int:
        return len(self._changing) + _place(self.attributes, operand)


def _place(things: list[Thing], thing: Thing) -> int:
    """The place of a thing in a list, which it is put at the end of where it is not in it."""
    if thing not in things:
        things.append(thing)
    return things.index(thing)
