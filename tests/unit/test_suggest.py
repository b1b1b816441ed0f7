"""Which name an author surely meant, so that it may be written without asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.diagnostics import surely_meant

NAMES = ["first_name", "order_placed", "orders", "step_1", "step_2", "vip", "country"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("First_Name", "first_name"),
        ("firstName", "first_name"),
        ("first-name", "first_name"),
        ("VIP", "vip"),
        ("first_nme", "first_name"),
        ("first_namee", "first_name"),
        ("first_nane", "first_name"),
        ("frist_name", "first_name"),
        ("order_place", "order_placed"),
        ("ordes", "orders"),
        ("conutry", "country"),
    ],
)
def test_a_slip_of_the_pen_is_mended(written: str, meant: str) -> None:
    assert surely_meant(written, NAMES) == meant


@pytest.mark.parametrize("written", ["step_3", "vop", "ord", "name", "last_name", "placed_order", "countries", "", "_"])
def test_what_may_have_been_meant_otherwise_is_left_to_its_author(written: str) -> None:
    assert surely_meant(written, NAMES) is None


def test_a_slip_that_two_names_are_near_to_is_left_to_its_author() -> None:
    assert surely_meant("cart", ["card", "part"]) is None
    assert surely_meant("DE", ["de", "De"]) is None


@given(st.text(), st.lists(st.text()))
def test_only_a_known_name_is_meant(written: str, known: list[str]) -> None:
    assert surely_meant(written, known) in {None, *known}
