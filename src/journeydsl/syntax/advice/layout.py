"""Mistakes of indentation and of parentheses."""

from __future__ import annotations

import re

from journeydsl.diagnostics import Code
from journeydsl.syntax.advice.sayings import declared
from journeydsl.syntax.advice.trouble import LAYOUT, Advice, Mend, Trouble
from journeydsl.syntax.layout import MAX_DEPTH
from journeydsl.syntax.lexing import Word

BEFORE_COMMENT = re.compile(r'(?:[^#"\n]|"[^"\n]*"?)*')
# What only stands within the blocks of these steps.
BELONGING = {
    "WAIT": {"HAPPENED", "TIMED"},
    "CHOOSE": {"WHEN", "OTHERWISE"},
    "SPLIT": {"PERCENT"},
    "BLOCK": {"WHEN", "OTHERWISE"},
    "HYPOTHESIS": {"BECAUSE", "CHANGE", "EXPECT"},
}


def too_deep(trouble: Trouble) -> Advice | None:
    if trouble.word.kind != "TOO_DEEP":
        return None
    return trouble.advice(
        Code.TOO_DEEP,
        f"this is nested more than {MAX_DEPTH} deep",
        hint="split it: name parts of a condition as segments, and parts of a journey as journeys",
        mend=Mend.GIVE_UP,
    )


def unclosed_parenthesis(trouble: Trouble) -> Advice | None:
    word = trouble.word
    if word.kind == "RPAR" and not any(before.kind == "LPAR" for before in trouble.before):
        return trouble.advice(Code.UNCLOSED_PARENTHESIS, "this `)` closes nothing", hint="take it away, or add a `(`")
    if not trouble.layout.opened:
        return None
    # A line that begins within parentheses goes on with `and`, `or` or `)`; anything else belongs outside.
    begins_line = not trouble.text[trouble.text.rfind("\n", 0, word.start) + 1 : word.start].strip()
    if word.kind in {"_NL", "COLON"} or begins_line:
        opening = trouble.layout.opened[-1]
        return trouble.advice(
            Code.UNCLOSED_PARENTHESIS,
            "this `(` is never closed",
            span=trouble.span(opening),
            hint="add a `)` where the group ends",
        )
    return None


def wrong_indentation(trouble: Trouble) -> Advice | None:
    if trouble.word.kind not in {"_INDENT", "_WRONG_DEDENT"}:
        return None
    start = trouble.word.end
    line = BEFORE_COMMENT.match(trouble.text, start)
    assert line is not None
    span = trouble.span(Word("LINE", line[0], start, start + len(line[0].rstrip())))
    if trouble.word.kind == "_INDENT":
        message = "this line is indented further than the line before, which opens no block"
        hint = "let it begin below the beginning of the line before"
        if any(word.kind == "COLON" for word in trouble.layout.line_before):
            hint = "a step with lines of its own stands on a line of its own, beneath the `:`"
    else:
        message = "this line is indented like no line above it"
        hint = "let it begin below the beginning of the lines that it belongs with"
    return trouble.advice(Code.INDENTATION, message, span=span, hint=hint, mend=Mend.EXCUSE_INDENTATION)


def at_the_margin(trouble: Trouble) -> Advice | None:
    """A line of a block that was not indented."""
    stray = trouble.accepts == {"$END"} and trouble.word.kind not in LAYOUT
    if not stray:
        return None
    return trouble.advice(
        Code.INDENTATION,
        f"`{trouble.word.text}` stands at the left margin, where a declaration begins",
        hint="indent it, so that it belongs to the lines above",
        mend=Mend.GIVE_UP,
    )


def member_without_condition(trouble: Trouble) -> Advice | None:
    """`at_risk "At risk":` with nothing after it."""
    if trouble.accepts != {"_INDENT"} or declared(trouble) != "segments" or trouble.head[0].kind == "SEGMENTS":
        return None
    return trouble.advice(
        Code.SYNTAX,
        f"this does not say who belongs to `{trouble.head[0].text}`",
        span=trouble.span(trouble.head[0], trouble.head[-1]),
        hint="add `when` and a condition, or `otherwise` for all who are in none of the others",
    )


def missing_block(trouble: Trouble) -> Advice | None:
    if trouble.accepts != {"_INDENT"}:
        return None
    head = trouble.head
    what = _opening_words(head)
    reached = "end of the file reached, while " if trouble.ends_file and trouble.word.kind == "$END" else ""
    if head[0].kind == "WAIT":
        code, hint = Code.MISSING_LINE, "say beneath it what follows: `happened: …` and `timed out: …`, indented"
    else:
        code, hint = Code.INDENTATION, "write them beneath it, indented by two more spaces"
    return trouble.advice(
        code,
        f"{reached}the lines that belong to `{what}` are missing",
        span=trouble.span(head[0], head[-1]),
        hint=hint,
        mend=Mend.SKIP_LINE if _follows_on(head[0].kind, trouble.word.kind) else Mend.GIVE_UP,
    )


def _follows_on(head: str, following: str) -> bool:
    """Whether the line that begins with `following` stands after the block that is missing, not for it."""
    return following in LAYOUT or (head in BELONGING and following not in BELONGING[head])


def _opening_words(head: list[Word]) -> str:
    shown = head[:2] if head[0].kind not in {"TIMED", "IF", "REPEAT"} else head
    return " ".join(word.text for word in shown if word.kind not in {"COLON", "LPAR"})
