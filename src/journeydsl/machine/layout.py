"""How a program, its data and one contact's state lie in arrays: the numbers of the columns.

Whole numbers stand in one table, `Machine.rows`. A row is a journey, a start, a node, an operation, a run and so on;
the constants that begin with its letter say what stands in which column, and rows name each other by their numbers.
The row `HEAD` says where the rows of a kind begin and end; `STATE` holds the contact's single numbers. A condition is
the row of its first operation, and `NONE` stands for no condition, no event, no topic. Flags are three-valued answers
found before the run: two bits each, `UNKNOWN`, true (1) or false (0).

One table, since the time that numba takes grows with the number of arrays that its functions hand to each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]

NONE = -1
UNKNOWN = 2
NEVER = 2**62
DUE = -(2**62)
"""As a run's next wake: a message is due at this very instant."""

HEAD, STATE, FIRST_ROW = range(3)

# the head: where things begin (and end), in `rows`, in `floats` (numbers, stack, found values), in `counts`
(
    H_JOURNEYS, H_JOURNEYS_END, H_STARTS, H_STARTS_END, H_WATCHES, H_WATCHES_END, H_CHANGES, H_CHANGES_END, H_SEGMENTS,
    H_SEGMENTS_END, H_EVENTS, H_KINDS, H_NODES, H_ZONES, H_RUNS, H_GOALS, H_SENDS, H_KEYS, H_FRAMES, H_ROOM,
    H_CHANGED, H_CHANGED_END, H_STACK, H_PARTIALS, H_FOUND, H_STILL, H_MEMBERS, H_DAYS, H_DAYS_EACH, H_FIRST_DAY,
    H_PROJECT_ZONE, H_UNSUBSCRIBED, H_START, H_END,
) = range(34)  # fmt: skip
WIDTH = 34

# the state
(
    NOW, CONTACT, ZONE, FIRST_EVENT, HISTORY_END, EVENTS_END, RUNS_END, GOALS_END, SENDS_END, KEYS_END, DECISIONS,
    LOOK_AT, STALE, FULL, VISITS,
) = range(15)  # fmt: skip

# journeys
(
    J_STARTS, J_STARTS_END, J_STOPS, J_STOPS_END, J_STOPS_WHEN, J_STOPS_WHEN_END, J_ONLY_IF, J_AGAIN, J_AFTER,
    J_GOAL_EVENT, J_GOAL_WHERE, J_GOAL_WITHIN, J_KEY, J_CLOSES, J_PAUSED, J_HOLDOUT,
    J_SHARED_HOLDOUT, J_NODE, J_ENTERED, J_REFUSED, J_GOAL, J_STOPPED, J_TRIGGERED, J_REACHED, J_COUNT, J_LAST,
) = range(26)  # fmt: skip
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
M_TRANSACTIONAL, M_CHANNEL, M_ADDRESS, M_TOPIC, M_OBJECTIONS, M_OBJECTIONS_END, M_LIMITS, M_LIMITS_END = range(8)
# what became of a message, as what is added to its node's first kind; then one for each objection, and those of limits
SENT, HELD_OUT, MISSING_ADDRESS, INVALID_ADDRESS, UNSUBSCRIBED, NOT_SUBSCRIBED, OBJECTED = range(7)
HELD, OVER, EXPIRED, OF_A_LIMIT = range(4)

# limits of messages: caps and quiet hours
L_SORT, L_A, L_B, L_CLASS, L_CHANNEL, L_HOLDS, L_UP_TO = range(7)
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

# segments that a journey starts on, and when time alone changes who is inside
W_CONDITION, W_TAKES, W_INSIDE, W_SEEN = range(4)
C_SORT, C_A, C_B, C_C, C_CURSOR = range(5)
LEAVES, NEW_DAY, COMES_OR_GOES = range(3)

# runs
(
    RUN_JOURNEY, RUN_KEY, RUN_NUMBER, RUN_ENTERED, RUN_TRIGGER, RUN_ENTRY, RUN_HELD_OUT, RUN_NODE, RUN_ARRIVED,
    RUN_WAKE,
) = range(10)  # fmt: skip
RUN_COLUMNS = 10
RUN_UNTIL = RUN_WAKE
"""In the table of goals: until when the goal can be reached."""

# sends that limits count
T_AT, T_CLASS, T_CHANNEL = range(3)

# entries with a key
E_JOURNEY, E_KEY, E_LAST = range(3)

# experiments, whose ends of draws follow
V_NUMBER, V_ENDS, V_ENDS_END = range(3)

# kinds of decisions
K_REASON, K_SENT = range(2)

# contacts (the one after the last has only a first event)
P_EVENTS, P_ZONE, P_SUBJECT = range(3)

# decisions
D_KIND, D_CONTACT, D_NUMBER, D_AT, D_KEY = range(5)
DECISION_COLUMNS = 5


class Machine(NamedTuple):
    """A program, its data, and one contact's state.

    `at`, `name`, `flags` and `properties` are of events, `contacts`, `contact_flags` and `attributes` of contacts; the
    first attributes are those that steps change. `texts` says for each text test which words it finds.
    """

    rows: Ints
    floats: Floats
    decided: Ints
    counts: Ints
    contacts: Ints
    contact_flags: Bits
    attributes: Floats
    at: Ints
    name: NDArray[np.int16]
    flags: Bits
    properties: Floats
    texts: Bits
