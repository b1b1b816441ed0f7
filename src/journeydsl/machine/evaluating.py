"""Conditions over arrays: a stack of floats on which 1 is true, 0 is false, and NaN is unknown or missing (law L18)."""

from __future__ import annotations

import numpy as np

from journeydsl.machine.arithmetic import distinct, exact_sum, extreme
from journeydsl.machine.calendar import is_today, is_within
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import (
    AND,
    AT_MOST,
    ATTRIBUTE,
    AVERAGE,
    CHANGING,
    COMPARE,
    COMPARE_FOUND,
    CONTACT,
    CONTACT_FLAG,
    COUNT,
    DISTINCT,
    END,
    EQUAL,
    EVENT_FLAG,
    EVER,
    FIRST_EVENT,
    FULL,
    GREATER,
    H_CHANGED,
    H_FOUND,
    H_FRAMES,
    H_PARTIALS,
    H_STACK,
    HEAD,
    HISTORY_END,
    HOW_OFTEN,
    IS_KNOWN,
    IS_TRUE,
    LAST,
    LATEST,
    LESS,
    LOOP,
    LOWEST,
    NONE,
    NOT,
    NOW,
    NUMBER,
    O_A,
    O_B,
    O_C,
    O_D,
    O_DO,
    ONE_OF,
    OR,
    PROPERTY,
    SINCE,
    STATE,
    SUM,
    TEXT,
    TODAY,
    TRIGGER,
    TRIGGER_FLAG,
    UNEQUAL,
    UNKNOWN,
    UNLESS,
    WITHIN,
    ZONE,
    Bits,
    Machine,
)  # fmt: skip


@inlined
def flag(flags: Bits, row: int, number: int) -> float:
    """A three-valued answer that was found before the run."""
    bits = (flags[row, number >> 2] >> (2 * (number & 3))) & 3
    return np.nan if bits == UNKNOWN else float(bits)


@inlined
def compare(operator: int, left: float, right: float) -> float:
    """Unknown where either side is missing."""
    if np.isnan(left) or np.isnan(right):
        return np.nan
    if operator == EQUAL:
        holds = left == right
    elif operator == UNEQUAL:
        holds = left != right
    elif operator == LESS:
        holds = left < right
    elif operator == AT_MOST:
        holds = left <= right
    elif operator == GREATER:
        holds = left > right
    else:
        holds = left >= right
    return 1.0 if holds else 0.0


@inlined
def both(left: float, right: float) -> float:
    """Kleene `and`."""
    if left == 0.0 or right == 0.0:
        return 0.0
    return left + right - 1.0


@inlined
def either(left: float, right: float) -> float:
    """Kleene `or`."""
    if left == 1.0 or right == 1.0:
        return 1.0
    return left + right


@compiled
def window_start(m: Machine, window: int, argument: int, entry: int) -> int:
    """The first event of the history that a window covers."""
    if window == EVER:
        return m.rows[STATE, FIRST_EVENT]
    if window not in (SINCE, LAST):
        return entry
    earliest = argument if window == SINCE else m.rows[STATE, NOW] - argument + 1
    low, high = m.rows[STATE, FIRST_EVENT], m.rows[STATE, HISTORY_END]
    while low < high:
        middle = (low + high) // 2
        if m.at[middle] < earliest:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def how_often(m: Machine, name: int, first: int, number: int) -> float:
    """How many events of a name there are from `first` on of which a flag (`NONE` for any) is true."""
    found = 0
    for event in range(first, m.rows[STATE, HISTORY_END]):
        if m.name[event] == name and (number == NONE or flag(m.flags, event, number) == 1.0):
            found += 1
    return float(found)


@compiled
def computed(m: Machine, function: int, often: int, base: int, end: int) -> float:
    """What a function gives over the values found, `base` to `end`; NaN where it gives nothing."""
    known = m.floats[m.rows[HEAD, H_FOUND] + base : m.rows[HEAD, H_FOUND] + end]
    partials = m.floats[m.rows[HEAD, H_PARTIALS] : m.rows[HEAD, H_FOUND]]
    if function == HOW_OFTEN:
        return float(often)
    if function == DISTINCT:
        return float(distinct(known))
    if function == SUM:
        return exact_sum(known, partials)
    if len(known) == 0:
        return np.nan
    if function == AVERAGE:
        return exact_sum(known, partials) / len(known)
    if function == LATEST:
        return known[-1]
    return extreme(known, -1.0 if function == LOWEST else 1.0)


