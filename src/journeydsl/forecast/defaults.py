"""What is assumed where nobody says otherwise, each figure with where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from journeydsl.forecast.assumptions import Arrivals, Assumptions, Delay, Rate, Timing
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND

_Key = TypeVar("_Key", Rate, Mailbox)

BREVO = "Brevo 2025, 44 billion e-mails"
PLACEMENT = "published inbox placement tests"
_OWN = "assumption"


class Figure(NamedTuple):
    """A share, and where it is from."""

    share: float
    source: str


class Time(NamedTuple):
    """A delay, and where it is from."""

    delay: Delay
    source: str


PROMOTIONAL: Mapping[Rate, Figure] = {
    Rate.SOFT_BOUNCED: Figure(0.036, f"of what is sent; {BREVO}"),
    Rate.HARD_BOUNCED: Figure(0.0019, f"of what is sent; {BREVO}"),
    Rate.INBOX: Figure(0.84, "of what is delivered; the world's average, Validity 2025"),
    Rate.OPENED: Figure(0.3122, f"of what is delivered, by people; {BREVO}"),
    Rate.MACHINE_OPENED: Figure(
        0.27, "of what is in the inbox; from Litmus 2022: 52.7% of all opens are by Apple's proxy"
    ),
    Rate.CLICKED: Figure(0.0364, f"of what is delivered; {BREVO}"),
    Rate.UNSUBSCRIBED: Figure(0.004, f"of what is delivered; {BREVO}"),
    Rate.COMPLAINED: Figure(
        0.0001, f"of what is delivered; {_OWN}: Google asks for less than 0.1%, most stay at 0.01%"
    ),
    Rate.ORGANIC: Figure(0.02, f"of whom it is due to, sent or trapped; {_OWN}: put your own holdout's here"),
    Rate.LIFT: Figure(0.2, f"more of whom it is sent to; {_OWN}: put your own holdout's here"),
}

TRANSACTIONAL: Mapping[Rate, Figure] = {
    **PROMOTIONAL,
    Rate.OPENED: Figure(0.449, "of what is delivered, by people; Silverpop 2015"),
    Rate.CLICKED: Figure(0.104, "of what is delivered; Silverpop 2015"),
    Rate.UNSUBSCRIBED: Figure(0.0, f"{_OWN}: there is nothing to unsubscribe from"),
}

PROVIDERS: Mapping[Mailbox, Mapping[Rate, Figure]] = {
    Mailbox.GMAIL: {Rate.INBOX: Figure(0.881, PLACEMENT)},
    Mailbox.MICROSOFT: {Rate.INBOX: Figure(0.825, PLACEMENT)},
    Mailbox.YAHOO: {Rate.INBOX: Figure(0.874, PLACEMENT)},
    Mailbox.APPLE: {
        Rate.INBOX: Figure(0.663, PLACEMENT),
        Rate.MACHINE_OPENED: Figure(0.9, f"{_OWN}: whose mailbox is Apple's mostly reads in Apple Mail"),
    },
}

MIX: Mapping[Mailbox, Figure] = {
    Mailbox.GMAIL: Figure(0.39, "2.3 million addresses, mostly of the US, counted by D. Lange"),
    Mailbox.MICROSOFT: Figure(0.35, "as above"),
    Mailbox.YAHOO: Figure(0.18, "as above"),
    Mailbox.APPLE: Figure(0.03, f"{_OWN}, as is the rest"),
    Mailbox.OTHER: Figure(0.05, _OWN),
}

PHONES: Mapping[Rate, Figure] = {
    Rate.SOFT_BOUNCED: Figure(0.05, "of what is sent; Burst SMS: 95% are delivered"),
    Rate.CLICKED: Figure(0.19, "of what is delivered; Hermes: 19 to 36%, the least of it"),
    Rate.UNSUBSCRIBED: Figure(0.02, "of what is delivered; Hermes: healthy is less than 2%"),
    Rate.ORGANIC: Figure(0.02, _OWN),
    Rate.LIFT: Figure(0.2, _OWN),
}

OTHERS: Mapping[Rate, Figure] = {
    Rate.SOFT_BOUNCED: Figure(0.1, "of what is sent; MoEngage 2024, push: 90% are delivered"),
    Rate.CLICKED: Figure(0.046, "of what is delivered; MoEngage 2024, push: 4.6 to 5.5%, the least of it"),
    Rate.UNSUBSCRIBED: Figure(0.002, _OWN),
    Rate.ORGANIC: Figure(0.02, _OWN),
    Rate.LIFT: Figure(0.2, _OWN),
}

DELAYS: Mapping[Timing, Time] = {
    Timing.DELIVERED: Time(Delay(5 * SECOND, 1.0), f"after it is sent; {_OWN}"),
    Timing.SOFT_BOUNCED: Time(Delay(12 * HOUR, 0.8), f"after it is sent, when it is given up; {_OWN}"),
    Timing.HARD_BOUNCED: Time(Delay(5 * SECOND, 1.0), f"after it is sent; {_OWN}"),
    Timing.OPENED: Time(
        Delay(3 * HOUR, 1.8), "after delivery; Inntopia, of 4 million: 27% of opens within an hour, half within three"
    ),
    Timing.MACHINE_OPENED: Time(Delay(10 * MINUTE, 1.5), f"after delivery; {_OWN}"),
    Timing.CLICKED: Time(Delay(45 * SECOND, 1.2), f"after it is opened; {_OWN}"),
    Timing.UNSUBSCRIBED: Time(Delay(60 * SECOND, 1.0), f"after it is opened; {_OWN}"),
    Timing.COMPLAINED: Time(Delay(60 * SECOND, 1.0), f"after it is opened; {_OWN}"),
    Timing.CONVERTED: Time(Delay(30 * MINUTE, 1.5), f"after the click; {_OWN}"),
    Timing.ORGANIC: Time(Delay(DAY, 1.2), f"of its own accord, after the message is due; {_OWN}"),
    Timing.READ: Time(Delay(3 * MINUTE, 1.5), f"on other channels, after delivery; {_OWN}"),
}

HISTORY = 28 * DAY
"""How much of history is repeated."""


def default_assumptions() -> Assumptions:
    """What is assumed where nobody says otherwise."""
    return Assumptions(
        classes={
            MessageClass.PROMOTIONAL: shares(PROMOTIONAL.items()),
            MessageClass.TRANSACTIONAL: shares(TRANSACTIONAL.items()),
        },
        phones=shares(PHONES.items()),
        others=shares(OTHERS.items()),
        providers={provider: shares(figures.items()) for provider, figures in PROVIDERS.items()},
        mix=shares(MIX.items()),
        delays={timing: time.delay for timing, time in DELAYS.items()},
        arrivals=Arrivals(history=HISTORY),
    )


def shares(figures: Iterable[tuple[_Key, Figure]]) -> dict[_Key, float]:
    """Figures without where they are from."""
    return {name: figure.share for name, figure in figures}
