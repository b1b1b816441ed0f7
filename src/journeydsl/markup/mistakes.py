"""What is wrong with a template in MJML, before HTML is made of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from journeydsl.diagnostics import Code, did_you_mean
from journeydsl.markup.components import COMPONENTS
from journeydsl.markup.filled_in import PART, blanked
from journeydsl.markup.finding import Finding
from journeydsl.markup.scanning import Between, Closed, Inside, Opened, scan
from journeydsl.markup.tree import VOID

_MARKED_UP = frozenset({"mj-text", "mj-button", "mj-table", "mj-accordion-text", "mj-accordion-title"})
_HTML_TAG = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<void>/?)>", re.DOTALL
)
_IN_RAW = "put it into `<mj-raw>`, between the components that it is about"


def mjml_mistakes(text: str, parts: Collection[str] = (), not_in_texts: Collection[str] = ()) -> Iterator[Finding]:
    """The mistakes of a whole document, or of a piece of one, in the order of the text; `parts` are the names of what
    may be shown between components, since it is made of such, and `not_in_texts` of what may not be shown in texts."""
    around: list[Opened] = []
    for token in scan(text):
        match token:
            case Opened():
                yield from _opened(token, around[-1] if around else None)
                if not token.closed:
                    around.append(token)
            case Closed():
                yield from _closed(token, around)
            case Between(start, end) if not around or around[-1].tag in COMPONENTS:
                yield from _between(text, start, end, parts)
            case Inside(tag, start, end):
                yield from _inside(text, tag, start, end, not_in_texts)
                if tag in _MARKED_UP:
                    yield from _unclosed_inside(text, start, end)
            case Between():
                pass
    for left in around:
        yield _unclosed(left)


def _opened(tag: Opened, within: Opened | None) -> Iterator[Finding]:
    holder = None if within is None else COMPONENTS.get(within.tag)
    component = COMPONENTS.get(tag.tag)
    if within is not None and holder is None:
        return
    if component is None:
        if holder is None or not holder.free or tag.tag not in ("mj-all", "mj-class"):
            yield _unknown(tag)
        return
    if within is not None and holder is not None and not holder.free and tag.tag not in holder.children:
        yield _out_of_place(tag, within)
    for attribute in tag.attributes:
        if attribute.name not in component.attributes and attribute.name != "/":
            meant = did_you_mean(attribute.name, component.attributes)
            yield Finding(
                Code.UNKNOWN_COMPONENT_ATTRIBUTE,
                f"`{tag.tag}` has no attribute `{attribute.name}`",
                tag.start,
                tag.end,
                f"did you mean `{meant}`?" if meant else "it would be dropped: write it as a style in an `mj-style`",
            )


def _unknown(tag: Opened) -> Finding:
    if tag.tag == "mj-include":
        message, hint = "a template reads no other file", "write a module, and `use module NAME` in the message"
        return Finding(Code.UNKNOWN_COMPONENT, message, tag.start, tag.end, hint)
    meant = did_you_mean(tag.tag, COMPONENTS)
    if not tag.tag.startswith("mj"):
        hint = "HTML stands in an `mj-text`, an `mj-table` or an `mj-raw`"
    else:
        hint = f"did you mean `{meant}`?" if meant else "the reference of MJML has a list of its components"
    return Finding(Code.UNKNOWN_COMPONENT, f"there is no component `{tag.tag}`", tag.start, tag.end, hint)


def _out_of_place(tag: Opened, within: Opened) -> Finding:
    places = [name for name, each in COMPONENTS.items() if tag.tag in each.children]
    hint = f"it stands in {_listed(places)}" if places else None
    return Finding(Code.COMPONENT_OUT_OF_PLACE, f"`{tag.tag}` cannot stand in `{within.tag}`", tag.start, tag.end, hint)


def _closed(tag: Closed, around: list[Opened]) -> Iterator[Finding]:
    if not any(each.tag == tag.tag for each in around):
        misspelt = bool(around) and not {tag.tag, around[-1].tag} <= COMPONENTS.keys()
        if misspelt and around.pop().tag not in COMPONENTS:
            return
        message = f"`</{tag.tag}>` closes nothing that is open"
        yield Finding(Code.UNCLOSED_COMPONENT, message, tag.start, tag.end, "remove it")
        return
    while around[-1].tag != tag.tag:
        yield _unclosed(around.pop())
    around.pop()


def _unclosed(tag: Opened) -> Finding:
    return Finding(
        Code.UNCLOSED_COMPONENT,
        f"`<{tag.tag}>` is never closed",
        tag.start,
        tag.end,
        f"add `</{tag.tag}>`, or end the tag with `/>` where it holds nothing",
    )


def _between(text: str, start: int, end: int, parts: Collection[str]) -> Iterator[Finding]:
    """What stands between components, where only components, comments, and parts that are made of components belong."""
    position = start
    for found in PART.finditer(text, start, end):
        yield from _words(text, position, found.start())
        position = found.end()
        if found[0].startswith("{{") and _name(found[0]) not in parts:
            hint = "a value stands in a text such as `<mj-text>`; components are shown by the name of their module"
            message = f"`{found[0]}` stands between components"
            yield Finding(Code.BETWEEN_COMPONENTS, message, found.start(), found.end(), hint)
        elif found[0].startswith("{%"):
            message = f"`{found[0]}` stands between components, where it would be moved or lost"
            yield Finding(Code.BETWEEN_COMPONENTS, message, found.start(), found.end(), _IN_RAW)
    yield from _words(text, position, end)


def _inside(text: str, tag: str, start: int, end: int, not_in_texts: Collection[str]) -> Iterator[Finding]:
    """What stands in a text and is made of components."""
    for found in PART.finditer(text, start, end):
        if found[0].startswith("{{") and _name(found[0]) in not_in_texts:
            message = f"`{found[0]}` is made of components, which cannot stand in `{tag}`"
            hint = "put it between components, or write its modules as HTML, without components"
            yield Finding(Code.COMPONENT_OUT_OF_PLACE, message, found.start(), found.end(), hint)


def _unclosed_inside(text: str, start: int, end: int) -> Iterator[Finding]:
    """HTML in a text that is opened and not closed, or closed and not open."""
    around: list[re.Match[str]] = []
    for tag in _HTML_TAG.finditer(blanked(text), start, end):
        if tag["void"] or (name := (tag["name"] or "").lower()) in VOID or not name:
            continue
        if not tag["end"]:
            around.append(tag)
        elif around and around[-1]["name"].lower() == name:
            around.pop()
        else:
            message = f"`</{name}>` closes nothing that is open here"
            yield Finding(Code.UNCLOSED_COMPONENT, message, tag.start(), tag.end(), "close what was opened last first")
            return
    for left in around:
        name = left["name"].lower()
        message, hint = f"`<{name}>` is never closed", f"add `</{name}>`"
        yield Finding(Code.UNCLOSED_COMPONENT, message, left.start(), left.end(), hint)


def _name(part: str) -> str:
    return part[2:-2].strip(" +-\n\t")


def _words(text: str, start: int, end: int) -> Iterator[Finding]:
    words = text[start:end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        shown = words.strip().split("\n")[0]
        message = f"`{shown[:40]}` stands between components, where nobody would see it"
        end = start + len(shown)
        yield Finding(Code.BETWEEN_COMPONENTS, message, start, end, "texts stand in an `mj-text`")


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
