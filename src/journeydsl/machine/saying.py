"""What a message says to whom, as conditions: `conditions.wording` for the gate, and for whoever counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from journeydsl.conditions.wording import ITEM, OTHERWISE
from journeydsl.conditions.words import operand_words
from journeydsl.model.conditions import Compare, Condition, Constant, Known, Offered, OneOf, Operator
from journeydsl.model.messages import Field, Footer, Message

Said: TypeAlias = tuple[tuple[Condition, bool], ...]
"""Conditions that all have to be true, or, where it says so, anything but true."""


class Use(NamedTuple):
    """Something that is said to some and not to others: words of a part, or what stands in for a field (no part); it is
    where all that one of `chosen` says holds."""

    part: str
    words: str
    chosen: Sequence[Said]


def uses(message: Message) -> Iterator[Use]:
    """Everything that a message says to some and not to others."""
    for part, words, chosen, _ in _parts(message):
        if part and words is not None:
            yield Use(part, words, [chosen])
    for field, _ in message.fallbacks:
        chosen_by = [chosen for _, _, chosen, fields in _contents(message) if field in fields]
        yield Use("", operand_words(field), [(*chosen, (Known(field), False)) for chosen in chosen_by])


def offers_shown(message: Message) -> Sequence[Said]:
    """When a message shows what the contact was offered: where all that one of these says holds."""
    shown = [chosen for _, _, chosen, fields in _contents(message) if any(isinstance(each, Offered) for each in fields)]
    return [(*chosen, (Known(Offered(ITEM)), True)) for chosen in shown]


def lacking(message: Message) -> Iterator[tuple[str, Said]]:
    """The fields without which a message is not sent, in the order in which they are asked for, and when each lacks."""
    stand_ins = {field for field, _ in message.fallbacks}
    asked = (
        (field.name, (*chosen, (Known(field), False)))
        for _, _, chosen, fields in _contents(message)
        for field in fields
        if field not in stand_ins
    )
    yield from dict.fromkeys(asked)


_Part: TypeAlias = tuple[str, str | None, Said, tuple[Field, ...]]
"""A part by its name, the words for what chose it (None where that is not counted), when it is chosen, its fields."""


def _contents(message: Message) -> Iterator[_Part]:
    yield "", None, (), message.fields
    yield from _parts(message)
    footer = message.footer
    if footer is not None and footer.otherwise is None:
        yield "footer", None, _no_entry(footer), (footer.by,)


def _parts(message: Message) -> Iterator[_Part]:
    for block in message.blocks:
        before: Said = ()
        for arm in block.arms:
            yield block.name, arm.words, (*before, (arm.condition, True)), arm.content.fields
            before = (*before, (arm.condition, False))
        yield block.name, OTHERWISE, before, block.otherwise.fields
    if message.footer is not None:
        yield from _footers(message.footer)
    before = ()
    for call in message.calls:
        yield "call to action", call.words, (*before, (call.condition, True)), call.call.fields
        before = (*before, (call.condition, False))
    if message.call_to_action is not None or message.calls:
        fields = () if message.call_to_action is None else message.call_to_action.fields
        yield "call to action", OTHERWISE if message.calls else None, before, fields


def _footers(footer: Footer) -> Iterator[_Part]:
    told = set()
    for entry in footer.entries:
        for value in entry.values:
            if value not in told:
                is_it = Compare(footer.by, Operator.EQUAL, Constant(value))
                yield "footer", str(value), ((is_it, True),), entry.content.fields
            told.add(value)
    if footer.otherwise is not None:
        yield "footer", OTHERWISE, _no_entry(footer), footer.otherwise.fields


def _no_entry(footer: Footer) -> Said:
    return ((by_footer(footer), False),)


def by_footer(footer: Footer) -> Condition:
    """Whether a footer has an entry for what the contact has."""
    return OneOf(footer.by, tuple(value for entry in footer.entries for value in entry.values))
