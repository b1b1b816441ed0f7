"""What is remembered of contacts who wait for their turn, in chunks that follow each other in chains.

Whoever is put away and taken out again is as before, in the midst of a step, too.
"""

from __future__ import annotations

from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import (
    BELONGS,
    CHUNK,
    CHUNK_AT,
    CHUNK_PLACE,
    CHUNKS_FREE,
    ENDS,
    FIRST_EVENT,
    FIRST_FREE,
    G_INSIDE,
    G_PAST,
    G_WIDTH,
    H_CHANGED,
    H_CHANGED_END,
    H_CHUNKS,
    H_CURSORS,
    H_CURSORS_END,
    H_FIRST_OF,
    H_JOURNEYS,
    H_JOURNEYS_END,
    H_KEPT,
    H_KEPT_FLOATS,
    H_REMEMBERED,
    H_REMEMBERED_END,
    H_TABLES,
    H_WATCHES,
    H_WATCHES_END,
    J_COUNT,
    J_LAST,
    J_WIDTH,
    KEPT_ACCOUNT,
    KEPT_AFTER,
    KEPT_BEFORE,
    KEPT_CHUNKS,
    KEPT_FIRST,
    KEPT_WIDTH,
    MOMENT,
    NONE,
    STATE_END,
    STATE_FIRST,
    TABLES,
    W_INSIDE,
    W_WIDTH,
    Machine,
    wide,
)  # fmt: skip

_PUT, _TAKE = wide(0), wide(1)


