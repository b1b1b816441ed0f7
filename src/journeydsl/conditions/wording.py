"""What a message says to one contact: which arms, which footer, and what stands in for what is missing."""

from __future__ import annotations

from journeydsl.conditions.evaluate import is_true
from journeydsl.conditions.facts import Facts, read
from journeydsl.model.conditions import Offered
from journeydsl.model.messages import Block, CallToAction, Choice, Field, Footer, Message, Wording

OTHERWISE = "otherwise"
ITEM = "item"
"""The column of a list of offers that names the item."""


def wording(message: Message, facts: Facts) -> Wording:
    """How `message` reads for the contact whom `facts` are about, now. Deterministic in the facts, which are those from
    inside the run that sends the message: they have its trigger and its offer."""
    blocks = tuple(_block(block, facts) for block in message.blocks)
    footer = None if message.footer is None else _footer(message.footer, facts)
    call, call_words = _call(message, facts)
    fields = [*message.fields, *(field for each in blocks for field in each.content.fields)]
    fields += () if footer is None else footer.content.fields
    fields += () if call is None else call.fields
    if message.footer is not None and footer is None:
        fields.append(message.footer.by)
    unknown = [field for field in dict.fromkeys(fields) if read(field, facts) is None]
    return Wording(
        message=message.name,
        blocks=blocks,
        footer=footer,
        call_to_action=call,
        call_words=call_words,
        fallbacks=tuple(field for field in unknown if _has_fallback(message, field)),
        missing=tuple(field for field in unknown if not _has_fallback(message, field)),
        offered=_offered(fields, facts),
    )


def _block(block: Block, facts: Facts) -> Choice:
    for arm in block.arms:
        if is_true(arm.condition)(facts):
            return Choice(block.name, arm.words, arm.content)
    return Choice(block.name, OTHERWISE, block.otherwise)


def _footer(footer: Footer, facts: Facts) -> Choice | None:
    """The entry of the value that the contact has; None where there is none and no `otherwise`."""
    value = read(footer.by, facts)
    for entry in footer.entries if value is not None else ():
        if value in entry.values:
            return Choice("footer", str(value), entry.content)
    return None if footer.otherwise is None else Choice("footer", OTHERWISE, footer.otherwise)


def _call(message: Message, facts: Facts) -> tuple[CallToAction | None, str]:
    for arm in message.calls:
        if is_true(arm.condition)(facts):
            return arm.call, arm.words
    return message.call_to_action, OTHERWISE if message.calls else ""


def _has_fallback(message: Message, field: Field) -> bool:
    return any(known == field for known, _ in message.fallbacks)


def _offered(fields: list[Field], facts: Facts) -> str | None:
    item = facts.offer.get(ITEM)
    return str(item) if item is not None and any(isinstance(field, Offered) for field in fields) else None
