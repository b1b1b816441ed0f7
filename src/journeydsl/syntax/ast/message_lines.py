"""The lines of a message, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.literals import Name, Path, Text


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """`channel email`."""

    channel: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """`class promotional` or `class transactional`."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TopicLine:
    """`topic promotions`."""

    topic: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """`subject "{{ first_name }}, your cart is saved"`."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """`template "cart_reminder.html"`, relative to the file that says it."""

    path: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Skip:
    """`or skip`: without the field, do not send."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Fallback:
    """`first_name or "there"`, `trigger.url or skip`."""

    subject: Path
    otherwise: Text | Skip
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """`preview "Everything is still there"`."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """`goal "finish the checkout"`: what the message is for."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class UseModule:
    """`use module "imprint"`: a line of a message, or what a block or a footer holds."""

    name: Text
    span: Span = field(compare=False)


Content: TypeAlias = Text | UseModule


@dataclass(frozen=True, slots=True)
class BlockArm:
    """`when in loyal_vips: "Thank you for your loyalty"`."""

    condition: Condition
    content: Content
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """`block hero:` with what it holds for whom; `otherwise` is None where it was not written."""

    name: Name
    arms: tuple[BlockArm, ...]
    otherwise: Content | None
    span: Span = field(compare=False)
    experimental: bool = False


@dataclass(frozen=True, slots=True)
class CallToAction:
    """`call to action "Return to your cart" to trigger.url` (or to a text)."""

    text: Text
    to: Path | Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CallArm:
    """`when in loyal_vips: "Ask your adviser" to trigger.url`."""

    condition: Condition
    call: CallToAction
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CallsToAction:
    """`call to action:` with one for each condition; `otherwise` is None where it was not written."""

    arms: tuple[CallArm, ...]
    otherwise: CallToAction | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Helps:
    """`helps "saves the contact from searching again"`."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class FooterEntry:
    """`"DE", "AT": use module "imprint_de"`."""

    values: tuple[Text, ...]
    content: Content
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class FooterBy:
    """`footer by country`, with the footer for each value; `otherwise` is None where it was not written. Without any
    beneath it, its footers are the modules `footer_VALUE` and `footer_otherwise`."""

    attribute: Path
    span: Span = field(compare=False)
    entries: tuple[FooterEntry, ...] = ()
    otherwise: Content | None = None


MessageLine: TypeAlias = (
    ChannelLine
    | ClassLine
    | TopicLine
    | GoalLine
    | SubjectLine
    | PreviewLine
    | TemplateLine
    | Fallback
    | BlockLine
    | CallToAction
    | CallsToAction
    | Helps
    | FooterBy
    | UseModule
)
