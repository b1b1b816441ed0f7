"""More segments, and more that a message can say, than a whole number has bits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.engine import Rules
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import DAY, HOUR
from tests.cases.situations import compiled, parse_instant
from tests.machine.both import assert_same

SEGMENTS = 70
START = parse_instant("2026-03-01 00:00")


@cache
def rules() -> Rules:
    rhythms = dict.fromkeys(range(5, 60, 10), "hourly") | dict.fromkeys(range(4, 60, 10), "weekly")
    segments = "".join(
        f"segment s{number}:\n  refresh {rhythms.get(number, 'daily')}\n"
        f"  when order_placed at least {number + 1} times in the last 3 days\n\n"
        for number in range(SEGMENTS)
    )
    arms = "".join(f'    when in s{number}: "{number}"\n' for number in reversed(range(SEGMENTS)))
    every = " or ".join(f"in s{number}" for number in range(60, SEGMENTS))
    return engine.prepare(
        compiled(f"""
{segments}
suppression many:
  when ({every}) and country is known
  blocks promotional

message told:
  channel email
  topic promotions
  subject "{{{{ often }}}}"
  template "plain.html"
  block often:
{arms}    otherwise: "0"

journey asks:
  starts on cart_updated
  always

  choose:
    when in s69: stop as often
    when in s63 and not in s66: stop as somewhat
    when in s0 and not in s30: stop as seldom
    otherwise: continue
  send told
""")
    )


def history(orders: Sequence[int], asked: Sequence[int]) -> list[Event]:
    events = [Event(id=f"o{place:03}", name="order_placed", at=START + at) for place, at in enumerate(orders)]
    events += [Event(id=f"q{place:03}", name="cart_updated", at=START + at) for place, at in enumerate(asked)]
    return sorted(events, key=lambda event: (event.at, event.id))


ann = Contact(id="ann", attributes={"email": "ann@example.com"}, subscriptions={"promotions": True})
bob = Contact(id="bob", attributes={"email": "b@example.com", "country": "DE"}, subscriptions={"promotions": True})


def test_a_stale_decision_names_every_segment_that_it_hangs_on() -> None:
    """Ann orders seventy times on one day; whoever is asked on the same day knows nothing of it yet."""
    orders = [HOUR + number for number in range(SEGMENTS)]
    decided = assert_same(rules(), [(ann, history(orders, [12 * HOUR]))], START, START + 6 * DAY)
    stale = {each.step: each.detail for each in decided if each.outcome is Outcome.STALE}
    assert stale["choose"] == "s0, 12 hours old; s63, 12 hours old; s69, 12 hours old"
    assert stale["told"] == "; ".join(f"s{number}, 12 hours old" for number in range(56, SEGMENTS))


@settings(max_examples=15)
@given(
    st.lists(st.integers(0, 4 * DAY), max_size=80),
    st.lists(st.integers(0, 5 * DAY), min_size=1, max_size=5),
    st.lists(st.integers(0, 2 * DAY), min_size=60, max_size=75),
)
def test_both_engines_remember_as_many_segments_as_there_are(
    some: list[int], asked: list[int], many: list[int]
) -> None:
    population = [(ann, history(some, asked)), (bob, history(many, asked))]
    assert_same(rules(), population, START, START + 6 * DAY)
