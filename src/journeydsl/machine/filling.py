"""What is known of contacts as numbers: what can change first, then what is read beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from journeydsl.engine.address import is_reachable
from journeydsl.engine.rules import Rules
from journeydsl.machine.beforehand import Freshness, Ranking
from journeydsl.machine.changeable import (
    ACCOUNT_OF,
    ADDRESS_OF,
    ATTRIBUTE_OF,
    TOPIC_OF,
    UNSUBSCRIBED_OF,
    Changing,
    Known,
)
from journeydsl.machine.columns import Columns, EventColumn, Numbers, Texts
from journeydsl.machine.flags import Truths, counting
from journeydsl.machine.layout import Floats
from journeydsl.machine.tabling import Lowering
from journeydsl.machine.vocabulary import Vocabulary
from journeydsl.machine.wholes import as_floats, as_wholes
from journeydsl.model import conditions
from journeydsl.model.conditions import Operand
from journeydsl.model.values import Duration
from journeydsl.model.values import Kind as ValueKind


def column_of(columns: Columns, operand: Operand) -> EventColumn | None:
    """The column of an operand, None where there is none."""
    match operand:
        case conditions.Attribute(name):
            return columns.attributes.get(name)
        case conditions.AccountFact(name):
            return columns.account.get(name)
        case conditions.EventProperty(name) | conditions.TriggerProperty(name):
            return columns.properties.get(name)
        case conditions.Score(name, _, least):
            return counting(columns, name, least)
        case conditions.Constant() | conditions.Offered():
            return None


def attribute_matrix(rules: Rules, vocabulary: Vocabulary, columns: Columns, low: Lowering) -> Floats:
    """What is known of contacts: first what can change, then what is read beside it."""
    matrix = np.full((len(columns.ids), len(low.changing) + len(low.operations.attributes)), np.nan)
    for what, place in low.changing.items():
        matrix[:, place] = _at_first(rules, vocabulary, columns, what)
    for place, read in enumerate(low.operations.attributes, start=len(low.changing)):
        if isinstance(read, Ranking):
            matrix[:, place] = low.rankings[read]
        else:
            matrix[:, place] = _known(vocabulary, columns, read)
    return matrix


def _known(vocabulary: Vocabulary, columns: Columns, what: Known) -> Truths | float:
    """What is known of contacts when the run begins."""
    if isinstance(what, Freshness):
        score = columns.scores.get(what.score)
        return np.nan if score is None else _later(score.made_at, what.fresh_for)
    column = column_of(columns, what)
    return np.nan if column is None else vocabulary.numbers(column, slice(None))


def _later(instants: Numbers, duration: Duration) -> Numbers:
    return np.where(np.isnan(instants), np.nan, as_floats(as_wholes(instants) + duration))


def _at_first(rules: Rules, vocabulary: Vocabulary, columns: Columns, what: Changing) -> Truths | float:
    """What can change of contacts, as it is when the run begins."""
    match what:
        case (_, conditions.Score() | Freshness() as known):
            return _known(vocabulary, columns, known)
        case (kind, name) if kind == ATTRIBUTE_OF:
            return _known(vocabulary, columns, conditions.Attribute(name))
        case (kind, name) if kind == ACCOUNT_OF:
            return _known(vocabulary, columns, conditions.AccountFact(name))
        case (kind, topic) if kind == TOPIC_OF:
            said = columns.subscriptions.get(topic)
            return np.nan if said is None else np.array([0.0, 1.0, np.nan])[said]
        case (kind, _) if kind == UNSUBSCRIBED_OF:
            return columns.unsubscribed.astype(np.float64)
        case (kind, address) if kind == ADDRESS_OF:
            return next(iter(reachable(rules, columns, [address])))
        case _:
            return 0.0


def reachable(rules: Rules, columns: Columns, names: Sequence[str]) -> Iterator[Truths]:
    """Whether each contact's address can be reached; NaN where there is none."""
    for name in names:
        column, kind = columns.attributes.get(name), rules.program.project.attributes[name].type.kind
        if column is None:
            yield np.full(len(columns.ids), np.nan)
        elif isinstance(column, Texts):
            table = np.array([*(float(is_reachable(kind, word)) for word in column.words), np.nan])
            yield table[column.codes]
        else:
            yield _reachable_numbers(column, kind)


def _reachable_numbers(column: NDArray[np.float64], kind: ValueKind) -> Truths:
    """An address that is a number reaches a channel that takes any."""
    is_any = kind not in (ValueKind.EMAIL, ValueKind.PHONE)
    return np.where(np.isnan(column), np.nan, float(is_any))
