"""`did you mean`: the one name that an author most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable


def did_you_mean(written: str, known: Iterable[str]) -> str | None:
    """The member of `known` closest to `written`, or None when none is close enough to be worth saying.

    A name that differs only in case wins; otherwise the best ratio of `difflib` from 0.6 upwards, ties going to the
    first in alphabetical order, so that the answer never depends on the order of `known`.
    """
    from difflib import SequenceMatcher

    names = sorted(known)
    folded = written.casefold()
    for name in names:
        if name.casefold() == folded:
            return name
    ratios = [(SequenceMatcher(None, folded, name.casefold()).ratio(), name) for name in names]
    best = max((ratio for ratio, _ in ratios), default=0.0)
    if best < 0.6:
        return None
    return next(name for ratio, name in ratios if ratio == best)


def surely_meant(written: str, known: Iterable[str]) -> str | None:
    """The only member of `known` from which `written` differs by a slip of the pen, or None.

    A slip is another case, another way to join the words (`first-name`, `firstName`), or one letter that is wrong, left
    out, added or swapped with the next in a word of at least four letters. `step_1` and `step_2` are no slip apart.
    """
    names = set(known)
    alike = [name for name in names if _joined(name) == _joined(written)]
    alike = alike or [name for name in names if _one_slip_apart(_words(written), _words(name))]
    return alike[0] if len(alike) == 1 else None


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def _joined(name: str) -> str:
    return "".join(_words(name))


def _one_slip_apart(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(word.isalpha() for word in differing[0]) and _slip(*differing[0])


def _slip(one: str, other: str) -> bool:
    if max(len(one), len(other)) < 4:
        return False
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    rest, other_rest = one[at:], other[at:]
    return (
        rest[1:] == other_rest[1:]
        or rest == other_rest[1:]
        or rest[1:] == other_rest
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
