"""Which item a contact is offered: `conditions.offering` over arrays (law L24.5)."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.evaluating import following
from journeydsl.machine.layout import (
    CONTACT,
    FIRST_EVENT,
    H_ATTRIBUTES,
    H_CHANGED,
    H_MADE,
    H_PROPERTIES,
    N_A,
    N_B,
    N_BECAUSE,
    N_BECAUSE_END,
    N_C,
    N_D,
    NONE,
    OWN_SLOT,
    OWN_WIDTH,
    OWN_WORD,
    Machine,
)  # fmt: skip


@compiled
def pick(m: Machine, node: int) -> int:
    """The number of the item in its list that the contact is offered at a node now, `NONE` where nothing is left."""
    place = _ranking(m, node)
    while m.rows[place] != NONE and _is_bought(m, node, m.rows[place]):
        place += 1
    return m.rows[place]


@inlined
def _ranking(m: Machine, node: int) -> int:
    """Where the items stand in the order in which the contact can be offered them: as the run found it, unless a step
    has given the contact a ranking."""
    place = int(m.attributes[m.rows[CONTACT] * m.rows[H_ATTRIBUTES] + m.rows[node + N_A]])
    order = m.rows[place]
    for own in range(m.rows[node + N_BECAUSE], m.rows[node + N_BECAUSE_END], OWN_WIDTH):
        place += 1
        if m.floats[m.rows[H_CHANGED] + m.rows[own + OWN_SLOT]] == float(m.rows[own + OWN_WORD]):
            order = m.rows[place]
    return order


@compiled
def _is_bought(m: Machine, node: int, item: int) -> bool:
    words, slot, name = m.rows[node + N_B], m.rows[node + N_C], m.rows[node + N_D]
    event, real, made = following(m, m.rows[FIRST_EVENT], m.rows[H_MADE], name)
    while event != NONE:
        word = m.properties[event * m.rows[H_PROPERTIES] + slot]
        if not np.isnan(word):
            said = words + int(word)
            for place in range(m.rows[said], m.rows[said + 1]):
                if m.rows[place] == item:
                    return True
        event, real, made = following(m, real, made, name)
    return False
