"""Signs that the language does not have, or has otherwise."""

from __future__ import annotations

import re
import unicodedata

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.phrases import expected
from journeydsl.syntax.advice.trouble import Advice, Trouble

QUOTES = frozenset("“”„‟«»‹›‘’‚‛'`´′″＂")

# What other languages write, and what is written here: the first of the words that can stand at the place.
WORDS_FOR_SIGNS = {
    "=": ("to", "is", ":"),
    "==": ("is",),
    "===": ("is",),
    "!=": ("is not",),
    "!==": ("is not",),
    "<>": ("is not",),
    "≠": ("is not",),
    "=>": (">=",),
    "≥": (">=",),
    ">==": (">=",),
    "=<": ("<=",),
    "≤": ("<=",),
    "<==": ("<=",),
    "&": ("and",),
    "&&": ("and",),
    "|": ("or",),
    "||": ("or",),
    "!": ("not",),
}

REMARKS = {
    "{": "a block is indented beneath a line that ends with `:`; there are no braces",
    "}": "a block ends where its indentation ends; there are no braces",
    "[": 'a list is written without brackets: `is one of "DE", "AT"`',
    "]": 'a list is written without brackets: `is one of "DE", "AT"`',
    ";": "each line says one thing; begin a new line instead",
    "%": "a percentage is written without a space: `10%`",
    "->": "what follows stands after a `:`",
    "→": "what follows stands after a `:`",
    "+": "there is no arithmetic in conditions",
    "*": "there is no arithmetic in conditions",
    "/": "there is no arithmetic; a date is written `2027-06-30`",
    "-": "a name has `_` between its words, and there is no arithmetic",
    "…": "the dots stand for something that you fill in",
}


def unclosed_text(trouble: Trouble) -> Advice | None:
    if trouble.word.kind != "UNCLOSED_TEXT":
        return None
    start = trouble.offset + trouble.word.start
    opening = Span(trouble.file, start, start + 1)
    return trouble.advice(
        Code.UNCLOSED_TEXT, "this text is not closed", span=opening, hint='end it with `"` on the same line'
    )


def invisible(trouble: Trouble) -> Advice | None:
    character = trouble.word.text
    category = unicodedata.category(character) if len(character) == 1 else ""
    if trouble.word.kind != "JUNK" or category[:1] not in {"C", "Z"}:
        return None
    name = unicodedata.name(character, "a control character").lower()
    fix = Fix("write an ordinary space", (Edit(trouble.span(trouble.word), " "),)) if category == "Zs" else None
    return trouble.advice(
        Code.FOREIGN_SIGN,
        f"an invisible character stands here: U+{ord(character):04X}, {name}",
        hint="delete it and type an ordinary space where one is needed",
        fix=fix,
    )


def quotes(trouble: Trouble) -> Advice | None:
    word = trouble.word
    if word.kind != "JUNK" or word.text not in QUOTES:
        return None
    rest = trouble.text[word.start :].partition("\n")[0]
    closed = re.match(rf"(.)([^{re.escape(''.join(sorted(QUOTES)))}\"\\]*)(.)", rest)
    fix, span = None, trouble.span(word)
    if closed and closed[3] in QUOTES:
        start = trouble.offset + word.start
        span = Span(trouble.file, start, start + closed.end())
        ends = (Span(trouble.file, start, start + 1), Span(trouble.file, span.end - 1, span.end))
        fix = Fix("write straight double quotes", tuple(Edit(end, '"') for end in ends))
    return trouble.advice(
        Code.QUOTES,
        f"text stands in straight double quotes, not in `{word.text}`" if word.text != "`" else "odd quotation marks",
        span=span,
        hint='write `"` on both sides; text editors for letters replace it, editors for code do not',
        fix=fix,
    )


def hyphen(trouble: Trouble) -> Advice | None:
    """`loyal-vips`: the hyphen touches words on both sides."""
    name = _hyphenated(trouble)
    if name is None:
        return None
    proper = re.sub(r"\W+", "_", name.text.lower())
    return trouble.advice(
        Code.BAD_NAME,
        f"`{name.text}` is not a name",
        span=name.span,
        hint=f"a name has `_` between its words: `{proper}`",
    )


class _Hyphenated:
    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span


def _hyphenated(trouble: Trouble) -> _Hyphenated | None:
    previous = trouble.previous
    hyphened = trouble.word.text.startswith("-") and trouble.word.kind in {"JUNK", "DECIMAL"}
    if previous is None or not hyphened or previous.end != trouble.word.start or not previous.text.isidentifier():
        return None
    written = re.compile(r"[\w-]+").match(trouble.text, previous.start)
    assert written is not None
    return _Hyphenated(written[0], Span(trouble.file, trouble.offset + written.start(), trouble.offset + written.end()))


def foreign(trouble: Trouble) -> Advice | None:
    word = trouble.word
    if word.kind != "JUNK":
        return None
    for proper in WORDS_FOR_SIGNS.get(word.text, ()):
        if _fits(proper, trouble):
            return trouble.advice(
                Code.FOREIGN_SIGN,
                f"`{word.text}` is not a sign of this language",
                hint=f"write `{proper}`",
                fix=_spaced(proper, trouble),
            )
    if unicodedata.category(word.text[0]) == "Sc":
        hint = "an amount is a plain number, without a currency"
    else:
        hint = REMARKS.get(word.text, f"{expected(trouble)} belongs here")
    return trouble.advice(Code.FOREIGN_SIGN, f"`{word.text}` is not a sign of this language", hint=hint)


def _fits(proper: str, trouble: Trouble) -> bool:
    if proper[0] in "<>":
        return "COMPARE" in trouble.accepts
    if proper == ":":
        return trouble.accepts - {"DOT"} == {"COLON"}
    return proper.split()[0] in trouble.accepted_words


def _spaced(proper: str, trouble: Trouble) -> Fix:
    """The fix that writes `proper` with a space on each side that has none."""
    before = "" if trouble.text[trouble.word.start - 1 : trouble.word.start].isspace() else " "
    after = "" if trouble.text[trouble.word.end : trouble.word.end + 1].isspace() else " "
    return trouble.replacing(f"{before}{proper}{after}")
