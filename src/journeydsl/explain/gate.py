"""Why a message was sent or not: each check of the gate in order, what it read, and what would have changed it.

Nothing here says by itself what the gate decides: every answer comes from passing the gate again (law L24).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from journeydsl.conditions import evaluate
from journeydsl.conditions.words import condition_words, value_words
from journeydsl.engine import AtTheGate, Rules
from journeydsl.engine.gate import CHECKS, Allow, Defer, Verdict, frees_at, is_counted, pass_gate, quiet_until
from journeydsl.engine.turn import Turn
from journeydsl.model import clock
from journeydsl.model.conditions import Attribute
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.rules import Cap
from journeydsl.model.values import Instant, Kind, Value, duration_words
from journeydsl.source import Span


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the gate: whether it let the message pass, what it read, and where the rule is written."""

    name: str
    passed: bool
    read: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A message at the gate: the verdict, the checks in order up to the one that decided, and what if."""

    at: Instant
    message: str
    verdict: Verdict
    checks: tuple[CheckLine, ...]
    what_if: str | None


def explain_passage(rules: Rules, at: Instant, then: AtTheGate) -> Passage:
    """What the gate decided about a message at `at`, and the smallest change that would have let it through."""
    message = rules.program.messages[then.message]
    verdict = _verdict(rules, at, then)
    lines: list[CheckLine] = []
    for check in CHECKS:
        passed = check.objection(Turn(rules, at, then.state), then.enrollment, message) is None
        lines.extend(_READERS[check.name](_Question(rules, at, then, message, check.name, passed)))
        if not passed:
            break
    else:
        lines.append(_holdout(then, message))
    sent = isinstance(verdict, Allow) and not verdict.held_out
    return Passage(at, then.message, verdict, tuple(lines), None if sent else _what_if(rules, at, then))


@dataclass(frozen=True, slots=True)
class _Question:
    """A check of the gate about one message, and whether it let the message pass."""

    rules: Rules
    at: Instant
    then: AtTheGate
    message: Message
    name: str
    passed: bool

    def line(self, read: str, place: Span | None = None, *, passed: bool | None = None) -> CheckLine:
        return CheckLine(self.name, self.passed if passed is None else passed, read, place)


def _verdict(rules: Rules, at: Instant, then: AtTheGate) -> Verdict:
    return pass_gate(Turn(rules, at, then.state), then.enrollment, rules.program.messages[then.message])


def _address(asked: _Question) -> Iterator[CheckLine]:
    name = asked.rules.program.project.channels[asked.message.channel].address
    value = asked.then.state.attributes.get(name)
    yield asked.line(f"`{name}` is missing" if value is None else f"`{name}` is {value_words(value)}")


def _consent(asked: _Question) -> Iterator[CheckLine]:
    state, topic = asked.then.state, asked.message.topic
    if asked.message.message_class is MessageClass.TRANSACTIONAL:
        yield asked.line("a transactional message needs none", asked.message.span)
    elif state.unsubscribed:
        yield asked.line("unsubscribed from everything", asked.message.span)
    elif topic is not None:
        said = {True: "subscribed to", False: "not subscribed to", None: "nobody knows about consent to"}
        yield asked.line(f"{said[state.subscriptions.get(topic)]} `{topic}`", asked.message.span)


def _suppressions(asked: _Question) -> Iterator[CheckLine]:
    facts = Turn(asked.rules, asked.at, asked.then.state).facts()
    said = {True: "holds", False: "does not hold", None: "is unknown, which blocks"}
    for suppression in asked.rules.program.suppressions:
        if suppression.blocks in (None, asked.message.message_class):
            truth = evaluate(suppression.condition, facts)
            words = f"`{suppression.name}`: {condition_words(suppression.condition)} {said[truth]}"
            yield asked.line(words, suppression.span, passed=truth is False)


def _content(asked: _Question) -> Iterator[CheckLine]:
    for field in asked.message.needs:
        holder = asked.then.state.attributes if isinstance(field, Attribute) else asked.then.enrollment.trigger
        known = field.name in holder
        yield asked.line(f"`{field.name}` is {'known' if known else 'missing'}", asked.message.span, passed=known)


def _limits(asked: _Question) -> Iterator[CheckLine]:
    turn = Turn(asked.rules, asked.at, asked.then.state)
    for cap in asked.rules.program.limits.caps:
        if is_counted(cap, asked.message.message_class, asked.message.channel):
            words = f"{_counted(cap, asked.at, asked.then)} sent in the last {duration_words(cap.window)}; {cap.words}"
            yield asked.line(words, cap.span, passed=frees_at(turn, cap) is None)


def _quiet_hours(asked: _Question) -> Iterator[CheckLine]:
    zone = asked.then.state.timezone
    wall = clock.to_wall(asked.at, zone)
    turn = Turn(asked.rules, asked.at, asked.then.state)
    for quiet in asked.rules.program.limits.quiet:
        passed = quiet_until(turn, quiet) is None
        yield asked.line(f"it is {wall:%H:%M} in {zone}; {quiet.words}", quiet.span, passed=passed)


def _holdout(then: AtTheGate, message: Message) -> CheckLine:
    if message.message_class is MessageClass.TRANSACTIONAL:
        return CheckLine("holdout", True, "a transactional message is never held out")
    held_out = then.enrollment.held_out
    return CheckLine("holdout", not held_out, f"{'in' if held_out else 'not in'} the holdout of this journey")


_READERS: Mapping[str, Callable[[_Question], Iterator[CheckLine]]] = {
    "address": _address,
    "consent": _consent,
    "suppressions": _suppressions,
    "content": _content,
    "limits": _limits,
    "quiet hours": _quiet_hours,
}


def _counted(cap: Cap, at: Instant, then: AtTheGate) -> int:
    return sum(
        sent.at > at - cap.window and is_counted(cap, sent.message_class, sent.channel) for sent in then.state.ledger
    )


def _what_if(rules: Rules, at: Instant, then: AtTheGate) -> str:
    """The first single change after which the message passes the gate, tried by passing it."""
    for words, changed_rules, changed_at, changed in _changes(rules, at, then):
        verdict = _verdict(changed_rules, changed_at, changed)
        if isinstance(verdict, Allow) and not verdict.held_out:
            return f"it would have been sent {words}"
    return "no single change would have let it through"


def _changes(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, Rules, Instant, AtTheGate]]:
    """Single changes of how things stood, from the contact's own to the rules'."""
    for words, changed in _contact_changes(rules, then):
        yield words, rules, at, changed
    for words, later in _later(rules, at, then):
        yield words, rules, later, then
    for words, changed_rules in _rule_changes(rules, at, then):
        yield words, changed_rules, at, then


def _contact_changes(rules: Rules, then: AtTheGate) -> Iterator[tuple[str, AtTheGate]]:
    message = rules.program.messages[then.message]
    state = then.state
    if state.unsubscribed:
        yield "if the contact had not unsubscribed", then._replace(state=replace(state, unsubscribed=False))
    if message.topic is not None:
        consents = {**state.subscriptions, message.topic: True}
        yield f"if `{message.topic}` consent were on", then._replace(state=replace(state, subscriptions=consents))
    address = rules.program.project.channels[message.channel].address
    kind = rules.program.project.attributes[address].type.kind
    yield f"if `{address}` were a valid address", _with_attribute(then, address, _SAMPLES[kind])
    for field in message.needs:
        if isinstance(field, Attribute):
            yield f"if `{field.name}` were known", _with_attribute(then, field.name, _SAMPLES[Kind.TEXT])
        else:
            trigger = {**then.enrollment.trigger, field.name: _SAMPLES[Kind.TEXT]}
            known = then._replace(enrollment=replace(then.enrollment, trigger=trigger))
            yield f"if `trigger.{field.name}` were known", known
    if then.enrollment.held_out:
        freed = then._replace(enrollment=replace(then.enrollment, held_out=False))
        yield "if the contact were not held out", freed


def _with_attribute(then: AtTheGate, name: str, value: Value) -> AtTheGate:
    return then._replace(state=replace(then.state, attributes={**then.state.attributes, name: value}))


def _later(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, Instant]]:
    """When the gate could be passed without any other change: the end of a hold, or of what dropped the message."""
    verdict = _verdict(rules, at, then)
    if isinstance(verdict, Defer):
        yield _at_words(verdict.until, then), verdict.until
    turn = Turn(rules, at, then.state)
    message = rules.program.messages[then.message]
    for cap in rules.program.limits.caps:
        free = frees_at(turn, cap) if is_counted(cap, message.message_class, message.channel) else None
        if free is not None:
            yield _at_words(free, then), free
    for quiet in rules.program.limits.quiet:
        end = quiet_until(turn, quiet)
        if end is not None:
            yield _at_words(end, then), end


def _at_words(later: Instant, then: AtTheGate) -> str:
    wall = clock.to_wall(later, then.state.timezone)
    return f"after {wall:%Y-%m-%d %H:%M} ({then.state.timezone})"


def _rule_changes(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, Rules]]:
    for suppression in rules.program.suppressions:
        others = tuple(other for other in rules.program.suppressions if other is not suppression)
        yield (
            f"if the suppression `{suppression.name}` had not applied",
            replace(rules, program=replace(rules.program, suppressions=others)),
        )
    turn = Turn(rules, at, then.state)
    for cap in rules.program.limits.caps:
        if frees_at(turn, cap) is not None:
            room = _counted(cap, at, then) + 1
            yield f"if the cap were {room}, not {cap.number} (`{cap.words}`)", _with_cap(rules, cap, room)


def _with_cap(rules: Rules, cap: Cap, number: int) -> Rules:
    caps = tuple(replace(other, number=number) if other is cap else other for other in rules.program.limits.caps)
    return replace(rules, program=replace(rules.program, limits=replace(rules.program.limits, caps=caps)))


_SAMPLES: Mapping[Kind, Value] = dict.fromkeys(Kind, "known") | {
    Kind.EMAIL: "someone@example.com",
    Kind.PHONE: "+49 30 1234567",
}
