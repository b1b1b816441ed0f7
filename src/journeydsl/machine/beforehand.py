"""What is asked of contacts that is no operand of a condition, and is found before the run."""

from __future__ import annotations

from typing import NamedTuple

from journeydsl.model.conditions import Condition
from journeydsl.model.values import Duration


class OfAccount(NamedTuple):
    """A condition that is to be anything but false of somebody of the contact's account."""

    condition: Condition


class Freshness(NamedTuple):
    """Until when a score is fresh."""

    score: str
    fresh_for: Duration


class Ranking(NamedTuple):
    """Where it stands in which order a contact is offered the items of a list."""

    offers: str
