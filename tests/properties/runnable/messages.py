"""The messages that random journeys send, with every part that can differ from contact to contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.properties.runnable.rules import block
from tests.properties.runnable.words import one_in

FIELDS = ("", "", "nickname", "points", "trigger.total", "account.plan", "score.worth", "offer.picture")
PURPOSES = ("topic promotions", "topic promotions", "topic newsletter", "class transactional")
STANDING_IN = '"there"'
ARMS = (
    'when vip: "A tree for {{ nickname }}"',
    'when points >= 10: "{{ points }} points"',
    'when nickname is known and not vip: "{{ nickname }}"',
    'when order_placed in the last 2 days: "Thank you"',
    'when score.churn > 0.5: "Stay, {{ account.plan }}"',
)
CARDS = ('"A card"', '"A card, {{ nickname }}"')
LINKS = (
    ('call to action "Go on" to homepage',),
    ('call to action "Go on, {{ nickname }}" to "https://example.com/{{ points }}"',),
    (
        "call to action:",
        '  when vip: "Ask us" to "https://example.com/vip"',
        '  when opened message_0: "Again" to homepage',
        '  otherwise: "See" to "https://example.com"',
    ),
)
FOOTERS = (
    ("footer by country:", '  "DE", "AT": "Acme {{ nickname }}"', '  otherwise: use module "footer_otherwise"'),
    ("footer by account.plan:", '  "paid": "At your service"', '  otherwise: "Acme {{ points }}"'),
)
OPTIONAL = ("nickname", "points", "homepage", "account.plan", "score.worth", "offer.picture", "trigger.total")


@dataclass(frozen=True)
class Message:
    """A message as far as journeys have to know it."""

    name: str
    needs_cart: bool
    on_trial: bool = False


def messages(chance: Random) -> tuple[tuple[Message, ...], str]:
    """Some messages, and their declarations."""
    written, known = [], []
    for number in range(chance.randint(1, 4)):
        name, channel = f"message_{number}", chance.choice(["email", "email", "sms"])
        field = chance.choice(FIELDS)
        parts = [*_adaptive(chance, in_template=channel == "email")]
        has_gift = any(line.endswith("block gift:") for line in parts)
        shown = "".join(f" {{{{ {each} }}}}" for each in (field, "gift" if has_gift else "") if each)
        lines = [f"channel {channel}", chance.choice(PURPOSES), f'subject "Hello{shown}"']
        lines += ['preview "Look, {{ nickname }}"'] if one_in(chance, 5) else []
        lines += [f'template "{_template(parts)}.html"'] if channel == "email" else []
        lines += parts
        lines += [f"{each} or {chance.choice(['skip', STANDING_IN])}" for each in OPTIONAL if _is_needed(each, lines)]
        written.append(block(f"message {name}:", lines))
        known.append(Message(name, field == "trigger.total", on_trial="experimental block gift:" in lines))
    return tuple(known), "\n".join(written)


def _adaptive(chance: Random, *, in_template: bool) -> Iterator[str]:
    """A block, and for a template one of the other parts that it can show."""
    if one_in(chance, 3):
        yield f"{chance.choice(['', '', 'experimental '])}block gift:"
        yield from (f"  {chance.choice(ARMS)}" for _ in range(chance.randint(1, 3)))
        yield f"  otherwise: {chance.choice(CARDS)}"
    if in_template:
        yield from chance.choice([(), (), *LINKS, *FOOTERS, ('use module "imprint"',)])


def _template(lines: list[str]) -> str:
    for start, name in (("call", "link"), ("footer", "footer"), ("use", "imprint")):
        if any(line.startswith(start) for line in lines):
            return name
    return "plain"


def _is_needed(field: str, lines: list[str]) -> bool:
    """Whether a message cannot be filled in where this is missing, as far as no condition looks at it first."""
    said = "\n".join(lines)
    if ("imprint" in said and field == "nickname") or ("footer_otherwise" in said and field == "points"):
        return True
    guarded = said.replace(ARMS[1], "").replace(ARMS[2], "")
    return f"{{{{ {field} }}}}" in guarded or f" to {field}" in guarded