@compiled
def put_away(m: Machine, contact: int) -> bool:
    """Remember a contact as it is; whether there was room."""
    person = m.rows[H_KEPT] + contact * KEPT_WIDTH
    needed = -(-_size(m) // (CHUNK - 1))
    if needed > m.rows[person + KEPT_CHUNKS] + m.rows[CHUNKS_FREE]:
        return False
    while m.rows[person + KEPT_CHUNKS] < needed:
        chunk = m.rows[FIRST_FREE]
        m.rows[FIRST_FREE] = m.rows[m.rows[H_CHUNKS] + chunk * CHUNK]
        m.rows[m.rows[H_CHUNKS] + chunk * CHUNK] = m.rows[person + KEPT_FIRST]
        m.rows[person + KEPT_FIRST] = chunk
        m.rows[person + KEPT_CHUNKS] += 1
        m.rows[CHUNKS_FREE] -= 1
    m.rows[CHUNK_AT], m.rows[CHUNK_PLACE] = m.rows[person + KEPT_FIRST], 1
    _pass_all(m, _PUT)
    changed, kept = m.rows[H_CHANGED_END] - m.rows[H_CHANGED], m.rows[H_KEPT_FLOATS]
    for number in range(changed):
        m.floats[kept + contact * changed + number] = m.floats[m.rows[H_CHANGED] + number]
    return True


@compiled
def take_out(m: Machine, contact: int) -> None:
    """Make a contact that was put away the one that is looked at."""
    m.rows[MOMENT] += 1
    m.rows[CHUNK_AT], m.rows[CHUNK_PLACE] = m.rows[m.rows[H_KEPT] + contact * KEPT_WIDTH + KEPT_FIRST], 1
    _pass_all(m, _TAKE)
    changed, kept = m.rows[H_CHANGED_END] - m.rows[H_CHANGED], m.rows[H_KEPT_FLOATS]
    for number in range(changed):
        m.floats[m.rows[H_CHANGED] + number] = m.floats[kept + contact * changed + number]
    for place in range(m.rows[H_CURSORS], m.rows[H_CURSORS_END]):
        m.rows[m.rows[place]] = m.rows[FIRST_EVENT]


@compiled
def release(m: Machine, contact: int) -> None:
    """Forget a contact to whom nothing happens any more."""
    person = m.rows[H_KEPT] + contact * KEPT_WIDTH
    while m.rows[person + KEPT_CHUNKS] > 0:
        chunk = m.rows[person + KEPT_FIRST]
        m.rows[person + KEPT_FIRST] = m.rows[m.rows[H_CHUNKS] + chunk * CHUNK]
        m.rows[m.rows[H_CHUNKS] + chunk * CHUNK] = m.rows[FIRST_FREE]
        m.rows[FIRST_FREE] = chunk
        m.rows[person + KEPT_CHUNKS] -= 1
        m.rows[CHUNKS_FREE] += 1


@compiled
def enrol(m: Machine, contact: int) -> None:
    """Let a contact be one of its account, which may be another than before."""
    person, account = m.rows[H_KEPT] + contact * KEPT_WIDTH, m.rows[BELONGS]
    before = m.rows[person + KEPT_ACCOUNT]
    if before == account:
        return
    last, following = m.rows[person + KEPT_BEFORE], m.rows[person + KEPT_AFTER]
    if before != NONE:
        if last == NONE:
            m.rows[m.rows[H_FIRST_OF] + before] = following
        else:
            m.rows[m.rows[H_KEPT] + last * KEPT_WIDTH + KEPT_AFTER] = following
        if following != NONE:
            m.rows[m.rows[H_KEPT] + following * KEPT_WIDTH + KEPT_BEFORE] = last
    m.rows[person + KEPT_ACCOUNT], m.rows[person + KEPT_BEFORE], m.rows[person + KEPT_AFTER] = account, NONE, NONE
    if account != NONE:
        first = m.rows[m.rows[H_FIRST_OF] + account]
        m.rows[person + KEPT_AFTER] = first
        if first != NONE:
            m.rows[m.rows[H_KEPT] + first * KEPT_WIDTH + KEPT_BEFORE] = contact
        m.rows[m.rows[H_FIRST_OF] + account] = contact


@compiled
def _size(m: Machine) -> int:
    """How many numbers there are to remember."""
    size = STATE_END - STATE_FIRST
    size += (m.rows[H_JOURNEYS_END] - m.rows[H_JOURNEYS]) // J_WIDTH * 2
    size += (m.rows[H_WATCHES_END] - m.rows[H_WATCHES]) // W_WIDTH
    size += (m.rows[H_REMEMBERED_END] - m.rows[H_REMEMBERED]) // G_WIDTH * G_PAST
    for table in range(TABLES):
        size += m.rows[ENDS + table] - m.rows[H_TABLES + table]
    return size


@compiled
def _pass_all(m: Machine, way: int) -> None:
    """Go through everything that is remembered of the contact, and put or take each number; where tables end is kept
    as how full they are, since they may have moved meanwhile."""
    if way == _PUT:
        for table in range(TABLES):
            m.rows[ENDS + table] -= m.rows[H_TABLES + table]
    for place in range(STATE_FIRST, STATE_END):
        _pass(m, place, way)
    for table in range(TABLES):
        m.rows[ENDS + table] += m.rows[H_TABLES + table]
        for place in range(m.rows[H_TABLES + table], m.rows[ENDS + table]):
            _pass(m, place, way)
    for journey in range(m.rows[H_JOURNEYS], m.rows[H_JOURNEYS_END], J_WIDTH):
        _pass(m, journey + J_COUNT, way)
        _pass(m, journey + J_LAST, way)
    for watch in range(m.rows[H_WATCHES], m.rows[H_WATCHES_END], W_WIDTH):
        _pass(m, watch + W_INSIDE, way)
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        for number in range(G_PAST):
            _pass(m, segment + G_INSIDE + number, way)


@inlined
def _pass(m: Machine, place: int, way: int) -> None:
    """Put a number away, or take it out again."""
    if m.rows[CHUNK_PLACE] == CHUNK:
        m.rows[CHUNK_AT], m.rows[CHUNK_PLACE] = m.rows[m.rows[H_CHUNKS] + m.rows[CHUNK_AT] * CHUNK], 1
    kept = m.rows[H_CHUNKS] + m.rows[CHUNK_AT] * CHUNK + m.rows[CHUNK_PLACE]
    m.rows[CHUNK_PLACE] += 1
    if way == _PUT:
        m.rows[kept] = m.rows[place]
    else:
        m.rows[place] = m.rows[kept]
