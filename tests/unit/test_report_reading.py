"""The figures of a run whose every row is written here, so that each can be counted by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from journeydsl.cli.project import program_at
from journeydsl.reports.audience import Collision
from journeydsl.reports.effects import Arm
from journeydsl.reports.figures import Figures, Kind
from journeydsl.reports.findings import find
from journeydsl.reports.page import page
from journeydsl.reports.reading import open_folder, read_figures

PROJECT = """
project: shop
attributes:
  email: {type: email, source: declared}
  country: {type: text, optional: true, source: declared}
events:
  signed_up: {}
  order_placed: {properties: {total: number}}
topics: [news]
channels:
  email: {address: email, throughput: 48 per day}
"""
JOURNEYS = """
segment germans "Germans":
  when country is "DE"

limits:
  at most 1 promotional email in 2 days, else drop

message hello "Hello":
  channel email
  topic news
  subject "Hello"
  template "plain.html"

message offer "Offer":
  channel email
  topic news
  subject "Offer"
  template "plain.html"

message digest "Digest":
  channel email
  topic news
  subject "Digest"
  template "plain.html"

journey welcome "Welcome":
  stage activate
  starts on signed_up
  goal order_placed within 7 days
  holdout 10%

  send hello
  wait 1 day
  choose:
    when in germans: send offer
    otherwise: continue

journey weekly "Weekly":
  starts every monday at 09:00 for germans
  always

  send digest
"""
CONTACTS = [("ann", "gmail", ["germans"]), ("bob", "microsoft", []), ("cyd", "gmail", ["germans"]), ("dan", "none", [])]
MONDAY, TUESDAY, WEDNESDAY = "2026-03-02", "2026-03-03", "2026-03-04"
OVER = ("over_limit", "at most 1 promotional email in 2 days")

Row = tuple[str, str, int, str, str, str, str, str, str]


def row(
    contact: str, step: str, at: str, outcome: str, reason: str = "", detail: str = "", journey: str = "welcome"
) -> Row:
    message = step if outcome in ("sent", "held_out", "not_sent", "held") else ""
    return contact, journey, 1, step, f"{at}:00+00", outcome, reason, detail, message


DECISIONS = [
    row("ann", "", f"{MONDAY} 08:00", "entered"),
    row("ann", "hello", f"{MONDAY} 08:00", "sent"),
    row("ann", "digest", f"{MONDAY} 09:00", "not_sent", *OVER, journey="weekly"),
    row("ann", "wait_1_day", f"{TUESDAY} 08:00", "waited"),
    row("ann", "choose", f"{TUESDAY} 08:00", "chose", "", "in germans"),
    row("ann", "offer", f"{TUESDAY} 08:00", "not_sent", *OVER),
    row("ann", "", f"{WEDNESDAY} 08:00", "reached_goal"),
    row("ann", "completed", f"{TUESDAY} 08:00", "finished", "completed"),
    row("bob", "", f"{MONDAY} 10:00", "entered"),
    row("bob", "hello", f"{MONDAY} 10:00", "sent"),
    row("cyd", "", f"{MONDAY} 07:00", "entered"),
    row("cyd", "hello", f"{MONDAY} 07:00", "held_out"),
    row("cyd", "digest", f"{MONDAY} 09:00", "sent", journey="weekly"),
    row("cyd", "", f"{MONDAY} 06:00", "reached_goal"),
    row("dan", "", f"{MONDAY} 07:00", "refused", "already_entered"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project, its data, and a run of it in `run`."""
    shop, run = tmp_path / "shop", tmp_path / "run"
    shop.mkdir()
    run.mkdir()
    (shop / "journeydsl.yaml").write_text(PROJECT)
    (shop / "all.journey").write_text(JOURNEYS)
    (shop / "plain.html").write_text("<p>Plain.</p>")
    (tmp_path / "contacts.csv").write_text(
        "contact_id,email\n" + "".join(f"{each[0]},{each[0]}@shop.example\n" for each in CONTACTS)
    )
    (tmp_path / "events.csv").write_text(
        "contact_id,event,at,message\n"
        "ann,order_placed,2026-02-25T00:00:00Z,\n"
        "bob,message_opened,2026-01-01T00:00:00Z,hello\n"
        "cyd,order_placed,2025-06-01T00:00:00Z,\n"
        "bob,message_opened,2026-03-02T11:00:00Z,hello\n"
        "bob,message_clicked,2026-03-02T12:00:00Z,hello\n"
        "ann,message_clicked,2026-03-12T12:00:00Z,hello\n"
    )
    write_summary(tmp_path)
    write(run / "decisions.parquet", DECISIONS, "contact journey enrollment step instant outcome reason detail message")
    write(run / "contacts.parquet", CONTACTS, "contact provider segments")
    return tmp_path


