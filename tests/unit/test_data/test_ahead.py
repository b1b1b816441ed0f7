"""What is made ahead comes as if it were made when asked for; what can be got ready is told early."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, current_thread

import pytest

from journeydsl import data
from journeydsl.data.ahead import one_ahead
from tests.unit.test_data.shop import CONTACTS, EVENTS, SHOP, file


def test_items_come_in_their_order_and_are_made_on_another_thread() -> None:
    makers = []

    def items() -> Iterator[int]:
        for number in range(5):
            makers.append(current_thread())
            yield number

    assert list(one_ahead(items())) == list(range(5))
    assert current_thread() not in makers


def test_the_next_one_is_made_while_one_is_used() -> None:
    is_next_begun = Event()

    def items() -> Iterator[int]:
        yield 1
        is_next_begun.set()
        yield 2

    ahead = one_ahead(items())
    assert next(ahead) == 1
    assert is_next_begun.wait(timeout=60)
    assert list(ahead) == [2]


def test_what_goes_wrong_is_told_when_its_turn_comes() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    ahead = one_ahead(items())
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="no more"):
        next(ahead)


def test_whoever_stops_early_leaves_the_rest_unmade() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    with closing(one_ahead(items())) as ahead:
        assert next(ahead) == 0
    assert made in ([0], [0, 1])


def test_how_many_contacts_there_are_is_told_while_events_are_still_to_be_read(tmp_path: Path) -> None:
    told: list[int] = []
    contacts, events = file(tmp_path, "c.csv", CONTACTS), file(tmp_path, "e.csv", EVENTS + "e1,,,\n")
    with data.read(SHOP, contacts, events, counted=told.append) as population:
        assert told == [len(population)] == [2]
        # only while events are written may their order be any
        assert population.staging.count("select current_setting('preserve_insertion_order')::integer") == 1
