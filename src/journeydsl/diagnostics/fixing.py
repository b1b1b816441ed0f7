"""Fixes made: the edits of many mistakes, as one change of the texts.

In: texts by path, and fixes that point into them. Out: the texts that have changed, and how many fixes were made.
Promises: pure; a fix is made as a whole or not at all; of fixes that touch each other only the first is made, since the
others may be about what is not there any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from journeydsl.diagnostics.diagnostic import Edit, Fix


@dataclass(frozen=True, slots=True)
class Fixed:
    """The new texts of the files that have changed, by path, and the number of fixes that were made."""

    texts: Mapping[str, str]
    fixes: int


def fixed(texts: Mapping[str, str], fixes: Iterable[Fix]) -> Fixed:
    """`texts` after as many of `fixes` as can be made at once; one that reaches beyond `texts` is left out.

    The edits of one fix do not overlap.
    """
    taken: defaultdict[str, list[Edit]] = defaultdict(list)
    made = 0
    for fix in fixes:
        if fix.edits and all(edit.span.file in texts and _is_free(taken[edit.span.file], edit) for edit in fix.edits):
            made += 1
            for edit in fix.edits:
                edits = taken[edit.span.file]
                edits.insert(bisect_right(edits, edit.span.start, key=_start), edit)
    return Fixed({file: edited(texts[file], edits) for file, edits in taken.items() if edits}, made)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """`text` after `edits`, which are in the order of their places and do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return "".join([*parts, text[done:]])


def _is_free(taken: Sequence[Edit], edit: Edit) -> bool:
    """Whether `edit` touches none of the edits in `taken`, which are in order."""
    index = bisect_right(taken, edit.span.start, key=_start)
    before, after = taken[max(index - 1, 0) : index], taken[index : index + 1]
    return all(other.span.end < edit.span.start for other in before) and all(
        edit.span.end < other.span.start for other in after
    )


def _start(edit: Edit) -> int:
    return edit.span.start