def write_summary(folder: Path, **more: Any) -> None:
    summary = {
        "run": {
            "project": str(folder / "shop"),
            "contacts": str(folder / "contacts.csv"),
            "events": str(folder / "events.csv"),
            "seed": 0,
        },
        "fingerprint": "f",
        "from": "2026-03-02T00:00:00Z",
        "to": "2026-03-15T23:59:59.999999Z",
        "contacts": 4,
        "journeys": {"welcome": {"triggered": 4, "contacts": 3, "active": 2}},
        "segments_at_the_end": {"germans": 2},
        **more,
    }
    (folder / "run" / "summary.json").write_text(json.dumps(summary))


def write(path: Path, rows: Sequence[tuple[Any, ...]], names: str) -> None:
    """A table of a run; instants are read from text."""
    kinds = {"enrollment": "integer", "segments": "varchar[]", "amount": "double"}
    kinds |= dict.fromkeys(("instant", "sent"), "timestamptz")
    columns = ", ".join(f"{name} {kinds.get(name, 'varchar')}" for name in names.split())
    with duckdb.connect() as connection:
        connection.execute(f"create table made ({columns})")
        places = ", ".join("?" for _ in names.split())
        connection.executemany(f"insert into made values ({places})", [list(each) for each in rows])
        connection.execute(f"copy made to '{path}' (format parquet)")


def read(folder: Path) -> Figures:
    program = program_at(folder / "shop")
    return read_figures(open_folder(folder / "run"), program, "f", lambda span: f"all.journey:{span.start}")


def test_a_journey_counts_who_came_and_which_way_they_went(folder: Path) -> None:
    weekly, welcome = sorted(read(folder).journeys, key=lambda each: each.name)
    assert (welcome.triggered, welcome.entered, welcome.goals, welcome.active) == (4, 3, 2, 2)
    assert (welcome.sent, welcome.not_sent, welcome.held_out) == (2, 1, 1)
    assert [(each.reason, each.times) for each in welcome.refused] == [("already_entered", 1)]
    assert welcome.flow.gone == {("hello", 0): 3, ("wait_1_day", 0): 1, ("choose", 0): 1, ("offer", 1): 1}
    assert welcome.flow.said["hello"] == "2 sent, 1 held out"
    assert (weekly.entered, weekly.goals, weekly.sent) == (0, None, 1)


def test_a_message_counts_in_all_journeys_and_says_why_it_was_not_sent(folder: Path) -> None:
    messages = {each.name: each for each in read(folder).messages}
    assert (messages["digest"].due, messages["digest"].sent, messages["digest"].times_not_sent) == (2, 1, 1)
    assert [(each.reason, each.detail) for each in messages["offer"].not_sent] == [OVER]


def test_days_are_counted_by_provider_against_what_the_channel_can_send(folder: Path) -> None:
    (email,) = read(folder).channels
    assert len(email.days) == 14
    assert {name: days[:2] for name, days in email.sent.items()} == {"gmail": (2, 0), "microsoft": (1, 0)}
    assert [(each.words, each.days[0]) for each in email.capacities] == [("throughput of email, 48 per day", 48)]


def test_volume_counts_the_contacts_and_weeks_without_a_message_too(folder: Path) -> None:
    volume = read(folder).volume
    assert volume.weeks == 2
    assert volume.in_a_week == {0: 5, 1: 3}
    assert volume.in_all == {0: 1, 1: 3}
    assert (volume.percentile(25), volume.percentile(50)) == (0, 1)
    assert (volume.busiest, volume.busiest_least, volume.busiest_messages) == (1, 1, 1)


def test_journeys_collide_that_write_to_one_contact_within_a_day(folder: Path) -> None:
    more = [*DECISIONS, row("bob", "digest", f"{TUESDAY} 09:59", "sent", journey="weekly")]
    later = [*DECISIONS, row("bob", "digest", f"{TUESDAY} 10:00", "sent", journey="weekly")]
    names = "contact journey enrollment step instant outcome reason detail message"
    write(folder / "run" / "decisions.parquet", more, names)
    assert read(folder).collisions == (Collision(journeys=("weekly", "welcome"), times=1, contacts=1),)
    write(folder / "run" / "decisions.parquet", later, names)
    assert read(folder).collisions == ()


def test_a_limit_says_whom_it_stopped_and_who_had_filled_it(folder: Path) -> None:
    (limit,) = read(folder).limits
    assert (limit.words, limit.stopped, limit.held) == (OVER[1], 2, 0)
    assert limit.stopped_of == {"weekly": 1, "welcome": 1}
    assert limit.filled_by == {"welcome": 2}


