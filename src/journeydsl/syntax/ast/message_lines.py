"""The lines of a message, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from journeydsl.source import Span
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


MessageLine: TypeAlias = ChannelLine | ClassLine | TopicLine | SubjectLine | TemplateLine | Fallback
