"""Laws L21 and L22: variants and holdouts are a published function of names."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.engine.chance import odds, place, subject_number, subject_numbers
from journeydsl.model.values import DAY, HOUR, WHOLE_SHARE

THIRDS = (450_000, 450_000, 100_000)


@pytest.mark.parametrize(
    ("salt", "contact", "experiment", "shares", "subject", "variant"),
    [
        ("acme", "contact-1", "incentive", THIRDS, 17483504040814974045, 0),
        ("acme", "contact-2", "incentive", THIRDS, 2572827642385946869, 2),
        ("acme", "Zoë", "incentive", THIRDS, 17617352628917274838, 1),
        ("acme", "contact-1", "holdout of welcome", (100_000,), 17483504040814974045, 1),
        ("acme", "contact-1", "shared holdout", (100_000,), 17483504040814974045, 1),
        ("acme", "contact-2", "shared holdout", (100_000,), 2572827642385946869, 0),
        ("other", "contact-1", "incentive", THIRDS, 2647767788213126390, 1),
    ],
)
def test_the_published_vectors_hold(
    salt: str, contact: str, experiment: str, shares: tuple[int, ...], subject: int, variant: int
) -> None:
    assert subject_number(salt, contact) == subject
    assert odds(experiment, shares).draw(subject) == variant


@given(st.text(), st.lists(st.text()))
def test_the_numbers_of_many_are_those_of_each(salt: str, contacts: list[str]) -> None:
    each = [subject_number(salt, contact).to_bytes(8, "little") for contact in contacts]
    assert subject_numbers(salt, contacts) == b"".join(each)


@pytest.mark.parametrize(
    ("contact", "after"), [("contact-1", 66651365924), ("contact-2", 64974083948), ("Zoë", 123067732222)]
)
def test_the_published_moments_after_a_pause_hold(contact: str, after: int) -> None:
    assert place("overdue of welcome", subject_number("acme", contact), 2 * DAY) == after


def test_moments_after_a_pause_are_spread_evenly() -> None:
    hours = Counter(place("overdue of test", subject, 10 * HOUR) // HOUR for subject in subjects())
    assert set(hours) == set(range(10))
    assert all(abs(count / 100_000 - 0.1) < 0.005 for count in hours.values())


def test_shares_are_met_within_half_a_point_over_100_000_contacts() -> None:
    drawn = Counter(odds("test", (300_000, 400_000, 300_000)).draw(subject) for subject in subjects())
    assert all(abs(drawn[variant] / 100_000 - share) < 0.005 for variant, share in enumerate((0.3, 0.4, 0.3)))


def test_changing_weights_moves_only_contacts_of_the_changed_ranges() -> None:
    before, after = odds("test", (300_000, 400_000, 300_000)), odds("test", (400_000, 300_000, 300_000))
    moves = Counter((before.draw(subject), after.draw(subject)) for subject in subjects())
    assert set(moves) == {(0, 0), (1, 1), (2, 2), (1, 0)}
    assert abs(moves[1, 0] / 100_000 - 0.1) < 0.005


def test_a_larger_shared_holdout_keeps_out_whom_a_smaller_one_did() -> None:
    small, large = odds("shared holdout", (100_000,)), odds("shared holdout", (150_000,))
    moves = Counter((small.draw(subject), large.draw(subject)) for subject in subjects())
    assert set(moves) == {(0, 0), (1, 0), (1, 1)}
    assert abs(moves[1, 0] / 100_000 - 0.05) < 0.005


def test_experiments_are_independent_of_each_other() -> None:
    one, other = odds("one", (500_000, 500_000)), odds("other", (500_000, 500_000))
    both = Counter((one.draw(subject), other.draw(subject)) for subject in subjects())
    assert all(abs(count / 100_000 - 0.25) < 0.005 for count in both.values())


@given(st.lists(st.integers(1, WHOLE_SHARE), min_size=1, max_size=8), st.text(), st.text())
def test_shares_that_add_up_leave_nobody_out(parts: list[int], salt: str, contact: str) -> None:
    ends = [WHOLE_SHARE * sum(parts[:index]) // sum(parts) for index in range(len(parts) + 1)]
    shares = [high - low for low, high in pairwise(ends)]
    assert odds("test", shares).draw(subject_number(salt, contact)) < len(shares)


def subjects() -> list[int]:
    return [subject_number("acme", f"contact-{number}") for number in range(100_000)]
