"""Conditions over arrays: a stack of floats on which 1 is true, 0 is false, and NaN is unknown or missing (law L18)."""

from __future__ import annotations

import numpy as np

from journeydsl.machine import layout
from journeydsl.machine.arithmetic import distinct, exact_sum, extreme
from journeydsl.machine.calendar import is_today, is_within
from journeydsl.machine.compiled import compiled, inlined
from journeydsl.machine.layout import (
    AVERAGE,
    CONTACT,
    DISTINCT,
    EVER,
    F_EVENT,
    F_FOUND,
    F_MADE,
    F_OFTEN,
    F_REAL,
    F_WIDTH,
    FIRST_EVENT,
    FULL,
    G_CHANGED,
    G_INSIDE,
    G_SINCE,
    H_ATTRIBUTES,
    H_CHANGED,
    H_CONTACT_FLAGS,
    H_EVENT_FLAGS,
    H_FOUND,
    H_FOUND_END,
    H_FRAMES,
    H_MADE,
    H_PARTIALS,
    H_PROPERTIES,
    H_STACK,
    H_WORDS,
    HISTORY_END,
    HOW_OFTEN,
    LAST,
    LATEST,
    LOWEST,
    MADE_END,
    NEVER,
    NONE,
    NOW,
    O_A,
    O_B,
    O_C,
    O_D,
    O_DO,
    O_E,
    O_F,
    O_WIDTH,
    RUN_ENTRY,
    RUN_ENTRY_MADE,
    RUN_OFFER,
    RUN_TRIGGER,
    SINCE,
    SINCE_ENTRY,
    SUM,
    UNKNOWN,
    Y_AT,
    Y_PLACE,
    Y_ROW,
    Y_WIDTH,
    ZERO,
    ZONE,
    Machine,
)  # fmt: skip
from journeydsl.machine.logic import both, compare, either
from journeydsl.machine.wholes import as_whole


@inlined
def contact_flag(m: Machine, number: int) -> float:
    """A three-valued answer about the contact that was found before the run."""
    bits = (m.contact_flags[m.rows[CONTACT] * m.rows[H_CONTACT_FLAGS] + (number >> 2)] >> (2 * (number & 3))) & 3
    return np.nan if bits == UNKNOWN else float(bits)


@inlined
def event_flag(m: Machine, event: int, number: int) -> float:
    """A three-valued answer about an event that was found before the run."""
    bits = (m.flags[event * m.rows[H_EVENT_FLAGS] + (number >> 2)] >> (2 * (number & 3))) & 3
    return np.nan if bits == UNKNOWN else float(bits)


@inlined
def window_start(m: Machine, window: int, argument: int, run: int) -> int:
    """The first event of the history that a window covers."""
    if window == EVER:
        return m.rows[FIRST_EVENT]
    if window not in (SINCE, LAST):
        return m.rows[FIRST_EVENT] if run == NONE else m.rows[run + RUN_ENTRY]
    earliest = argument if window == SINCE else m.rows[NOW] - argument + 1
    low, high = m.rows[FIRST_EVENT], m.rows[HISTORY_END]
    while low < high:
        middle = (low + high) // 2
        if m.at[middle] < earliest:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def made_start(m: Machine, window: int, argument: int, run: int) -> int:
    """The first of what was made to happen that a window covers."""
    made = m.rows[H_MADE]
    if made == m.rows[MADE_END] or window == EVER:
        return made
    if window not in (SINCE, LAST):
        return made if run == NONE else made + m.rows[run + RUN_ENTRY_MADE]
    earliest = argument if window == SINCE else m.rows[NOW] - argument + 1
    while made < m.rows[MADE_END] and m.rows[made + Y_AT] < earliest:
        made += Y_WIDTH
    return made


@inlined
def how_often(m: Machine, operation: int, run: int) -> int:
    """How many events a COUNT finds, the latest first; one more than it compares with are as good as any more."""
    name, window, number = m.rows[operation + O_A], m.rows[operation + O_B], m.rows[operation + O_D]
    most, found = m.rows[operation + O_F], 0
    first, earliest = m.rows[FIRST_EVENT], -NEVER
    if window == LAST:
        earliest = m.rows[NOW] - m.rows[operation + O_C] + 1
    elif window == SINCE:
        earliest = m.rows[operation + O_C]
    elif window == SINCE_ENTRY and run != NONE:
        first = m.rows[run + RUN_ENTRY]
    event = m.rows[HISTORY_END] - 1
    while event >= first and m.at[event] >= earliest and found <= most:
        if m.name[event] == name and (number == NONE or event_flag(m, event, number) == 1.0):
            found += 1
        event -= 1
    return found


