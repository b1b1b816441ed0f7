"""Contacts are walked in slices of whole accounts, on several threads, and nothing hangs on how."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("numba")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import engine, machine
from journeydsl.cli import run
from journeydsl.engine import Rules
from journeydsl.machine.grouping import slices
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision
from journeydsl.model.values import HOUR
from tests.cases.situations import compiled
from tests.machine.both import Population, assert_same, by_contact, by_id, in_slices
from tests.properties.test_together import END, PROMOTION, RECEIPT, START, Row, populations
from tests.runs import decisions

ADDRESS, ALL = {"email": "a@example.com"}, {"promotions": True}
SHOP = """project: shop
timezone: UTC
attributes:
  email: {type: email}
  company: {type: text, optional: true, identifies: account}
events: {signed_up: {}, order_cancelled: {}}
topics: [promotions]
channels: {email: {address: email}}
"""
MOVING = """
journey moving:
  starts on order_placed
  set company to "acme"
  send promo
"""


@cache
def accounts() -> Rules:
    """Some share an account, and nothing else."""
    return engine.prepare(compiled(PROMOTION + RECEIPT))


@cache
def moving() -> Rules:
    """Some come to be of another account."""
    return engine.prepare(compiled(PROMOTION + MOVING))


def on_the_machine(rules: Rules, population: Population, threads: int, slice_size: int) -> list[Decision]:
    return in_slices(rules, population, START, END, threads=threads, slice_size=slice_size)


@given(populations(), st.integers(1, 3), st.integers(1, 5))
def test_neither_threads_nor_slices_change_anything_where_some_share_an_account(
    population: Population, threads: int, slice_size: int
) -> None:
    rows = by_id(population)
    wanted = assert_same(accounts(), rows, START, END)
    decided = on_the_machine(accounts(), rows, threads, slice_size)
    assert by_contact(decided) == by_contact(wanted)
    assert decided == on_the_machine(accounts(), rows, 1, 100)


@given(populations(), st.integers(1, 5))
def test_whoever_may_come_to_be_of_another_account_is_walked_with_everybody(
    population: list[Row], slice_size: int
) -> None:
    rows = by_id(population)
    wanted = assert_same(moving(), rows, START, END)
    assert by_contact(on_the_machine(moving(), rows, 2, slice_size)) == by_contact(wanted)


@given(populations())
def test_whoever_shares_an_account_can_be_put_together(population: list[Row]) -> None:
    rows = by_id(population)
    columns = machine.from_population(accounts().program.project, rows)
    order = machine.in_accounts(machine.bind(accounts(), columns, START, END))
    told = [rows[place][0].attributes.get("company") for place in (range(len(rows)) if order is None else order)]
    known = [company for company in told if company is not None]
    runs = [company for place, company in enumerate(known) if place == 0 or known[place - 1] != company]
    assert len(runs) == len(set(known))


@pytest.mark.parametrize(
    ("leaders", "size", "wanted"),
    [
        ([], 3, []),
        ([0, 1, 2, 3, 4], 2, [(0, 2), (2, 4), (4, 5)]),
        ([0, 0, 0, 3, 4], 2, [(0, 3), (3, 5)]),
        ([0, 1, 0, 3, 1], 1, [(0, 5)]),
        ([0, 1, 2, 1, 4], 1, [(0, 1), (1, 4), (4, 5)]),
    ],
)
def test_no_account_is_cut(leaders: list[int], size: int, wanted: list[tuple[int, int]]) -> None:
    assert [(each.start, each.stop) for each in slices(np.array(leaders, np.int64), size)] == wanted


def test_a_list_in_which_only_some_have_accounts_is_run_alike_on_both_engines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journeydsl.yaml").write_text(SHOP)
    (tmp_path / "hello.journey").write_text(PROMOTION)
    (tmp_path / "plain.html").write_text("<p>Hello {{ unsubscribe_link }}</p>")
    contacts, events = ["contact_id,email,company,subscribed_to_promotions"], ["contact_id,event,at,event_id"]
    for number in range(60):
        company = f"k{number % 7}" if number % 3 else ""
        contacts.append(f"c{number:02},c{number}@example.com,{company},true")
        for day in range(1, 6):
            name = ("signed_up", "order_cancelled")[(number + day) % 5 == 0]
            events.append(f"c{number:02},{name},2026-03-{26 + day}T{number % 24:02}:00:00Z,e{day}")
    for name, rows in (("contacts", contacts), ("events", events)):
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n")
    data = [f"--{name}={tmp_path / name}.csv" for name in ("contacts", "events")]
    for engine_name in ("array", "reference"):
        out = ["--out", str(tmp_path / engine_name), "--engine", engine_name]
        assert run(["simulate", str(tmp_path), *data, "--from", "2026-03-27", "--to", "2026-04-02", *out]) == 0
    told = [sorted(map(str, decisions(tmp_path / name))) for name in ("array", "reference")]
    assert told[0] == told[1]
    assert any("angry" in row for row in told[0])
    summaries = [(tmp_path / name / "summary.json").read_bytes() for name in ("array", "reference")]
    assert summaries[0] == summaries[1]


def test_large_accounts_get_more_room_in_the_midst_of_others() -> None:
    """Hundreds of contacts in few accounts, to each of whom much happens: tables are enlarged while they are in use."""
    names = ("signed_up", "order_placed", "order_cancelled")
    events = [
        Event(id=f"{number:03}", name=names[number % 3], at=START + number * HOUR // 2, properties={})
        for number in range(200)
    ]
    rows = [
        (Contact(id=f"c{number:03}", attributes={"company": f"k{number // 70}", **ADDRESS}, subscriptions=ALL), events)
        for number in range(210)
    ]
    wanted = assert_same(accounts(), rows, START, END)
    assert by_contact(on_the_machine(accounts(), rows, 2, 1)) == by_contact(wanted)
