"""What is assumed of one message for one contact, as shares of what goes before, and as what chance is measured by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from journeydsl.forecast.assumptions import Assumptions, Rate
from journeydsl.forecast.chance import threshold
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import Message
from journeydsl.model.project import Project
from journeydsl.model.values import Kind

OF_DELIVERED = (Rate.OPENED, Rate.CLICKED, Rate.UNSUBSCRIBED, Rate.COMPLAINED)


class Shares(NamedTuple):
    """Of what is sent: `hard`; of the rest: `soft`. Of what is delivered: `inbox`; of that: `opened` and
    `machine_opened`; of what is opened: `clicked`, `unsubscribed` and `complained`. Of all: `organic`; of those who
    clicked: `caused`, which includes them."""

    hard: float
    soft: float
    inbox: float
    opened: float
    machine_opened: float
    clicked: float
    unsubscribed: float
    complained: float
    organic: float
    caused: float


class Thresholds(NamedTuple):
    """`Shares`, each as the number that a draw is below in that share of cases."""

    hard: int
    soft: int
    inbox: int
    opened: int
    machine_opened: int
    clicked: int
    unsubscribed: int
    complained: int
    organic: int
    caused: int


class Case(NamedTuple):
    """What the rates of a send hang on; `segments` are those that the contact is in, of those that are told apart."""

    message: str
    provider: Mailbox
    segments: tuple[str, ...] = ()


class Rates:
    """The rates of a project's messages under some assumptions."""

    def __init__(self, assumptions: Assumptions, project: Project, messages: Mapping[str, Message]) -> None:
        self._assumptions = assumptions
        self._project = project
        self._messages = messages
        self.thresholds = cache(self._thresholds)

    def is_email(self, message: str) -> bool:
        """Whether a message is an e-mail: whether its channel's address is one."""
        return self._kind(message) is Kind.EMAIL

    def shares(self, case: Case) -> Shares:
        """The shares for a send; those that must not exceed 1, and do, are left as they are."""
        return self._of_email(case) if self.is_email(case.message) else self._elsewhere(case)

    def _thresholds(self, case: Case) -> Thresholds:
        return Thresholds(*(threshold(share) for share in self.shares(case)))

    def _of_email(self, case: Case) -> Shares:
        usual = self._usual_inbox(case)
        seen = {rate: self._of_inbox(case, rate, usual) for rate in OF_DELIVERED}
        hard, soft = self._rate(case, Rate.HARD_BOUNCED), self._rate(case, Rate.SOFT_BOUNCED)
        opened = seen[Rate.OPENED]
        return Shares(
            hard=hard,
            soft=_share(soft, 1 - hard),
            inbox=self._rate(case, Rate.INBOX),
            opened=opened,
            machine_opened=self._rate(case, Rate.MACHINE_OPENED),
            clicked=_share(seen[Rate.CLICKED], opened),
            unsubscribed=_share(seen[Rate.UNSUBSCRIBED], opened),
            complained=_share(seen[Rate.COMPLAINED], opened),
            organic=self._rate(case, Rate.ORGANIC),
            caused=self._caused(case, self._wherever(case, Rate.CLICKED) * (1 - hard - soft)),
        )

    def _elsewhere(self, case: Case) -> Shares:
        soft, clicked = self._rate(case, Rate.SOFT_BOUNCED), self._rate(case, Rate.CLICKED)
        return Shares(
            hard=0.0,
            soft=soft,
            inbox=1.0,
            opened=1.0,
            machine_opened=0.0,
            clicked=clicked,
            unsubscribed=self._rate(case, Rate.UNSUBSCRIBED),
            complained=0.0,
            organic=self._rate(case, Rate.ORGANIC),
            caused=self._caused(case, clicked * (1 - soft)),
        )

    def _caused(self, case: Case, clicked: float) -> float:
        """The share of those who clicked that converts, so that of all to whom it is sent, `lift` more than organic
        do; what they would have done anyway is part of it."""
        organic, lift = self._rate(case, Rate.ORGANIC), self._rate(case, Rate.LIFT)
        return organic + _share(organic * lift, clicked)

    def _of_inbox(self, case: Case, rate: Rate, usual: float) -> float:
        """A rate that is said of what is delivered, as a share of what is in the inbox: where it is said of a provider,
        of that provider's inbox, else of the usual one."""
        said_of_provider = self._own(case, rate) is None and rate in self._of_provider(case)
        return _share(self._rate(case, rate), self._rate(case, Rate.INBOX) if said_of_provider else usual)

    def _usual_inbox(self, case: Case) -> float:
        """The share that is in the inbox where a message goes to the usual mix of mailboxes."""
        mix = self._assumptions.mix
        return sum(share * self._rate(case._replace(provider=provider), Rate.INBOX) for provider, share in mix.items())

    def _rate(self, case: Case, rate: Rate) -> float:
        own = self._own(case, rate)
        if own is not None:
            return own
        of_provider = self._of_provider(case).get(rate) if self.is_email(case.message) else None
        return self._general(case.message)[rate] if of_provider is None else of_provider

    def _wherever(self, case: Case, rate: Rate) -> float:
        """A rate as it is said of no provider."""
        own = self._own(case, rate)
        return self._general(case.message)[rate] if own is None else own

    def _own(self, case: Case, rate: Rate) -> float | None:
        """What is said of the message itself, or of the first of the segments of which something is."""
        of_segments = (self._assumptions.segments[name] for name in case.segments)
        said: Sequence[Mapping[Rate, float]] = [self._assumptions.messages.get(case.message, {}), *of_segments]
        return next((each[rate] for each in said if rate in each), None)

    def _of_provider(self, case: Case) -> Mapping[Rate, float]:
        provider = Mailbox.OTHER if case.provider is Mailbox.NONE else case.provider
        return self._assumptions.providers.get(provider, {})

    def _general(self, message: str) -> Mapping[Rate, float]:
        kind, channel = self._kind(message), self._messages[message].channel
        if kind is Kind.EMAIL:
            return self._assumptions.classes[self._messages[message].message_class]
        general = self._assumptions.phones if kind is Kind.PHONE else self._assumptions.others
        return {**general, **self._assumptions.channels.get(channel, {})}

    def _kind(self, message: str) -> Kind | None:
        channel = self._project.channels.get(self._messages[message].channel)
        attribute = self._project.attributes.get(channel.address) if channel is not None else None
        return None if attribute is None else attribute.type.kind


def _share(part: float, whole: float) -> float:
    """How much a part is of a whole; more than everything of nothing where there is a part."""
    if part == 0:
        return 0.0
    return part / whole if whole > 0 else float("inf")
