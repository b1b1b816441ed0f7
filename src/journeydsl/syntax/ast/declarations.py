"""What stands at the left margin of a `.journey` file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from journeydsl.source import Span
from journeydsl.syntax.ast.conditions import Condition
from journeydsl.syntax.ast.journey_lines import JourneyLine
from journeydsl.syntax.ast.literals import Duration, Name, Number, Percent, Text, TimeOfDay, Weekday
from journeydsl.syntax.ast.message_lines import MessageLine
from journeydsl.syntax.ast.scenario_lines import ScenarioLine
from journeydsl.syntax.ast.steps import Block


class Rhythm(StrEnum):
    """How often a segment is evaluated (law L20)."""

    LIVE = "live"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Refresh:
    """`refresh daily`."""

    rhythm: Rhythm
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class HoldFor:
    """`hold for 7 days`: no leaving and entering again more often than this."""

    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """`segment loyal_vips "Loyal VIPs":` with its condition."""

    name: Name
    label: Text | None
    when: Condition
    span: Span = field(compare=False)
    refresh: Refresh | None = None
    hold_for: HoldFor | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A segment of a family: `active "Active": when …`; `when` is None for `otherwise`."""

    name: Name
    label: Text | None
    when: Condition | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Family:
    """`segments lifecycle:` with its members: exclusive and complete."""

    name: Name
    label: Text | None
    members: tuple[Member, ...]
    span: Span = field(compare=False)
    refresh: Refresh | None = None
    hold_for: HoldFor | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """`suppression recently_bought "…":` with its condition and what it blocks."""

    name: Name
    label: Text | None
    when: Condition
    blocks: Name
    span: Span = field(compare=False)
    for_whole_account: bool = False


@dataclass(frozen=True, slots=True)
class ElseDrop:
    """`else drop`: the message is not sent."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ElseWait:
    """`else wait [up to 2 days]`: the message is held back."""

    up_to: Duration | None
    span: Span = field(compare=False)


Else: TypeAlias = ElseDrop | ElseWait


@dataclass(frozen=True, slots=True)
class Cap:
    """`at most 3 promotional emails in 7 days, else drop`; `noun` is `emails`, `messages`, … as written."""

    number: Number
    message_class: Name | None
    noun: Name
    window: Duration
    otherwise: Else
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quiet:
    """`quiet from 21:00 to 08:00, else wait`, in the contact's local time."""

    start: TimeOfDay
    end: TimeOfDay
    otherwise: Else
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class QuietDay:
    """`quiet on sunday, else wait`, in the contact's local time."""

    day: Weekday
    otherwise: Else
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """`warm up email from 2000 per day by 30% per day`."""

    channel: Name
    start: Number
    growth: Percent
    span: Span = field(compare=False)


LimitLine: TypeAlias = Cap | Quiet | QuietDay | WarmUp


@dataclass(frozen=True, slots=True)
class Limits:
    """`limits:` with its lines."""

    lines: tuple[LimitLine, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Message:
    """`message cart_reminder "First cart reminder":` with its lines in the order written."""

    name: Name
    label: Text | None
    lines: tuple[MessageLine, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Journey:
    """`journey abandoned_cart "…":` with its head lines and its steps, each in the order written."""

    name: Name
    label: Text | None
    lines: tuple[JourneyLine, ...]
    steps: Block
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """`scenario "a shopper who buys is left alone":` with its lines in the order written."""

    title: Text
    lines: tuple[ScenarioLine, ...]
    span: Span = field(compare=False)


Declaration: TypeAlias = Segment | Family | Suppression | Limits | Message | Journey | Scenario


@dataclass(frozen=True, slots=True)
class File:
    """All declarations of one file that could be read, in the order written.

    `broken` are the words at the head of declarations that could not be read, their names among them: a reference to
    one of these is not to be called unknown. `partial` are the same declarations, as far as something is left of them
    without the lines that could not be read: what they say can be wrong, but what they do not say was perhaps not read.
    """

    declarations: tuple[Declaration, ...]
    broken: frozenset[str] = frozenset()
    partial: tuple[Declaration, ...] = ()
