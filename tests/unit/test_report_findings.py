"""What a report finds, and in which order: figures made up for the purpose, judged by the rules."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.graph.flow import Flow
from journeydsl.reports.audience import BusyContact, Volume
from journeydsl.reports.effects import Arm, Chain, ChainTable, Comparison, Relevance, Wordings
from journeydsl.reports.figures import (
    Count,
    Figures,
    JourneyFigures,
    Kind,
    MessageFigures,
    RunFacts,
    SegmentFigures,
    StepFigures,
)
from journeydsl.reports.findings import Level, find
from journeydsl.reports.findings.effects import rise
from journeydsl.reports.findings.segments import least_contacts
from journeydsl.reports.forecasting import Layer, Outlook
from journeydsl.reports.power import contacts_needed, smallest_rise

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
    assert found.title == "2 messages are mostly not sent: not subscribed (news)"
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


def volume(busiest_messages: int, most_in_a_week: int = 2) -> Volume:
    busy = BusyContact(contact="ann", provider="gmail", messages=9, most_in_a_week=most_in_a_week, journeys=2)
    return Volume(
        weeks=2,
        in_a_week={0: 1800, 1: 200},
        in_all={0: 800, 1: 200},
        busiest=10,
        busiest_least=1,
        busiest_messages=busiest_messages,
        examples=(busy,),
    )


def test_the_busiest_hundredth_stands_out_with_ten_times_its_share_or_a_message_a_working_day() -> None:
    made = figures(journey())
    assert find(replace(made, volume=volume(19))) == ()
    assert [each.number for each in find(replace(made, volume=volume(20)))] == ["20 of 200 messages"]
    assert [each.link for each in find(replace(made, volume=volume(2, most_in_a_week=6)))] == ["busiest"]


def test_a_segment_is_too_small_where_twice_the_clicks_would_not_be_found() -> None:
    assert least_contacts() == 2 * contacts_needed(0.0364, 0.0728) == 1222
    sizes = {"large": 1222, "small": 1221, "none": 0, "unused": 5}
    made = tuple(
        SegmentFigures(name=name, label=name, contacts=size, used_by=() if name == "unused" else ("journey welcome",))
        for name, size in sizes.items()
    )
    found = find(replace(figures(journey()), segments=made))
    assert [each.title for each in found] == ["Nobody is in none", "Segments too small to personalise for"]
    assert "small (1,221)" in found[1].sentence


def comparison(held_out: int, sent: int, rate: float) -> Comparison:
    arms = tuple(
        Arm(name=name, contacts=contacts, reached=round(rate * contacts))
        for name, contacts in (("held out", held_out), ("sent", sent))
    )
    return Comparison(journey="welcome", name="holdout", declared=0.1, arms=arms)


def test_a_holdout_cannot_tell_where_it_would_miss_a_lift_by_half() -> None:
    made = figures(journey())
    assert find(replace(made, comparisons=(comparison(1000, 9000, 0.1),))) == ()
    (found,) = find(replace(made, comparisons=(comparison(50, 450, 0.1),)))
    assert (found.number, found.level) == ("1 of 1", Level.KNOW)
    assert "holdout of welcome" in found.sentence


def test_the_smallest_rise_goes_by_the_two_smallest_groups() -> None:
    arms = tuple(Arm(name=str(size), contacts=size, reached=size // 10) for size in (5000, 200, 300))
    made = Comparison(journey="welcome", name="test", declared=None, arms=arms)
    assert rise(made) == smallest_rise(200, 300, 0.1)


def test_sends_that_rest_on_nothing_and_fallbacks_that_most_read_stand_out() -> None:
    relevance = (
        Relevance(journey="weekly", message="digest", rests_on="", sent=30, answered=3),
        Relevance(journey="welcome", message="hello", rests_on="starts on signed_up", sent=70, answered=7),
    )
    said = Wordings(message="hello", sent=70, fallbacks={"first_name": 36}, parts={}, offered={})
    found = find(replace(figures(journey()), relevance=relevance, wordings=(said,)))
    assert [(each.title, each.number) for each in found] == [
        ("hello mostly has no first_name", "36 of 70"),
        ("Sends that rest on nothing the contact did or said", "30 of 100"),
    ]


def test_a_weak_layer_of_a_forecast_leads_to_its_line() -> None:
    layer = Layer(name="trust", what="left", share=0.01, published=0.004, source="Brevo", is_weak=True)
    usual = replace(layer, name="attention", is_weak=False)
    outlook = Outlook(seeds=(0,), percentiles=(5, 95), counts={}, rates={}, journeys={}, layers=(layer, usual))
    (found,) = find(replace(figures(journey()), outlook=outlook))
    assert (found.title, found.number, found.link) == ("Weak trust", "1.00% left", "layer-trust")


def chain(by: str, group: str, *, emails: int, inbox: int, complained: int) -> ChainTable:
    row = Chain(
        group=group,
        sent=emails,
        contacts=emails,
        emails=emails,
        delivered=emails,
        bounced=0,
        inbox=inbox,
        opened=0,
        machine_opened=0,
        clicked=0,
        converted=0,
        revenue=None,
        unsubscribed=0,
        complained=complained,
    )
    return ChainTable(by=by, title=by, rows=(row,))


def test_a_provider_that_hides_mail_is_found_where_it_is_not_by_chance() -> None:
    made = figures(journey())
    assert find(replace(made, chain=(chain("provider", "apple", emails=20, inbox=14, complained=0),))) == ()
    (found,) = find(replace(made, chain=(chain("provider", "apple", emails=2000, inbox=1400, complained=0),)))
    assert (found.title, found.number) == ("Much of what goes to apple is not in the inbox", "600 of 2,000")


def test_complaints_are_found_where_they_are_not_by_chance() -> None:
    made = figures(journey())
    assert find(replace(made, chain=(chain("journey", "welcome", emails=1000, inbox=900, complained=2),))) == ()
    (found,) = find(replace(made, chain=(chain("journey", "welcome", emails=10_000, inbox=9000, complained=20),)))
    assert (found.level, found.link) == (Level.BROKEN, "journey-welcome")