@compiled
def how_often_made(m: Machine, name: int, first: int, number: int) -> int:
    """As `how_often`, of what was made to happen."""
    found = 0
    for made in range(first, m.rows[MADE_END], Y_WIDTH):
        event = m.rows[made + Y_ROW]
        if m.name[event] == name and (number == NONE or event_flag(m, event, number) == 1.0):
            found += 1
    return found


@compiled
def counted(m: Machine, operation: int, run: int) -> float:
    """The truth of a COUNT."""
    often = how_often(m, operation, run)
    if m.rows[MADE_END] > m.rows[H_MADE]:
        made = made_start(m, m.rows[operation + O_B], m.rows[operation + O_C], run)
        often += how_often_made(m, m.rows[operation + O_A], made, m.rows[operation + O_D])
    return compare(m.rows[operation + O_E], float(often), float(m.rows[operation + O_F]))


@compiled
def following(m: Machine, real: int, made: int, name: int) -> tuple[int, int, int]:
    """The first event of a name (or `NONE`) from event `real` and what was made at `made` on, in the order in which
    everything happened; and where to go on after it."""
    while True:
        if made < m.rows[MADE_END] and m.rows[made + Y_PLACE] <= real:
            event = m.rows[made + Y_ROW]
            made += Y_WIDTH
        elif real < m.rows[HISTORY_END]:
            event = real
            real += 1
        else:
            return NONE, real, made
        if m.name[event] == name:
            return event, real, made


@inlined
def keep(m: Machine, found: int, event: int, column: int) -> int:
    """Keep a property (or none, `NONE`) of an event among the values found, if it is known; how many there are."""
    if column == NONE:
        return found
    value = m.properties[event * m.rows[H_PROPERTIES] + column]
    if np.isnan(value):
        return found
    place = m.rows[H_FOUND] + found
    if place == m.rows[H_FOUND_END]:
        m.rows[FULL] = 1
        return found
    m.floats[place] = value
    return found + 1


@compiled
def has_been_in(m: Machine, segment: int, duration: int) -> float:
    """Whether somebody who is inside has been for so long; unknown where nobody knows for how long."""
    if not m.rows[segment + G_INSIDE] or m.rows[segment + G_SINCE] + duration <= m.rows[NOW]:
        return float(m.rows[segment + G_INSIDE])
    return 0.0 if m.rows[segment + G_CHANGED] else np.nan


@inlined
def is_one_of(m: Machine, value: float, first: int, numbers: int) -> float:
    """Whether a value is one of some numbers; unknown where it is missing."""
    if np.isnan(value):
        return np.nan
    for number in range(first, first + numbers):
        if m.floats[number] == value:
            return 1.0
    return 0.0


@compiled
def computed(m: Machine, function: int, often: int, base: int, end: int) -> float:
    """What a function gives over the values found, `base` to `end`; NaN where it gives nothing."""
    first, last = m.rows[H_FOUND] + base, m.rows[H_FOUND] + end
    if function == HOW_OFTEN:
        return float(often)
    if function == DISTINCT:
        return float(distinct(m.floats, first, last))
    if function == SUM:
        return exact_sum(m.floats, first, last, m.rows[H_PARTIALS])
    if first == last:
        return np.nan
    if function == AVERAGE:
        return exact_sum(m.floats, first, last, m.rows[H_PARTIALS]) / (last - first)
    if function == LATEST:
        return m.floats[last - 1]
    return extreme(m.floats, first, last, -1.0 if function == LOWEST else 1.0)


