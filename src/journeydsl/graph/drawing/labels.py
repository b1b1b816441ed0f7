"""What stands on a node: its kind, a title in the author's words, and a quiet second line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from journeydsl.model.journeys import Around, At, Every, EveryYear, OnEntering, OnEvent, Start, WhenCalled
from journeydsl.model.messages import Message
from journeydsl.model.steps import (
    AddTo,
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


class Kind(StrEnum):
    """The kinds of node that a picture tells apart."""

    START = "start"
    SEND = "send"
    WAIT = "wait"
    WAIT_FOR = "wait_for"
    CHOOSE = "choose"
    SPLIT = "split"
    REPEAT = "repeat"
    SET = "set"
    EMIT = "emit"
    CALL = "call"
    START_JOURNEY = "start_journey"
    LIST = "list"
    UNSUBSCRIBE = "unsubscribe"
    OFFER = "offer"
    MARK = "mark"
    GO_TO = "go_to"
    STOP = "stop"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Label:
    """The words on a node; `detail` may be empty. `icon` names the picture beside them."""

    kind: Kind
    icon: str
    title: str
    detail: str = ""


END = Label(Kind.COMPLETED, "completed", "completed", "end of the journey")


def of_start(start: Start) -> Label:
    """The words on a starting point."""
    match start:
        case OnEvent(words=words, event=name):
            said = words or f"starts on {name}"
        case OnEntering(words=words, segment=name):
            said = words or f"starts on entering {name}"
        case EveryYear(words=said) | Around(words=said) | Every(words=said) | At(words=said) | WhenCalled(words=said):
            pass
    title, detail = _divide(said if said.startswith("starts") else f"starts on {said}", (" where ", ", then ", " for "))
    return Label(Kind.START, "start", title, detail)


def of_step(step: Step, messages: Mapping[str, Message]) -> Label:  # noqa: C901 a case a kind
    """The words on a step; `messages` may know what is sent."""
    match step:
        case Send(words=words, message=name):
            message = messages.get(name)
            detail = f"{message.label} · {message.channel}" if message else ""
            icon = message.channel if message and message.channel in {"sms", "push"} else "send"
            return Label(Kind.SEND, icon, words or f"send {name}", detail)
        case Wait(words=words) | WaitUntil(words=words) | WaitUntilAttribute(words=words):
            title, detail = _divide(words, (", then ",))
            return Label(Kind.WAIT, "wait", title, detail)
        case WaitFor(words=words, event=name, up_to=up_to):
            title, detail = _divide(words or f"wait for {name} up to {duration_words(up_to)}", (" where ", " up to "))
            return Label(Kind.WAIT_FOR, "wait_for", title, detail)
        case WaitUntilCondition(words=words):
            title, detail = _divide(words, (", up to ",))
            return Label(Kind.WAIT_FOR, "wait_for", title, detail)
        case Choose(arms=(only,)):
            return Label(Kind.CHOOSE, "choose", f"{_question(only.words)}?")
        case Choose(words=words):
            return Label(Kind.CHOOSE, "choose", words or "choose")
        case Split(words=words, experiment=name):
            return Label(Kind.SPLIT, "split", words or f"split {name}")
        case Repeat(words=words):
            return Label(Kind.REPEAT, "repeat", words)
        case Set(words=words):
            return Label(Kind.SET, "set", words)
        case Emit(words=words):
            title, detail = _divide(words, (" with ",))
            return Label(Kind.EMIT, "emit", title, detail)
        case Call(words=words):
            return Label(Kind.CALL, "call", words)
        case StartJourney(words=words):
            return Label(Kind.START_JOURNEY, "start_journey", words)
        case AddTo(words=words) | RemoveFrom(words=words):
            return Label(Kind.LIST, "list", words)
        case Offer(words=words):
            return Label(Kind.OFFER, "offer", words)
        case UnsubscribeFrom(words=words):
            return Label(Kind.UNSUBSCRIBE, "unsubscribe", words)
        case Stop(words=words):
            return Label(Kind.STOP, "stop", words or "stop")


def of_label(name: str) -> Label:
    """The words on a place to go to."""
    return Label(Kind.MARK, "mark", f"label {name}")


def of_go_to(name: str, *, back: bool) -> Label:
    """The words on a way that goes on at a label; one that leads `back` counts as a time round."""
    return Label(Kind.GO_TO, "go_to", f"go to {name}", "one more time round" if back else "")


def _question(words: str) -> str:
    return words.removeprefix("when ").removesuffix("?")


def _divide(words: str, marks: tuple[str, ...]) -> tuple[str, str]:
    """The words up to the first of the marks, and from there on."""
    places = [place for mark in marks if (place := words.find(mark)) > 0]
    if not places:
        return words, ""
    return words[: min(places)], words[min(places) :].lstrip(", ")
