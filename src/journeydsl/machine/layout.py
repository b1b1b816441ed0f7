"""How a program, its data and one contact's state lie in arrays: the numbers of the columns.

Whole numbers stand one after the other in `Machine.rows`. A row is a journey, a start, a node, an operation, a run and
so on, and is known by the place where it begins; the constants that begin with its letter say what stands how far from
there, and the last of them how wide such a row is. First of all comes the head (`H_`), which says where rows of a kind
begin and end, and then the contact's single numbers (`NOW` to `VISITS`). A condition is the row of its first operation,
and `NONE` stands for no condition, no event, no topic. Flags are three-valued answers found before the run: two bits
each, `UNKNOWN`, true (1) or false (0).

Everything in one run of numbers, since each array that functions hand to each other costs time in each call.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]


def wide(number: int) -> int:
    """A constant that is handed to functions, of 64 bits: numba compiles a function again for each other one."""
    return cast(int, np.int64(number))


NONE = wide(-1)
"""No condition, no event and so on."""
NO_ENTRY = wide(0)
"""As the number of an entry: a decision about a journey that the contact is not in."""
FIRST_WAY = wide(0)
ZERO = wide(0)
UNKNOWN = 2
NEVER = 2**62

# the head: where things begin (and end), in `rows`, in `floats` (numbers, stack, found values), in `counts`; how much
# the other arrays hold for each contact, event or text
(
    H_JOURNEYS, H_JOURNEYS_END, H_STARTS, H_STARTS_END, H_WATCHES, H_WATCHES_END, H_CHANGES, H_CHANGES_END,
    H_SEGMENTS, H_SEGMENTS_END, H_EVENTS, H_TIMED, H_TIMED_END, H_REMEMBERED, H_REMEMBERED_END, H_LIVE, H_RECONSIDERS,
    H_TOPICS, H_TOPICS_END, H_TOLD, H_TOLD_END, H_CURSORS, H_CURSORS_END, H_CAPACITIES, H_CAPACITIES_END, H_APART,
    H_APART_END, H_ANSWERS, H_STOPS_WHEN, H_PROFILES, H_PROJECT_ZONE, H_SINCE, H_UNTIL, H_NEXT, H_BEYOND,
    H_BEFORE,
    H_DAYS_ZONE, H_KINDS, H_NODES, H_RUNS, H_GOALS, H_SENDS, H_KEYS, H_MADE, H_QUIETS, H_ACTING, H_FRAMES,
    H_ROOM, H_DECIDED, H_CHANGED, H_CHANGED_END, H_STACK, H_PARTIALS, H_FOUND, H_FOUND_END, H_STILL, H_MEMBERS,
    H_DAYS, H_DAYS_EACH, H_FIRST_DAY, H_UNSUBSCRIBED, H_START, H_END, H_CONTACT_FLAGS, H_ATTRIBUTES, H_EVENT_FLAGS,
    H_PROPERTIES, H_WORDS, H_TOPIC, H_MESSAGE, H_TELLS, H_IS_LATE, H_HEAP, H_KEPT, H_CHUNKS, H_FIRST_OF,
    H_KEPT_FLOATS, H_ASIDE, H_ENDED, H_OF_SEGMENT, H_SENT_IN, H_PROFILE, H_TELLS_TRIGGERS,
) = range(13, 96)  # fmt: skip
HEAD_END = H_DAYS_ZONE
"""What stands in the head up to here is another for each version of the program, which has a copy of all
rows; `H_SINCE` is the instant at which it is published, `H_UNTIL` its last one, `H_NEXT` how the next one is
published, `H_BEYOND` where the rows of that are in memory. Where contacts are walked together, `H_BEFORE` says where
those are of the version that they come from."""

# the state: the contact's, then what is of the whole walk
(
    NOW, CONTACT, ZONE, ACCOUNT, BELONGS, FIRST_EVENT, HISTORY_END, EVENTS_END, LATE_NEXT, LATE_END, LOOK_AT,
    STARTS_AT, STEPPED_AT, SEEN, REFRESH_AT, REFRESH_DUE, STALE, LOOK_DUE, UNSETTLED, RESCHEDULE, RUNS_END,
    GOALS_END, SENDS_END, KEYS_END, MADE_END, QUIETS_END, ACTING_END, DECISIONS, FULL, VISITS, BEGUN, WAITING,
    CHUNKS_FREE, FIRST_FREE, CHUNK_AT, CHUNK_PLACE, FIRST_DUE, MOMENT, FIRST_ROW,
) = range(96, 135)  # fmt: skip
STATE_FIRST, STATE_END = NOW, DECISIONS
TABLES, H_TABLES, ENDS = 7, H_RUNS, RUNS_END
"""The tables of a contact, and where the first of them begins and ends."""

# journeys
(
    J_STARTS, J_STARTS_END, J_STOPS, J_STOPS_END, J_STOPS_WHEN, J_STOPS_WHEN_END, J_ONLY_IF, J_AGAIN, J_AFTER,
    J_GOAL_EVENT, J_GOAL_WHERE, J_GOAL_WITHIN, J_KEY, J_CLOSES, J_PAUSED, J_HOLDOUT,
    J_SHARED_HOLDOUT, J_NODE, J_ENTERED, J_REFUSED, J_GOAL, J_STOPPED, J_TRIGGERED, J_REACHED, J_COUNT, J_LAST,
    J_STALE, J_STOP_STALE, J_TOLERATED, J_BEFORE, J_NEXT, J_STAYS, J_WIDTH,
) = range(33)  # fmt: skip
"""`J_BEFORE` is the journey in the version of the program before, `J_NEXT` in the next, `J_STAYS` there for whoever
stays on this version of it."""
ONCE, AFTER, ALWAYS = range(3)
R_CLOSED, R_PAUSED, R_WHERE, R_KEY, R_ACTIVE, R_ENTERED, R_SOON, R_ONLY_IF = range(8)

# starts: `S_IF` is what an event has to meet to be one of this start at all; `S_AT` and what follows is of those that
# the calendar brings
(
    S_JOURNEY, S_EVENT, S_WATCH, S_WHERE, S_IF, S_QUIET, S_SORT, S_AT, S_DAYS, S_DATE, S_IS_DATE, S_SEGMENT, S_STALE,
    S_NEXT, S_WIDTH,
) = range(15)  # fmt: skip
ON_EVENT, EVERY_YEAR, AROUND, EVERY_DAY, ONCE_AT = range(5)

# events: which starts name them, as places that follow each other; what they do by themselves
A_STARTS, A_STARTS_END, A_SORT, A_TOLERATED, A_REMEMBERED, A_FOLLOWED, A_IDLE, A_WIDTH = range(8)
PLAIN, DROPPED, BOUNCED, COMPLAINED, GIVEN, WITHDRAWN, TOLD_OF, ALTERED = range(8)

# a change of what is known of a contact: the numbers that change, the account that it names, which channels reach the
# contact again by it; each number with what it becomes, from now on for so long where it is a time
CH_NUMBERS, CH_NUMBERS_END, CH_ACCOUNT, CH_RENEWED, CH_RENEWED_END, CH_WIDTH = range(6)
CN_SLOT, CN_VALUE, CN_LASTS, CN_WIDTH = range(4)

# a word of the data, and the number that changes with it; of a message also what limits count
U_WORD, U_SLOT, U_MESSAGE, U_WIDTH = range(4)
HARD_BOUNCED, HAS_COMPLAINED = 1.0, 2.0

# stops, and conditions that stop: `X_ORDER` counts the stops of both kinds of one journey; `X_WORDS` is the same for
# all that are named alike, as reasons of refusals are
X_EVENT, X_CONDITION, X_ORDER, X_WORDS, X_WIDTH = range(5)

# nodes; what A to E hold depends on the step
(
    N_STEP, N_A, N_B, N_C, N_D, N_E, N_EDGE, N_KIND, N_LEFT, N_BECAUSE, N_BECAUSE_END, N_STALE, N_ORDER,
    N_WIDTH,
) = range(14)  # fmt: skip
(
    SEND, WAIT, WAIT_UNTIL, WAIT_FOR, CHOOSE, SPLIT, SET, STOP, PASS, WAIT_DATE, WAIT_CONDITION, REPEAT, EMIT, START,
    UNSUBSCRIBE, OFFER, ARRIVAL,
) = range(17)  # fmt: skip
ACTING = NEVER + 1
"""As a run's next wake: others answer to what it does."""
DUE = NEVER + 2
"""As a run's next wake: a message is due at this very instant."""

