"""The shape of an assumptions file, as pydantic models. Validate with a `Known` as context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StrictFloat, StrictInt, ValidationInfo

from journeydsl.diagnostics import Code, did_you_mean
from journeydsl.forecast.assumptions import Timing
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.project import Event
from journeydsl.model.values import DAY
from journeydsl.project.schema import Duration, Rate, Section, Sections, mistake, read_duration

_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that a file of assumptions may use: those of a program."""

    messages: Iterable[str]
    segments: Iterable[str]
    channels: Iterable[str]
    events: Mapping[str, Event]


def _percent(written: Any) -> float:
    found = _PERCENT.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        hint = f"did you mean `{written}%`?" if isinstance(written, int | float) else "write a share such as `3.6%`"
        raise mistake(f"`{written}` is no share", hint=hint)
    return float(Decimal(found[1]) / 100)


def _at_most_all(share: float) -> float:
    if share > 1:
        raise mistake(f"`{share * 100:g}%` is more than all")
    return share


def _of_history(written: Any) -> int | None:
    if written == "none":
        return None
    duration = read_duration(written)
    if duration % DAY:
        raise mistake(f"`{written}` is not a number of whole days", hint="write whole days, such as `28 days`")
    return duration


def _short_rate(value: Any) -> Any:
    return value if isinstance(value, dict) else {"rate": value}


def _known(what: str, code: Code, field: str) -> AfterValidator:
    def check(name: str, info: ValidationInfo) -> str:
        names = tuple(getattr(info.context, field))
        if name not in names:
            meant = did_you_mean(name, names)
            raise mistake(f"there is no {what} `{name}`", code=code, hint=f"did you mean `{meant}`?" if meant else None)
        return name

    return AfterValidator(check)


def _one_of(what: str, words: type[StrEnum]) -> BeforeValidator:
    def check(name: Any) -> Any:
        if name not in tuple(words):
            meant = did_you_mean(str(name), tuple(words))
            hint = f"did you mean `{meant}`?" if meant else "one of " + ", ".join(f"`{word}`" for word in words)
            raise mistake(f"`{name}` is no {what}", code=Code.PROJECT_KEY, hint=hint)
        return name

    return BeforeValidator(check)


Share: TypeAlias = Annotated[float, BeforeValidator(_percent), AfterValidator(_at_most_all)]
More: TypeAlias = Annotated[float, BeforeValidator(_percent)]
Stretch: TypeAlias = Annotated[int | None, BeforeValidator(_of_history)]
KnownMessage: TypeAlias = Annotated[str, _known("message", Code.UNKNOWN_MESSAGE, "messages")]
KnownSegment: TypeAlias = Annotated[str, _known("segment", Code.UNKNOWN_SEGMENT, "segments")]
KnownChannel: TypeAlias = Annotated[str, _known("channel", Code.UNKNOWN_CHANNEL, "channels")]
KnownEvent: TypeAlias = Annotated[str, _known("event", Code.UNKNOWN_EVENT, "events")]
Provider: TypeAlias = Annotated[Mailbox, _one_of("mailbox provider", Mailbox)]
Timed: TypeAlias = Annotated[Timing, _one_of("delay", Timing)]


class MachineOpens(StrEnum):
    """Whether journeys take machine opens for opens."""

    FILTERED = "filtered"
    SEEN = "seen"


class Outcomes(Section):
    """What becomes of the messages of any channel, where it is not as usual."""

    soft_bounced: Share | None = None
    clicked: Share | None = None
    unsubscribed: Share | None = None
    organic: Share | None = None
    lift: More | None = None


class Mailed(Outcomes):
    """What becomes of e-mails, where it is not as usual."""

    hard_bounced: Share | None = None
    inbox: Share | None = None
    opened: Share | None = None
    machine_opened: Share | None = None
    complained: Share | None = None


class Email(Section):
    """E-mails by class."""

    promotional: Mailed = Field(default_factory=Mailed)
    transactional: Mailed = Field(default_factory=Mailed)


class Spread(Section):
    """A lognormal time."""

    median: Duration
    spread: Annotated[StrictFloat | StrictInt, Field(ge=0)] = 1.0


class Converted(Section):
    """What a goal's event is like."""

    revenue: str | None = None
    properties: dict[str, Any] = Field(default={})


class Arriving(Section):
    """An event that arrives at a rate."""

    rate: Rate
    properties: dict[str, Any] = Field(default={})


ShortArriving: TypeAlias = Annotated[Arriving, BeforeValidator(_short_rate)]


class Arrivals(Section):
    """What happens without being sent anything."""

    history: Stretch = 28 * DAY
    events: dict[KnownEvent, ShortArriving] = Field(default={})


class AssumptionsFile(Section):
    """What a forecast assumes."""

    email: Email = Field(default_factory=Email)
    providers: dict[Provider, Mailed] = Field(default={})
    mix: dict[Provider, Share] = Field(default={})
    channels: dict[KnownChannel, Outcomes] = Field(default={})
    segments: dict[KnownSegment, Mailed] = Field(default={})
    messages: dict[KnownMessage, Mailed] = Field(default={})
    delays: dict[Timed, Spread] = Field(default={})
    conversions: dict[KnownEvent, Converted] = Field(default={})
    arrivals: Arrivals = Field(default_factory=Arrivals)
    machine_opens: MachineOpens = MachineOpens.FILTERED


SECTIONS: Sections = {
    (): AssumptionsFile,
    ("email",): Email,
    ("email", "*"): Mailed,
    ("providers", "*"): Mailed,
    ("channels", "*"): Outcomes,
    ("segments", "*"): Mailed,
    ("messages", "*"): Mailed,
    ("delays", "*"): Spread,
    ("conversions", "*"): Converted,
    ("arrivals",): Arrivals,
    ("arrivals", "events", "*"): Arriving,
}
