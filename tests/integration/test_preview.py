"""`journeydsl preview` as an author uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeydsl.cli import run

PROJECT = """
project: shop
attributes:
  email: {type: email}
  first_name: {type: text, optional: true}
  country: {type: text, values: [DE, AT], optional: true}
events:
  cart_updated: {properties: {url: url, total: number}}
topics: [promotions]
channels:
  email: {address: email, sender: "Shop <hello@shop.example>"}
"""
JOURNEYS = """
message reminder:
  channel email
  topic promotions
  subject "{{ first_name }}, your cart"
  template "reminder.html"
  first_name or "there"
  trigger.url or skip

journey cart:
  starts on cart_updated where total >= 20
  wait 1 hour
  send reminder
"""
TEMPLATE = """<html lang="en"><head><title>Cart</title></head><body>
<p>Hello {{ first_name }}, <a href="{{ trigger.url }}">return to your cart</a>.</p>
{% if country %}<p>Free delivery in {{ country }}.</p>{% endif %}
<p><a href="{{ unsubscribe_link }}">Unsubscribe</a></p></body></html>
"""
CONTACTS = """contact_id,email,first_name,country,subscribed_to_promotions
c1,a@a.example,Ann,DE,yes
c2,b@a.example,,AT,yes
c3,c@a.example,None,,yes
c4,d@a.example,Dan,DE,yes
"""
EVENTS = """contact_id,event,at,url,total
c1,cart_updated,2026-01-01T10:00:00Z,https://shop.example/1,80
c1,cart_updated,2026-01-02T10:00:00Z,https://shop.example/2,90
c1,cart_updated,2026-01-03T10:00:00Z,https://shop.example/small,10
c2,cart_updated,2026-01-01T10:00:00Z,/relative,80
c3,cart_updated,2026-01-01T10:00:00Z,,80
"""
DATA = ["--contacts", "contacts.csv", "--events", "events.csv"]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "journeydsl.yaml": PROJECT,
        "shop.journey": JOURNEYS,
        "reminder.html": TEMPLATE,
        "contacts.csv": CONTACTS,
        "events.csv": EVENTS,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_contact_gets_what_its_latest_cart_says(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "reminder", "--contact", "c1", *DATA, "--out", "preview"]) == 0
    said = capsys.readouterr().out
    assert "from the event `cart_updated`" in said
    assert "subject: Ann, your cart" in said
    text = (shop / "preview" / "reminder-c1.txt").read_text()
    assert "Hello Ann, return to your cart (https://shop.example/2)." in text
    assert "Unsubscribe (mailto:hello@shop.example?subject=unsubscribe)" in text
    assert "<p>Free delivery in DE.</p>" in (shop / "preview" / "reminder-c1.html").read_text()


def test_samples_and_fallbacks_are_said(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "reminder", ".", "--sample", "4", *DATA]) == 0
    said = capsys.readouterr().out
    assert "first_name is missing: its fallback is used" in said
    assert "there, your cart" in said
    assert "reminder for c4, with sample values for `trigger`" in said
    assert "https://sample.example/url" in said


def test_a_message_that_would_not_be_sent_is_not_shown(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "reminder", "--contact", "c3", *DATA]) == 0
    said = capsys.readouterr().out
    assert "not sent: `trigger.url` is missing" in said
    assert "Hello" not in said


def test_the_whole_list_is_looked_at(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "--all", *DATA, "--out", "found"]) == 1
    said = capsys.readouterr().out
    assert "1 message for 4 contacts" in said
    assert "`/relative` is relative" in said
    assert "1 contact, such as c2" in said
    assert "1 contact, such as c3: not sent, since `trigger.url` is missing" in said
    rows = [json.loads(line) for line in (shop / "found" / "problems.jsonl").read_text().splitlines()]
    assert [(row["problem"], row["contacts"]) for row in rows] == [("not sent", ["c3"]), ("broken link", ["c2"])]


def test_none_that_a_list_says_in_words_is_found(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "events.csv").write_text(
        EVENTS.replace("/relative", "https://shop.example/3").replace("Z,,80", "Z,https://a.example,80")
    )
    assert run(["preview", "reminder", "--all", *DATA]) == 1
    said = capsys.readouterr().out
    assert "`None` in place of a value, in the subject: None, your cart" in said
    assert "1 contact, such as c3" in said


def test_a_list_without_problems_exits_with_0(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "contacts.csv").write_text(CONTACTS.replace("None", "Cem"))
    (shop / "events.csv").write_text(EVENTS.replace("/relative", "https://shop.example/3"))
    assert run(["preview", "reminder", "--all", *DATA]) == 0
    assert "no problems" in capsys.readouterr().out


def test_without_data_contacts_are_made_up(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", "reminder", "--sample", "2"]) == 0
    assert capsys.readouterr().out.count("reminder for ") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reminder"], "say for whom"),
        (["reminder", "--contact", "c1"], "say `--contacts` and `--events`"),
        (["reminder", "--contact", "c9", *DATA], "there is no contact `c9`"),
        (["remindr", "--sample", "1"], "did you mean `reminder`?"),
        (["--sample", "1"], "say which message"),
        (["reminder", "--sample", "1", "--contacts", "contacts.csv"], "belong together"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    shop: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preview", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_check_says_where_no_html_could_be_made(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "reminder.mjml").write_text('<mjml lang="en"><mj-body></mj-body></mjml>')
    assert run(["check"]) == 0
    assert "no HTML was made" not in capsys.readouterr().err
    monkeypatch.setattr("journeydsl.cli.check.makes_html", lambda: False)
    assert run(["check"]) == 0
    assert 'pip install "journeydsl[mjml]"' in capsys.readouterr().err


OFFERED = """
message reminder:
  channel email
  topic promotions
  subject "{{ offer.name }}, {{ first_name }}?"
  template "reminder.mjml"
  first_name or "there"
  block hero:
    when country is "DE": use module "hero"
    otherwise: "{{ offer.name }} & more"
  call to action "See {{ offer.name }}" to "https://shop.example/{{ offer.item }}"

