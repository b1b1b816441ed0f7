"""`journeydsl generate`: made-up lists fit the project that they are made for, and are the same everywhere."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from journeydsl import data, project
from journeydsl.cli import run
from journeydsl.generating import FileFormat, Made, Order, generate
from journeydsl.model import clock
from journeydsl.model.project import Project
from journeydsl.model.values import DAY
from journeydsl.source import Source

JOURNEYS = Path(__file__).parents[2] / "journeys"
FIRST = 1_767_225_600_000_000  # 2026-01-01
LAST = FIRST + 90 * DAY - 1

OWN_WORDS = """
project: other
timezone: America/New_York
attributes:
  mail:     {type: email, unique: true}
  nickname: {type: text, optional: true}
  code:     {type: text, unique: true}
  country:  {type: text, values: [US, Atlantis]}
  vip:      {type: boolean}
  visits:   {type: integer, optional: true}
  worth:    {type: number}
  since:    {type: date}
  seen_at:  {type: instant, optional: true}
  patience: {type: duration, optional: true}
  site:     {type: url, optional: true}
  tags:     {type: text, many: true, optional: true}
  timezone: {type: text, optional: true}
  firm:     {type: text, identifies: account}
account:
  size: {type: integer}
scores:
  fit: {minimum_confidence: 0.5}
events:
  purchase: {properties: {amount: integer, sku: text, day: date, gift: boolean}}
  called: {}
topics: [news]
"""
COLUMNS = """
data:
  contacts: {id: who, timezone: zone, attributes: {mail: Mail}, subscriptions: {news: wants}, scores: {fit.at: when}}
  events: {contact: who, event: what, at: when, id: number, properties: {amount: Amount}, names: {Sold: purchase}}
"""


def shop() -> Project:
    return loaded((JOURNEYS / "journeydsl.yaml").read_text(encoding="utf-8"))


def loaded(text: str) -> Project:
    found, mistakes = project.load(Source("journeydsl.yaml", text))
    assert found is not None, mistakes
    return found


def made(
    of: Project, folder: Path, contacts: int = 300, seed: int = 1, file_format: FileFormat = FileFormat.CSV
) -> Made:
    *_, last = generate(Order(project=of, contacts=contacts, seed=seed, first=FIRST, last=LAST), folder, file_format)
    assert isinstance(last, Made)
    return last


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "text", [None, OWN_WORDS, OWN_WORDS + COLUMNS], ids=["the shop", "other words", "other columns"]
)
@pytest.mark.parametrize("file_format", FileFormat)
def test_every_row_is_read_and_none_is_doubted(text: str | None, file_format: FileFormat, tmp_path: Path) -> None:
    of = shop() if text is None else loaded(text)
    files = made(of, tmp_path, file_format=file_format)
    with data.read(of, files.contacts, files.events) as population:
        assert (population.contacts.kept, population.contacts.rejected, population.contacts.duplicates) == (300, 0, 0)
        assert (population.events.kept, population.events.rejected) == (files.event_rows, 0)
        assert population.events.duplicates == 0
        doubts = [finding.message for finding in population.findings]
    assert [doubt for doubt in doubts if "cannot be an e-mail" not in doubt] == []


def test_the_same_seed_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    files = made(loaded(OWN_WORDS), tmp_path)
    found = [hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in (files.contacts, files.events)]
    assert found == ["8484d39f03faea4b", "7090844ab0fa5d41"]


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    one, other = (made(shop(), tmp_path / str(seed), seed=seed) for seed in (1, 2))
    assert one.contacts.read_bytes() != other.contacts.read_bytes()
    assert one.events.read_bytes() != other.events.read_bytes()


def test_a_short_list_is_the_beginning_of_a_long_one(tmp_path: Path) -> None:
    short, long = (made(shop(), tmp_path / str(number), contacts=number) for number in (30, 1_100))
    assert long.contacts.read_bytes().startswith(short.contacts.read_bytes())
    assert long.events.read_bytes().startswith(short.events.read_bytes())


def test_zones_are_those_of_the_country(tmp_path: Path) -> None:
    zones: dict[str, set[str]] = {}
    for row in rows(made(shop(), tmp_path, contacts=1_000).contacts):
        zones.setdefault(row["country"], set()).add(row["timezone"])
    assert zones["DE"] == {"Europe/Berlin", ""}
    assert zones["US"] <= {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", ""}
    assert all(clock.is_zone(zone) for of_one in zones.values() for zone in of_one if zone)


def test_whoever_belongs_to_an_account_says_the_same_of_it(tmp_path: Path) -> None:
    facts: dict[str, set[tuple[str, ...]]] = {}
    members: Counter[str] = Counter()
    for row in rows(made(shop(), tmp_path, contacts=2_000).contacts):
        if row["account_id"]:
            told = tuple(row[name] for name in ("company", "account.is_customer", "account.open_tickets"))
            facts.setdefault(row["account_id"], set()).add(told)
            members[row["account_id"]] += 1
    assert all(len(told) == 1 for told in facts.values())
    assert max(members.values()) >= 4
    assert Counter(members.values())[1] > 20


def test_histories_are_funnels(tmp_path: Path) -> None:
    events = rows(made(shop(), tmp_path, contacts=2_000).events)
    counts = Counter(row["event"] for row in events)
    assert counts["product_viewed"] > 2 * counts["cart_updated"] > 2 * counts["order_placed"]
    assert counts["order_placed"] >= counts["order_shipped"] > 10 * counts["order_returned"] > 0
    carts = {(row["contact_id"], row["cart_id"]): row["at"] for row in events if row["event"] == "cart_updated"}
    orders = [row for row in events if row["event"] == "order_placed"]
    assert sum(carts.get((row["contact_id"], row["cart_id"] or f"cart-{row['order_id'][6:]}"), "~") < row["at"]
               for row in orders) > 0.97 * len(orders)  # fmt: skip
    ids = {row["order_id"] for row in orders}
    assert sum(row["order_id"] in ids for row in events if row["event"] == "order_delivered") > 0.9 * len(ids) * 0.9


def test_few_contacts_do_a_great_deal(tmp_path: Path) -> None:
    events = Counter(row["contact_id"] for row in rows(made(shop(), tmp_path, contacts=2_000).events))
    busiest = sorted(events.values(), reverse=True)
    assert sum(busiest[:100]) > 0.2 * sum(busiest)
    assert len(events) < 2_000


def test_everything_that_a_project_declares_happens(tmp_path: Path) -> None:
    happened = {row["event"] for row in rows(made(shop(), tmp_path, contacts=2_000).events)}
    assert set(shop().events) <= happened


def test_the_command_says_what_it_made_and_what_to_do_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "shop"]) == 0
    assert (
        run(["generate", "shop", "--contacts", "50", "--out", "made", "--from", "2026-05-01", "--to", "2026-05-31"])
        == 0
    )
    said = capsys.readouterr().out
    assert "50 contacts" in said
    command = said.rpartition("next:\n\n")[2].replace("\\\n", " ").split()
    assert run([*command[1:], "--strict"]) == 0
    assert "the books balance" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--contacts", "0", "--out", "made"], "x>=1"),
        (["--contacts", "1", "--out", "made", "--from", "2026-02-01", "--to", "2026-01-01"], "is before"),
        (["--contacts", "1", "--out", "shop/journeydsl.yaml"], "cannot be written"),
    ],
)
def test_mistakes_are_said(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "shop"]) == 0
    assert run(["generate", "shop", *words]) == 2
    assert said in capsys.readouterr().err
