"""The file of assumptions, and what its author is told of a mistake."""

from __future__ import annotations

import pytest

from journeydsl.forecast.assumptions import ArrivalRate, Assumptions, Delay, Rate, Timing
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.reading import load
from journeydsl.forecast.writing import written
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.messages import MessageClass
from journeydsl.model.values import DAY, HOUR
from journeydsl.source import Source
from tests.cases.situations import compiled

PROGRAM = compiled(
    """
segment loyal:
  when vip is true

message reminder:
  channel email
  topic promotions
  subject "Still there"
  template "plain.html"

message nudge:
  channel sms
  topic promotions
  subject "Hello"

journey cart "Cart":
  starts on cart_updated
  goal order_placed within 7 days

  send reminder
  send nudge
"""
)


def read(text: str) -> Assumptions:
    assumed, diagnostics = load(Source("assumptions.yaml", text), PROGRAM)
    assert not diagnostics
    assert assumed is not None
    return assumed


def mistakes(text: str) -> list[str]:
    source = Source("assumptions.yaml", text)
    assumed, diagnostics = load(source, PROGRAM)
    assert assumed is None
    return [
        f"{each.span.start and source.slice(each.span)}: {each.message}" + (f" ({each.hint})" if each.hint else "")
        for each in diagnostics
    ]


def test_the_file_to_start_from_says_what_counts_anyway() -> None:
    assert read(written()) == default_assumptions() == read("")


def test_the_file_of_a_project_says_what_its_goals_are_worth_and_its_other_channels() -> None:
    assumed = read(written(PROGRAM))
    assert assumed.conversions["order_placed"].revenue == "total"
    assert assumed.channels == {"sms": dict(default_assumptions().phones)}


def test_every_figure_that_is_written_has_where_it_is_from() -> None:
    figures = [line for line in written(PROGRAM).splitlines() if "%" in line and not line.startswith("#")]
    assert len(figures) > 30
    assert all("# " in line for line in figures)


def test_everything_can_be_said_otherwise() -> None:
    assumed = read(
        """
email:
  promotional: {opened: 25%, lift: 150%}
providers:
  apple: {inbox: 70 %}
segments:
  loyal: {opened: 40%}
messages:
  reminder: {clicked: 5.5%}
channels:
  sms: {clicked: 10%}
delays:
  opened: {median: 2 hours, spread: 2}
conversions:
  order_placed: {revenue: total, properties: {total: 49.9, order_id: x}}
arrivals:
  history: none
  events:
    cart_updated: 200 per day
    order_placed: {rate: 7 per week, properties: {total: 10}}
machine_opens: seen
"""
    )
    assert assumed.classes[MessageClass.PROMOTIONAL][Rate.LIFT] == 1.5
    assert assumed.classes[MessageClass.PROMOTIONAL][Rate.CLICKED] == 0.0364
    assert assumed.providers[Mailbox.APPLE] == {Rate.INBOX: 0.7, Rate.MACHINE_OPENED: 0.9}
    assert assumed.providers[Mailbox.GMAIL] == {Rate.INBOX: 0.881}
    assert assumed.segments == {"loyal": {Rate.OPENED: 0.4}}
    assert assumed.messages == {"reminder": {Rate.CLICKED: 0.055}}
    assert assumed.channels == {"sms": {Rate.CLICKED: 0.1}}
    assert assumed.delays[Timing.OPENED] == Delay(2 * HOUR, 2)
    assert assumed.conversions["order_placed"].properties == {"total": 49.9, "order_id": "x"}
    assert assumed.arrivals.history is None
    assert assumed.arrivals.events["cart_updated"] == ArrivalRate(number=200, period=DAY)
    assert assumed.arrivals.events["order_placed"] == ArrivalRate(number=7, period=7 * DAY, properties={"total": 10})
    assert assumed.sees_machine_opens


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("emial: {}", "emial: `emial` means nothing here (did you mean `email`?)"),
        (
            "email:\n  promotional: {openend: 3%}",
            "openend: `openend` means nothing here (did you mean `opened`?)",
        ),
        ("email:\n  promotional: {opened: 31}", "31: `31` is no share (did you mean `31%`?)"),
        ("email:\n  promotional: {opened: lots}", "lots: `lots` is no share (write a share such as `3.6%`)"),
        ("email:\n  promotional: {opened: 130%}", "130%: `130%` is more than all"),
        ("messages:\n  remindr: {opened: 3%}", "remindr: there is no message `remindr` (did you mean `reminder`?)"),
        ("segments:\n  loyals: {opened: 3%}", "loyals: there is no segment `loyals` (did you mean `loyal`?)"),
        ("channels:\n  smss: {clicked: 3%}", "smss: there is no channel `smss` (did you mean `sms`?)"),
        (
            "providers:\n  gmial: {inbox: 3%}",
            "gmial: `gmial` is no mailbox provider (did you mean `gmail`?)",
        ),
        (
            "delays:\n  opend: {median: 1 hour}",
            "opend: `opend` is no delay (did you mean `opened`?)",
        ),
        (
            "arrivals:\n  events:\n    cart_update: 3 per day",
            "cart_update: there is no event `cart_update` (did you mean `cart_updated`?)",
        ),
        (
            "arrivals:\n  events:\n    cart_updated: often",
            "often: `often` does not say how many in which time (write it as `50000 per hour`)",
        ),
        (
            "arrivals:\n  history: 30 hours",
            "30 hours: `30 hours` is not a number of whole days (write whole days, such as `28 days`)",
        ),
        (
            "arrivals:\n  events:\n    cart_updated: {rate: 3 per day, properties: {totl: 3}}",
            "3: `cart_updated` has no property `totl` (did you mean `total`?)",
        ),
        (
            "conversions:\n  order_placed: {properties: {total: much}}",
            "much: `total` is of type `number`, which `much` is not",
        ),
        (
            "conversions:\n  order_placed: {revenue: order_id}",
            "order_id: `order_placed` has no number `order_id`",
        ),
        ("mix: {gmail: 60%, yahoo: 30%}", "{gmail: 60%, yahoo: 30%}: the shares of `mix` add up to 90%, not to 100%"),
        ("machine_opens: maybe", "maybe: `machine_opens` cannot be `maybe` (one of `filtered`, `seen`)"),
        (
            "messages:\n  reminder: {clicked: 50%}",
            "50%: more would be clicked than opened (message `reminder`)",
        ),
        (
            "email:\n  promotional: {opened: 1%}",
            "1%: more would be clicked than opened (message `reminder`)",
        ),
        (
            "providers:\n  apple: {inbox: 20%, opened: 30%}",
            "30%: more would be opened than is placed in the inbox by apple (message `reminder`)",
        ),
        (
            "messages:\n  reminder: {organic: 50%, lift: 90%}",
            "90%: the lift asks for more conversions than there are clicks (message `reminder`)",
        ),
    ],
)
def test_a_mistake_is_told_once_where_it_stands(text: str, told: str) -> None:
    assert mistakes("# what is assumed\n" + text) == [told]


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes("#\nemail:\n  promotional: {opened: 31, clicked: 4}\nmachine_opens: no\n")) == 3
