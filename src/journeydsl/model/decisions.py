"""One row per decision: what a run says about each contact, whoever ran it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from journeydsl.model.values import Instant


class Outcome(StrEnum):
    """What was decided. Each arrival at a step ends in exactly one decision about it; `HELD`, `MOVED` and
    `STALE` may stand beside it."""

    ENTERED = "entered"
    REFUSED = "refused"
    REACHED_GOAL = "reached_goal"
    FINISHED = "finished"
    SENT = "sent"
    HELD_OUT = "held_out"
    NOT_SENT = "not_sent"
    HELD = "held"
    WAITED = "waited"
    HAPPENED = "happened"
    TIMED_OUT = "timed_out"
    INTERRUPTED = "interrupted"
    CHOSE = "chose"
    ASSIGNED = "assigned"
    CHANGED = "changed"
    MISSING = "missing"
    REPEATED = "repeated"
    EMITTED = "emitted"
    CALLED = "called"
    STARTED = "started"
    ADDED = "added"
    REMOVED = "removed"
    UNSUBSCRIBED = "unsubscribed"
    OFFERED = "offered"
    NOTHING_LEFT = "nothing_left"
    MOVED = "moved"
    STALE = "stale"


class Decision(NamedTuple):
    """One decision about one contact.

    `enrollment` counts the contact's entries into the journey from 1 and is 0 for a refused trigger; `step` is empty
    for decisions about the journey as a whole. `reason` is one of `journeydsl.model.reasons` or empty; `detail` is the
    name that it is about (a suppression, a field, a branch, a variant, a run's key, the author's reason for a stop).
    """

    contact: str
    journey: str
    enrollment: int
    step: str
    at: Instant
    outcome: Outcome
    reason: str = ""
    detail: str = ""
    message: str = ""
