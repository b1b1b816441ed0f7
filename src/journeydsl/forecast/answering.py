"""What becomes of a message: which answer follows from which, for one send or for arrays of them alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

from journeydsl.engine.chance import mix
from journeydsl.forecast.assumptions import Delay, Timing
from journeydsl.forecast.chance import kind_number, time_at
from journeydsl.forecast.rates import Thresholds
from journeydsl.model.responses import Answer
from journeydsl.model.values import Instant

Truth: TypeAlias = Any
"""Whether something happens: -1 for yes and 0 for no, so that `~`, `&` and `|` do what they do with arrays of `bool`,
or such an array."""

Moment: TypeAlias = Any
"""An `Instant`, or an array of them."""

Answers: TypeAlias = Mapping[Answer, tuple[Truth, Moment]]
"""Whether each answer comes, and when it would."""


class Draws(Protocol):
    """The draws of one send, or of many."""

    def happens(self, what: str, rate: str) -> Truth:
        """Whether a draw is below the threshold of a rate (a field of `Thresholds`)."""

    def always(self, what: str, rate: str) -> Truth:
        """As `happens`, by a draw that is the same for all sends to a contact."""

    def after(self, moment: Moment, timing: Timing) -> Moment:
        """So much later than a moment."""

    def earliest(self, first: Truth, one: Moment, other: Moment) -> Moment:
        """The one moment where the first is true, else the other."""


def of_email(draws: Draws, sent: Moment) -> dict[Answer, tuple[Truth, Moment]]:
    """What becomes of an e-mail, but for conversions."""
    hard = draws.happens("hard", "hard")
    soft = ~hard & draws.happens("soft", "soft")
    delivered, there = ~hard & ~soft, draws.after(sent, Timing.DELIVERED)
    inbox = delivered & draws.happens("inbox", "inbox")
    opened, read = inbox & draws.happens("opened", "opened"), draws.after(there, Timing.OPENED)
    return {
        Answer.HARD_BOUNCED: (hard, draws.after(sent, Timing.HARD_BOUNCED)),
        Answer.SOFT_BOUNCED: (soft, draws.after(sent, Timing.SOFT_BOUNCED)),
        Answer.DELIVERED: (delivered, there),
        Answer.INBOX: (inbox, there),
        Answer.SPAM: (delivered & ~inbox, there),
        Answer.MACHINE_OPENED: (
            inbox & draws.always("machine opened", "machine_opened"),
            draws.after(there, Timing.MACHINE_OPENED),
        ),
        Answer.OPENED: (opened, read),
        Answer.CLICKED: (opened & draws.happens("clicked", "clicked"), draws.after(read, Timing.CLICKED)),
        Answer.UNSUBSCRIBED: (
            opened & draws.happens("unsubscribed", "unsubscribed"),
            draws.after(read, Timing.UNSUBSCRIBED),
        ),
        Answer.COMPLAINED: (opened & draws.happens("complained", "complained"), draws.after(read, Timing.COMPLAINED)),
    }


def elsewhere(draws: Draws, sent: Moment) -> dict[Answer, tuple[Truth, Moment]]:
    """What becomes of a message on another channel, but for conversions."""
    lost = draws.happens("soft", "soft")
    there = draws.after(sent, Timing.DELIVERED)
    read = draws.after(there, Timing.READ)
    return {
        Answer.SOFT_BOUNCED: (lost, draws.after(sent, Timing.SOFT_BOUNCED)),
        Answer.DELIVERED: (~lost, there),
        Answer.CLICKED: (~lost & draws.happens("clicked", "clicked"), draws.after(read, Timing.CLICKED)),
        Answer.UNSUBSCRIBED: (
            ~lost & draws.happens("unsubscribed", "unsubscribed"),
            draws.after(read, Timing.UNSUBSCRIBED),
        ),
    }


def converted(draws: Draws, due: Moment, clicked: tuple[Truth, Moment] | None) -> tuple[Truth, Moment]:
    """Whether and when the goal is reached: of its own accord after the message is due, or by the click where there was
    one. The draws are the same whether it was sent or trapped, so only the message makes a difference."""
    organic, in_time = draws.happens("converted", "organic"), draws.after(due, Timing.ORGANIC)
    if clicked is None:
        return organic, in_time
    caused = clicked[0] & draws.happens("converted", "caused")
    by_click = draws.after(clicked[1], Timing.CONVERTED)
    return organic | caused, draws.earliest(organic, in_time, by_click)


class One:
    """The draws of one send: `number` is the send's (`chance.send_number`), `contact` that of its contact."""

    def __init__(self, number: int, contact: int, thresholds: Thresholds, delays: Mapping[Timing, Delay]) -> None:
        self._number = number
        self._contact = contact
        self._thresholds = thresholds
        self._delays = delays

    def happens(self, what: str, rate: str) -> Truth:
        """See `Draws`."""
        return _below(self._number, what, getattr(self._thresholds, rate))

    def always(self, what: str, rate: str) -> Truth:
        """See `Draws`."""
        return _below(self._contact, what, getattr(self._thresholds, rate))

    def after(self, moment: Instant, timing: Timing) -> Instant:
        """See `Draws`."""
        return moment + time_at(self._delays[timing], mix(self._number ^ kind_number(f"after {timing}")))

    def earliest(self, first: Truth, one: Instant, other: Instant) -> Instant:
        """See `Draws`."""
        return one if first else other


def _below(number: int, what: str, threshold: int) -> int:
    return -(mix(number ^ kind_number(what)) >> 11 < threshold)