# ways out of a node; what becomes of how often each `repeat` was come to (see `machine.rounds`)
WAY_TARGET, WAY_AGAIN, WAY_KEEPS, WAY_ADDS, WAY_WIDTH = range(5)

# why a message was not sent, and the way that is taken then
B_REASON, B_WAY, B_WIDTH = range(3)

# rankings that steps set: what changes of the contact, and the word that it becomes
OWN_SLOT, OWN_WORD, OWN_WIDTH = range(3)

# messages: their checks and the objections that are their own; the first kinds of what limits and capacities do to them
(
    M_TRANSACTIONAL, M_CHANNEL, M_CHECKS, M_OBJECTIONS, M_OBJECTIONS_END, M_LIMITED, M_FULL,
    M_EVENT, M_CAPACITIES, M_CAPACITIES_END,
    M_USES, M_USES_END, M_WIDTH,
) = range(13)  # fmt: skip
# what the gate asks of one message or several that is the same for all runs; the moment at which it was asked last, and
# what was in the way then: a kind or `NEVER`, a limit or `NONE`, and until when
(
    CK_TRANSACTIONAL, CK_ADDRESS, CK_TOPIC, CK_OBJECTIONS, CK_OBJECTIONS_END, CK_LIMITS, CK_LIMITS_END,
    CK_ADDRESS_SLOT, CK_BLOCKED_SLOT, CK_TOPIC_SLOT, CK_UNSUBSCRIBED, CK_UNSUBSCRIBED_SLOT, CK_REACHED,
    CK_MOMENT, CK_KIND, CK_LIMIT, CK_UNTIL, CK_WIDTH,
) = range(18)  # fmt: skip
# what became of a message, as what is added to its node's first kind; then one for each objection, and those of limits
(
    SENT, HELD_OUT, MISSING_ADDRESS, INVALID_ADDRESS, BY_BOUNCE, BY_COMPLAINT, UNSUBSCRIBED, NOT_SUBSCRIBED, OBJECTED,
) = range(9)  # fmt: skip
HELD, OVER, EXPIRED, OF_A_LIMIT = range(4)

