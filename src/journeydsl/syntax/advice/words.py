"""Words: misspelt, borrowed from elsewhere, in capitals, with quotes too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from journeydsl.diagnostics import Code, did_you_mean, surely_meant
from journeydsl.syntax.advice.phrases import UNITS, expected, name_expected
from journeydsl.syntax.advice.trouble import Advice, Trouble
from journeydsl.syntax.advice.vocabulary import LONG_UNITS, OTHER_WORDS, OWNERS, SHORT_UNITS

UNQUOTED = re.compile(r'[^":#\n]*[^":#\s](?=[ \t]*(?:#|$))', re.MULTILINE)


def unknown_unit(trouble: Trouble) -> Advice | None:
    previous, word = trouble.previous, trouble.word
    units = trouble.accepts & UNITS
    if previous is None or previous.kind != "INTEGER" or not trouble.is_word or not units:
        return None
    short = SHORT_UNITS.get(word.text.lower())
    meant = (short and short.removesuffix("s" if previous.text == "1" else "")) or close(
        word.text, _fitting(previous.text, trouble)
    )
    if meant is not None and trouble.accepted_words.get(meant) not in UNITS:
        return None
    if longer := LONG_UNITS.get(word.text.lower()):
        return trouble.advice(
            Code.UNKNOWN_UNIT,
            f"`{word.text}` is not a unit of time",
            hint=f"it has no fixed length; say how many `{longer}`",
        )
    if meant is None and trouble.accepts != units:
        return None
    hint = f"did you mean `{meant}`?" if meant else "units are `seconds`, `minutes`, `hours`, `days` and `weeks`"
    sure = meant and (short or surely_meant(word.text, _fitting(previous.text, trouble)) == meant)
    fix = trouble.replacing(meant) if meant and sure and previous.end != word.start else None
    return trouble.advice(Code.UNKNOWN_UNIT, f"`{word.text}` is not a unit of time", hint=hint, fix=fix)


def close(word: str, known: Iterable[str]) -> str | None:
    """The word among `known` that `word` is a slip of; these are short, so that it has to be rather like it."""
    meant = did_you_mean(word, known)
    return meant if meant and SequenceMatcher(None, word, meant).ratio() >= 0.7 else None


def _fitting(amount: str, trouble: Trouble) -> list[str]:
    """The accepted words; of the units those in the number of `amount`."""
    return [
        word
        for word, terminal in trouble.accepted_words.items()
        if terminal not in UNITS or terminal.endswith("S") == (amount != "1")
    ]


def twelve_hours(trouble: Trouble) -> Advice | None:
    """`10am`, `9:30 pm`."""
    previous = trouble.previous
    figure = previous is not None and previous.kind in {"INTEGER", "TIME_OF_DAY"}
    if previous is None or not figure or trouble.word.text.lower() not in {"am", "pm"}:
        return None
    return trouble.advice(
        Code.BAD_LITERAL,
        f"`{trouble.word.text}` is not said here",
        span=trouble.span(previous, trouble.word),
        hint="a time is written with 24 hours, as in `09:00` or `21:00`",
    )


def missing_unit(trouble: Trouble) -> Advice | None:
    previous = trouble.previous
    if previous is None or previous.kind != "INTEGER" or not trouble.accepts or not trouble.accepts <= UNITS:
        return None
    hint = f"say of what, as in `{previous.text} days`"
    return trouble.advice(
        Code.UNKNOWN_UNIT, f"`{previous.text}` has no unit of time", span=trouble.span(previous), hint=hint
    )


def capitals(trouble: Trouble) -> Advice | None:
    """`Send`, `LoyalVips`."""
    word = trouble.word
    if word.kind != "WORD":
        return None
    if word.text.lower() in trouble.accepted_words:
        small = word.text.lower()
        hint = f"the words of the language are in small letters: `{small}`"
        return trouble.advice(
            Code.UNKNOWN_WORD, f"`{word.text}` is not a word of the language", hint=hint, fix=trouble.replacing(small)
        )
    if "NAME" not in trouble.accepts or "TEXT" in trouble.accepts:
        return None
    proper = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word.text).lower()
    example = f", as in `{proper}`" if re.fullmatch(r"[a-z_][a-z0-9_]*", proper) else ""
    hint = f"a name has small letters, digits and `_`{example}"
    return trouble.advice(Code.BAD_NAME, f"`{word.text}` is not a name", hint=hint)


def text_without_quotes(trouble: Trouble) -> Advice | None:
    word = trouble.word
    loose = word.kind == "WORD" or (word.kind == "NAME" and "NAME" not in trouble.accepts)
    if not loose or "TEXT" not in trouble.accepts:
        return None
    label = "COLON" in trouble.accepts
    rest = UNQUOTED.match(trouble.text, word.start)
    text = rest[0] if rest else word.text
    hint = f'write `"{text}"`' if not label else "a name is one word; a label after it stands in double quotes"
    fix = trouble.replacing(f'"{word.text}"') if "NAME" in trouble.accepts else None
    return trouble.advice(Code.QUOTES, f"`{word.text}` has no quotes round it", hint=hint, fix=fix)


def name_in_quotes(trouble: Trouble) -> Advice | None:
    word = trouble.word
    if word.kind != "TEXT" or "NAME" not in trouble.accepts or "LPAR" in trouble.accepts:
        return None
    name = word.text[1:-1]
    fix = trouble.replacing(name) if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else None
    return trouble.advice(
        Code.QUOTES,
        f"`{word.text}` is text, but {name_expected(trouble)} belongs here",
        hint="names have no quotes",
        fix=fix,
    )


def choice(trouble: Trouble) -> Advice | None:
    """`if vip:` or `else:` among steps."""
    if trouble.word.text not in {"if", "elif", "else", "elseif"} or "CHOOSE" not in trouble.accepts:
        return None
    hint = "write `choose:`, and beneath it `when CONDITION:` and `otherwise:`"
    return trouble.advice(Code.UNKNOWN_WORD, f"`{trouble.word.text}` does not begin a step", hint=hint)


def said_otherwise(trouble: Trouble) -> Advice | None:
    said = OTHER_WORDS.get(trouble.word.text.lower(), ()) if trouble.is_word else ()
    meant = next((each for each in said if each.split()[0] in trouble.accepted_words), None)
    if meant is None:
        return None
    following = trouble.text[trouble.word.end :].split(None, 1)[:1]
    if trouble.word.text == "else" and following == ["if"] and "when" in trouble.accepted_words:
        return trouble.advice(
            Code.UNKNOWN_WORD,
            "`else if` is not said here",
            hint="`choose` takes the first `when` that holds: write another `when`",
        )
    return trouble.advice(Code.UNKNOWN_WORD, f"`{trouble.word.text}` is not said here", hint=f"write `{meant}`")


def unknown_field(trouble: Trouble) -> Advice | None:
    """`tempalte "x"`: in a message, a line may begin with the name of a field."""
    begins_line = [word.kind for word in trouble.before] == ["NAME"]
    if not begins_line or "OR" not in trouble.accepts or not trouble.accepts <= {"OR", "DOT", "TEXT", "COLON"}:
        return None
    field = trouble.before[0]
    meant = close(field.text, trouble.line_words)
    said = next((each for each in OTHER_WORDS.get(field.text, ()) if each.split()[0] in trouble.line_words), None)
    if meant is None and said is None:
        return None
    span = trouble.span(field)
    hint = f"did you mean `{meant}`?" if meant else f"write `{said}`"
    fix = trouble.replacing(meant, span) if meant and surely_meant(field.text, trouble.line_words) else None
    message = f"`{field.text}` does not begin a line here"
    return trouble.advice(Code.UNKNOWN_WORD, message, span=span, hint=hint, fix=fix)


def stop_or_stops(trouble: Trouble) -> Advice | None:
    """`stop on order_placed`: the step in place of the line at the head."""
    previous = trouble.previous
    if previous is None or previous.kind != "STOP" or trouble.word.text not in {"on", "when"}:
        return None
    span = trouble.span(previous)
    hint = "did you mean `stops`, at the head of the journey?"
    return trouble.advice(
        Code.UNKNOWN_WORD, "`stop` is a step here", span=span, hint=hint, fix=trouble.replacing("stops", span)
    )


def elsewhere(trouble: Trouble) -> Advice | None:
    """`when` outside `choose`, `send` in a segment."""
    word = trouble.word.text
    if trouble.before or word not in trouble.line_words or word not in OWNERS:
        return None
    message = f"`{word}` does not begin a line here"
    return trouble.advice(Code.UNKNOWN_WORD, message, hint=f"it belongs beneath {OWNERS[word]}")


def misspelt(trouble: Trouble) -> Advice | None:
    if not trouble.is_word or "NAME" in trouble.accepts:
        return None
    word = trouble.word.text
    begins_line = not trouble.before
    meant = close(word, trouble.accepted_words)
    if meant is None and not begins_line:
        return None
    what = "does not begin a line here" if begins_line else "is not said here"
    if begins_line and "JOURNEY" in trouble.accepts:
        what = "does not begin a declaration"
    if meant:
        fix = trouble.replacing(meant) if surely_meant(word, trouble.accepted_words) == meant else None
        return trouble.advice(Code.UNKNOWN_WORD, f"`{word}` {what}", hint=f"did you mean `{meant}`?", fix=fix)
    return trouble.advice(Code.UNKNOWN_WORD, f"`{word}` {what}", hint=f"{expected(trouble)} belongs here")
