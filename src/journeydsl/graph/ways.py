"""The ways out of a step, in the order that `Node` fixes, each with its words and the block that it leads into."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.model.steps import (
    AddTo,
    Block,
    Call,
    Choose,
    Emit,
    Offer,
    RemoveFrom,
    Repeat,
    Send,
    Set,
    Split,
    StartJourney,
    Step,
    Stop,
    UnsubscribeFrom,
    Wait,
    WaitFor,
    WaitUntil,
    WaitUntilAttribute,
    WaitUntilCondition,
)
from journeydsl.model.values import duration_words

_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: its words (empty where there is nothing to tell apart) and the block that it leads into, whose end
    goes on after the step, or `returns` to it."""

    words: str
    block: Block
    returns: bool = False


def ways(step: Step) -> tuple[Way, ...]:  # noqa: C901 a case a kind
    """The ways out of a step. An empty block goes on after the step."""
    match step:
        case Send(because=because, not_sent=not_sent):
            if not because and not not_sent:
                return (Way("", ()), Way("", ()))
            reasons = (Way(f"not sent: {each.reason}", each.block) for each in because)
            return (Way("sent", ()), *reasons, Way("not sent", not_sent))
        case Wait() | WaitUntil() | Set() | Emit() | Call() | StartJourney():
            return (Way("", ()),)
        case AddTo() | RemoveFrom() | UnsubscribeFrom():
            return (Way("", ()),)
        case Offer(nothing_left=nothing_left):
            return (Way("offered", ()), Way("nothing left", nothing_left))
        case WaitUntilAttribute(if_missing=if_missing):
            return (Way("known", ()), Way("missing", if_missing)) if if_missing else (Way("", ()), Way("", ()))
        case WaitFor(happened=happened, timed_out=timed_out, up_to=up_to):
            return (Way("happened", happened), Way(f"after {duration_words(up_to)}", timed_out))
        case WaitUntilCondition(happened=happened, timed_out=timed_out, up_to=up_to):
            return (Way("happened", happened), Way(f"after {duration_words(up_to)}", timed_out))
        case Choose():
            return _choices(step)
        case Split(variants=variants):
            return tuple(Way(f"{share_words(each.share)} {each.name}", each.block) for each in variants)
        case Repeat(block=block):
            return (Way("once more", block, returns=True), Way("done", ()))
        case Stop():
            return ()


def _choices(step: Choose) -> tuple[Way, ...]:
    if len(step.arms) == 1:
        return (Way("yes", step.arms[0].block), Way("no", step.otherwise))
    return (*(Way(arm.words, arm.block) for arm in step.arms), Way("otherwise", step.otherwise))


def share_words(share: int) -> str:
    """A share (millionths) as a percentage without needless digits: "45%", "33.3333%"."""
    whole, rest = divmod(share, _PERCENT)
    digits = f"{rest:04}".rstrip("0")
    return f"{whole}.{digits}%" if digits else f"{whole}%"
