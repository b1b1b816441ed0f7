"""What contacts can be offered, as rows: the order in which each can be offered what, and what each purchase was of.

An item is known by its place among all items of the program (`reading.every_item`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from journeydsl.conditions.offering import candidates
from journeydsl.machine.beforehand import Ranking
from journeydsl.machine.changeable import ATTRIBUTE_OF
from journeydsl.machine.columns import Columns, Texts
from journeydsl.machine.layout import NONE, Floats
from journeydsl.machine.lists import values_of
from journeydsl.machine.reading import every_item, used_offers
from journeydsl.machine.tabling import Lowering, OfferRows, Row
from journeydsl.model.happenings import known_events
from journeydsl.model.offers import Offers
from journeydsl.model.values import Scalar, Value

KEY = "key "
"""Before the name of a property that is read as text, whatever kind it is of."""


class _Own(NamedTuple):
    """The contacts' own rankings: which one each has, -1 for none."""

    codes: Sequence[int]
    lists: Sequence[tuple[Scalar, ...]]


def put_offers(low: Lowering, columns: Columns) -> None:
    """Make the rows of all that the program offers."""
    used, first = used_offers(low.rules), len(low.items) - len(every_item(low.rules))
    for offers in low.rules.program.offers.values():
        if offers in used:
            low.rankings[Ranking(offers.name, low.version)] = _rankings(low, columns, offers)
            low.offers[offers.name] = _rows(low, offers, first)
        first += len(offers.items)


def _rows(low: Lowering, offers: Offers, first: int) -> OfferRows:
    event, property_ = offers.bought
    place = low.operations.ranking(Ranking(offers.name, low.version))
    return OfferRows(place, _items_of_words(low, offers), low.operations.slot(KEY + property_), low.event(event), first)


def _items_of_words(low: Lowering, offers: Offers) -> int:
    """Of each word of the vocabulary the items that a purchase was of which says it."""
    event, property_ = offers.bought
    is_list = known_events(low.rules.program.project.events)[event].properties[property_].many
    places = {item.name: number for number, item in enumerate(offers.items)}
    ends, named = [0], list[int]()
    for word in low.operations.vocabulary.words:
        names = map(str, values_of(word)) if is_list else (word,)
        named += (places[name] for name in names if name in places)
        ends.append(len(named))
    items, _ = low.add([(item,) for item in named])
    return low.add([(items + end,) for end in ends])[0]


def rankings_set(low: Lowering, offers: Offers) -> list[Row]:
    """The rankings that steps set: what changes by them of the contact, and the word that it becomes."""
    if offers.ranked_by is None:
        return []
    slot = low.slot(ATTRIBUTE_OF, offers.ranked_by)
    return [(slot, int(low.operations.constant(value))) for value in _set_values(low, offers)]


def _set_values(low: Lowering, offers: Offers) -> list[Value]:
    return list(dict.fromkeys(value for name, value in low.given if name == offers.ranked_by))


def _rankings(low: Lowering, columns: Columns, offers: Offers) -> Floats:
    """Where it stands for each contact where its order of items stands, and after that where it stands with each
    ranking that steps set."""
    own = _own(columns, offers)
    places = [_ranking(low, offers, "", values) for values in (*own.lists, ())]
    of_steps = [_ranking(low, offers, "", values) for values in _set_values(low, offers)]
    begins = np.array([low.add([(place,), *((each,) for each in of_steps)])[0] for place in places], np.float64)
    found = begins[np.asarray(own.codes, np.int64)]
    said = {override.contact for override in offers.overrides}
    for number, contact in enumerate(columns.ids) if said - {None} else ():
        if contact in said:
            lists = ((*own.lists, ())[own.codes[number]], *_set_values(low, offers))
            found[number] = low.add([(_ranking(low, offers, contact, each),) for each in lists])[0]
    return found


def _own(columns: Columns, offers: Offers) -> _Own:
    column = None if offers.ranked_by is None else columns.attributes.get(offers.ranked_by)
    if not isinstance(column, Texts):
        return _Own([-1] * len(columns.ids), ())
    return _Own(column.codes.tolist(), [values_of(word) for word in column.words])


def _ranking(low: Lowering, offers: Offers, contact: str, own: Value) -> int:
    """The items in the order in which a contact can be offered them, then `NONE`."""
    places = {item.name: number for number, item in enumerate(offers.items)}
    return low.add([*((places[item.name],) for item in candidates(offers, contact, own)), (NONE,)])[0]
