"""What an expectation means, and what to say where it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journeydsl.engine import Rules
from journeydsl.model import scenarios as model
from journeydsl.model.clock import to_wall
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import PHRASES
from journeydsl.model.values import Instant


def holds(expectation: model.Expectation, decisions: Sequence[Decision], rules: Rules) -> bool:
    """Whether an expectation holds of everything that was decided."""
    match expectation:
        case model.Sent(message=message, at=at):
            return any(at in (None, each.at) for each in _sends(decisions, message))
        case model.NotSent(message=message, reason=reason):
            refused = (
                each.reason for each in decisions if each.message == message and each.outcome is Outcome.NOT_SENT
            )
            return not _sends(decisions, message) and (reason is None or reason in refused)
        case model.NothingSent():
            return not any(each.outcome is Outcome.SENT for each in decisions)
        case model.NeverStarted(journey=journey):
            return not _of(decisions, journey, Outcome.ENTERED)
        case model.Started(journey=journey, at=at):
            return any(at in (None, each.at) for each in _of(decisions, journey, Outcome.ENTERED))
        case model.Ended(journey=journey, reason=reason):
            ends = _of(decisions, journey, Outcome.FINISHED)
            return any(reason in (None, each.reason, each.detail) for each in ends)
        case model.ReachedGoal(journey=journey):
            return bool(_of(decisions, journey, Outcome.REACHED_GOAL))
        case model.AtMost(number=number):
            return _most(expectation, decisions, rules) <= number


def happened_instead(expectation: model.Expectation, decisions: Sequence[Decision], rules: Rules) -> str:
    """What happened where an expectation does not hold, in the project's local time."""

    def told(about: Callable[[Decision], bool], nothing: str) -> str:
        zone = rules.program.project.timezone
        return "; ".join(_told(each, zone) for each in decisions if about(each)) or nothing

    match expectation:
        case model.Sent(message=message) | model.NotSent(message=message):
            return told(lambda each: each.message == message, f"{message} was never due")
        case model.NothingSent():
            return told(lambda each: each.outcome is Outcome.SENT, "nothing was sent")
        case model.NeverStarted(journey=journey) | model.Started(journey=journey):
            started = (Outcome.ENTERED, Outcome.REFUSED)
            return told(lambda each: each.journey == journey and each.outcome in started, f"nothing started {journey}")
        case model.Ended(journey=journey):
            ended = (Outcome.ENTERED, Outcome.FINISHED)
            return told(lambda each: each.journey == journey and each.outcome in ended, f"{journey} never started")
        case model.ReachedGoal(journey=journey):
            return told(lambda each: each.journey == journey and each.outcome is Outcome.FINISHED, "it was not reached")
        case model.AtMost():
            most = _most(expectation, decisions, rules)
            sent = told(lambda each: each.outcome is Outcome.SENT, "")
            return f"{most} within such a time: {sent}"


def _sends(decisions: Sequence[Decision], message: str) -> list[Decision]:
    return [each for each in decisions if each.message == message and each.outcome is Outcome.SENT]


def _of(decisions: Sequence[Decision], journey: str, outcome: Outcome) -> list[Decision]:
    return [each for each in decisions if each.journey == journey and each.outcome is outcome]


def _most(expectation: model.AtMost, decisions: Sequence[Decision], rules: Rules) -> int:
    """The most sends that count in any window (t - window, t]."""
    sends = [each.at for each in decisions if each.outcome is Outcome.SENT and _counts(expectation, each, rules)]
    return max((sum(_is_within(at, last, expectation) for at in sends) for last in sends), default=0)


def _is_within(at: Instant, last: Instant, expectation: model.AtMost) -> bool:
    return last - expectation.window < at <= last


def _counts(expectation: model.AtMost, decision: Decision, rules: Rules) -> bool:
    message = rules.program.messages[decision.message]
    of_class = expectation.message_class in (None, message.message_class)
    return of_class and expectation.channel in (None, message.channel)


def _told(decision: Decision, zone: str) -> str:
    at = to_wall(decision.at, zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    about = f" ({decision.detail})" if decision.detail else ""
    why = f": {PHRASES[decision.reason]}{about}" if decision.reason else about
    return f"{decision.message or decision.journey} {decision.outcome.replace('_', ' ')} at {at}{why}"
