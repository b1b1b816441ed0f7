"""What is due because time has passed: waits that are over, and sends that were held back (law L4)."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.engine.advancing import arrive, leave_step
from journeydsl.engine.stopping import stop_when
from journeydsl.engine.turn import Turn
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome


def wake(turn: Turn) -> None:
    """End the waits that are over; a send that was held back becomes due again."""
    for enrollment in turn.enrollments():
        if enrollment.wake_at is None or enrollment.wake_at > turn.at or stop_when(turn, enrollment):
            continue
        match turn.node(enrollment).step:
            case steps.Wait() | steps.WaitUntil():
                arrive(turn, enrollment, leave_step(turn, enrollment, Outcome.WAITED))
            case steps.WaitFor():
                arrive(turn, enrollment, leave_step(turn, enrollment, Outcome.TIMED_OUT, 1))
            case steps.Send():
                turn.put(replace(enrollment, wake_at=None))
            case steps.Choose() | steps.Split() | steps.Set() | steps.Stop():
                raise AssertionError("nobody stays at a step that does not wait")
