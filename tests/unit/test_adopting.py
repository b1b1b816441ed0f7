"""Laws L31 and L32: what a new version does to one contact, beyond what the pages of the laws show."""

from __future__ import annotations

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.reasons import Exit
from journeydsl.model.values import DAY, HOUR
from tests.cases.situations import compiled

WAIT = (
    "journey j:\n  starts on signed_up\n  goal order_placed within 30 days\n{line}\n  wait {wait}\n  set vip to true\n"
)


def entered(wait: str = "7 days") -> ContactState:
    """A contact who has entered at the first instant there is."""
    rules = engine.prepare(compiled(WAIT.format(wait=wait, line="  on edit follow")))
    state = engine.begin(rules, Contact(id="ann", attributes={"email": "ann@example.com"}), (), 0)
    return engine.step(rules, state, 0, [Event(id="1", name="signed_up", at=0)]).state


def adopted(state: ContactState, at: int, wait: str, *earlier: str, line: str = "  on edit follow") -> Step:
    programs = [compiled(WAIT.format(wait=each, line="  on edit follow")) for each in earlier]
    rules = engine.prepare(compiled(WAIT.format(wait=wait, line=line)), earlier=programs)
    return adopt(rules, state, at)


def adopt(rules: Rules, state: ContactState, at: int) -> Step:
    """The whole instant at which a version is published."""
    taken = engine.adopt(rules, state, at, before=engine.prepare(compiled(WAIT.format(wait="7 days", line=""))))
    done = engine.step(rules, taken.state, at)
    return done._replace(decisions=(*taken.decisions, *done.decisions))


def outcomes(decisions: tuple[Decision, ...]) -> list[Outcome]:
    return [decision.outcome for decision in decisions]


def test_a_run_whose_version_nobody_knows_leaves_and_its_goal_is_forgotten() -> None:
    step = adopted(entered(), DAY, "5 days")
    (decision,) = step.decisions
    assert (decision.outcome, decision.reason) == (Outcome.FINISHED, Exit.JOURNEY_CHANGED)
    assert (step.state.enrollments, step.state.goals) == ({}, ())


def test_versions_may_be_skipped_and_come_back() -> None:
    skipped = adopted(entered(), DAY, "3 days", "7 days", "5 days")
    assert outcomes(skipped.decisions) == [Outcome.MOVED]
    assert engine.next_wake(skipped.state) == 3 * DAY
    back = adopted(skipped.state, 2 * DAY, "7 days", "7 days", "5 days", "3 days")
    assert engine.next_wake(back.state) == 7 * DAY


def test_a_version_that_is_published_again_moves_nobody() -> None:
    once = adopted(entered(), DAY, "5 days", "7 days")
    again = adopted(once.state, 2 * DAY, "5 days", "7 days", "5 days")
    assert again.decisions == ()
    assert again.state.enrollments == once.state.enrollments


def test_a_paused_run_is_not_waited_for() -> None:
    paused = adopted(entered(), DAY, "7 days", line="  paused")
    assert engine.next_wake(paused.state) is None
    resumed = adopted(paused.state, 2 * DAY, "7 days")
    assert engine.next_wake(resumed.state) == 7 * DAY


def test_a_pause_within_a_pause_changes_nothing() -> None:
    paused = adopted(entered("2 days"), DAY, "2 days", line="  paused")
    again = adopted(paused.state, DAY + HOUR, "2 days", line="  paused\n  overdue send")
    assert again.state.enrollments == paused.state.enrollments


def test_a_turn_that_is_to_come_survives_a_later_version() -> None:
    paused = adopted(entered("2 days"), DAY, "2 days", line="  paused")
    resumed = adopted(paused.state, 3 * DAY, "2 days", line="  overdue spread over 5 days")
    turn_at = engine.next_wake(resumed.state)
    assert turn_at is not None
    assert 3 * DAY < turn_at < 8 * DAY
    later = adopted(resumed.state, 3 * DAY + HOUR, "1 day", "2 days")
    assert outcomes(later.decisions) == [Outcome.MOVED]
    assert engine.next_wake(later.state) == turn_at


def test_what_a_state_without_versions_is_in_is_the_current_one() -> None:
    state = entered()
    runs = {run: enrollment._replace(version="") for run, enrollment in state.enrollments.items()}
    step = adopted(state._replace(enrollments=runs), DAY, "7 days")
    assert step.decisions == ()
    assert engine.next_wake(step.state) == 7 * DAY


EVERYBODY = "segment everybody:\n  when email is known\n\n"


def test_what_a_new_version_starts_by_the_calendar_is_waited_for() -> None:
    rules = engine.prepare(compiled(EVERYBODY + "journey k:\n  starts every day at 09:00 for everybody\n\n  stop\n"))
    step = adopt(rules, entered(), DAY)
    wake = engine.next_wake(step.state)
    assert wake is not None
    assert DAY < wake <= 2 * DAY
    assert Outcome.ENTERED in outcomes(engine.step(rules, step.state, wake).decisions)


def test_what_a_new_version_remembers_is_refreshed() -> None:
    watched = "segment idle:\n  refresh daily\n  when no signed_up in the last 2 days\n\n"
    rules = engine.prepare(compiled(watched + "journey k:\n  starts on entering idle\n\n  stop\n"))
    step = adopt(rules, entered(), DAY)
    wake = engine.next_wake(step.state)
    assert wake is not None
    assert 2 * DAY <= wake <= 3 * DAY
    assert Outcome.ENTERED in outcomes(engine.step(rules, step.state, wake).decisions)
