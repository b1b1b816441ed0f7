"""A message: its channel, its consent, what it says to whom, and what it needs to be complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from journeydsl.model.conditions import AccountFact, Attribute, Condition, Offered, Score, TriggerProperty
from journeydsl.model.values import Value
from journeydsl.source import Span


class MessageClass(StrEnum):
    """Promotional messages need the topic's consent; transactional ones are exempt from it (law L24.3)."""

    PROMOTIONAL = "promotional"
    TRANSACTIONAL = "transactional"


class Tier(StrEnum):
    """How settled a part of a message is. Everything outside a block is core, and the same for everybody; a block is
    adaptive, and chosen by conditions; a message with an experimental block is only ever sent by a variant of a
    `split`."""

    CORE = "core"
    ADAPTIVE = "adaptive"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class UseText:
    """Where the field is missing, say this instead."""

    text: str


@dataclass(frozen=True, slots=True)
class SkipMessage:
    """Where the field is missing, do not send."""


Fallback: TypeAlias = UseText | SkipMessage
Field: TypeAlias = Attribute | AccountFact | Score | TriggerProperty | Offered


@dataclass(frozen=True, slots=True)
class Words:
    """A text that stands in the program. It may have fields in it, is no markup, and is escaped where it is put into
    some. `fields` are those that it cannot be filled in without."""

    text: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class UseModule:
    """The content of a module, by its name in `Program.modules`: a template of its own, whose fields are the message's.
    `fields` are those that it cannot be filled in without."""

    module: str
    fields: tuple[Field, ...] = ()


Content: TypeAlias = Words | UseModule


@dataclass(frozen=True, slots=True)
class Module:
    """A piece of content that messages share: files `NAME.mjml`, `NAME.html` and `NAME.txt` in a folder `modules`.

    `files` has the path of each form by its suffix without a dot, as templates are known by their path. A message uses
    the form that has the suffix of its template, and the `txt` one in its text part where there is one.
    """

    name: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockArm:
    """What a block holds where a condition is true; `words` is the condition as its author wrote it."""

    words: str
    condition: Condition
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part that differs from contact to contact: the first arm whose condition is true, else `otherwise`. Texts show
    it by its name: `{{ hero }}`."""

    name: str
    tier: Tier = Tier.ADAPTIVE
    arms: tuple[BlockArm, ...]
    otherwise: Content
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FooterEntry:
    """The footer for each of these values."""

    values: tuple[Value, ...]
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The footer of a message, by the value of a field: the entry for it, else `otherwise`, which is None only where
    every value has an entry and none is ever missing. Texts show it as `{{ footer }}`."""

    by: Field
    entries: tuple[FooterEntry, ...]
    otherwise: Content | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CallToAction:
    """The words of a link, and where it leads: to what a field holds, or to a text that may have fields in it. Texts
    show them as `{{ call_to_action.text }}` and `{{ call_to_action.link }}`. `fields` are those that both cannot be
    filled in without."""

    text: str
    to: Field | str
    fields: tuple[Field, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallArm:
    """The call to action where a condition is true; `words` is the condition as its author wrote it."""

    words: str
    condition: Condition
    call: CallToAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One checked message. Of the `fields` that everybody's message has, `needs` are those without which it is not
    sent; `fallbacks` are what is said in place of fields, in whatever part they stand. A field of a block, a footer or
    a call to action by condition is only needed where that part is chosen: it is in the part's own `fields`, and is
    needed there unless it has a fallback. `conditions.wording` says what is chosen for a contact.

    `modules` are those that everybody gets, each shown by its name: `{{ imprint }}`. Of the calls to action the first
    of `calls` whose condition is true counts, else `call_to_action`. In their author's words, `goal` is what the
    message is for, and `helps` what its reader has of the data in it.
    """

    name: str
    label: str
    channel: str
    message_class: MessageClass
    topic: str | None
    subject: str
    preview: str = ""
    template: str | None
    blocks: tuple[Block, ...] = ()
    modules: tuple[UseModule, ...] = ()
    footer: Footer | None = None
    calls: tuple[CallArm, ...] = ()
    call_to_action: CallToAction | None = None
    goal: str | None = None
    helps: str | None = None
    fields: tuple[Field, ...] = ()
    needs: tuple[Field, ...] = ()
    fallbacks: tuple[tuple[Field, str], ...] = ()
    span: Span = field(compare=False)

    @property
    def every_field(self) -> tuple[Field, ...]:
        """The fields that some part of it cannot be filled in without, whether there is a fallback or not, and those
        that have one."""
        contents = [content for block in self.blocks for content in (*_contents(block.arms), block.otherwise)]
        if self.footer is not None:
            contents += _contents(self.footer.entries)
            contents += [] if self.footer.otherwise is None else [self.footer.otherwise]
        calls = [arm.call for arm in self.calls] + ([] if self.call_to_action is None else [self.call_to_action])
        in_parts = (field for part in (*contents, *calls) for field in part.fields)
        return tuple(dict.fromkeys((*self.fields, *in_parts, *(field for field, _ in self.fallbacks))))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What decides about its parts, in the order written."""
        in_blocks = (arm.condition for block in self.blocks for arm in block.arms)
        return (*in_blocks, *(arm.condition for arm in self.calls))

    @property
    def tier(self) -> Tier:
        """The least settled tier of its parts."""
        if any(block.tier is Tier.EXPERIMENTAL for block in self.blocks):
            return Tier.EXPERIMENTAL
        return Tier.ADAPTIVE if self.blocks else Tier.CORE


def _contents(parts: Iterable[BlockArm | FooterEntry]) -> list[Content]:
    return [part.content for part in parts]


class Choice(NamedTuple):
    """What a part of a message holds for a contact. `part` is the name of a block, or `footer`; `words` is the
    condition of the arm as its author wrote it, the value that has this footer, or `otherwise`."""

    part: str
    words: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a message reads for one contact at one instant.

    `blocks` has one choice for each block, in their order; `footer` is None for a message without one.
    `call_to_action` is the one that counts, `call_words` the condition that chose it (`otherwise` where none did, empty
    where there is no choice). Of the fields in what is chosen, `fallbacks` are those in whose place something else is
    said, and `missing` those that have neither a value nor a fallback: where there is one, the message is not sent.
    `offered` is the item of the offer that the message shows, None where it shows none.
    """

    message: str
    blocks: tuple[Choice, ...] = ()
    footer: Choice | None = None
    call_to_action: CallToAction | None = None
    call_words: str = ""
    fallbacks: tuple[Field, ...] = ()
    missing: tuple[Field, ...] = ()
    offered: str | None = None
