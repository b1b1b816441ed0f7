"""`did you mean`: the one name that an author most likely meant."""

from __future__ import annotations

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
