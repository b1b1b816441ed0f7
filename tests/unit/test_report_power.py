"""What two groups can tell, against values that others have published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.reports.power import contacts_needed, difference, share_interval, smallest_rise


def test_contacts_needed_are_those_of_power_prop_test_in_r() -> None:
    """`power.prop.test(p1 = .50, p2 = .75, power = .90)` of the page ?power.prop.test says n = 76.7."""
    assert contacts_needed(0.5, 0.75, power=0.9) == 77


def test_the_power_of_fifty_contacts_is_that_of_power_prop_test_in_r() -> None:
    """`power.prop.test(n = 50, p1 = .50, p2 = .75)` of the same page says power = 0.740."""
    assert smallest_rise(50, 50, 0.5, power=0.7395) == pytest.approx(0.25, abs=5e-4)
    more = smallest_rise(50, 50, 0.5, power=0.75)
    assert more is not None
    assert more > 0.25


def test_the_interval_of_a_difference_is_newcombe_s() -> None:
    """Newcombe 1998, table II, method 10: 56 of 70 less 48 of 80 is 0.2000, from 0.0524 to 0.3339; 9 of 10 less 3 of 10
    is 0.6000, from 0.1705 to 0.8090; 10 of 10 less 0 of 20 is 1.0000, from 0.6791 to 1."""
    assert difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert difference(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert difference(10, 10, 0, 20) == pytest.approx((0.6791, 1.0), abs=5e-5)


def test_the_interval_of_a_share_is_wilson_s() -> None:
    """Newcombe 1998, two-sided intervals for the single proportion, table I: 81 of 263 is 0.2553 to 0.3662, 0 of 20 is
    0 to 0.1611."""
    assert share_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert share_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_groups_that_are_too_small_find_nothing() -> None:
    assert smallest_rise(0, 100, 0.1) is None
    assert smallest_rise(1, 1, 0.5) is None


def test_equal_shares_are_refused() -> None:
    with pytest.raises(ValueError, match="never told apart"):
        contacts_needed(0.1, 0.1)


@given(st.integers(50, 5000), st.integers(50, 5000), st.floats(0.01, 0.5))
def test_more_contacts_find_less(first: int, second: int, rate: float) -> None:
    few, more = smallest_rise(first, second, rate), smallest_rise(2 * first, 2 * second, rate)
    assert few is not None
    assert more is not None
    assert more < few


@given(st.floats(0.01, 0.4), st.floats(0.02, 0.5))
def test_what_is_needed_for_a_rise_finds_that_rise(rate: float, rise: float) -> None:
    needed = contacts_needed(rate, rate + rise)
    found = smallest_rise(needed, needed, rate)
    assert found is not None
    assert found <= rise + 1e-9
    before = smallest_rise(needed - 1, needed - 1, rate)
    assert before is None or before > rise - 1e-9
