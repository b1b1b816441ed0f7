"""What can be said of a template as it is written, before anything is filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from journeydsl.diagnostics import Code
from journeydsl.markup.components import COMPONENTS
from journeydsl.markup.filled_in import blanked
from journeydsl.markup.finding import Finding
from journeydsl.markup.lint import lint, lint_document, lint_message
from journeydsl.markup.mistakes import mjml_mistakes
from journeydsl.markup.mjml import MjmlProblem, as_document, is_document, is_installed, to_html
from journeydsl.markup.scanning import Between, Closed, Inside, Opened, scan
from journeydsl.markup.tree import Element, parse

_HTML = re.compile(r"<html[\s>]", re.IGNORECASE)
_INNER = re.compile(r"<[A-Za-z][\w-]*")
_MARK = re.compile(r"\bat-([0-9]+)\b")
_HEAD = frozenset({"mjml", "mj-head", "mj-body", *COMPONENTS["mj-head"].children} - {"mj-raw"})
_IN_BODY = frozenset(COMPONENTS) - _HEAD - {"mj-selector", "mj-html-attribute"}


@lru_cache(maxsize=1024)
def template_findings(
    text: str,
    *,
    mjml: bool,
    parts: frozenset[str] = frozenset(),
    not_in_texts: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """What is wrong with a template, in the order of its text.

    `parts` are the names of what may stand between components, since it is made of such; `not_in_texts` those of what
    may not stand in texts. Where the library that makes HTML of MJML is not installed, nothing is said that only shows
    in the HTML. A file of MJML without components is a piece of HTML that stands in a text.
    """
    found = _mjml(text, parts, not_in_texts) if mjml and has_components(text) else _html(text)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


@lru_cache(maxsize=1024)
def message_findings(html: str, *, promotional: bool) -> tuple[Finding, ...]:
    """What is wrong with a message as a whole, as it is before anything is filled in."""
    return tuple(lint_message(parse(blanked(html)), promotional=promotional))


@lru_cache(maxsize=256)
def rendered_findings(html: str, *, promotional: bool) -> tuple[Finding, ...]:
    """What is wrong with a document as it is sent, its styles in its elements; each thing once, without places."""
    root = parse(html)
    found = (*lint_document(root), *lint_message(root, promotional=promotional), *lint(root))
    return tuple(dict.fromkeys(replace(each, start=0, end=0) for each in found))


def _html(text: str) -> Iterator[Finding]:
    root = parse(blanked(text))
    yield from lint(root)
    if _HTML.search(text):
        yield from lint_document(root)


def has_components(text: str) -> bool:
    """Whether a piece of MJML is made of components, and no HTML that stands in one."""
    return "<mj" in text


def _mjml(text: str, parts: Collection[str], not_in_texts: Collection[str]) -> Iterator[Finding]:
    mistakes = list(mjml_mistakes(text, parts, not_in_texts))
    yield from mistakes
    if mistakes or not is_installed():
        return
    whole = is_document(text)
    marked = _marked(text)
    try:
        root = parse(blanked(to_html(marked if whole else as_document(marked))))
    except MjmlProblem as problem:
        start = max(text.find(problem.part), 0)
        yield Finding(Code.TEMPLATE_SYNTAX, f"no HTML can be made of this: {problem}", start, start + len(problem.part))
        return
    ends = _ends(text)
    _place(root, ends, next(iter(ends.items()), (0, 0)))
    yield from lint(root)
    if whole:
        yield from lint_document(root)


def _marked(text: str) -> str:
    """The template with a mark in each component and element that says at which offset it stands; what is shown between
    components is left out."""
    edits: dict[int, tuple[int, str]] = {}
    for token in scan(text):
        match token:
            case Opened(tag, start, _, attributes) if tag in _IN_BODY:
                named = next((each for each in attributes if each.name == "css-class"), None)
                if named is None:
                    behind = start + 1 + len(tag)
                    edits[behind] = behind, f' css-class="at-{start}"'
                else:
                    edits[named.end] = named.end, f" at-{start}"
            case Inside(tag, start, end) if tag in _IN_BODY:
                for inner in _INNER.finditer(blanked(text), start, end):
                    edits[inner.end()] = inner.end(), f' data-at="at-{inner.start()}"'
            case Between(start, end):
                edits[start] = end, ""
            case Opened() | Closed() | Inside():
                pass
    return _with(text, edits)


def _with(text: str, edits: Mapping[int, tuple[int, str]]) -> str:
    """The text with others in place of stretches of it, by where each begins and ends."""
    pieces, position = [], 0
    for start, (end, new) in sorted(edits.items()):
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def _ends(text: str) -> dict[int, int]:
    """Where each tag ends, by where it starts."""
    ends = {token.start: token.end for token in scan(text) if isinstance(token, Opened)}
    plain = blanked(text)
    for inner in _INNER.finditer(plain):
        ends.setdefault(inner.start(), plain.find(">", inner.end()) + 1 or len(plain))
    return ends


def _place(element: Element, ends: Mapping[int, int], place: tuple[int, int]) -> None:
    """Give each element the place of the tag that it was made of, or that it is within."""
    marked = _MARK.search(element.attributes.get("data-at") or element.attributes.get("class", ""))
    if marked is not None and int(marked[1]) in ends:
        place = int(marked[1]), ends[int(marked[1])]
    element.start, element.end = place
    for child in element.children:
        if isinstance(child, Element):
            _place(child, ends, place)