@compiled
def evaluate(m: Machine, condition: int, trigger: int, entry: int, event: int) -> float:
    """The truth of a condition now. `trigger` is the event that a run was entered by (or `NONE`) and `entry` where its
    history went on; `event` is the one that a `where` looks at."""
    bottom = m.rows[HEAD, H_STACK]
    stack, top = m.floats, bottom - 1
    frames, frame = m.rows, m.rows[HEAD, H_FRAMES] - 1
    place, found = condition, 0
    while True:
        do, a = m.rows[place, O_DO], m.rows[place, O_A]
        b = m.rows[place, O_B]
        place += 1
        if do == END:
            return stack[bottom]
        if do == EVENT_FLAG:
            top += 1
            stack[top] = flag(m.flags, event, a)
        elif do == CONTACT_FLAG:
            top += 1
            stack[top] = flag(m.contact_flags, m.rows[STATE, CONTACT], a)
        elif do == TRIGGER_FLAG:
            top += 1
            stack[top] = m.floats[b] if trigger == NONE else flag(m.flags, trigger, a)
        elif do == NUMBER:
            top += 1
            stack[top] = m.floats[a]
        elif do == ATTRIBUTE:
            top += 1
            stack[top] = m.attributes[m.rows[STATE, CONTACT], a]
        elif do == CHANGING:
            top += 1
            stack[top] = m.floats[m.rows[HEAD, H_CHANGED] + a]
        elif do == PROPERTY:
            top += 1
            stack[top] = m.properties[event, a]
        elif do == TRIGGER:
            top += 1
            stack[top] = np.nan if trigger == NONE else m.properties[trigger, a]
        elif do == COMPARE:
            top -= 1
            stack[top] = compare(a, stack[top], stack[top + 1])
        elif do == COMPARE_FOUND:
            top -= 1
            nothing = np.isnan(stack[top]) and not np.isnan(stack[top + 1])
            stack[top] = 0.0 if nothing else compare(a, stack[top], stack[top + 1])
        elif do == ONE_OF:
            if not np.isnan(stack[top]):
                is_one = False
                for number in range(a, a + b):
                    is_one = is_one or m.floats[number] == stack[top]
                stack[top] = 1.0 if is_one else 0.0
        elif do == IS_KNOWN:
            stack[top] = 0.0 if np.isnan(stack[top]) else 1.0
        elif do == TEXT:
            if not np.isnan(stack[top]):
                stack[top] = float(m.texts[a, int(stack[top])])
        elif do == TODAY:
            if not np.isnan(stack[top]):
                stack[top] = is_today(m.rows, m.rows[STATE, ZONE], m.rows[STATE, NOW], int(stack[top]), a)
        elif do == WITHIN:
            if not np.isnan(stack[top]):
                stack[top] = is_within(m.rows, m.rows[STATE, ZONE], m.rows[STATE, NOW], int(stack[top]), a, b)
        elif do == NOT:
            stack[top] = 1.0 - stack[top]
        elif do == AND:
            top -= 1
            stack[top] = both(stack[top], stack[top + 1])
        elif do == OR:
            top -= 1
            stack[top] = either(stack[top], stack[top + 1])
        elif do == IS_TRUE:
            stack[top] = 1.0 if stack[top] == 1.0 else 0.0
        elif do == UNLESS:
            if stack[top] == float(a):
                place = b
        elif do == COUNT:
            first = window_start(m, b, m.rows[place - 1, O_C], entry)
            top += 1
            stack[top] = how_often(m, a, first, m.rows[place - 1, O_D])
        elif do == LOOP:
            # over the events of name `a` in a window: each is looked at from here to the NEXT at `O_D`
            frame += 1
            frames[frame, 0] = event
            frames[frame, 1] = found
            frames[frame, 2] = 0
            event = window_start(m, b, m.rows[place - 1, O_C], entry)
            while event < m.rows[STATE, HISTORY_END] and m.name[event] != a:
                event += 1
            if event >= m.rows[STATE, HISTORY_END]:
                place = m.rows[place - 1, O_D]
                top += 1
                stack[top] = 0.0
        else:
            # NEXT: function `a` of property `b`, over what met the condition on the stack; the LOOP is before `O_C`
            inside, name = m.rows[place - 1, O_C], m.rows[m.rows[place - 1, O_C] - 1, O_A]
            if stack[top] == 1.0 and event < m.rows[STATE, HISTORY_END]:
                frames[frame, 2] += 1
                if b != NONE and not np.isnan(m.properties[event, b]):
                    if m.rows[HEAD, H_FOUND] + found < len(m.floats):
                        m.floats[m.rows[HEAD, H_FOUND] + found] = m.properties[event, b]
                        found += 1
                    else:
                        m.rows[STATE, FULL] = 1
            event += 1
            while event < m.rows[STATE, HISTORY_END] and m.name[event] != name:
                event += 1
            if event < m.rows[STATE, HISTORY_END]:
                top -= 1
                place = inside
            else:
                stack[top] = computed(m, a, frames[frame, 2], frames[frame, 1], found)
                event, found = frames[frame, 0], frames[frame, 1]
                frame -= 1
