"""What an event does that is known already, or later than it happened (law L5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.engine import ContactState, Rules, Step
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.values import DAY, HOUR, MINUTE, Instant
from journeydsl.simulator import simulate
from tests.cases.situations import compiled, parse_instant

START = parse_instant("2026-03-01 00:00")
JOURNEYS = """
journey j:
  starts on cart_updated
  always
  goal order_placed within 1 day
  stops on signed_up

  wait 1 hour
  choose:
    when order_placed since entry: stop as bought
    otherwise: wait 3 days

journey k:
  starts on order_placed, then quiet for 2 hours
  always

  stop
"""


@cache
def rules() -> Rules:
    return engine.prepare(compiled(JOURNEYS))


def begin() -> ContactState:
    return engine.begin(rules(), Contact(id="ann"), (), START)


def event(id_: str, name: str, at: Instant, known_at: Instant | None = None) -> Event:
    return Event(id=id_, name=name, at=at, known_at=known_at)


def test_an_event_that_is_known_is_dropped() -> None:
    cart = event("1", "cart_updated", START)
    step = engine.step(rules(), begin(), START, [cart, cart])
    assert (step.state.history, step.triggered) == ((cart,), ("j",))
    again = engine.step(rules(), step.state, START + HOUR, [Event(id="1", name="cart_updated", at=START)])
    assert (again.state.history, again.triggered, again.late) == ((cart,), (), ())


def test_an_id_is_compared_within_an_instant_only() -> None:
    carts = (event("1", "cart_updated", START), event("1", "cart_updated", START + 1))
    step = engine.step(rules(), begin(), START, carts[:1])
    assert engine.step(rules(), step.state, START + 1, carts[1:]).state.history == carts


def test_what_became_known_before_a_run_stands_in_the_history_by_when_it_happened() -> None:
    """Were it there by when it arrived, the hold would be looked at for ever, a microsecond at a time."""
    program = compiled("""
segment busy:
  hold for 1 hour
  when cart_updated in the last 6 hours

journey j:
  starts on entering busy
  always
  stop
""")
    ran: list[tuple[Instant, Outcome]] = []
    happened = [
        event("1", "signed_up", START - 10 * HOUR),
        event("2", "signed_up", START - 2 * HOUR),
        event("3", "cart_updated", START - 9 * HOUR, START - HOUR),
        event("4", "cart_updated", START + HOUR),
    ]

    def record(rows: Sequence[Decision]) -> None:
        ran.extend((row.at, row.outcome) for row in rows)

    simulate(engine.prepare(program), [(Contact(id="ann"), happened)], START, START + DAY, record)
    assert ran[:1] == [(START + HOUR, Outcome.ENTERED)]


def test_what_nothing_was_decided_since_is_not_late() -> None:
    assert not late(begin(), "cart_updated", START + HOUR)


def test_what_something_was_decided_since_is_late() -> None:
    step = engine.step(rules(), begin(), START + 1, [event("1", "order_cancelled", START + 1)])
    assert late(step.state, "cart_updated", START + HOUR)
    same = engine.step(rules(), begin(), START, [event("1", "order_cancelled", START)])
    assert not late(same.state, "cart_updated", START + HOUR)


def test_what_comes_later_than_it_may_is_late_and_starts_nothing() -> None:
    assert not late(begin(), "cart_updated", START + DAY)
    assert late(begin(), "cart_updated", START + DAY + 1)
    step = come(begin(), "cart_updated", START + DAY + 1)
    assert (step.triggered, len(step.state.history)) == ((), 1)


def late(state: ContactState, name: str, arrival: Instant) -> bool:
    """Whether an event of START is late when it arrives at `arrival`."""
    return bool(come(state, name, arrival).late)


def come(state: ContactState, name: str, arrival: Instant) -> Step:
    return engine.step(rules(), state, arrival, [event("9", name, START, arrival)])


names = st.sampled_from(["cart_updated", "order_placed", "signed_up", "order_cancelled"])
arrivals = st.lists(
    st.tuples(names, st.integers(0, 5 * 24 * 12), st.sampled_from([0, 0, 5, 60, 600, 26 * 60])), max_size=15
)


@given(arrivals, st.randoms(use_true_random=False))
def test_any_delays_leave_the_books_balanced_and_the_history_in_order(
    happened: list[tuple[str, int, int]], random: st.DrawFn
) -> None:
    events = [
        event(f"{number:02}", name, START + at * 5 * MINUTE, START + (at * 5 + delay) * MINUTE)
        for number, (name, at, delay) in enumerate(happened)
    ]
    told = [list(events), list(events)]
    random.shuffle(told[1])  # type: ignore[attr-defined]
    made = []
    for each in told:
        decisions: list[object] = []
        tally = simulate(rules(), [(Contact(id="ann"), each)], START, START + 12 * DAY, decisions.extend)
        assert tally.is_conserved, tally.balances()
        made.append(decisions)
    assert made[0] == made[1]


@given(arrivals)
def test_a_goal_is_never_counted_outside_its_window(happened: list[tuple[str, int, int]]) -> None:
    events = [
        event(f"{number:02}", name, START + at * 5 * MINUTE, START + (at * 5 + delay) * MINUTE)
        for number, (name, at, delay) in enumerate(happened)
    ]
    state = begin()
    entered: dict[int, Instant] = {}
    for arrival in sorted({each.arrives for each in events}):
        coming = sorted((each for each in events if each.arrives == arrival), key=lambda each: (each.at, each.id))
        step = engine.step(rules(), state, arrival, coming)
        state = step.state
        assert list(state.history) == sorted(state.history, key=lambda each: each.at)
        for decision in step.decisions:
            if decision.outcome is Outcome.ENTERED and decision.journey == "j":
                entered[decision.enrollment] = decision.at
            if decision.outcome is Outcome.REACHED_GOAL:
                entry = entered[decision.enrollment]
                orders = [each for each in coming if each.name == "order_placed"]
                assert any(entry - DAY <= each.at <= entry + DAY and arrival <= each.at + DAY for each in orders)
