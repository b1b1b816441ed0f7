"""Why a message was sent or not: each check of the gate in order, what it read, and what would have changed it.

Nothing here says by itself what the gate decides: every answer comes from passing the gate again (law L24).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from journeydsl.conditions import wording
from journeydsl.conditions.words import condition_words, operand_words, value_words, wording_words
from journeydsl.engine import AtTheGate, Rules
from journeydsl.engine.gate import (
    CHECKS,
    Allow,
    Suppressed,
    Verdict,
    asked_suppressions,
    frees_at,
    is_counted,
    quiet_until,
    suppressing,
)
from journeydsl.engine.traffic import Warming
from journeydsl.engine.turn import Turn
from journeydsl.explain.again import counted, turn_of, verdict_on
from journeydsl.explain.parts import parts_of
from journeydsl.explain.what_if import what_if
from journeydsl.model import clock
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.reasons import SENTENCES
from journeydsl.model.rules import Suppression
from journeydsl.model.values import Instant, duration_words
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
    verdict = verdict_on(rules, at, then)
    lines: list[CheckLine] = []
    for check in CHECKS:
        passed = check.objection(turn_of(rules, at, then), then.enrollment, message) is None
        lines.extend(_READERS[check.name](_Question(rules, at, then, message, check.name, passed)))
        if not passed:
            break
    else:
        lines.append(_holdout(rules, then, message))
    sent = isinstance(verdict, Allow) and not verdict.held_out
    return Passage(at, then.message, verdict, tuple(lines), None if sent else what_if(rules, at, then))


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


def _address(asked: _Question) -> Iterator[CheckLine]:
    name = asked.rules.program.project.channels[asked.message.channel].address
    value = asked.then.state.attributes.get(name)
    unreachable = asked.then.state.unreachable.get(asked.message.channel)
    after = f", and {SENTENCES[unreachable]}" if value is not None and unreachable is not None else ""
    known = "missing" if value is None else f"{value_words(value)}{after}"
    yield asked.line(f"`{name}` is {known}", asked.message.span)


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
    turn = turn_of(asked.rules, asked.at, asked.then)
    for suppression in asked_suppressions(turn, asked.message):
        found = suppressing(turn, suppression)
        truth = False if found is None else found.truth
        words = f"`{suppression.name}`: {_asked(suppression, turn, found)} {said[truth]}"
        words += _of_whom(suppression, turn.state.contact, found)
        yield asked.line(words, suppression.span, passed=found is None)


def _asked(suppression: Suppression, turn: Turn, found: Suppressed | None) -> str:
    """The condition in words, with what was read where that was one thing of the contact itself."""
    words = condition_words(suppression.condition)
    parts = parts_of(suppression.condition, turn.facts()) if found is None or found.by == turn.state.contact else ()
    return f"{words} ({parts[0].read})" if len(parts) == 1 and parts[0].read else words


def _of_whom(suppression: Suppression, asked: str, found: Suppressed | None) -> str:
    """Of whom an account's suppression holds, or that it holds of nobody."""
    if not suppression.whole_account:
        return ""
    if found is None:
        return " of anybody of the account"
    return "" if found.by == asked else f" of `{found.by}`, of the same account"


def _content(asked: _Question) -> Iterator[CheckLine]:
    said = wording(asked.message, turn_of(asked.rules, asked.at, asked.then).facts(asked.then.enrollment))
    place = asked.message.span
    for field in dict.fromkeys((*asked.message.needs, *said.missing)):
        known = field not in said.missing
        yield asked.line(f"`{operand_words(field)}` is {'known' if known else 'missing'}", place, passed=known)
    for words in wording_words(asked.message, said):
        yield asked.line(words, place, passed=True)


def _limits(asked: _Question) -> Iterator[CheckLine]:
    turn = turn_of(asked.rules, asked.at, asked.then)
    for cap in asked.rules.program.limits.caps:
        if is_counted(cap, asked.message.message_class, asked.message.channel):
            words = f"{counted(cap, asked.at, asked.then)} sent in the last {duration_words(cap.window)}; {cap.words}"
            yield asked.line(words, cap.span, passed=frees_at(turn, cap) is None)


def _quiet_hours(asked: _Question) -> Iterator[CheckLine]:
    zone = asked.then.state.timezone
    wall = clock.to_wall(asked.at, zone)
    turn = turn_of(asked.rules, asked.at, asked.then)
    for quiet in asked.rules.program.limits.quiet:
        passed = quiet_until(turn, quiet) is None
        yield asked.line(f"it is {wall:%H:%M} in {zone}; {quiet.words}", quiet.span, passed=passed)


def _capacity(asked: _Question) -> Iterator[CheckLine]:
    traffic = asked.then.surroundings.traffic
    for capacity in traffic.capacities.get(asked.message.channel, ()):
        use = traffic.use(capacity, asked.at)
        place = capacity.warm_up.span if isinstance(capacity, Warming) else None
        written = "" if place else " (in `journeydsl.yaml`)"
        words = f"{use.taken} of {use.room} sent in the period; {capacity.words}{written}"
        yield asked.line(words, place, passed=use.taken < use.room)


def _holdout(rules: Rules, then: AtTheGate, message: Message) -> CheckLine:
    if message.message_class is MessageClass.TRANSACTIONAL:
        return CheckLine("holdout", True, "a transactional message is never held out", message.span)
    journey = rules.journeys[then.enrollment.journey].span
    if not then.enrollment.held_out:
        return CheckLine("holdout", True, "not held out of this journey", journey)
    shared = rules.shared_holdout
    is_shared = shared is not None and shared.draw(rules.subject(then.state.contact)) == 0
    whose = "the holdout that journeys share" if is_shared else "the holdout of this journey"
    return CheckLine("holdout", False, f"in {whose}", journey)


_READERS: Mapping[str, Callable[[_Question], Iterator[CheckLine]]] = {
    "address": _address,
    "consent": _consent,
    "suppressions": _suppressions,
    "content": _content,
    "limits": _limits,
    "quiet hours": _quiet_hours,
    "capacity": _capacity,
}
