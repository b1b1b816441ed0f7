"""Numbers to the last bit."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.engine.chance import odds, subject_number
from journeydsl.machine import arithmetic
from journeydsl.machine.compiled import whole
from journeydsl.machine.layout import Floats


@whole
def exact_sum(floats: Floats, first: int, end: int, partials: int) -> float:
    return arithmetic.exact_sum(floats, first, end, partials)


@whole
def distinct(floats: Floats, first: int, end: int) -> int:
    return arithmetic.distinct(floats, first, end)


@whole
def draw(subject: int, experiment: int) -> int:
    return arithmetic.draw(subject, experiment)


numbers = st.lists(st.floats(-1e150, 1e150) | st.sampled_from([0.1, 1e16, 1.0, -1e16, 2**-60, -0.0]), max_size=40)


@given(numbers)
def test_sums_are_rounded_once(values: list[float]) -> None:
    assert exact_sum(np.array([0.5, *values, *[0.0] * 64]), 1, 1 + len(values), 1 + len(values)) == math.fsum(values)


@given(numbers)
def test_different_numbers_are_counted(values: list[float]) -> None:
    assert distinct(np.array([0.5, *values]), 1, 1 + len(values)) == len(set(values))


@given(st.text(), st.text(), st.text(min_size=1))
def test_draws_are_those_of_the_engine(salt: str, experiment: str, subject: str) -> None:
    shares = [250_000, 250_000, 500_000]
    one = odds(experiment, shares)
    number = subject_number(salt, subject)
    signed = [each - (1 << 64) if each >> 63 else each for each in (number, one.experiment)]
    drawn = int(draw(*signed))
    assert sum(end <= drawn for end in one.ends) == one.draw(number)
