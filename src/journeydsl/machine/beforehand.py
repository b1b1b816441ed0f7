"""What is asked of contacts that is no operand of a condition, and is found before the run."""

from __future__ import annotations

from typing import NamedTuple

from journeydsl.model.conditions import Condition
from journeydsl.model.values import Duration


class OfAccount(NamedTuple):
    """A condition that is to be anything but false of somebody of the contact's account."""

    condition: Condition


class Said(NamedTuple):
    """Groups of conditions, of which one is to hold: there each condition is true, or, where it says so, anything but
    true."""

    groups: tuple[tuple[tuple[Condition, bool], ...], ...]


class Reached(NamedTuple):
    """That nothing is in the way of a message to the contact's address of this number: with `consent` also that the
    contact gets messages at all, and has subscribed to the topic, where there is one."""

    address: int
    consent: bool
    topic: str | None


class Freshness(NamedTuple):
    """Until when a score is fresh."""

    score: str
    fresh_for: Duration


class Ranking(NamedTuple):
    """Where it stands in which order a contact is offered the items of a list of a version of the program."""

    offers: str
    version: int