# limits of messages: caps and quiet hours
L_SORT, L_A, L_B, L_CLASS, L_CHANNEL, L_HOLDS, L_UP_TO, L_ORDER, L_WIDTH = range(9)
CAP, QUIET, QUIET_DAY = range(3)
HOLDS = wide(1)

# what a message says to some: when, the kind that counts it, and whether that is the first of one for each item;
# whether it was said, for whoever looks at it in another light
USE_CONDITION, USE_KIND, USE_OFFERS, USE_SAID, USE_WIDTH = range(5)

# objections to messages, each of the contact or of everybody of its account; whether it stays the same for a run
OB_KIND, OB_CONDITION, OB_ACCOUNT, OB_STAYS, OB_WIDTH = range(5)

# what a channel can send in a period, how far it is used, and that as it was before a step; days as they lie ahead
CAP_PERIOD, CAP_DAYS, CAP_BEGINS, CAP_ENDS, CAP_ROOM, CAP_TAKEN = range(6)
CAP_USE, CAP_WIDTH = 4, 10
DAY_BEGINS, DAY_ENDS, DAY_ROOM, DAY_WIDTH = range(4)

# contacts who wait for their turn: the heap; where they are kept, and who else is of their account
HEAP_AT, HEAP_SINCE, HEAP_CONTACT, HEAP_WIDTH = range(4)
KEPT_FIRST, KEPT_CHUNKS, KEPT_ACCOUNT, KEPT_BEFORE, KEPT_AFTER, KEPT_WIDTH = range(6)
CHUNK = 32

# operations of conditions
O_DO, O_A, O_B, O_C, O_D, O_E, O_F, O_WIDTH = range(8)
(
    END, NUMBER, ATTRIBUTE, CHANGING, PROPERTY, TRIGGER, CONTACT_FLAG, EVENT_FLAG, TRIGGER_FLAG, COMPARE, COMPARE_FOUND,
    ONE_OF, IS_KNOWN, TEXT, TODAY, WITHIN, NOT, AND, OR, IS_TRUE, UNLESS, COUNT, LOOP, NEXT,
    MEMBER, HAS_BEEN_IN, FRESH, OFFERED,
) = range(28)  # fmt: skip
EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST = range(6)
EVER, SINCE_ENTRY, SINCE, LAST = range(4)
HOW_OFTEN, SUM, AVERAGE, LOWEST, HIGHEST, LATEST, DISTINCT = range(7)

# a loop within a loop: the event and the values of the one outside, and how many events were found inside
F_EVENT, F_FOUND, F_OFTEN, F_REAL, F_MADE, F_WIDTH = range(6)

# segments that a journey starts on, and when time alone changes who is inside
W_CONDITION, W_TAKES, W_INSIDE, W_SEEN, W_BEFORE, W_IS_NEW, W_WIDTH = range(7)
C_SORT, C_A, C_B, C_C, C_EVENT, C_CURSOR, C_WIDTH = range(7)
LEAVES, TURNS, COMES_OR_GOES, GROWS_OLD, MEMBERSHIP, LASTS = range(6)

