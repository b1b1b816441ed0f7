"""Which item a contact is offered: the first of a ranked list that is in stock and not bought yet."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.conditions.facts import Facts
from journeydsl.model.offers import Item, Offers
from journeydsl.model.values import Value


def pick(offers: Offers, contact: str, facts: Facts) -> Item | None:
    """The item that a contact is offered now, None where nothing is left; deterministic in the facts.

    What somebody put first by hand goes before the contact's own ranking, and that before the list's. Of what is said
    by hand, what is said about the contact counts before what is said about anybody. Nothing puts an item first that
    is not in stock or that the contact has bought.
    """
    bought = _bought(offers, facts)
    own = None if offers.ranked_by is None else facts.attributes.get(offers.ranked_by)
    left = (item for item in candidates(offers, contact, own) if item.name not in bought)
    return next(left, None)


def candidates(offers: Offers, contact: str, own: Value | None) -> Iterator[Item]:
    """The items in the order in which a contact with an `own` ranking can be offered them, bought or not."""
    items = {item.name: item for item in offers.items}
    never = _never(offers, contact)
    for name in dict.fromkeys(_ranking(offers, contact, own)):
        if name in items and name in offers.in_stock and name not in never:
            yield items[name]


def _ranking(offers: Offers, contact: str, own: Value | None) -> Iterator[str]:
    firsts = [override for override in offers.overrides if override.first]
    yield from (override.item for override in firsts if override.contact == contact)
    yield from (override.item for override in firsts if override.contact is None)
    yield from map(str, own if isinstance(own, tuple) else ())
    yield from (item.name for item in offers.items)


def _never(offers: Offers, contact: str) -> frozenset[str]:
    of_contact = {override.item: override.first for override in offers.overrides if override.contact == contact}
    of_anybody = {override.item for override in offers.overrides if override.contact is None and not override.first}
    said = {item for item, first in of_contact.items() if not first}
    return frozenset(said | {item for item in of_anybody if not of_contact.get(item, False)})


def _bought(offers: Offers, facts: Facts) -> frozenset[str]:
    event, property_ = offers.bought
    told = (happened.properties.get(property_) for happened in facts.history if happened.name == event)
    return frozenset(name for value in told if value is not None for name in _names(value))


def _names(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
