"""What a reader could not read, see or follow in an HTML document."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.diagnostics import Code
from journeydsl.markup.contrast import Color, behind, contrast, enough, text_color
from journeydsl.markup.filled_in import CONTROL_SIGN
from journeydsl.markup.finding import Finding
from journeydsl.markup.links import is_unsubscribe, is_vague, main_links, trouble, visible_links
from journeydsl.markup.text_part import is_hidden, words_of
from journeydsl.markup.tree import Element

_SILENT = frozenset({"head", "title", "style", "script", "template", "noscript"})


def lint(root: Element) -> Iterator[Finding]:
    """What is wrong in any document or piece of one, in the order of kinds."""
    yield from _pictures(root)
    yield from _links(root)
    yield from _colors(root)


def lint_document(root: Element) -> Iterator[Finding]:
    """What a whole document lacks."""
    html = next(root.all("html"), None)
    start, end = (0, 0) if html is None else (html.start, html.end)
    language = "" if html is None else html.attributes.get("lang", "").strip()
    if not language or language == "und":
        yield Finding(
            Code.MISSING_LANGUAGE,
            "nothing says in which language this is, so that a screen reader has to guess how to say it",
            start,
            end,
            'write `lang="en"` into the first tag',
        )
    if not any(words_of(title) for title in root.all("title")):
        yield Finding(
            Code.MISSING_TITLE, "the message has no title", start, end, "add a title that says what it is about"
        )


def lint_message(root: Element, *, promotional: bool) -> Iterator[Finding]:
    """What is wrong with a message as a whole."""
    main = main_links(root)
    if len(main) > 1:
        said = ", ".join(f"`{words_of(link)}`" for link in main)
        yield Finding(
            Code.SEVERAL_CALLS_TO_ACTION,
            f"{len(main)} buttons ask for different things: {said}",
            main[1].start,
            main[1].end,
            "make one of them the button, and the others plain links",
        )
    if promotional and not any(map(is_unsubscribe, visible_links(root))):
        yield Finding(
            Code.MISSING_UNSUBSCRIBE,
            "the message is promotional and has no link to unsubscribe",
            0,
            0,
            "link to `{{ unsubscribe_link }}`, best in a footer that messages share",
        )


def _pictures(root: Element) -> Iterator[Finding]:
    for picture in root.all("img"):
        if "alt" not in picture.attributes and not any(map(is_hidden, picture.around())):
            yield Finding(
                Code.MISSING_ALTERNATIVE_TEXT,
                "nothing says what this picture shows to those who do not see it",
                picture.start,
                picture.end,
                'write `alt="…"`; `alt=""` for one that only decorates',
            )


def _links(root: Element) -> Iterator[Finding]:
    for link in visible_links(root):
        if why := trouble(link.attributes["href"]):
            yield Finding(Code.BROKEN_LINK, why, link.start, link.end, "write the whole address, with `https://`")
        if not words_of(link):
            message = "this link has no words"
            yield Finding(Code.VAGUE_LINK, message, link.start, link.end, "say where it leads")
        elif is_vague(link):
            message = f"`{words_of(link)}` does not say where the link leads"
            yield Finding(Code.VAGUE_LINK, message, link.start, link.end, "say it in the words of the link")


def _colors(root: Element) -> Iterator[Finding]:
    """Texts that do not stand out; of texts in each other with the same colours the outer one."""
    told: dict[Element, tuple[Color, Color]] = {}
    for element in root.all():
        if not _has_words(element) or not _is_seen(element):
            continue
        front, ground = text_color(element), behind(element)
        if front is None or ground is None:
            continue
        ratio, needed = contrast(front, ground), enough(element)
        if ratio < needed and not any(told.get(each) == (front, ground) for each in element.around()):
            told[element] = (front, ground)
            yield Finding(
                Code.LOW_CONTRAST,
                f"{front} on {ground} has a contrast of {ratio:.2f}, which is less than {needed:g}",
                element.start,
                element.end,
                "take a darker text on a light ground, or a lighter one on a dark ground",
            )


def _has_words(element: Element) -> bool:
    return any(isinstance(child, str) and child.strip().strip(CONTROL_SIGN + "\u00a0") for child in element.children)


def _is_seen(element: Element) -> bool:
    return not any(each.tag in _SILENT or is_hidden(each) for each in element.around())
