"""Links: where they lead, what they say, and which of them is the one that a message is about."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from journeydsl.markup.filled_in import CONTROL_SIGN, VALUE_SIGN
from journeydsl.markup.text_part import is_hidden, words_of
from journeydsl.markup.tree import Element

_VAGUE = frozenset(
    {"click", "click here", "here", "click this", "this", "link", "this link", "more", "read more", "learn more"}
    | {
        "see more",
        "find out more",
        "go",
        "hier",
        "hier klicken",
        "klicken sie hier",
        "mehr",
        "mehr lesen",
        "weiterlesen",
    }
    | {"mehr erfahren", "ici", "cliquez ici", "en savoir plus", "lire la suite", "aquí", "haz clic aquí", "leer más"}
)
"""Words of links that say nothing outside their sentence, which is how a screen reader lists them; WCAG 2.2, success
criterion 2.4.4 and technique G91."""

_UNSUBSCRIBE = re.compile(
    r"unsubscri|opt.?out|preferences|abmeld|abbestell|austragen|désabonn|desabonn|désinscri|darse de baja|disiscri",
    re.IGNORECASE,
)
_ABOUT_US = re.compile(
    r"imprint|impressum|privacy|datenschutz|terms|browser|mentions.l|confidentialit|contact|instagram|facebook|linkedin"
    r"|youtube|tiktok|twitter|mastodon",
    re.IGNORECASE,
)
_ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "sms:")
_SIGNS = re.compile(f"[{VALUE_SIGN}{CONTROL_SIGN}]")


def visible_links(root: Element) -> list[Element]:
    """The links that a reader can follow."""
    return [link for link in root.all("a") if "href" in link.attributes and not any(map(is_hidden, link.around()))]


def trouble(address: str) -> str | None:
    """Why an address leads nowhere; None where it leads somewhere, or where a value begins it."""
    address = address.strip()
    if not address:
        return "leads nowhere"
    if _SIGNS.match(address):
        return None
    if address == "#" or address.lower().startswith("javascript:"):
        return f"`{_SIGNS.sub('…', address)}` leads nowhere"
    if not address.lower().startswith(_ELSEWHERE):
        return (
            None if address.startswith("#") else f"`{_SIGNS.sub('…', address)}` is relative, and a message has no page"
        )
    if any(sign in address for sign in ' \t\n<>"'):
        return f"`{_SIGNS.sub('…', address)}` has a blank or a sign in it that no address has"
    return _without_host(address)


def _without_host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"`{address}` is no address"
    if parts.scheme.lower() in ("http", "https"):
        host = parts.netloc.rpartition("@")[2]
        is_somewhere = "." in host or bool(_SIGNS.search(host)) or host.startswith("localhost")
        return None if is_somewhere else f"`{_SIGNS.sub('…', address)}` names no host"
    return None if parts.path else f"`{address}` names nobody"


def is_vague(link: Element) -> bool:
    """Whether the words of a link do not say where it leads."""
    return words_of(link).strip(" .…!>»→:").lower() in _VAGUE


def is_unsubscribe(link: Element) -> bool:
    """Whether a link is there for those who want no more messages."""
    return _UNSUBSCRIBE.search(words_of(link)) is not None or _UNSUBSCRIBE.search(link.attributes["href"]) is not None


def main_links(root: Element) -> list[Element]:
    """The links that look like what the message is about: its buttons, one for each address."""
    first: dict[str, Element] = {}
    for link in visible_links(root):
        if is_button(link) and not is_unsubscribe(link) and not _ABOUT_US.search(words_of(link)):
            first.setdefault(link.attributes["href"], link)
    return list(first.values())


def is_button(link: Element) -> bool:
    """Whether a link looks like something to press: a ground of its own, and room around its words."""
    style = link.style()
    has_ground = any(
        each.style().get("background-color") or each.style().get("background") or each.attributes.get("bgcolor")
        for each in (link, link.parent)
        if each is not None and each.tag in ("a", "td")
    )
    return link.attributes.get("role") == "button" or (has_ground and any(name.startswith("padding") for name in style))