journey cart:
  starts on cart_updated where total >= 20
  offer picks
    if nothing left: stop as nothing_left
  send reminder
"""
BLOCKS = """<mjml lang="en"><mj-head><mj-title>Cart</mj-title></mj-head><mj-body><mj-section><mj-column>
<mj-text>{{ hero }}</mj-text>
<mj-button background-color="#111111" href="{{ call_to_action.link }}">{{ call_to_action.text }}</mj-button>
<mj-text><a href="{{ unsubscribe_link }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>
"""


@pytest.fixture
def offering(shop: Path) -> Path:
    more = """offers:
  picks: {list: offers/picks.csv, stock: offers/stock.csv, bought: cart_updated.url}
"""
    files = {
        "journeydsl.yaml": PROJECT + more,
        "shop.journey": OFFERED,
        "reminder.mjml": BLOCKS,
        "modules/hero.mjml": "<b>For Germany: {{ offer.name }}</b>",
        "offers/picks.csv": "item,name\np1,Pan\np2,Pot\n",
        "offers/stock.csv": "item,stock\np1,3\np2,1\n",
    }
    for name, text in files.items():
        (shop / name).parent.mkdir(exist_ok=True)
        (shop / name).write_text(text)
    return shop


def test_blocks_modules_offers_and_the_call_to_action_are_filled_in(
    offering: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (offering / "events.csv").write_text(EVENTS.replace("/relative", "p1"))
    assert run(["preview", "reminder", "--sample", "2", *DATA]) == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert 'hero: country is "DE"' in said
    assert "subject: Pan, Ann?" in said
    assert "For Germany: Pan" in said
    assert "See Pan (https://shop.example/p1)" in said


def test_what_a_contact_has_bought_is_not_shown_to_it(offering: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (offering / "events.csv").write_text(EVENTS.replace("/relative", "p1"))
    assert run(["preview", "reminder", "--contact", "c2", *DATA]) == 0
    said = capsys.readouterr().out
    assert "hero: otherwise" in said
    assert "Pot & more" in said
    assert run(["preview", "--all", *DATA]) == 1  # c3 is called None
    assert "reminder: 4 different" in capsys.readouterr().out
