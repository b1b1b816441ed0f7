"""Decisions that would have been others, had they read segments that are refreshed at intervals live:
`engine.staleness` over arrays (law L20)."""

from __future__ import annotations

from journeydsl.machine.asking import chosen, refusal_of, why_stopped
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import decide
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    G_DIFFERS,
    G_FRESH,
    G_INSIDE,
    G_KEPT,
    G_PAST,
    G_RHYTHM,
    G_WIDTH,
    H_KINDS,
    H_OF_SEGMENT,
    H_REMEMBERED,
    H_REMEMBERED_END,
    HELD_OUT,
    K_SAME,
    K_WIDTH,
    LIVE,
    LOOK_DUE,
    M_USES,
    M_USES_END,
    N_A,
    N_KIND,
    NEVER,
    NO_ENTRY,
    NONE,
    REFRESH_DUE,
    S_SEGMENT,
    SENT,
    USE_CONDITION,
    USE_SAID,
    USE_WIDTH,
    X_WORDS,
    ZERO,
    Machine,
    wide,
)  # fmt: skip
from journeydsl.machine.memory import EVERY, look, look_at_all

TRIGGERED, STOPPED, CHOSEN, SENT_OR_NOT, MEANT = map(wide, range(5))
_FIRST, _AGAIN = map(wide, range(2))
_NOW, _KEPT, _FRESH = map(wide, (G_INSIDE, G_KEPT, G_FRESH))
"""What is asked: whether a start (`row`) and an event start a run, whether a run stops, which way it goes from a node,
what becomes of its message there, and whether a start is for the contact."""


@inlined
def report_if_stale(m: Machine, kind: int, question: int, row: int, run: int, event: int, number: int) -> None:
    """Record, as a decision of a `kind` (`NONE` where nothing that is asked hangs on a refresh), that an answer would
    have been another with a live reading, and after it of which segments: a row for each."""
    if kind != NONE:
        _report(m, kind, question, row, run, event, number)


@compiled
def _report(m: Machine, kind: int, question: int, row: int, run: int, event: int, number: int) -> None:
    if not _find_live_readings(m):
        return
    decided, until = _answer(m, question, row, run, event, _FIRST)
    if not _differs(m, NONE, question, row, run, event, decided, until):
        return
    decide(m, kind, number, NONE)
    named = ZERO
    for place in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if m.rows[place + G_DIFFERS] and _differs(m, place, question, row, run, event, decided, until):
            _name(m, place)
            named += 1
    for place in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if m.rows[place + G_DIFFERS] and named == 0:
            _name(m, place)


@inlined
def _name(m: Machine, segment: int) -> None:
    """Say that a decision is of a segment."""
    decide(m, m.rows[H_OF_SEGMENT], NO_ENTRY, (segment - m.rows[H_REMEMBERED]) // G_WIDTH)


@compiled
def _differs(m: Machine, one: int, question: int, row: int, run: int, event: int, decided: int, until: int) -> bool:
    """Whether the answer is another where one membership (or, `NONE`, each that differs) is read live."""
    _keep(m, _NOW, _KEPT)
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if m.rows[segment + G_DIFFERS] and one in (NONE, segment):
            for number in range(G_PAST):
                m.rows[segment + G_INSIDE + number] = m.rows[segment + G_FRESH + number]
    m.rows[LOOK_DUE] = 1
    other, other_until = _answer(m, question, row, run, event, _AGAIN)
    _keep(m, _KEPT, _NOW)
    m.rows[LOOK_DUE] = 0
    return other != decided or other_until != until


@compiled
def _find_live_readings(m: Machine) -> bool:
    """Find the memberships of refreshed segments that are others than a refresh now would make them; whether there are
    any."""
    look(m)
    _keep(m, _NOW, _KEPT)
    refresh_due = m.rows[REFRESH_DUE]
    look_at_all(m, EVERY)
    _keep(m, _NOW, _FRESH)
    _keep(m, _KEPT, _NOW)
    m.rows[REFRESH_DUE] = refresh_due
    found = False
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        is_another = m.rows[segment + G_RHYTHM] != LIVE and m.rows[segment + G_FRESH] != m.rows[segment + G_INSIDE]
        m.rows[segment + G_DIFFERS] = is_another
        found = found or is_another
    return found


@compiled
def _keep(m: Machine, source: int, target: int) -> None:
    """Copy what is remembered of all segments from one place of theirs to another."""
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        for number in range(G_PAST):
            m.rows[segment + target + number] = m.rows[segment + source + number]


@compiled
def _answer(m: Machine, question: int, row: int, run: int, event: int, time: int) -> tuple[int, int]:
    """The answer to a question, which changes nothing, as two numbers; `time` is whether it is asked for the `_FIRST`
    time or `_AGAIN`."""
    if question == CHOSEN:
        return chosen(m, run, row), NEVER
    if question == MEANT:
        look(m)
        return int(evaluate(m, m.rows[row + S_SEGMENT], NONE, NONE) == 1.0), NEVER
    if question == TRIGGERED:
        refusal = refusal_of(m, row, run, event)
        if refusal != NONE:
            return refusal, NEVER
    stop = why_stopped(m, run)
    said = NONE if stop == NONE else m.rows[stop + X_WORDS]
    if question != SENT_OR_NOT:
        return said, NEVER
    message = m.rows[row + N_A]
    outcome, until = pass_gate(m, run, message)
    if outcome in (SENT, HELD_OUT):
        until = _says_otherwise(m, message, run, time)
    same = m.rows[m.rows[H_KINDS] + (m.rows[row + N_KIND] + outcome) * K_WIDTH + K_SAME]
    return (said + 1) * (1 << 32) + same, until


@compiled
def _says_otherwise(m: Machine, message: int, run: int, time: int) -> int:
    """In how many parts a message says something else to the contact than when it was asked for the first time."""
    otherwise = ZERO
    for use in range(m.rows[message + M_USES], m.rows[message + M_USES_END], USE_WIDTH):
        said = 1 if evaluate(m, m.rows[use + USE_CONDITION], run, NONE) == 1.0 else 0
        if time == _FIRST:
            m.rows[use + USE_SAID] = said
        elif m.rows[use + USE_SAID] != said:
            otherwise += 1
    return otherwise
