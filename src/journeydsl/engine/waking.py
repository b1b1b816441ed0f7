"""What is due because time has passed: waits that are over, and sends that were held back (law L4)."""

from __future__ import annotations

from journeydsl.engine.advancing import arrive
from journeydsl.engine.settling import go_on, settle
from journeydsl.engine.state import Enrollment
from journeydsl.engine.stopping import stop_when
from journeydsl.engine.turn import Turn
from journeydsl.engine.waiting import Over, look
from journeydsl.model import steps


def wake(turn: Turn) -> None:
    """End the waits that are over; a send that was held back becomes due again, and a step that a new version has led
    to is gone to. What one of them does is settled before the next has its turn."""
    for enrollment in turn.enrollments():
        if enrollment.wake_at is not None and enrollment.wake_at <= turn.at and not enrollment.paused:
            _wake(turn, enrollment)
            settle(turn)


def _wake(turn: Turn, enrollment: Enrollment) -> None:
    if enrollment.resumes_at is not None:
        enrollment = enrollment._replace(resumes_at=None)
    step = turn.node(enrollment).step
    if isinstance(step, steps.Waiting):
        match look(turn, enrollment, step):
            case Over() as over:
                go_on(turn, enrollment, over)
            case int(until):
                turn.put(enrollment._replace(wake_at=until))
    elif not stop_when(turn, enrollment):
        if isinstance(step, steps.Send):
            turn.put(enrollment._replace(wake_at=None))
        else:
            arrive(turn, enrollment, enrollment.node)