def test_only_a_goal_after_the_message_was_due_counts_for_a_holdout(folder: Path) -> None:
    (holdout,) = read(folder).comparisons
    assert holdout.declared == pytest.approx(0.1)
    assert holdout.arms == (Arm(name="held out", contacts=1, reached=0), Arm(name="sent", contacts=2, reached=1))


def test_a_send_is_relevant_that_rests_on_the_contact_and_was_answered(folder: Path) -> None:
    relevance = {each.message: each for each in read(folder).relevance}
    assert (relevance["hello"].sent, relevance["hello"].answered, relevance["hello"].relevant) == (2, 2, 2)
    assert relevance["digest"].rests_on == "starts every monday at 09:00 for germans"
    assert relevance["digest"].relevant == 0


def test_in_a_replay_history_answers_for_the_last_send_within_a_week(folder: Path) -> None:
    figures = read(folder)
    assert figures.run.kind is Kind.REPLAY
    whole = next(table.rows[0] for table in figures.chain if table.by == "all")
    assert (whole.sent, whole.opened, whole.clicked, whole.converted) == (3, 1, 1, 1)
    assert (whole.delivered, whole.revenue, whole.unsubscribed) == (None, None, None)


def test_the_chain_is_told_by_provider_tier_stage_and_segment(folder: Path) -> None:
    chain = {table.by: {row.group: row.sent for row in table.rows} for table in read(folder).chain}
    assert chain["provider"] == {"gmail": 2, "microsoft": 1}
    assert chain["tier"] == {"active": 1, "warm": 1, "cooling": 1}
    assert chain["stage"] == {"activate": 2, "no stage declared": 1}
    assert chain["segment"] == {"germans": 2}


def test_in_a_forecast_the_response_model_answers(folder: Path) -> None:
    sent = f"{MONDAY} 08:00:00+00"
    send = ("ann", "welcome", 1, "hello", "hello", sent, "gmail")
    kinds = ("delivered", "inbox", "opened", "clicked", "converted")
    rows = [(*send, kind, sent, 50.0 if kind == "converted" else None) for kind in kinds]
    rows += [("bob", "welcome", 1, "hello", "hello", f"{MONDAY} 10:00:00+00", "gmail", "hard_bounced", sent, None)]
    rows += [("cyd", "welcome", 1, "hello", "", sent, "gmail", "converted", sent, 70.0)]
    names = "contact journey enrollment step message sent provider kind instant amount"
    write(folder / "run" / "responses.parquet", rows, names)
    interval = {"median": 0.3, "low": 0.2, "high": 0.4}
    layer = {"layer": "trust", "what": "left", "share": 0.1, "published": 0.004, "source": "Brevo", "is_weak": True}
    told = {
        "seeds": [0, 1],
        "percentiles": [5, 95],
        "counts": {"opened": interval},
        "rates": {"opened": interval},
        "journeys": {"welcome": {"goals": interval, "lift": interval}},
        "layers": [layer],
    }
    write_summary(folder, forecast=told)
    figures = read(folder)
    assert (figures.run.kind, figures.run.seeds) == (Kind.FORECAST, (0, 1))
    whole = next(table.rows[0] for table in figures.chain if table.by == "all")
    assert (whole.sent, whole.delivered, whole.bounced, whole.inbox, whole.opened, whole.clicked) == (3, 1, 1, 1, 1, 1)
    assert (whole.converted, whole.revenue) == (1, 50.0)
    assert figures.outlook is not None
    assert figures.outlook.rates["opened"] == (0.3, 0.2, 0.4)
    assert [(each.name, each.is_weak) for each in figures.outlook.layers] == [("trust", True)]
    told_of = page(figures, find(figures), program_at(folder / "shop"))
    for said in ("Forecast", "Against published figures", "Over 2 seeds", "Weak trust", "30.0% <small>20.0% to 40.0%"):
        assert said in told_of


def test_what_a_run_lacks_is_said(folder: Path) -> None:
    (folder / "run" / "contacts.parquet").unlink()
    (folder / "events.csv").unlink()
    figures = read(folder)
    assert {table.by for table in figures.chain} == {"all", "channel", "provider", "stage", "journey"}
    assert [note.split(",")[0] for note in figures.notes] == [
        "The run has no table of its contacts",
        "The run's data files are no longer there",
        "The run did not count what messages said in whose place",
    ]


def test_what_messages_said_is_read_from_the_summary(folder: Path) -> None:
    said = {"hello": {"fallbacks": {"first_name": 2}, "parts": {"hero": {"otherwise": 1}}, "offered": {}}}
    write_summary(folder, wordings=said)
    (hello,) = read(folder).wordings
    assert (hello.message, hello.sent, hello.fallbacks, hello.parts) == (
        "hello",
        2,
        {"first_name": 2},
        {"hero": {"otherwise": 1}},
    )
