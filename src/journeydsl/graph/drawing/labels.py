"""What stands on a node: its kind, a title in the author's words, and a quiet second line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from journeydsl.model.journeys import Around, At, Every, EveryYear, OnEntering, OnEvent, Start, WhenCalled
from journeydsl.model.messages import Message
from journeydsl.model.steps import Choose, Send, Set, Split, Step, Stop, Wait, WaitFor, WaitUntil
from journeydsl.model.values import duration_words


class Kind(StrEnum):
    """The kinds of node that a picture tells apart."""

    START = "start"
    SEND = "send"
    WAIT = "wait"
    WAIT_FOR = "wait_for"
    CHOOSE = "choose"
    SPLIT = "split"
    SET = "set"
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
        case EveryYear(words=words) | Around(words=words) | Every(words=words) | At(words=words) | WhenCalled(words=words):
            said = words
    title, detail = _divide(said if said.startswith("starts") else f"starts on {said}", (" where ", ", then ", " for "))
    return Label(Kind.START, "start", title, detail)


def of_step(step: Step, messages: Mapping[str, Message]) -> Label:
    """The words on a step; `messages` may know what is sent."""
    match step:
        case Send(words=words, message=name):
            message = messages.get(name)
            detail = f"{message.label} · {message.channel}" if message else ""
            icon = message.channel if message and message.channel in {"sms", "push"} else "send"
            return Label(Kind.SEND, icon, words or f"send {name}", detail)
        case Wait(words=words) | WaitUntil(words=words):
            title, detail = _divide(words, (", then ",))
            return Label(Kind.WAIT, "wait", title, detail)
        case WaitFor(words=words, event=name, up_to=up_to):
            title, detail = _divide(words or f"wait for {name} up to {duration_words(up_to)}", (" where ", " up to "))
            return Label(Kind.WAIT_FOR, "wait_for", title, detail)
        case Choose(arms=(only,)):
            return Label(Kind.CHOOSE, "choose", f"{_question(only.words)}?")
        case Choose(words=words):
            return Label(Kind.CHOOSE, "choose", words or "choose")
        case Split(words=words, experiment=name):
            return Label(Kind.SPLIT, "split", words or f"split {name}")
        case Set(words=words):
            return Label(Kind.SET, "set", words)
        case Stop(words=words):
            return Label(Kind.STOP, "stop", words or "stop")


def _question(words: str) -> str:
    return words.removeprefix("when ").removesuffix("?")


def _divide(words: str, marks: tuple[str, ...]) -> tuple[str, str]:
    """The words up to the first of the marks, and from there on."""
    places = [place for mark in marks if (place := words.find(mark)) > 0]
    if not places:
        return words, ""
    return words[: min(places)], words[min(places) :].lstrip(", ")
