"""Changes of what is known of a contact, by steps or from outside, as rows: which numbers change, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.engine.address import is_reachable
from journeydsl.machine import layout
from journeydsl.machine.beforehand import Freshness
from journeydsl.machine.changeable import ACCOUNT_OF, ADDRESS_OF, ATTRIBUTE_OF, BLOCKED_OF, SCORE_OF
from journeydsl.machine.layout import NONE
from journeydsl.machine.tabling import Lowering, Row, signed
from journeydsl.model.conditions import Score
from journeydsl.model.values import Value


def change_row(low: Lowering, name: str, value: Value) -> Row:
    """What changes where something known of a contact (as in `model.contacts.Change`) gets a value."""
    match name.partition("."):
        case ("account", ".", fact):
            return *low.add(_number(low, low.slot(ACCOUNT_OF, fact), value), layout.CN_WIDTH), NONE, 0, 0
        case ("score", ".", score) if isinstance(value, int | float):
            return *low.add(_score(low, score, float(value)), layout.CN_WIDTH), NONE, 0, 0
        case _:
            return _attribute(low, name, value)


def _attribute(low: Lowering, name: str, value: Value) -> Row:
    """An attribute, and whether it can be reached, where it is an address; the account that it names."""
    declared, project = low.rules.program.project.attributes[name], low.rules.program.project
    numbers = list(_number(low, low.slot(ATTRIBUTE_OF, name), value))
    numbers += _number(low, low.slot(ADDRESS_OF, name), float(is_reachable(declared.type.kind, value)))
    account = NONE
    if declared.identifies:
        subject = signed(low.rules.subject(str(value)))
        account, _ = low.add([(subject,), (low.accounts.get(str(value), NONE),)])
    blocked = [low.slot(BLOCKED_OF, each.name) for each in project.channels.values() if each.address == name]
    renewed = low.add([(slot,) for slot in blocked if slot != NONE])
    return *low.add(numbers, layout.CN_WIDTH), account, *renewed


def _number(low: Lowering, slot: int, value: Value) -> Iterator[Row]:
    if slot != NONE:
        yield slot, low.operations.number_of(low.operations.constant(value)), NONE


def _score(low: Lowering, name: str, value: float) -> Iterator[Row]:
    """A prediction of now that is sure."""
    for (what, known), slot in low.changing.items():
        match known:
            case Score() if what == SCORE_OF and known.name == name:
                yield from _number(low, slot, value)
            case Freshness() if known.score == name:
                yield slot, 0, known.fresh_for
            case _:
                pass
