"""Things that take a while to make, made while somebody is busy with those before."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def one_ahead(items: Iterator[_Item]) -> Generator[_Item, None, None]:
    """The items, each made on another thread while whoever asked for the one before is busy with that."""
    with ThreadPoolExecutor(1) as another:
        coming = another.submit(list, islice(items, 1))
        while made := coming.result():
            coming = another.submit(list, islice(items, 1))
            yield made.pop()
