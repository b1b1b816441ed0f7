"""MJML: HTML for every mail program, made of components.

The library that makes the HTML takes unknown components and attributes as they are and moves or drops what stands
between components; `mistakes` finds these before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec

from journeydsl.markup.components import COMPONENTS
from journeydsl.markup.filled_in import put_aside

_ROOT = re.compile(r"\s*(?:<!--.*?-->\s*)*<mjml[\s>]", re.DOTALL)
_FIRST = re.compile(r"\s*(?:<!--.*?-->\s*)*<(mj-[a-z-]+)", re.DOTALL)


class MjmlUnavailable(Exception):
    """The library that makes HTML of MJML is not installed."""


class MjmlProblem(Exception):
    """A text that no HTML can be made of; says why, for its author, and about which part of it, where that is known."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


def is_document(text: str) -> bool:
    """Whether `text` is a whole MJML document and no piece of one."""
    return _ROOT.match(text) is not None


def is_installed() -> bool:
    """Whether HTML can be made of MJML."""
    return find_spec("mjml") is not None


@lru_cache(maxsize=256)
def to_html(text: str) -> str:
    """The HTML of an MJML document in which values are filled in later: these stand in it where they stood.

    Raises MjmlUnavailable, and MjmlProblem for what cannot be made HTML of.
    """
    try:
        from mjml import mjml2html
    except ImportError as cause:
        raise MjmlUnavailable from cause
    aside = put_aside(text)
    try:
        html = mjml2html(aside.text)
    except ValueError as problem:
        raise MjmlProblem(re.sub(r" in root template.*", "", str(problem))) from problem
    if lost := aside.lost(html):
        raise MjmlProblem(f"`{lost}` stands where MJML has no place for a value", lost)
    return aside.restored(html)


def as_document(piece: str) -> str:
    """A piece of MJML as a document of its own: sections, what stands in a column, or what stands in the head."""
    first = _FIRST.match(piece)
    if first is not None and first[1] != "mj-raw" and first[1] in COMPONENTS["mj-head"].children:
        return f"<mjml><mj-head>{piece}</mj-head><mj-body></mj-body></mjml>"
    if first is None or first[1] not in COMPONENTS["mj-body"].children:
        piece = f"<mj-section><mj-column>{piece}</mj-column></mj-section>"
    return f"<mjml><mj-body>{piece}</mj-body></mjml>"
