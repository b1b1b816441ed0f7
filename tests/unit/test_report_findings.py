"""What a report finds, and in which order: figures made up for the purpose, judged by the rules."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.graph.flow import Flow
from journeydsl.reports.figures import Count, Figures, JourneyFigures, Kind, MessageFigures, RunFacts, StepFigures
from journeydsl.reports.findings import Level, find

RUN = RunFacts(
    project="shop",
    path="shop",
    contacts_file="contacts.csv",
    events_file="events.csv",
    first="2026-01-01 00:00",
    last="2026-03-31 23:59",
    timezone="UTC",
    seed=0,
    kind=Kind.REPLAY,
    seeds=(),
    partial=False,
    conserved=True,
    contacts=1000,
    late_events=0,
    fingerprint="f",
    is_same_program=True,
)


def step(message: str, arrived: int) -> StepFigures:
    return StepFigures(
        id=message,
        words=f"send {message}",
        kind="send",
        line="a.journey:1",
        message=message,
        arrived=arrived,
        still_there=0,
        outcomes=(),
        beside=(),
    )


def journey(name: str = "welcome", *steps: StepFigures, triggered: int = 100, entered: int = 100) -> JourneyFigures:
    return JourneyFigures(
        name=name,
        label=name,
        stage="",
        priority=0,
        terms=(),
        triggered=triggered,
        entered=entered,
        contacts=entered,
        active=0,
        refused=(Count(outcome="refused", reason="already_active", times=triggered - entered),),
        finished=(),
        goals=None,
        sent=0,
        held_out=0,
        not_sent=0,
        stale=0,
        steps=steps,
        flow=Flow(entered, {}, {}),
        elsewhere=0,
    )


def message(name: str, sent: int, *not_sent: Count) -> MessageFigures:
    return MessageFigures(
        name=name,
        label=name,
        channel="email",
        message_class="promotional",
        sent=sent,
        held_out=0,
        not_sent=not_sent,
        held=(),
    )


def not_sent(reason: str, detail: str, times: int) -> Count:
    return Count(outcome="not_sent", reason=reason, detail=detail, times=times)


def figures(*journeys: JourneyFigures, messages: tuple[MessageFigures, ...] = (), run: RunFacts = RUN) -> Figures:
    return Figures(run=run, journeys=journeys, messages=messages, channels=(), segments=())


def test_nothing_stands_out_where_nothing_does() -> None:
    assert find(figures(journey("welcome", step("hello", 5)), messages=(message("hello", 100),))) == ()


def test_a_journey_that_nobody_enters_is_broken_and_says_what_refused_most() -> None:
    (found,) = find(figures(journey(triggered=40, entered=0)))
    assert (found.level, found.number, found.link) == (Level.BROKEN, "0 of 40 triggers", "journey-welcome")
    assert found.sentence == "Of 40 triggers, 40 were still inside."


def test_a_send_that_nobody_reaches_leads_to_its_step() -> None:
    (found,) = find(figures(journey("welcome", step("hello", 9), step("offer", 0))))
    assert (found.title, found.link, found.size) == ("Nobody reaches offer", "step-welcome-offer", 0.5)


def test_messages_that_one_cause_stops_most_are_one_finding() -> None:
    unwanted = not_sent("not_subscribed", "news", 80)
    made = (message("one", 20, unwanted), message("two", 10, unwanted), message("three", 100, unwanted))
    (found,) = find(figures(journey(), messages=made))
    assert found.title == "2 messages are mostly not sent"
    assert found.number == "160 of 190"
    assert "the contact has not consented to the topic (news)" in found.sentence


def test_a_share_of_a_handful_says_nothing() -> None:
    assert find(figures(journey(), messages=(message("one", 1, not_sent("unsubscribed", "", 18)),))) == ()


def test_a_limit_that_stops_much_is_named() -> None:
    stopped = not_sent("over_limit", "at most 1 email in 1 day", 6)
    (found,) = find(figures(journey(), messages=(message("one", 94, stopped),)))
    assert found.title == "A limit stops much: at most 1 email in 1 day"
    assert found.number == "6 of 100 messages"


def test_what_forbids_to_trust_the_run_comes_first_then_what_is_broken_then_by_size() -> None:
    changed = replace(RUN, is_same_program=False)
    steps = (step("hello", 0), step("offer", 9))
    found = find(figures(journey("b", *steps), journey("a", triggered=0, entered=0), run=changed))
    assert [each.level for each in found] == [Level.UNTRUSTED, Level.BROKEN, Level.LOOK]
