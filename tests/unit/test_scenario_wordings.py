"""Scenarios that ask what a message says."""

from __future__ import annotations

import pytest

from journeydsl import engine
from journeydsl.scenarios.differences import difference
from journeydsl.scenarios.running import run
from tests.cases.situations import compiled
from tests.unit.checking import mistakes

PROGRAM = """
message hello:
  channel sms
  topic promotions
  subject "{{ country }}, {{ thanks }} {{ footer }} {{ call_to_action.text }}"
  country or "somewhere"
  block thanks:
    when vip: "Thank you"
    otherwise: "Hello"
  footer by country:
    "DE": "GmbH"
    otherwise: "Ltd"
  call to action:
    when vip: "Ask" to "https://acme.example/ask"
    otherwise: "Read" to "https://acme.example"

journey j:
  starts on signed_up
  send hello

scenario "it reads well":
  contact {}, subscribed to promotions
  2026-03-02 10:00  signed_up
  expect hello sent with {}
"""
VIP = 'phone: "+4930123456", country: "DE", vip: true'
OTHER = 'phone: "+4930123456"'


def played(contact: str, wording: str) -> tuple[bool, list[str]]:
    program = compiled(PROGRAM.replace("contact {}", f"contact {contact}").replace("with {}", f"with {wording}"))
    rules = engine.prepare(program)
    result = run(rules, program.scenarios[0])
    return result.passed, [f"{line.mark} {line.words}" for line in difference(rules, result)]


@pytest.mark.parametrize(
    ("contact", "wording"),
    [
        (VIP, 'thanks: "Thank you", footer: "GmbH", call_to_action: "Ask"'),
        (OTHER, 'thanks: "Hello", footer: "Ltd", call_to_action: "Read", country: "somewhere"'),
    ],
)
def test_a_scenario_may_expect_what_a_message_says(contact: str, wording: str) -> None:
    assert played(contact, wording) == (True, [])


def test_what_it_says_instead_is_shown() -> None:
    passed, lines = played(OTHER, 'thanks: "Thank you"')
    assert not passed
    assert lines[-2:] == [
        '- hello is sent with thanks: "Thank you"',
        '+ hello is sent with thanks: "Hello", footer: "Ltd", call_to_action: "Read", country: "somewhere"',
    ]


BLOCK = """
message m:
  channel sms
  class transactional
  subject "{{ gift }}"
  block gift:
    when vip: "A tree"
    otherwise: "A card"

journey j:
  starts on signed_up
  send m

scenario "s":
  2026-03-02 10:00  signed_up
  expect m sent with {}
"""


@pytest.mark.parametrize(
    ("wording", "mistake"),
    [
        ('gift: "A boat"', "not-in-value-set: `gift` never holds `A boat`"),
        ("gift: 5", "type-mismatch: what `gift` holds is written as text"),
        ('gifts: "A tree"', "unknown-property: `m` has no part `gifts` that could be one thing or another"),
        ('gift: "A tree", gift: "A card"', "duplicate-line: `gift` is said twice"),
    ],
)
def test_what_a_message_never_says_is_told(wording: str, mistake: str) -> None:
    assert mistakes(BLOCK.replace("{}", wording)) == [mistake]
