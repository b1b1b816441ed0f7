"""Folders of data that travel with the program: the grammar, the shipped journeys, and a page for each mistake.

In: a folder's name. Out: its path, in an installed wheel or in a checkout alike. Raises `FileNotFoundError` where it is
in neither.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


_IN_A_CHECKOUT = {"mistakes": "tests/cases/mistakes"}


def folder(name: str) -> Path:
    """The folder `name` (`grammar`, `journeys` or `mistakes`) that belongs to this installation."""
    here = Path(__file__)
    installed = here.parents[1] / name
    if installed.is_dir():
        return installed
    checkout = here.parents[3] / _IN_A_CHECKOUT.get(name, name)
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"the folder `{name}` is neither in {installed.parent} nor in {checkout.parent}")
