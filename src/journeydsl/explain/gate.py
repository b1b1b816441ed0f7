"""Why a message was sent or not: each check of the gate in order, what it read, and what would have changed it.

Nothing here says by itself what the gate decides: every answer comes from passing the gate again (law L24).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from journeydsl.conditions import read
from journeydsl.conditions.words import condition_words, operand_words, value_words
from journeydsl.engine import AtTheGate, ContactState, Rules, Surroundings, Traffic
from journeydsl.engine.gate import (
    CHECKS,
    Allow,
    Defer,
    Suppressed,
    Verdict,
    asked_suppressions,
    frees_at,
    is_counted,
    pass_gate,
    quiet_until,
    suppressing,
)
from journeydsl.engine.traffic import Capacity, Steady, Warming
from journeydsl.engine.turn import Turn
from journeydsl.model import clock
from journeydsl.model.conditions import AccountFact, Attribute, Score, TriggerProperty
from journeydsl.model.contacts import ScoreValue
from journeydsl.model.messages import Field, Message, MessageClass
from journeydsl.model.reasons import SENTENCES, NotSent
from journeydsl.model.rules import Cap, Suppression
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
        passed = check.objection(_turn(rules, at, then), then.enrollment, message) is None
        lines.extend(_READERS[check.name](_Question(rules, at, then, message, check.name, passed)))
        if not passed:
            break
    else:
        lines.append(_holdout(rules, then, message))
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
    return pass_gate(_turn(rules, at, then), then.enrollment, rules.program.messages[then.message])


def _turn(rules: Rules, at: Instant, then: AtTheGate) -> Turn:
    return Turn(rules, at, then.state, then.surroundings)


def _address(asked: _Question) -> Iterator[CheckLine]:
    name = asked.rules.program.project.channels[asked.message.channel].address
    value = asked.then.state.attributes.get(name)
    unreachable = asked.then.state.unreachable.get(asked.message.channel)
    after = f", and {SENTENCES[unreachable]}" if value is not None and unreachable is not None else ""
    yield asked.line(f"`{name}` is missing" if value is None else f"`{name}` is {value_words(value)}{after}")


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
    said = {True: "holds", False: "does not hold", None: "is unknown, which blocks"}
    turn = _turn(asked.rules, asked.at, asked.then)
    for suppression in asked_suppressions(turn, asked.message):
        found = suppressing(turn, suppression)
        truth = False if found is None else found.truth
        words = f"`{suppression.name}`: {condition_words(suppression.condition)} {said[truth]}"
        words += _of_whom(suppression, turn.state.contact, found)
        yield asked.line(words, suppression.span, passed=found is None)


def _of_whom(suppression: Suppression, asked: str, found: Suppressed | None) -> str:
    """Of whom an account's suppression holds, or that it holds of nobody."""
    if not suppression.whole_account:
        return ""
    if found is None:
        return " of anybody of the account"
    return "" if found.by == asked else f" of `{found.by}`, of the same account"


def _content(asked: _Question) -> Iterator[CheckLine]:
    facts = _turn(asked.rules, asked.at, asked.then).facts(asked.then.enrollment)
    for field in asked.message.needs:
        known = read(field, facts) is not None
        yield asked.line(f"`{field.name}` is {'known' if known else 'missing'}", asked.message.span, passed=known)


def _limits(asked: _Question) -> Iterator[CheckLine]:
    turn = _turn(asked.rules, asked.at, asked.then)
    for cap in asked.rules.program.limits.caps:
        if is_counted(cap, asked.message.message_class, asked.message.channel):
            words = f"{_counted(cap, asked.at, asked.then)} sent in the last {duration_words(cap.window)}; {cap.words}"
            yield asked.line(words, cap.span, passed=frees_at(turn, cap) is None)


def _quiet_hours(asked: _Question) -> Iterator[CheckLine]:
    zone = asked.then.state.timezone
    wall = clock.to_wall(asked.at, zone)
    turn = _turn(asked.rules, asked.at, asked.then)
    for quiet in asked.rules.program.limits.quiet:
        passed = quiet_until(turn, quiet) is None
        yield asked.line(f"it is {wall:%H:%M} in {zone}; {quiet.words}", quiet.span, passed=passed)


def _capacity(asked: _Question) -> Iterator[CheckLine]:
    traffic = asked.then.surroundings.traffic
    for capacity in traffic.capacities.get(asked.message.channel, ()):
        use = traffic.use(capacity, asked.at)
        place = capacity.warm_up.span if isinstance(capacity, Warming) else None
        words = f"{use.taken} of {use.room} sent in the period; {capacity.words}"
        yield asked.line(words, place, passed=use.taken < use.room)


