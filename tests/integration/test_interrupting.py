"""Ctrl-C on a real terminal: what was done until then is kept and marked, whichever engine runs."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import duckdb
import pytest

from journeydsl.cli import run
from journeydsl.cli.progress import Progress

SHOP = """project: shop
timezone: UTC
attributes:
  email: {type: email}
events:
  signed_up: {}
  cart_updated: {properties: {total: number}}
topics: [news]
channels:
  email: {address: email}
"""
JOURNEY = """message hello:
  channel email
  topic news
  subject "Hello"
  template "hello.txt"

journey hello:
  starts on cart_updated where total > 20
  again after 1 day
  wait 1 hour
  send hello
  wait until 10:00
  send hello
"""
CONTACTS = """copy (select 'c' || lpad(i::varchar, 7, '0') as contact_id, 'c' || i || '@example.com' as email,
  true as subscribed_to_news from range({contacts}) t(i)) to '{folder}/contacts.parquet'"""
EVENTS = """copy (select 'c' || lpad((i % {contacts})::varchar, 7, '0') as contact_id, 'e' || i as event_id,
  'cart_updated' as event, 100.0 as total,
  make_timestamptz(1767225600000000 + (i // {contacts}) * 172800000000) as at from range({contacts} * 8) t(i))
  to '{folder}/events.parquet'"""
DATA = ("--contacts", "contacts.parquet", "--events", "events.parquet", "--from", "2026-01-01", "--to", "2026-02-01")
SIMULATE = (sys.executable, "-m", "journeydsl", "simulate", ".", *DATA, "--out", "run")
SOME_ARE_DONE = re.compile(rb"\s[1-9][0-9]*/[0-9]+ ")


def project(folder: Path, contacts: int) -> None:
    (folder / "journeydsl.yaml").write_text(SHOP)
    (folder / "hello.journey").write_text(JOURNEY)
    (folder / "hello.txt").write_text("Hello")
    with duckdb.connect() as connection:
        for statement in (CONTACTS, EVENTS):
            connection.execute(statement.format(contacts=contacts, folder=folder))


def interrupted(folder: Path, *options: str) -> tuple[int, bytes]:
    """The exit code of a dry run that gets SIGINT once its bar shows that somebody is done, and what it said."""
    ours, theirs = pty.openpty()
    ran = subprocess.Popen([*SIMULATE, *options], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder)
    os.close(theirs)
    said = b""
    while part := _read(ours):
        if not SOME_ARE_DONE.search(said) and SOME_ARE_DONE.search(said + part):
            ran.send_signal(signal.SIGINT)
        said += part
    os.close(ours)
    return ran.wait(), said


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody is at the other end any more
        return b""


@pytest.mark.parametrize(("engine", "contacts"), [("reference", 8_000), ("array", 200_000)])
def test_what_was_done_until_ctrl_c_is_kept_and_marked_partial(tmp_path: Path, engine: str, contacts: int) -> None:
    project(tmp_path, contacts)
    code, said = interrupted(tmp_path, "--engine", engine)
    assert code == 130, said.decode()
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert summary["partial"] is True
    assert summary["conserved"] is True
    assert 0 < summary["contacts"] < contacts
    assert f"partial: stopped after {summary['contacts']:,} of {contacts:,} contacts" in said.decode()
    assert "/s" in said.decode()
    with duckdb.connect() as connection:
        asked = "select count(distinct contact), max(contact), count(*) filter (outcome = 'sent') from read_parquet(?)"
        kept = connection.execute(asked, [str(tmp_path / "run" / "decisions.parquet")]).fetchone()
    last = f"c{summary['contacts'] - 1:07}"
    assert kept == (summary["contacts"], last, summary["messages"]["hello"]["sent"])


@pytest.mark.parametrize(("engine", "contacts"), [("reference", 8_000), ("array", 60_000)])
def test_a_forecast_that_is_stopped_is_kept_and_marked_partial(tmp_path: Path, engine: str, contacts: int) -> None:
    project(tmp_path, contacts)
    (tmp_path / "assumed.yaml").write_text(
        "arrivals:\n  history: none\n  events: {cart_updated: {rate: 5000 per day, properties: {total: 100.0}}}\n"
    )
    code, said = interrupted(tmp_path, "--engine", engine, "--forecast", "assumed.yaml", "--seeds", "2")
    assert code == 130, said.decode()
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert (summary["partial"], summary["conserved"], summary["forecast"]["seeds"]) == (True, True, [0])
    assert 0 < summary["contacts"] < contacts
    assert f"partial: stopped after {summary['contacts']:,} of {2 * contacts:,} contacts" in said.decode()
    counts = summary["forecast"]["counts"]
    with duckdb.connect() as connection:
        asked = "select max(contact), count(*) filter (outcome = 'sent') from read_parquet(?)"
        kept = connection.execute(asked, [str(tmp_path / "run" / "decisions.parquet")]).fetchone()
        asked = "select count(*) filter (kind = 'delivered'), max(contact) from read_parquet(?)"
        answers = connection.execute(asked, [str(tmp_path / "run" / "responses.parquet")]).fetchone()
    last = f"c{summary['contacts'] - 1:07}"
    assert kept is not None
    assert kept[0] <= last
    assert kept[1] == counts["sent"]["median"] == summary["messages"]["hello"]["sent"] > 0
    assert answers is not None
    assert answers[0] == counts["delivered"]["median"]
    assert answers[1] <= last


def test_a_run_that_nobody_stops_is_not_partial(tmp_path: Path) -> None:
    project(tmp_path, 5)
    subprocess.run(SIMULATE, cwd=tmp_path, check=True, capture_output=True)
    assert json.loads((tmp_path / "run" / "summary.json").read_text())["partial"] is False


class StoppedAtOnce(Progress):
    """Somebody presses Ctrl-C as soon as the run begins."""

    def __enter__(self) -> Self:
        super().__enter__()
        signal.raise_signal(signal.SIGINT)
        return self


@pytest.mark.parametrize(("engine", "is_left"), [("reference", True), ("array", False)])
def test_a_forecast_of_all_at_once_that_is_stopped_leaves_them_as_they_stand_or_keeps_nobody_before_it_is_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: str, *, is_left: bool
) -> None:
    project(tmp_path, 50)
    shop = SHOP.replace("{address: email}", "{address: email, throughput: 9 per day}")
    (tmp_path / "journeydsl.yaml").write_text(shop)
    (tmp_path / "assumed.yaml").write_text(
        "arrivals:\n  history: none\n  events: {cart_updated: {rate: 50 per day, properties: {total: 100.0}}}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("journeydsl.cli.dry_run.Progress", StoppedAtOnce)
    code = run([*SIMULATE[3:], "--engine", engine, "--forecast", "assumed.yaml", "--seeds", "2"])
    told = capsys.readouterr()
    assert code == 130, told.err
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert (summary["partial"], summary["conserved"]) == (True, True)
    assert (summary["contacts"], summary["journeys"]["hello"]["triggered"]) == (50 * is_left, int(is_left))
    said = "stopped on the way" if is_left else "stopped after 0 of 100 contacts"
    assert f"partial: {said}" in told.err
    assert (summary["forecast"]["seeds"], "the books balance" in told.out) == ([0], True)