@compiled
def evaluate(m: Machine, condition: int, run: int, event: int) -> float:  # noqa: C901 a case a kind
    """The truth of a condition now, from inside a run (or `NONE`); `event` is the one that a `where` looks at. The
    value on top is in hand, those below it on the stack."""
    stack, frames = m.floats, m.rows
    frame = m.rows[H_FRAMES] - F_WIDTH
    place, top, found, value = condition, m.rows[H_STACK] - 1, ZERO, np.nan
    zone, now = m.rows[ZONE], m.rows[NOW]
    trigger = NONE if run == NONE else m.rows[run + RUN_TRIGGER]
    while True:
        a, b = m.rows[place + O_A], m.rows[place + O_B]
        operation = place
        place += O_WIDTH
        match m.rows[operation + O_DO]:
            case layout.END:
                return value
            case layout.EVENT_FLAG:
                top += 1
                stack[top] = value
                value = event_flag(m, event, a)
            case layout.CONTACT_FLAG:
                top += 1
                stack[top] = value
                value = contact_flag(m, a)
            case layout.TRIGGER_FLAG:
                top += 1
                stack[top] = value
                value = m.floats[b] if trigger == NONE else event_flag(m, trigger, a)
            case layout.NUMBER:
                top += 1
                stack[top] = value
                value = m.floats[a]
            case layout.ATTRIBUTE:
                top += 1
                stack[top] = value
                value = m.attributes[m.rows[CONTACT] * m.rows[H_ATTRIBUTES] + a]
            case layout.CHANGING:
                top += 1
                stack[top] = value
                value = m.floats[m.rows[H_CHANGED] + a]
            case layout.PROPERTY:
                top += 1
                stack[top] = value
                value = m.properties[event * m.rows[H_PROPERTIES] + a]
            case layout.TRIGGER:
                top += 1
                stack[top] = value
                value = np.nan if trigger == NONE else m.properties[trigger * m.rows[H_PROPERTIES] + a]
            case layout.OFFERED:
                top += 1
                stack[top] = value
                item = NONE if run == NONE else m.rows[run + RUN_OFFER]
                value = np.nan if item == NONE else m.floats[a + item]
            case layout.COMPARE:
                value = compare(a, stack[top], value)
                top -= 1
            case layout.COMPARE_FOUND:
                nothing = np.isnan(stack[top]) and not np.isnan(value)
                value = 0.0 if nothing else compare(a, stack[top], value)
                top -= 1
            case layout.ONE_OF:
                value = is_one_of(m, value, a, b)
            case layout.IS_KNOWN:
                value = 0.0 if np.isnan(value) else 1.0
            case layout.TEXT:
                value = np.nan if np.isnan(value) else float(m.texts[a * m.rows[H_WORDS] + int(value)])
            case layout.TODAY:
                if not np.isnan(value):
                    value = is_today(m.rows, zone, now, as_whole(value), a)
            case layout.WITHIN:
                if not np.isnan(value):
                    value = is_within(m.rows, zone, now, as_whole(value), a, b)
            case layout.NOT:
                value = 1.0 - value
            case layout.AND:
                value = both(stack[top], value)
                top -= 1
            case layout.OR:
                value = either(stack[top], value)
                top -= 1
            case layout.IS_TRUE:
                value = 1.0 if value == 1.0 else 0.0
            case layout.UNLESS:
                place = b if value == float(a) else place
            case layout.COUNT:
                top += 1
                stack[top] = value
                value = counted(m, operation, run)
            case layout.MEMBER:
                top += 1
                stack[top] = value
                value = float(m.rows[a + G_INSIDE])
            case layout.HAS_BEEN_IN:
                top += 1
                stack[top] = value
                value = has_been_in(m, a, b)
            case layout.FRESH:
                # a score, and until when it is fresh
                value = stack[top] if not np.isnan(value) and as_whole(value) >= now else np.nan
                top -= 1
            case layout.LOOP:
                # over the events of name `a` in a window: each is looked at from here to the NEXT at `O_D`
                frame += F_WIDTH
                frames[frame + F_EVENT], frames[frame + F_FOUND], frames[frame + F_OFTEN] = event, found, 0
                argument = m.rows[operation + O_C]
                event, real, made = following(m, window_start(m, b, argument, run), made_start(m, b, argument, run), a)
                frames[frame + F_REAL], frames[frame + F_MADE] = real, made
                if event == NONE:
                    place = m.rows[operation + O_D]
                    top += 1
                    stack[top] = value
                    value = 0.0
            case _:
                # NEXT: function `a` of property `b`, over what met the condition on the stack; the LOOP is before `O_C`
                inside = m.rows[operation + O_C]
                if value == 1.0:
                    frames[frame + F_OFTEN] += 1
                    found = keep(m, found, event, b)
                if event != NONE:
                    event, real, made = following(
                        m, frames[frame + F_REAL], frames[frame + F_MADE], m.rows[inside - O_WIDTH + O_A]
                    )
                    frames[frame + F_REAL], frames[frame + F_MADE] = real, made
                if event != NONE:
                    value = stack[top]
                    top -= 1
                    place = inside
                else:
                    value = computed(m, a, frames[frame + F_OFTEN], frames[frame + F_FOUND], found)
                    event, found = frames[frame + F_EVENT], frames[frame + F_FOUND]
                    frame -= F_WIDTH


@inlined
def truth(m: Machine, condition: int, run: int, event: int) -> float:
    """As `evaluate`, at once where one flag or one count is all there is to it."""
    if m.rows[condition + O_WIDTH + O_DO] == layout.END:
        do, number = m.rows[condition + O_DO], m.rows[condition + O_A]
        if do == layout.EVENT_FLAG:
            return event_flag(m, event, number)
        if do == layout.CONTACT_FLAG:
            return contact_flag(m, number)
        if do == layout.TRIGGER_FLAG and run != NONE and m.rows[run + RUN_TRIGGER] != NONE:
            return event_flag(m, m.rows[run + RUN_TRIGGER], number)
        if do == layout.COUNT:
            return counted(m, condition, run)
    return evaluate(m, condition, run, event)
