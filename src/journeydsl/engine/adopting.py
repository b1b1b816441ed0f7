"""What happens to a contact when a new version of the program is published (laws L31 and L32)."""

from __future__ import annotations

from collections.abc import Iterable

from journeydsl.engine.advancing import finish, leave
from journeydsl.engine.chance import place
from journeydsl.engine.memberships import recall
from journeydsl.engine.publishing import Version
from journeydsl.engine.rules import Rules
from journeydsl.engine.state import ContactState, Enrollment, QuietStart
from journeydsl.engine.turn import Turn
from journeydsl.engine.waiting import look
from journeydsl.engine.watching import inside, taking_existing_members
from journeydsl.graph.behind import passed
from journeydsl.model import steps
from journeydsl.model.decisions import Outcome
from journeydsl.model.journeys import OnEdit, OnEvent, SendOverdue, SkipOverdue, SpreadOverdue
from journeydsl.model.reasons import Exit, NotSent
from journeydsl.model.values import Instant


def take_over(rules: Rules, state: ContactState, at: Instant) -> Turn:
    """Put the runs of a contact where the current versions of their journeys have them, hold those whose journey is
    paused, and let those go on whose journey is so no more. What is due now is left to be done."""
    turn = Turn(rules, at, _looking(rules, state, at))
    for run in sorted(turn.state.enrollments):
        _take_over(turn, turn.state.enrollments[run])
    return turn


def caught_up(state: ContactState) -> ContactState:
    """The state once everything has been done that was due: what runs come to from now on is not overdue."""
    if not any(enrollment.overdue for enrollment in state.enrollments.values()):
        return state
    enrollments = {run: enrollment._replace(overdue=False) for run, enrollment in state.enrollments.items()}
    return state._replace(enrollments=enrollments)


def _take_over(turn: Turn, enrollment: Enrollment) -> None:
    journey = turn.rules.journeys.get(enrollment.journey)
    before = turn.rules.versions.get((enrollment.journey, enrollment.version))
    if before is None:
        leave(turn, enrollment, Exit.JOURNEY_CHANGED, "", step="")
        return
    is_old = enrollment.version not in ("", turn.rules.current.get(enrollment.journey))
    follows = is_old and journey is not None and journey.on_edit is OnEdit.FOLLOW
    if journey is None or (follows and enrollment.node not in before.successors):
        finish(turn, enrollment, Exit.JOURNEY_CHANGED)
        return
    if follows:
        enrollment = _moved(turn, enrollment, before)
    if journey.paused:
        enrollment = enrollment._replace(paused=True)
    elif enrollment.paused:
        enrollment = _resumed(turn, enrollment._replace(paused=False))
    turn.put(enrollment)


def _moved(turn: Turn, enrollment: Enrollment, before: Version) -> Enrollment:
    """The run at the step that its step has become. A wait is looked at now, by when the contact came to it; at a step
    of another sort the contact arrives now."""
    name = enrollment.journey
    now, node = turn.rules.versions[name, ""], before.successors[enrollment.node]
    old, new = before.chart.nodes[enrollment.node].step, now.chart.nodes[node].step
    turn.decide(enrollment, Outcome.MOVED, step=old.id, detail=new.id if new.id != old.id else "")
    stays = any(isinstance(old, kind) and isinstance(new, kind) for kind in (steps.Waiting, steps.Send))
    if isinstance(old, steps.Send) and not stays:
        gone = NotSent.STOPPED_WHILE_HELD
        turn.decide(enrollment, Outcome.NOT_SENT, step=old.id, reason=gone, detail=new.id, message=old.message)
    if isinstance(new, steps.Send) and not stays:
        turn.reached.append(name)
    becomes = before.successors
    still_behind = frozenset(becomes[each] for each in enrollment.behind if each in becomes)
    wake_at = enrollment.wake_at if stays and isinstance(new, steps.Send) else turn.at
    return enrollment._replace(
        version=turn.rules.current[name],
        node=node,
        rounds={becomes[each]: times for each, times in enrollment.rounds.items() if each in becomes},
        behind=still_behind | passed(before.chart, now.chart, becomes, enrollment.node),
        arrived_at=enrollment.arrived_at if stays else turn.at,
        wake_at=wake_at if enrollment.resumes_at is None else enrollment.resumes_at,
        happened=enrollment.happened and isinstance(new, steps.WaitFor),
    )


def _resumed(turn: Turn, enrollment: Enrollment) -> Enrollment:
    """The run with what fell due while it was held, as the journey says; it goes on waiting where nothing did."""
    step, journey = turn.node(enrollment).step, turn.rules.journeys[enrollment.journey]
    until = look(turn, enrollment, step) if isinstance(step, steps.Waiting) else enrollment.wake_at
    if isinstance(until, int) and until > turn.at:
        return enrollment._replace(wake_at=until)
    match journey.overdue:
        case SkipOverdue():
            return enrollment._replace(wake_at=turn.at, resumes_at=turn.at, overdue=True)
        case SendOverdue():
            return enrollment._replace(wake_at=turn.at, resumes_at=turn.at)
        case SpreadOverdue(duration):
            subject = turn.rules.subject(turn.state.contact)
            turn_at = turn.at + place(f"overdue of {journey.name}", subject, duration)
            return enrollment._replace(wake_at=turn_at, resumes_at=turn_at)


def _looking(rules: Rules, state: ContactState, at: Instant) -> ContactState:
    """The state with what the new version remembers and looks at. Who is already in a segment that a new start watches
    has not entered it, unless the start takes existing members, too (law L8). What was foreseen was by the old."""
    recalled = recall(rules, state._replace(memberships={}), at).memberships
    known = {name: state.memberships.get(name, membership) for name, membership in recalled.items()}
    goals = tuple(watch for watch in state.goals if (watch.entry.journey, watch.entry.version) in rules.versions)
    state = state._replace(memberships=known, quiet_starts=tuple(_quiet(rules, state)), goals=goals)
    already = (inside(Turn(rules, at, state)) & rules.new_watches) - taking_existing_members(rules)
    now_inside = (state.inside & frozenset(rules.watches)) | already
    return state._replace(inside=now_inside, look_at=at, starts_at=at)


def _quiet(rules: Rules, state: ContactState) -> Iterable[QuietStart]:
    """The quiet times that still run: those whose start is still there, with its length. Where two become one, the
    event that came last counts, as always."""
    kept: dict[tuple[str, int, str], QuietStart] = {}
    for quiet in state.quiet_starts:
        journey = rules.journeys.get(quiet.journey)
        for number, start in enumerate(journey.starts if journey is not None else ()):
            if isinstance(start, OnEvent) and start.event == quiet.event.name and start.quiet_for is not None:
                now = quiet._replace(start=number, due=quiet.event.at + start.quiet_for)
                kept[now.clock] = max(kept.get(now.clock, now), now, key=lambda each: each.event.at)
                break
    return kept.values()
