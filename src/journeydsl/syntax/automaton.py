"""Words to a syntax tree, by the tables of the grammar: an LALR(1) automaton that makes nodes as it goes.

In: the words of one declaration, asked for one by one, since what could stand next decides how a word is read. Out:
what the function of the first rule makes of it all. Promises: time grows with the number of words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, TypeAlias

from journeydsl.syntax.lexing import Token, Word
from journeydsl.syntax.tables import Child, Rule, Tables

# What could stand next, as it is now.
Accepted: TypeAlias = Callable[[], Container[str]]
# What becomes of the values of a rule's parts.
Reduction: TypeAlias = Callable[[list[Any]], Any]


class RefusedError(Exception):
    """`word` cannot stand where it stands; `accepts` are the names of the terminals that could."""

    def __init__(self, word: Word, accepts: frozenset[str]) -> None:
        super().__init__(word.text)
        self.word = word
        self.accepts = accepts


class Automaton:
    """The tables of a grammar, with the functions that make nodes by the names of their rules."""

    def __init__(self, tables: Tables, functions: Mapping[str, Callable[..., object]]) -> None:
        self._start = tables.start
        self._rows = tables.rows
        self._rules = [(rule.symbol, rule.length, _reduction(rule, functions)) for rule in tables.rules]

    def tree(self, tokens: Callable[[Accepted], Iterator[Token]], value: Callable[[Token], object]) -> Any:
        """What the first rule makes of `tokens`; `value` makes of a token what it stands for.

        Raises RefusedError, and whatever the functions raise.
        """
        rows, rules = self._rows, self._rules
        states, values = [self._start], list[Any]()
        for token in tokens(lambda: rows[states[-1]]):
            kind = token[0]
            while (action := rows[states[-1]].get(kind)) is not None and action < 0:
                symbol, length, reduction = rules[~action]
                if reduction is None:
                    del states[-1]
                else:
                    first = len(values) - length
                    values[first:] = [reduction(values[first:])]
                    del states[first + 1 :]
                states.append(rows[states[-1]][symbol])
            if action is None:
                raise RefusedError(Word(*token), self._accepted(states))
            states.append(action)
            values.append(value(token))
        return values[0]

    def accepted_after(self, kinds: Iterable[str]) -> frozenset[str]:
        """The terminals that could follow after the terminals `kinds`."""
        states: list[int] | None = [self._start]
        for kind in kinds:
            states = self._after(states, kind) if states else None
        return self._accepted(states) if states else frozenset()

    def _accepted(self, states: list[int]) -> frozenset[str]:
        return frozenset(kind for kind in self._rows[states[-1]] if kind.isupper() and self._after(states, kind))

    def _after(self, states: list[int], kind: str) -> list[int] | None:
        """The states once the terminal `kind` has been read after `states`, or None where it cannot be."""
        states = list(states)
        while (action := self._rows[states[-1]].get(kind)) is not None and action < 0:
            symbol, length, _ = self._rules[~action]
            del states[len(states) - length :]
            states.append(self._rows[states[-1]][symbol])
        return None if action is None else [*states, action]


def _reduction(rule: Rule, functions: Mapping[str, Callable[..., object]]) -> Reduction | None:
    """What makes the value of `rule` of the values of its parts; None where that of its only part is its own."""
    children = _chosen(rule)
    if rule.function is None:
        return children
    if not rule.unwraps:
        function = functions[rule.function]
        return lambda parts: function(*children(parts))
    if rule.length == 1 and rule.children == [0]:
        return None
    several = functions.get(rule.function)
    return lambda parts: own[0] if len(own := children(parts)) == 1 or several is None else several(*own)


def _chosen(rule: Rule) -> Reduction:
    """What takes the children of `rule` from its parts, as a sequence, or as a list for a helper rule."""
    places = [place for place in rule.children if isinstance(place, int)]
    if rule.children == list(range(rule.length)):
        return list
    if rule.children == places and len(places) > 1 and rule.function is not None:
        return itemgetter(*places)
    return partial(_children, rule.children)


def _children(places: Sequence[Child], parts: list[Any]) -> list[Any]:
    """The values at `places` of `parts`. A list that comes first is taken over, so that long lists take no longer."""
    found: list[Any] = []
    for place in places:
        if place is None:
            found.append(None)
        elif isinstance(place, int):
            found.append(parts[place])
        else:
            inner = parts[place[0]]
            found = [*found, *inner] if found else inner
    return found
