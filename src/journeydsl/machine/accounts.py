"""Which contacts are of one account, and where that couples them (law L24.4), for all versions of a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.rules import Rules
from journeydsl.machine.columns import Columns, Texts
from journeydsl.machine.layout import NONE
from journeydsl.machine.postfix import Operations
from journeydsl.machine.reading import Given, account_attribute, account_attributes
from journeydsl.machine.vocabulary import as_words


def looking_at_peers(rules: Rules, operations: Operations, given: Sequence[Given]) -> Iterator[str]:
    """The suppressions for whole accounts that may be true of others at one instant and not at another."""
    moves = changes_accounts(rules, given)
    for suppression in rules.program.suppressions:
        if suppression.whole_account and (moves or not operations.is_static(suppression.condition)):
            yield suppression.name


def changes_accounts(rules: Rules, given: Sequence[Given]) -> bool:
    """Whether a contact may come to be of another account."""
    return bool(set(account_attributes(rules)) & {name for name, _ in given})


def numbered(versions: Sequence[Rules], columns: Columns, given: Sequence[Given]) -> dict[str, int]:
    """The accounts that contacts are of, or may come to be of, numbered."""
    named = [str(value) for attribute, value in given if attribute == _attribute(versions)]
    column = _named(versions, columns)
    words = () if column is None else column.words
    return {account: number for number, account in enumerate(dict.fromkeys([*words, *named]))}


def belonging(versions: Sequence[Rules], columns: Columns, numbers: Mapping[str, int]) -> NDArray[np.int64]:
    """The number of each contact's account, NONE for none."""
    column = _named(versions, columns)
    if column is None:
        return np.full(len(columns.ids), NONE)
    return np.array([*(numbers[word] for word in column.words), NONE], np.int64)[column.codes]


def identifying(versions: Sequence[Rules]) -> tuple[str, ...]:
    """The attributes that say which account a contact belongs to, where that makes a difference in some version; raises
    ValueError where two versions mean different ones."""
    asked = dict.fromkeys(names for names in map(account_attributes, versions) if names)
    if len(asked) > 1:
        raise ValueError(f"versions of a program tell accounts apart by {' and by '.join(map(', '.join, asked))}")
    return next(iter(asked), ())


def _attribute(versions: Sequence[Rules]) -> str | None:
    """The attribute that says which account a contact belongs to, where a suppression of some version asks for that."""
    return next((name for name in map(account_attribute, versions) if name is not None), None)


def _named(versions: Sequence[Rules], columns: Columns) -> Texts | None:
    """The names of the contacts' accounts, where they are asked for and there are any."""
    name = _attribute(versions)
    column = None if name is None else columns.attributes.get(name)
    if name is None or column is None:
        return None
    declared = (rules.program.project.attributes for rules in versions if account_attribute(rules) == name)
    return as_words(column, next(declared)[name].type.kind)
