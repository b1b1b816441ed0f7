"""What the machine cannot do yet, in the author's words: such programs run on the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journeydsl.engine.rules import Rules
from journeydsl.machine.reading import asked_conditions, operands, parts
from journeydsl.model import conditions, journeys, steps
from journeydsl.model.happenings import BUILT_IN, MESSAGE_CLICKED, MESSAGE_OPENED

PLAIN = frozenset({MESSAGE_OPENED, MESSAGE_CLICKED})
"""Events that every project has, and that do no more than happen."""

SPECIAL = frozenset(BUILT_IN) - PLAIN
"""Events that do something by themselves."""

STEPS = (
    steps.Send, steps.Wait, steps.WaitUntil, steps.WaitFor, steps.Choose, steps.Split, steps.Set, steps.Stop,
    steps.Call, steps.AddTo, steps.RemoveFrom,
)  # fmt: skip


def unsupported(rules: Rules) -> tuple[str, ...]:
    """The constructs of a program that the machine cannot do, each once; empty where it can do the program."""
    found = (*_rules(rules), *_starts(rules), *_steps(rules), *_messages(rules), *_conditions(rules))
    return tuple(dict.fromkeys(found))


def _rules(rules: Rules) -> Iterator[str]:
    program = rules.program
    for segment in rules.remembered.values():
        yield f"segment {segment.name}: `refresh`, `hold for`, `has been in` or a family"
    for suppression in program.suppressions:
        if suppression.whole_account:
            yield f"suppression {suppression.name}: for the whole account"
    for channel in program.project.channels.values():
        if channel.throughput is not None:
            yield f"the throughput of channel {channel.name}"
    for warm_up in program.limits.warm_ups:
        yield warm_up.words


def _starts(rules: Rules) -> Iterator[str]:
    for journey in rules.journeys.values():
        for start in journey.starts:
            match start:
                case journeys.OnEvent():
                    if start.quiet_for is not None or start.event in SPECIAL:
                        yield start.words
                case journeys.OnEntering():
                    pass
                case _:
                    yield start.words


def _steps(rules: Rules) -> Iterator[str]:
    addresses = {channel.address for channel in rules.program.project.channels.values()}
    for chart in rules.charts.values():
        for node in chart.nodes:
            if (
                not isinstance(node.step, STEPS)
                or (isinstance(node.step, steps.Set) and node.step.attribute in addresses)
                or (isinstance(node.step, steps.WaitFor) and node.step.event in SPECIAL)
                or (isinstance(node.step, steps.Split) and node.step.by_account)
            ):
                yield node.step.words


def _messages(rules: Rules) -> Iterator[str]:
    """Messages that differ from contact to contact: which fields they need hangs on `conditions.wording`. How often a
    fallback was used is not counted either (`Tally.counts_wordings`)."""
    for message in rules.program.messages.values():
        varying = {"block": message.blocks, "footer by": message.footer, "call to action": message.calls}
        yield from (f"`{what}` in message {message.name}" for what, found in varying.items() if found)
        if any(isinstance(field, conditions.Offered) for field in message.fields):
            yield f"`offer` in message {message.name}"


def _conditions(rules: Rules) -> Iterator[str]:
    for condition in asked_conditions(rules):
        for part in parts(condition):
            if isinstance(part, conditions.HasBeenIn):
                yield f"`has been in {part.segment}`"
            if isinstance(part, conditions.Count | conditions.Aggregate) and part.event in SPECIAL:
                yield f"`{part.event}` in a condition"
            if any(isinstance(operand, conditions.Score) for operand in operands(part)):
                yield "a score in a condition"
            yield from (f"`{each}`, a list" for each in _lists(rules, operands(part)))
    for message in rules.program.messages.values():
        if any(isinstance(field, conditions.Score) for field in message.needs):
            yield f"a score in message {message.name}"
    for journey in rules.journeys.values():
        events = [*(stop.event for stop in journey.stops), *([journey.goal.event] if journey.goal else [])]
        yield from (f"`{event}` in journey {journey.name}" for event in events if event in SPECIAL)
    yield from _changing_with_time(rules)


def _lists(rules: Rules, read: Iterable[conditions.Operand]) -> Iterator[str]:
    """What holds lists, of what is read: in the data a list is the text of a JSON array (`data.lists`)."""
    project = rules.program.project
    properties = [kind for event in project.events.values() for kind in event.properties.items()]
    for operand in read:
        match operand:
            case conditions.Attribute(name) if project.attributes[name].type.many:
                yield name
            case conditions.AccountFact(name) if project.account[name].type.many:
                yield f"account.{name}"
            case conditions.TriggerProperty(name) | conditions.EventProperty(name):
                yield from (name for known, kind in properties if known == name and kind.many)
            case _:
                pass


def _changing_with_time(rules: Rules) -> Iterator[str]:
    """Watched segments that ask of events what time alone can change."""
    for watch in rules.watches:
        for part in parts(rules.segments[watch.segment], rules):
            if isinstance(part, conditions.Count | conditions.Aggregate) and part.where is not None:
                inner = parts(part.where, rules)
                if any(isinstance(each, conditions.IsToday | conditions.Within | conditions.Count) for each in inner):
                    yield f"segment {watch.segment}: a `where` that changes with time"
