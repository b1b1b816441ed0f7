"""What is different in messages."""

from __future__ import annotations

from collections.abc import Iterable

from journeydsl.conditions.words import content_words, operand_words
from journeydsl.model.messages import Block, CallToAction, Content, Footer, Message, Tier
from journeydsl.versions.change import Change, Group, Kind, exchanged, group
from journeydsl.versions.edition import Edition


def message_groups(before: Edition, after: Edition) -> list[Group]:
    """The differences between the messages of two programs."""
    old, new = before.program.messages, after.program.messages
    groups = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            changes = [Change(Kind.CONTENT, "is gone")]
        elif name not in old:
            changes = [Change(Kind.CONTENT, f'new: `channel {new[name].channel}`, `subject "{new[name].subject}"`')]
        else:
            changes = [*_lines(old[name], new[name]), *_template(before, after, name)]
        groups += group("message", name, changes)
    return groups


def _lines(before: Message, after: Message) -> list[Change]:
    changes = [
        *exchanged(Kind.STRUCTURE, f"channel {before.channel}", f"channel {after.channel}"),
        *exchanged(Kind.AUDIENCE, f"class {before.message_class}", f"class {after.message_class}"),
        *exchanged(Kind.AUDIENCE, _said("topic", before.topic), _said("topic", after.topic)),
        *exchanged(Kind.CONTENT, _text("subject", before.subject), _text("subject", after.subject)),
        *exchanged(Kind.CONTENT, _text("preview", before.preview), _text("preview", after.preview)),
        *exchanged(Kind.CONTENT, _call(before.call_to_action), _call(after.call_to_action)),
    ]
    for old_parts, new_parts in zip(_parts(before), _parts(after), strict=True):
        for part in sorted(old_parts.keys() | new_parts.keys()):
            changes += exchanged(Kind.CONTENT, old_parts.get(part), new_parts.get(part))
    old, new = _fallbacks(before), _fallbacks(after)
    for field in sorted(old.keys() | new.keys()):
        changes += exchanged(Kind.CONTENT, old.get(field), new.get(field))
    return changes


def _template(before: Edition, after: Edition, name: str) -> list[Change]:
    old, new = (edition.text(edition.program.messages[name]) for edition in (before, after))
    return [] if old == new else [Change(Kind.CONTENT, "the text of its template has changed")]


def _parts(message: Message) -> tuple[dict[str, str], ...]:
    """What a message says to whom, by part: its blocks, its modules, its footer and its calls to action."""
    blocks = {
        block.name: f"{_tier(block)}block {block.name}: "
        + _listed([*((f"when {arm.words}", arm.content) for arm in block.arms), ("otherwise", block.otherwise)])
        for block in message.blocks
    }
    modules = {each.module: f'use module "{each.module}"' for each in message.modules}
    calls = {arm.words: f"when {arm.words}: {_call(arm.call)}" for arm in message.calls}
    return blocks, modules, {} if message.footer is None else {"footer": _footer(message.footer)}, calls


def _tier(block: Block) -> str:
    return "experimental " if block.tier is Tier.EXPERIMENTAL else ""


def _footer(footer: Footer) -> str:
    entries = [(", ".join(map(str, entry.values)), entry.content) for entry in footer.entries]
    others = [] if footer.otherwise is None else [("otherwise", footer.otherwise)]
    return f"footer by {operand_words(footer.by)}: {_listed([*entries, *others])}"


def _listed(choices: Iterable[tuple[str, Content]]) -> str:
    return ", ".join(f"{words}: {content_words(content)}" for words, content in choices)


def _fallbacks(message: Message) -> dict[str, str]:
    """What is said where a field is missing, by the field."""
    texts = dict(message.fallbacks)
    needed = {
        operand_words(each): f"{operand_words(each)} or skip" for each in message.every_field if each not in texts
    }
    return needed | {operand_words(field): f'{operand_words(field)} or "{text}"' for field, text in message.fallbacks}


def _call(call: CallToAction | None) -> str | None:
    if call is None:
        return None
    to = f'"{call.to}"' if isinstance(call.to, str) else operand_words(call.to)
    return f'call to action "{call.text}" to {to}'


def _text(keyword: str, text: str) -> str | None:
    return f'{keyword} "{text}"' if text else None


def _said(keyword: str, word: str | None) -> str | None:
    return f"{keyword} {word}" if word else None
