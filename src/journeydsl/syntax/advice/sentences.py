"""Parts that are missing from a line, and the rest."""

from __future__ import annotations

import re

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.phrases import NAMED_AFTER, expected
from journeydsl.syntax.advice.trouble import LAYOUT, Advice, Trouble
from journeydsl.syntax.lexing import Word

ENDS_CONDITION = frozenset({"_NL", "COLON", "AND", "OR", "RPAR"})


def missing_name(trouble: Trouble) -> Advice | None:
    """`wait for up to 3 days`: the word that should follow the name was read as the name."""
    if len(trouble.before) < 2:
        return None
    *_, keyword, name = trouble.before
    if name.kind != "NAME" or name.text not in trouble.accepted_words:
        return None
    what = NAMED_AFTER.get(keyword.kind, "a name")
    return trouble.advice(
        Code.SYNTAX,
        f"{what} is missing after `{keyword.text}`",
        span=trouble.span(keyword, name),
        hint=f"`{name.text}` was read as the name",
    )


def missing_deadline(trouble: Trouble) -> Advice | None:
    head = trouble.before
    deadline = {"WAIT FOR": " up to 3 days", "WAIT UNTIL": ", up to 3 days"}.get(
        " ".join(word.kind for word in head[:2])
    )
    if deadline is None or trouble.word.kind not in {"_NL", "COLON"} or not trouble.accepts_any(("UP", "_UP")):
        return None
    end = head[-1].end + trouble.offset
    return trouble.advice(
        Code.MISSING_DEADLINE,
        "this wait could last forever",
        span=trouble.span(head[0], head[-1]),
        hint=f"a wait needs a deadline: add `{deadline.strip()}`",
        fix=Fix(f"add `{deadline.strip()}`", (Edit(Span(trouble.file, end, end), deadline),)),
    )


def missing_window(trouble: Trouble) -> Advice | None:
    """`no order_placed` with nothing after it."""
    wanted = "EVER" in trouble.accepts and not trouble.accepts & {"AND", "IS"}
    if not wanted or trouble.word.kind not in ENDS_CONDITION | {"COMPARE", "IS"}:
        return None
    if _within_loose_where(trouble):
        return None
    last = trouble.before[-1]
    return trouble.advice(
        Code.SYNTAX,
        "this does not say since when",
        span=trouble.span(last),
        hint="add a time to look back, such as `in the last 30 days`, `since entry` or `ever`",
    )


def loose_where(trouble: Trouble) -> Advice | None:
    """`order_placed where a > 1 and b > 2 in the last 3 days`."""
    if "AND" in trouble.accepts or not _within_loose_where(trouble):
        return None
    return trouble.advice(
        Code.SYNTAX,
        f"`{trouble.word.text}` does not say whether it still belongs to `where`",
        hint='put all of it in parentheses, as in `where (total > 20 and category is "shoes")`',
    )


def _within_loose_where(trouble: Trouble) -> bool:
    kinds = [word.kind for word in trouble.before]
    return trouble.word.kind in {"AND", "OR"} and "WHERE" in kinds


def missing_colon(trouble: Trouble) -> Advice | None:
    if "COLON" not in trouble.accepts or not trouble.before:
        return None
    if not (trouble.ends_line or trouble.accepts == {"COLON"}):
        return None
    return _without_colon(trouble, trouble.before[-1])


def missing_colon_of_when(trouble: Trouble) -> Advice | None:
    """`when vip` with a block beneath, where what it stands in is unknown, for that line had a mistake too."""
    head = trouble.layout.line_before
    if trouble.word.kind != "_INDENT" or "SEND" not in trouble.accepts or not head or head[0].kind != "WHEN":
        return None
    return _without_colon(trouble, head[-1])


def _without_colon(trouble: Trouble, last: Word) -> Advice:
    end = trouble.offset + last.end
    place = f"after `{last.text}`" if trouble.accepts == {"COLON"} else "at the end of this line"
    return trouble.advice(
        Code.MISSING_COLON,
        f"a `:` is missing {place}",
        span=trouble.span(last),
        hint="a line that opens a block ends with `:`",
        fix=Fix("add `:`", (Edit(Span(trouble.file, end, end), ":"),)),
    )


def missing_comma(trouble: Trouble) -> Advice | None:
    loose = (trouble.word.text == "then" and "_THEN" in trouble.accepts) or (
        trouble.word.text == "up" and "_UP" in trouble.accepts
    )
    if not trouble.before or not (loose or trouble.accepts == {"COMMA"}):
        return None
    last = trouble.before[-1]
    end = trouble.offset + last.end
    return trouble.advice(
        Code.SYNTAX,
        f"a `,` is missing after `{last.text}`",
        span=trouble.span(last),
        fix=Fix("add `,`", (Edit(Span(trouble.file, end, end), ","),)),
    )