# segments whose past matters (law L20): what they are, what is remembered, and room to look at them in another light
(
    G_CONDITION, G_RHYTHM, G_HOLD, G_FAMILY, G_CHANGES, G_CHANGES_END, G_INSIDE, G_SINCE, G_CHANGED, G_SAID,
    G_CHANGES_AT, G_HELD, G_WAS, G_KEPT, G_KEPT_SINCE, G_KEPT_CHANGED, G_KEPT_SAID, G_FRESH, G_FRESH_SINCE,
    G_FRESH_CHANGED, G_FRESH_SAID, G_DIFFERS, G_BEFORE, G_WIDTH,
) = range(24)  # fmt: skip
G_PAST = 4
"""How many numbers are remembered of a segment, from `G_INSIDE`, `G_KEPT` or `G_FRESH` on."""
LIVE, HOURLY, DAILY, WEEKLY = range(4)

# runs
(
    RUN_JOURNEY, RUN_KEY, RUN_NUMBER, RUN_ASKED, RUN_TRIGGER, RUN_ENTRY, RUN_HELD_OUT, RUN_NODE, RUN_ARRIVED,
    RUN_WAKE, RUN_ENTRY_MADE, RUN_BEGINS, RUN_OFFER, RUN_ROUNDS, RUN_VERSION, RUN_HELD,
    RUN_WIDTH,
) = range(17)  # fmt: skip
"""`RUN_ASKED` is the message of which it is known that no objection that stays the same for the run is raised."""
RUN_UNTIL = RUN_WAKE
"""In the table of goals: until when the goal can be reached."""

IS_PAUSED, IS_RESUMING, HAS_HAPPENED, IS_OVERDUE = 1, 2, 4, 8
"""Of a run that is held: its journey is paused, or its turn after that is to come; what it waits for has happened
meanwhile; its messages are not sent at this instant."""
FAR = 2**61
"""What is added to the next wake of a run while its journey is paused."""

# how the next version is published: when, what becomes of runs at each node, and the journeys by name; what
# becomes of a run, and of how often it has come to each `repeat`
PB_AT, PB_MOVES, PB_FIRST, PB_NAMES, PB_NAMES_END, PB_WIDTH = range(6)
(
    MV_SORT, MV_NODE, MV_JOURNEY, MV_VERSION, MV_LEFT, MV_ENDED, MV_MOVED, MV_GONE, MV_REACHED, MV_KEEPS_ARRIVAL,
    MV_KEEPS_WAKE, MV_KEEPS_NEWS, MV_ROUNDS, MV_ROUNDS_END, MV_PAUSED, MV_OVERDUE, MV_DRAWN, MV_WITHIN, MV_WIDTH,
) = range(19)  # fmt: skip
IS_LOST, ENDS_THERE, STAYS_THERE, MOVES_ON = map(wide, range(4))
SKIP, SEND_ALL, SPREAD = range(3)
RO_UNIT, RO_TIMES, RO_BECOMES, RO_MOST, RO_WIDTH = range(5)

# what happened that is no event of the data in its turn: what steps let happen, and what became known late; `Y_PLACE`
# is the first event in its turn after it
Y_ROW, Y_AT, Y_PLACE, Y_WIDTH = range(4)

# quiet times that run
Q_START, Q_KEY, Q_EVENT, Q_AT, Q_DUE, Q_WIDTH = range(6)

# runs that others answer to
I_JOURNEY, I_KEY, I_NUMBER, I_NODE, I_WIDTH = range(5)

# sends that limits count
T_AT, T_CLASS, T_CHANNEL, T_WIDTH = range(4)

# entries with a key
E_JOURNEY, E_KEY, E_LAST, E_WIDTH = range(4)

# experiments, whose ends of draws follow each other
V_NUMBER, V_ENDS, V_ENDS_END, V_WIDTH = range(4)

# kinds of decisions; `K_DUE` is of those by which a message is sent or trapped
K_REASON, K_SENT, K_SAME, K_DUE, K_WIDTH = range(5)

# zones: since when which offset holds, known by the row that holds when the run begins
Z_SINCE, Z_OFFSET, Z_WIDTH = range(3)

# contacts (the one after the last has only a first event)
P_EVENTS, P_ZONE, P_SUBJECT, P_ACCOUNT, P_BELONGS, P_LATE, P_WIDTH = range(7)

# decisions
D_KIND, D_CONTACT, D_NUMBER, D_AT, D_KEY, D_WIDTH = range(6)
SEGMENTS_A_ROW = 62
"""So many segments has a row a bit for that says which of them a contact is in."""


class Machine(NamedTuple):
    """A program, its data, and one contact's state.

    `at`, `name`, `flags` and `properties` are of events, `contacts`, `contact_flags` and `attributes` of contacts; the
    first attributes are those that change. `texts` says for each text test which words it finds, `known` when each
    event becomes known, where some do so late.
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
    known: Ints
