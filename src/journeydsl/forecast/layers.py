"""Where e-mails are weak against the published figures: deliverability, attention, relevance or trust."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeydsl.forecast.assumptions import Rate
from journeydsl.forecast.defaults import BREVO, MIX, PLACEMENT, PROMOTIONAL, PROVIDERS
from journeydsl.forecast.results import Results
from journeydsl.model.responses import Answer

_CLEARLY = 0.1
"""By how much a share is worse than the published one before it is called weak; it must also be beyond chance."""

_SURE = 3.0
"""How many standard errors are beyond chance."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: what share of what it is, how large (None of nothing), and how large the published figures have it;
    `is_weak` where it is clearly worse, and not by chance."""

    name: str
    what: str
    share: float | None
    published: float
    source: str
    is_weak: bool


def layers(runs: Sequence[Results], promotional: Sequence[str]) -> Iterator[Layer]:
    """The layers of some promotional e-mails, over all runs, each by what came through the one before it."""
    sent = sum(results.sends[message] for results in runs for message in promotional)
    kinds = {kind: sum(results.count(kind, promotional) for results in runs) for kind in Answer}
    usual = {rate: figure.share for rate, figure in PROMOTIONAL.items()}
    inbox = sum(share.share * PROVIDERS.get(box, PROMOTIONAL)[Rate.INBOX].share for box, share in MIX.items())
    delivered = (1 - usual[Rate.HARD_BOUNCED] - usual[Rate.SOFT_BOUNCED]) * inbox
    yield _layer("deliverability", "in the inbox, of sent", kinds[Answer.INBOX], sent, delivered, PLACEMENT)
    opened = usual[Rate.OPENED] / inbox
    yield _layer(
        "attention",
        "opened by people, of what is in the inbox",
        kinds[Answer.OPENED],
        kinds[Answer.INBOX],
        opened,
        BREVO,
    )
    clicked = usual[Rate.CLICKED] / usual[Rate.OPENED]
    yield _layer("relevance", "clicked, of opened", kinds[Answer.CLICKED], kinds[Answer.OPENED], clicked, BREVO)
    lost = usual[Rate.UNSUBSCRIBED] + usual[Rate.COMPLAINED]
    left = kinds[Answer.UNSUBSCRIBED] + kinds[Answer.COMPLAINED]
    yield _layer(
        "trust",
        "unsubscribed or complained, of delivered",
        left,
        kinds[Answer.DELIVERED],
        lost,
        BREVO,
        fewer_is_better=True,
    )


def _layer(
    name: str, what: str, part: int, whole: int, published: float, source: str, *, fewer_is_better: bool = False
) -> Layer:
    if not whole:
        return Layer(name, what, None, published, source, False)
    share = part / whole
    worse = share - published if fewer_is_better else published - share
    error = math.sqrt(published * (1 - published) / whole)
    return Layer(name, what, share, published, source, worse > _CLEARLY * published and worse > _SURE * error)
