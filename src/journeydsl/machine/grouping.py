"""Where contacts can be taken apart for slices and threads: whoever is of one account stays together."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.binding import Bound
from journeydsl.machine.layout import NONE, P_BELONGS, Ints


def leaders(bound: Bound) -> Ints:
    """For each contact the first one of those to whom it makes a difference: itself, where it is alone."""
    own = np.arange(len(bound.machine.contacts) - 1)
    if not bound.is_coupled:
        return own
    if bound.is_one:
        return np.zeros_like(own)
    account = bound.machine.contacts[:-1, P_BELONGS]
    alone = np.where(account == NONE, -2 - own, account)
    _, firsts, places = np.unique(alone, return_index=True, return_inverse=True)
    return firsts[places]


def in_accounts(bound: Bound) -> Ints | None:
    """An order of the contacts in which those of an account follow each other, each account where its first contact
    stands; None where it is theirs already, or makes no difference."""
    first = leaders(bound)
    return None if np.all(first[1:] >= first[:-1]) else np.argsort(first, kind="stable")


def slices(first: Ints, size: int) -> list[range]:
    """All contacts in parts that make no difference to each other, of about so many each; `first` are their leaders."""
    total = len(first)
    reaches_back = np.minimum.accumulate(first[::-1])[::-1]
    ends = np.append(np.flatnonzero(reaches_back[1:] > np.arange(total - 1)) + 1, total)
    found, begin = list[range](), 0
    while begin < total:
        place = np.searchsorted(ends, min(begin + size, total))
        found.append(range(begin, int(ends[place])))
        begin = found[-1].stop
    return found
