"""What contacts can be offered: ranked lists, what is in stock, and what people say against both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to offer. `facts` is what the list says of it by column, `item` among them; empty cells are missing."""

    name: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Override:
    """What somebody said by hand: that an item goes `first` or is never offered, to a contact or (None) to anybody."""

    contact: str | None
    item: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """A ranked list, the best item first. Only what is `in_stock` is offered, and never what the contact has `bought`:
    the event and the property that say so. `ranked_by` names the contact's own ranking, a list of items whose order
    goes before the list's, where it is known. `columns` are all that the list has."""

    name: str
    columns: tuple[str, ...]
    items: tuple[Item, ...]
    in_stock: frozenset[str]
    bought: tuple[str, str]
    overrides: tuple[Override, ...] = ()
    ranked_by: str | None = None
