"""Every shipped journey at once, over one made-up list, with every rule on."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl import data, engine
from journeydsl.cli.project import program_in
from journeydsl.generating import Made, Order, generate
from journeydsl.model.program import Program
from journeydsl.model.values import DAY
from journeydsl.simulator import Tally, simulate

JOURNEYS = Path(__file__).parents[2] / "journeys"
CONTACTS = 2_000
FIRST = 1_769_900_400_000_000  # 2026-02-01 in Berlin
LAST = FIRST + 45 * DAY - 1


@pytest.fixture(scope="module")
def program() -> Program:
    return program_in(JOURNEYS)


@pytest.fixture(scope="module")
def tally(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Tally:
    order = Order(project=program.project, contacts=CONTACTS, seed=1, first=FIRST, last=LAST)
    *_, made = generate(order, tmp_path_factory.mktemp("made"))
    assert isinstance(made, Made)
    with data.read(program.project, made.contacts, made.events) as population:
        assert (population.contacts.rejected, population.events.rejected) == (0, 0)
        return simulate(engine.prepare(program), population, FIRST, LAST, lambda decisions: None)


def test_the_books_balance(tally: Tally) -> None:
    assert tally.is_conserved


def test_every_journey_is_entered_by_somebody(program: Program, tally: Tally) -> None:
    assert [name for name in program.journeys if not tally.journeys[name].entered] == []


def test_every_message_is_sent_or_refused_but_those_for_which_a_message_has_to_be_clicked(tally: Tally) -> None:
    never_due = {
        name for name, each in tally.messages.items() if not (each.sent or each.held_out or each.not_sent or each.held)
    }
    assert never_due == {"browse_answers", "browse_guide"}  # what was made up clicks nothing of what a run sends


def test_every_rule_is_at_work(program: Program, tally: Tally) -> None:
    reasons = {reason for each in tally.messages.values() for reason, _ in each.not_sent}
    assert {"not_subscribed", "unsubscribed", "suppressed", "over_limit", "invalid_address", "missing_field"} <= reasons
    suppressions = {
        word for each in tally.messages.values() for reason, word in each.not_sent if reason == "suppressed"
    }
    assert suppressions == {each.name for each in program.suppressions}
    assert any(each.held_out for each in tally.messages.values())
