"""The smallest single change that would have let a message through the gate, found by passing it again (law L24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from journeydsl.conditions import next_change
from journeydsl.conditions.words import operand_words
from journeydsl.engine import AtTheGate, ContactState, Rules, Surroundings, Traffic
from journeydsl.engine.gate import CHECKS, Allow, Defer, Verdict, asked_suppressions, frees_at, is_counted, quiet_until
from journeydsl.engine.traffic import Capacity, Steady, Warming
from journeydsl.explain.again import counted, turn_of, verdict_on
from journeydsl.model import clock
from journeydsl.model.conditions import AccountFact, Attribute, Offered, Score, TriggerProperty
from journeydsl.model.contacts import ScoreValue
from journeydsl.model.messages import Field, MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import Cap
from journeydsl.model.values import Instant, Kind, Value, duration_words


def what_if(rules: Rules, at: Instant, then: AtTheGate) -> str:
    """The single changes after which the message passes the gate, each tried by passing it; the smallest first."""
    found = dict.fromkeys(
        words
        for words, changed_rules, changed_at, changed in _changes(rules, at, then)
        if _passes(verdict_on(changed_rules, changed_at, changed))
    )
    if found:
        return f"it would have been sent {', or '.join(found)}"
    return f"no single change would have let it through: against it are {_listed(_against(rules, at, then))}"


def _against(rules: Rules, at: Instant, then: AtTheGate) -> list[str]:
    """Every check that objects to the message, also after the one that decided."""
    message, turn = rules.program.messages[then.message], turn_of(rules, at, then)
    names = [check.name for check in CHECKS if check.objection(turn, then.enrollment, message) is not None]
    held_out = then.enrollment.held_out and message.message_class is not MessageClass.TRANSACTIONAL
    return [*names, "the holdout"] if held_out else names


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _passes(verdict: Verdict) -> bool:
    return isinstance(verdict, Allow) and not verdict.held_out


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
        yield "if the contact had not unsubscribed", then._replace(state=state._replace(unsubscribed=False))
    if message.topic is not None:
        consents = {**state.subscriptions, message.topic: True}
        yield f"if `{message.topic}` consent were on", then._replace(state=state._replace(subscriptions=consents))
    address = rules.program.project.channels[message.channel].address
    kind = rules.program.project.attributes[address].type.kind
    if message.channel in state.unreachable:
        reached = {channel: reason for channel, reason in state.unreachable.items() if channel != message.channel}
        words = _NOT_SO[state.unreachable[message.channel]]
        yield words, then._replace(state=state._replace(unreachable=reached))
    yield f"if `{address}` were a valid address", _with_attribute(then, address, _SAMPLES[kind])
    for field in (each for each in message.every_field if each not in dict(message.fallbacks)):
        yield f"if `{operand_words(field)}` were known", _with_field(then, field)
    if then.enrollment.held_out:
        freed = then._replace(enrollment=then.enrollment._replace(held_out=False))
        yield "if the contact were not held out", freed


def _with_field(then: AtTheGate, field: Field) -> AtTheGate:
    state, sample = then.state, _SAMPLES[Kind.TEXT]
    match field:
        case Attribute(name):
            return _with_attribute(then, name, sample)
        case AccountFact(name):
            return then._replace(state=state._replace(account={**state.account, name: sample}))
        case Score(name):
            sure = ScoreValue(1.0, 1.0, then.enrollment.arrived_at)
            return then._replace(state=state._replace(scores={**state.scores, name: sure}))
        case TriggerProperty(name):
            trigger = {**then.enrollment.trigger, name: sample}
            return then._replace(enrollment=then.enrollment._replace(trigger=trigger))
        case Offered(name):
            offer = {**then.enrollment.offer, name: sample}
            return then._replace(enrollment=then.enrollment._replace(offer=offer))


def _with_attribute(then: AtTheGate, name: str, value: Value) -> AtTheGate:
    return then._replace(state=then.state._replace(attributes={**then.state.attributes, name: value}))


def _later(rules: Rules, at: Instant, then: AtTheGate) -> Iterator[tuple[str, Instant]]:
    """The first time at which the gate could be passed without any other change, of those at which what objects to
    the message ends; one may end when another begins."""
    waiting, seen = [at], {at}
    while waiting and len(seen) < _MOST_TIMES:
        now = min(waiting)
        waiting.remove(now)
        if now > at and _passes(verdict_on(rules, now, then)):
            yield _at_words(now, then), now
            return
        ends = {each for each in _ends(rules, now, then) if each > now} - seen
        seen |= ends
        waiting += ends


def _ends(rules: Rules, now: Instant, then: AtTheGate) -> Iterator[Instant]:
    """When what holds a message back at `now` may end: a hold, a full limit, quiet hours, a suppression."""
    verdict, turn = verdict_on(rules, now, then), turn_of(rules, now, then)
    message = rules.program.messages[then.message]
    if isinstance(verdict, Defer):
        yield verdict.until
    for cap in rules.program.limits.caps:
        free = frees_at(turn, cap) if is_counted(cap, message.message_class, message.channel) else None
        if free is not None:
            yield free
    for quiet in rules.program.limits.quiet:
        end = quiet_until(turn, quiet)
        if end is not None:
            yield end
    for capacity in then.surroundings.traffic.capacities.get(message.channel, ()):
        yield then.surroundings.traffic.use(capacity, now).ends
    for suppression in asked_suppressions(turn, message):
        change = next_change(suppression.condition, turn.facts())
        if change is not None:
            yield change


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
    turn = turn_of(rules, at, then)
    for cap in rules.program.limits.caps:
        if frees_at(turn, cap) is not None:
            room = counted(cap, at, then) + 1
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


_MOST_TIMES = 40
"""How many times are tried before no time is said."""

_NOT_SO = {
    NotSent.HARD_BOUNCED: "if no earlier message to this address had come back for good",
    NotSent.COMPLAINED: "if the contact had not complained about an earlier message on this channel",
}

_SAMPLES: Mapping[Kind, Value] = dict.fromkeys(Kind, "known") | {
    Kind.EMAIL: "someone@example.com",
    Kind.PHONE: "+49 30 1234567",
}
