"""How a program, its data and one contact's state lie in arrays: the tables' names and the columns' numbers.

A row of a table is one journey, start, node, operation and so on; the constants that begin with the table's name say
what stands in which column. A condition is the number of its first operation, and `NONE` stands for no condition, no
event, no topic. Flags are three-valued answers found before the run: two bits each, `UNKNOWN`, true (1) or false (0).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journeydsl.machine.zones import Zones

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]
Unsigned = NDArray[np.uint64]

NONE = -1
UNKNOWN = 2
NEVER = 2**62
DUE = -(2**62)
"""As a run's next wake: a message is due at this very instant."""

# journeys
(
    J_STARTS, J_STARTS_END, J_STOPS, J_STOPS_END, J_STOPS_WHEN, J_STOPS_WHEN_END, J_ONLY_IF, J_AGAIN, J_AFTER,
    J_GOAL_EVENT, J_GOAL_WHERE, J_GOAL_WITHIN, J_KEY, J_CLOSES, J_PAUSED, J_HOLDOUT,
    J_SHARED_HOLDOUT, J_NODE, J_ENTERED, J_REFUSED, J_GOAL, J_STOPPED, J_TRIGGERED, J_REACHED,
) = range(24)  # fmt: skip
ONCE, AFTER, ALWAYS = range(3)
R_CLOSED, R_PAUSED, R_WHERE, R_KEY, R_ACTIVE, R_ENTERED, R_SOON, R_ONLY_IF = range(8)

# starts
S_JOURNEY, S_EVENT, S_WATCH, S_WHERE = range(4)

# stops, and conditions that stop: `X_ORDER` counts the stops of both kinds of one journey
X_EVENT, X_CONDITION, X_ORDER = range(3)

# nodes; what A and B hold depends on the step
N_STEP, N_A, N_B, N_C, N_EDGE, N_KIND, N_LEFT, N_BECAUSE, N_BECAUSE_END = range(9)
SEND, WAIT, WAIT_UNTIL, WAIT_FOR, CHOOSE, SPLIT, SET, STOP = range(8)

# messages
M_TRANSACTIONAL, M_ADDRESS, M_TOPIC, M_OBJECTIONS, M_OBJECTIONS_END, M_LIMITS, M_LIMITS_END = range(7)
# what became of a message, as what is added to its node's first kind; then one for each objection, and those of limits
SENT, HELD_OUT, MISSING_ADDRESS, INVALID_ADDRESS, UNSUBSCRIBED, NOT_SUBSCRIBED, OBJECTED = range(7)
HELD, OVER, EXPIRED, OF_A_LIMIT = range(4)

# limits of messages: caps and quiet hours
L_SORT, L_A, L_B, L_C, L_HOLDS, L_UP_TO = range(6)
CAP, QUIET, QUIET_DAY = range(3)

# operations of conditions
O_DO, O_A, O_B, O_C, O_D = range(5)
(
    END, NUMBER, ATTRIBUTE, CHANGING, PROPERTY, TRIGGER, CONTACT_FLAG, EVENT_FLAG, TRIGGER_FLAG, COMPARE, COMPARE_FOUND,
    ONE_OF, IS_KNOWN, TEXT, TODAY, WITHIN, NOT, AND, OR, IS_TRUE, UNLESS, COUNT, LOOP, NEXT,
) = range(24)  # fmt: skip
EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST = range(6)
EVER, SINCE_ENTRY, SINCE, LAST = range(4)
HOW_OFTEN, SUM, AVERAGE, LOWEST, HIGHEST, LATEST, DISTINCT = range(7)

# when time alone changes who is in a watched segment
C_SORT, C_A, C_B, C_C = range(4)
LEAVES, NEW_DAY, COMES_OR_GOES = range(3)

# runs
(
    RUN_JOURNEY, RUN_KEY, RUN_NUMBER, RUN_ENTERED, RUN_TRIGGER, RUN_ENTRY, RUN_HELD_OUT, RUN_NODE, RUN_ARRIVED, RUN_WAKE,
) = range(10)  # fmt: skip
RUN_UNTIL = RUN_WAKE
"""In the table of goals: until when the goal can be reached."""

# decisions
D_KIND, D_CONTACT, D_NUMBER, D_AT, D_KEY = range(5)

# the state's single numbers
(
    NOW, CONTACT, ZONE, FIRST_EVENT, HISTORY_END, EVENTS_END, RUNS, GOALS, SENDS, KEYS, DECISIONS, LOOK_AT, STALE, FULL, VISITS,
) = range(15)  # fmt: skip
SINGLES = 15


class Tables(NamedTuple):
    """A program. `kinds` of decisions are numbered; `kind_reason` says which reason stands in each, and `kind_sent`
    numbers those that are sends."""

    journeys: Ints
    starts: Ints
    starts_of: Ints
    stops: Ints
    stops_when: Ints
    nodes: Ints
    edges: Ints
    arms: Ints
    because: Ints
    messages: Ints
    objections: Ints
    limits: Ints
    counted: Bits
    watches: Ints
    changes: Ints
    segments: Ints
    operations: Ints
    numbers: Floats
    texts: Bits
    experiments: Unsigned
    draws: Ints
    draw_ends: Unsigned
    kind_reason: Ints
    kind_sent: Ints


class Data(NamedTuple):
    """Contacts and their events: those of contact c are at `offsets[c]` up to `offsets[c + 1]`."""

    offsets: Ints
    at: Ints
    name: NDArray[np.int16]
    flags: Bits
    properties: Floats
    contact_flags: Bits
    attributes: Floats
    changing: Floats
    zone: NDArray[np.int32]
    unsubscribed: Bits
    subject: Unsigned
    zones: Zones
    start: int
    end: int


class Work(NamedTuple):
    """One contact's state while it is stepped, and what has been counted of those before."""

    single: Ints
    runs: Ints
    goals: Ints
    sends: Ints
    keys: Ints
    entries: Ints
    decisions: Ints
    inside: Bits
    seen: Bits
    cursor: Ints
    changed: Floats
    stack: Floats
    frames: Ints
    found: Floats
    partials: Floats
    counts: Ints
    still: Ints
    members: Ints
    days: Ints