def not_a_percentage(trouble: Trouble) -> Advice | None:
    """`10 %`, or `10` alone."""
    word = trouble.word
    if word.kind not in {"INTEGER", "DECIMAL"} or trouble.accepts != {"PERCENT"}:
        return None
    spaced = re.compile(r"[ \t]*%").match(trouble.text, word.end)
    end = trouble.offset + (spaced.end() if spaced else word.end)
    span = Span(trouble.file, trouble.offset + word.start, end)
    return trouble.advice(
        Code.BAD_LITERAL,
        f"`{word.text}` is not a percentage",
        span=span,
        hint=f"write `{word.text}%`, without a space",
        fix=trouble.replacing(f"{word.text}%", span),
    )


def not_a_time(trouble: Trouble) -> Advice | None:
    """`9pm`, or `9` alone."""
    word = trouble.word
    if word.kind != "INTEGER" or trouble.accepts != {"TIME_OF_DAY"}:
        return None
    written = re.compile(r"\d+(?:[ \t]*[ap]m\b)?").match(trouble.text, word.start)
    assert written is not None
    span = Span(trouble.file, trouble.offset + written.start(), trouble.offset + written.end())
    hint = "a time has hours and minutes, on a clock of 24 hours, as in `09:00` or `21:00`"
    return trouble.advice(Code.BAD_LITERAL, f"`{written[0]}` is not a time", span=span, hint=hint)


def list_of_values(trouble: Trouble) -> Advice | None:
    """`country is "DE" or "AT"`, `country in ("DE", "AT")`."""
    kinds = [word.kind for word in trouble.before[-2:]] + [trouble.word.kind]
    alternative = kinds in (["TEXT", "OR", "TEXT"], ["INTEGER", "OR", "INTEGER"])
    membership = trouble.word.kind == "LPAR" and kinds[-2:] == ["IN", "LPAR"]
    if not (alternative or membership):
        return None
    return trouble.advice(
        Code.SYNTAX,
        f"`{trouble.word.text}` does not belong here",
        hint='one of several values is written `is one of "DE", "AT"`',
    )


def thousands(trouble: Trouble) -> Advice | None:
    """`1,000`."""
    previous = trouble.previous
    if trouble.word.kind != "COMMA" or previous is None or previous.kind != "INTEGER":
        return None
    written = re.compile(r"\d+(?:,\d{3})+").match(trouble.text, previous.start)
    if written is None:
        return None
    number = written[0].replace(",", "")
    span = Span(trouble.file, trouble.offset + written.start(), trouble.offset + written.end())
    return trouble.advice(
        Code.BAD_LITERAL,
        f"`{written[0]}` is not a number",
        span=span,
        hint=f"a number has nothing between its figures: `{number}`",
        fix=trouble.replacing(number, span),
    )


def two_signs(trouble: Trouble) -> Advice | None:
    """`total is >= 20`."""
    previous = trouble.previous
    if trouble.word.kind != "COMPARE" or previous is None or previous.kind != "IS":
        return None
    between = Span(trouble.file, trouble.offset + previous.start, trouble.offset + trouble.word.start)
    return trouble.advice(
        Code.FOREIGN_SIGN,
        f"`is` and `{trouble.word.text}` cannot both stand here",
        span=trouble.span(previous, trouble.word),
        hint=f"leave out `is`: `{trouble.word.text}` says it all",
        fix=Fix("leave out `is`", (Edit(between, ""),)),
    )


def missing_word(trouble: Trouble) -> Advice | None:
    """`hold 7 days`: only one word could stand here, and another does."""
    (only, *others) = [*(trouble.accepts - {"DOT"}), "", ""][:2]
    word, previous = trouble.vocabulary.get(only, ""), trouble.previous
    if any(others) or not word.isidentifier() or previous is None or trouble.word.kind in LAYOUT | {"_NL"}:
        return None
    end = trouble.offset + previous.end
    return trouble.advice(
        Code.SYNTAX,
        f"`{word}` is missing after `{previous.text}`",
        span=trouble.span(previous),
        fix=Fix(f"add `{word}`", (Edit(Span(trouble.file, end, end), f" {word}"),)) if not trouble.is_word else None,
    )


def out_of_place(trouble: Trouble) -> Advice:
    word = trouble.word
    if word.kind != "_NL" and word.kind not in LAYOUT:
        return trouble.advice(
            Code.SYNTAX, f"`{word.text}` does not belong here", hint=f"{expected(trouble)} belongs here"
        )
    head = trouble.head
    span = trouble.span(head[0], head[-1]) if head else None
    at_end = trouble.ends_file and not trouble.text[word.end :].strip()
    message = "end of the file reached, while this is unfinished" if at_end else "this line is unfinished"
    return trouble.advice(Code.SYNTAX, message, span=span, hint=f"{expected(trouble)} belongs after it")
