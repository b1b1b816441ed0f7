"""What an expectation means, and what happened where it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from journeydsl.conditions.words import operand_words
from journeydsl.engine import Rules
from journeydsl.model import scenarios as model
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.messages import Message, UseModule, Wording
from journeydsl.model.reasons import SENTENCES
from journeydsl.model.values import Instant


def holds(
    expectation: model.Expectation, decisions: Sequence[Decision], rules: Rules, said: Mapping[Decision, Wording]
) -> bool:
    """Whether an expectation holds of everything that was decided; `said` is how each message that was sent reads."""
    match expectation:
        case model.Sent(message=message, at=at, wording=wording):
            sent = [each for each in _sends(decisions, message) if at in (None, each.at)]
            parts = rules.program.messages[message]
            return any(not wording or set(wording) <= set(_held(parts, said[each])) for each in sent)
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
            return len(_most(expectation, decisions, rules)) <= number


def expected_words(expectation: model.Expectation) -> str:
    """What should have happened, in the words in which decisions are told; when is not said."""
    match expectation:
        case model.Sent(message=message, wording=wording):
            held = ", ".join(f'{part}: "{text}"' for part, text in wording)
            return f"{message} is sent" + (f" with {held}" if held else "")
        case model.NotSent(message=message, reason=reason):
            return f"{message} is not sent" + (f": {SENTENCES[reason]}" if reason is not None else "")
        case model.NothingSent():
            return "nothing is sent"
        case model.NeverStarted(journey=journey):
            return f"never enters {journey}"
        case model.Started(journey=journey):
            return f"enters {journey}"
        case model.Ended(journey=journey, reason=reason):
            return f"leaves {journey}" + (f" as {reason}" if reason is not None else "")
        case model.ReachedGoal(journey=journey):
            return f"reaches the goal of {journey}"
        case model.AtMost(words=words):
            return words


def expected_at(expectation: model.Expectation) -> Instant | None:
    """When it should have happened, where that is said."""
    return expectation.at if isinstance(expectation, model.Sent | model.Started) else None


def instead(expectation: model.Expectation, decisions: Sequence[Decision], rules: Rules) -> tuple[Decision, ...]:
    """What was decided about the same thing where an expectation does not hold; empty where nothing was."""
    match expectation:
        case model.Sent(message=message) | model.NotSent(message=message):
            return tuple(each for each in decisions if each.message == message)
        case model.NothingSent():
            return tuple(each for each in decisions if each.outcome is Outcome.SENT)
        case model.NeverStarted(journey=journey) | model.Started(journey=journey):
            started = (Outcome.ENTERED, Outcome.REFUSED)
            return tuple(each for each in decisions if each.journey == journey and each.outcome in started)
        case model.Ended(journey=journey):
            return tuple(_of(decisions, journey, Outcome.FINISHED))
        case model.ReachedGoal():
            return ()
        case model.AtMost():
            return tuple(_most(expectation, decisions, rules))


def nothing_instead(expectation: model.Expectation, decisions: Sequence[Decision]) -> str:
    """What to say where nothing at all was decided about what an expectation speaks of."""
    match expectation:
        case model.Sent(message=message) | model.NotSent(message=message):
            return f"{message} is never due"
        case model.Started(journey=journey) | model.NeverStarted(journey=journey):
            return f"nothing starts {journey}"
        case model.Ended(journey=journey):
            inside = bool(_of(decisions, journey, Outcome.ENTERED))
            return f"is still in {journey} at the end" if inside else f"never enters {journey}"
        case model.ReachedGoal(journey=journey):
            inside = bool(_of(decisions, journey, Outcome.ENTERED))
            return f"does not reach the goal of {journey}" if inside else f"never enters {journey}"
        case model.NothingSent() | model.AtMost():
            return "nothing is sent"


def with_words(message: Message, wording: Wording) -> str:
    """What a message said to this contact, as a scenario would expect it."""
    held = [f'{part}: "{text}"' for part, text in _held(message, wording)]
    return f" with {', '.join(held)}" if held else ""


def _held(message: Message, wording: Wording) -> Iterator[tuple[str, str]]:
    """What each part of a message holds that may hold another thing."""
    for choice in (*wording.blocks, *(() if wording.footer is None else (wording.footer,))):
        content = choice.content
        yield choice.part, content.module if isinstance(content, UseModule) else content.text
    if wording.call_words and wording.call_to_action is not None:
        yield "call_to_action", wording.call_to_action.text
    texts = dict(message.fallbacks)
    yield from ((operand_words(field), texts[field]) for field in wording.fallbacks)
    if wording.offered is not None:
        yield "offer", wording.offered


def _sends(decisions: Sequence[Decision], message: str) -> list[Decision]:
    return [each for each in decisions if each.message == message and each.outcome is Outcome.SENT]


def _of(decisions: Sequence[Decision], journey: str, outcome: Outcome) -> list[Decision]:
    return [each for each in decisions if each.journey == journey and each.outcome is outcome]


def _most(expectation: model.AtMost, decisions: Sequence[Decision], rules: Rules) -> list[Decision]:
    """The sends that count in the window (t - window, t] that has most of them."""
    sends = [each for each in decisions if each.outcome is Outcome.SENT and _counts(expectation, each, rules)]
    windows = ([each for each in sends if _is_within(each.at, last.at, expectation)] for last in sends)
    return max(windows, key=len, default=[])


def _is_within(at: Instant, last: Instant, expectation: model.AtMost) -> bool:
    return last - expectation.window < at <= last


def _counts(expectation: model.AtMost, decision: Decision, rules: Rules) -> bool:
    message = rules.program.messages[decision.message]
    of_class = expectation.message_class in (None, message.message_class)
    return of_class and expectation.channel in (None, message.channel)