def _holdout(rules: Rules, then: AtTheGate, message: Message) -> CheckLine:
    if message.message_class is MessageClass.TRANSACTIONAL:
        return CheckLine("holdout", True, "a transactional message is never held out")
    if not then.enrollment.held_out:
        return CheckLine("holdout", True, "not held out of this journey")
    shared = rules.shared_holdout
    is_shared = shared is not None and shared.draw(rules.subject(then.state.contact)) == 0
    whose = "the holdout that journeys share" if is_shared else "the holdout of this journey"
    return CheckLine("holdout", False, f"in {whose}")


_READERS: Mapping[str, Callable[[_Question], Iterator[CheckLine]]] = {
    "address": _address,
    "consent": _consent,
    "suppressions": _suppressions,
    "content": _content,
    "limits": _limits,
    "quiet hours": _quiet_hours,
    "capacity": _capacity,
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
    for words, changed in _shared_changes(rules, at, then):
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
    if message.channel in state.unreachable:
        reached = {channel: reason for channel, reason in state.unreachable.items() if channel != message.channel}
        words = _NOT_SO[state.unreachable[message.channel]]
        yield words, then._replace(state=replace(state, unreachable=reached))
    yield f"if `{address}` were a valid address", _with_attribute(then, address, _SAMPLES[kind])
    for field in message.needs:
        yield f"if `{operand_words(field)}` were known", _with_field(then, field)
    if then.enrollment.held_out:
        freed = then._replace(enrollment=replace(then.enrollment, held_out=False))
        yield "if the contact were not held out", freed


def _with_field(then: AtTheGate, field: Field) -> AtTheGate:
    state, sample = then.state, _SAMPLES[Kind.TEXT]
    match field:
        case Attribute(name):
            return _with_attribute(then, name, sample)
        case AccountFact(name):
            return then._replace(state=replace(state, account={**state.account, name: sample}))
        case Score(name):
            return then._replace(state=replace(state, scores={**state.scores, name: ScoreValue(1.0, 1.0, then.enrollment.arrived_at)}))
        case TriggerProperty(name):
            trigger = {**then.enrollment.trigger, name: sample}
            return then._replace(enrollment=replace(then.enrollment, trigger=trigger))


def _with_attribute(then: AtTheGate, name: str, value: Value) -> AtTheGate:
    return then._replace(state=replace(then.state, attributes={**then.state.attributes, name: value}))


def _later(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, Instant]]:
    """When the gate could be passed without any other change: the end of a hold, or of what dropped the message."""
    verdict = _verdict(rules, at, then)
    if isinstance(verdict, Defer):
        yield _at_words(verdict.until, then), verdict.until
    turn = _turn(rules, at, then)
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
    turn = _turn(rules, at, then)
    for cap in rules.program.limits.caps:
        if frees_at(turn, cap) is not None:
            room = _counted(cap, at, then) + 1
            yield f"if the cap were {room}, not {cap.number} (`{cap.words}`)", _with_cap(rules, cap, room)


def _shared_changes(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, AtTheGate]]:
    """What could have been otherwise with others: everybody else of the account, and room on the channel."""
    for peer in then.surroundings.peers:
        others = tuple(other for other in then.surroundings.peers if other is not peer)
        yield f"if `{peer.contact}` were not of the same account", _among(then, peers=others)
    message = rules.program.messages[then.message]
    traffic = then.surroundings.traffic
    for capacity in traffic.capacities.get(message.channel, ()):
        use = traffic.use(capacity, at)
        if use.taken >= use.room:
            roomier = replace(traffic, uses={**traffic.uses, capacity: use._replace(room=use.taken + 1)})
            yield _with_room(capacity, use.taken + 1, use.room), _among(then, traffic=roomier)


def _with_room(capacity: Capacity, number: int, not_number: int) -> str:
    match capacity:
        case Steady(channel, throughput):
            period = duration_words(throughput.period).removeprefix("1 ")
            return f"if the throughput of `{channel}` were {number} per {period}, not {not_number}"
        case Warming():
            return f"if there had been room for {number} that day, not {not_number} (`{capacity.words}`)"


def _among(
    then: AtTheGate, *, peers: Sequence[ContactState] | None = None, traffic: Traffic | None = None
) -> AtTheGate:
    around = then.surroundings
    changed = Surroundings(
        peers=around.peers if peers is None else peers, traffic=around.traffic if traffic is None else traffic
    )
    return then._replace(surroundings=changed)


def _with_cap(rules: Rules, cap: Cap, number: int) -> Rules:
    caps = tuple(replace(other, number=number) if other is cap else other for other in rules.program.limits.caps)
    return replace(rules, program=replace(rules.program, limits=replace(rules.program.limits, caps=caps)))


_NOT_SO = {
    NotSent.HARD_BOUNCED: "if no earlier message to this address had come back for good",
    NotSent.COMPLAINED: "if the contact had not complained about an earlier message on this channel",
}

_SAMPLES: Mapping[Kind, Value] = dict.fromkeys(Kind, "known") | {
    Kind.EMAIL: "someone@example.com",
    Kind.PHONE: "+49 30 1234567",
}
