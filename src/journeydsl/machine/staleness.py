"""Decisions that would have been others, had they read segments that are refreshed at intervals live:
`engine.staleness` over arrays (law L20)."""

from __future__ import annotations

from journeydsl.machine.asking import chosen, refusal_of, why_stopped
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.deciding import decide
from journeydsl.machine.evaluating import evaluate
from journeydsl.machine.gate import pass_gate
from journeydsl.machine.layout import (
    G_FRESH,
    G_INSIDE,
    G_KEPT,
    G_PAST,
    G_RHYTHM,
    G_WIDTH,
    H_KINDS,
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
    NONE,
    ONE,
    REFRESH_DUE,
    S_SEGMENT,
    SENT,
    USE_CONDITION,
    USE_WIDTH,
    X_WORDS,
    Machine,
    wide,
)  # fmt: skip
from journeydsl.machine.memory import EVERY, look, look_at_all

TRIGGERED, STOPPED, CHOSEN, SENT_OR_NOT, MEANT = map(wide, range(5))
_NOW, _KEPT, _FRESH = map(wide, (G_INSIDE, G_KEPT, G_FRESH))
"""What is asked: whether a start (`row`) and an event start a run, whether a run stops, which way it goes from a node,
what becomes of its message there, and whether a start is for the contact."""


@inlined
def report_if_stale(m: Machine, kind: int, question: int, row: int, run: int, event: int, number: int) -> None:
    """Record, as a decision of a `kind` (`NONE` where nothing that is asked hangs on a refresh), that an answer would
    have been another with a live reading, and of which segments: a bit for each."""
    if kind != NONE:
        _report(m, kind, question, row, run, event, number)


@compiled
def _report(m: Machine, kind: int, question: int, row: int, run: int, event: int, number: int) -> None:
    live = _live_readings(m)
    if live == 0:
        return
    decided, until = _answer(m, question, row, run, event)
    if not _differs(m, live, question, row, run, event, decided, until):
        return
    alone, bit = 0, ONE
    while bit <= live:
        if live & bit and _differs(m, bit, question, row, run, event, decided, until):
            alone |= bit
        bit *= 2
    decide(m, kind, number, alone if alone else live)


@compiled
def _differs(m: Machine, live: int, question: int, row: int, run: int, event: int, decided: int, until: int) -> bool:
    """Whether the answer is another where some memberships are read live."""
    _keep(m, _NOW, _KEPT)
    bit = 1
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if live & bit:
            for number in range(G_PAST):
                m.rows[segment + G_INSIDE + number] = m.rows[segment + G_FRESH + number]
        bit *= 2
    m.rows[LOOK_DUE] = 1
    other, other_until = _answer(m, question, row, run, event)
    _keep(m, _KEPT, _NOW)
    m.rows[LOOK_DUE] = 0
    return other != decided or other_until != until


@compiled
def _live_readings(m: Machine) -> int:
    """The memberships of refreshed segments that are others than a refresh now would make them."""
    look(m)
    _keep(m, _NOW, _KEPT)
    refresh_due = m.rows[REFRESH_DUE]
    look_at_all(m, EVERY)
    _keep(m, _NOW, _FRESH)
    _keep(m, _KEPT, _NOW)
    m.rows[REFRESH_DUE] = refresh_due
    found, bit = 0, 1
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        if m.rows[segment + G_RHYTHM] != LIVE and m.rows[segment + G_FRESH] != m.rows[segment + G_INSIDE]:
            found |= bit
        bit *= 2
    return found


@compiled
def _keep(m: Machine, source: int, target: int) -> None:
    """Copy what is remembered of all segments from one place of theirs to another."""
    for segment in range(m.rows[H_REMEMBERED], m.rows[H_REMEMBERED_END], G_WIDTH):
        for number in range(G_PAST):
            m.rows[segment + target + number] = m.rows[segment + source + number]


@compiled
def _answer(m: Machine, question: int, row: int, run: int, event: int) -> tuple[int, int]:
    """The answer to a question, which changes nothing, as two numbers."""
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
        until, bit = 0, 1
        for use in range(m.rows[message + M_USES], m.rows[message + M_USES_END], USE_WIDTH):
            if evaluate(m, m.rows[use + USE_CONDITION], run, NONE) == 1.0:
                until |= bit
            bit *= 2
    same = m.rows[m.rows[H_KINDS] + (m.rows[row + N_KIND] + outcome) * K_WIDTH + K_SAME]
    return (said + 1) * (1 << 32) + same, until
