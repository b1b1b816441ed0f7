"""Folders of data that travel with the program: the grammar and the shipped journeys.

In: a folder's name. Out: its path, in an installed wheel or in a checkout alike. Raises `FileNotFoundError` where it is
in neither.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["folder"]


def folder(name: str) -> Path:
    """The folder `name` (`grammar` or `journeys`) that belongs to this installation."""
    installed = Path(str(files("journeydsl"))) / name
    if installed.is_dir():
        return installed
    checkout = Path(__file__).parents[3] / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"the folder `{name}` is neither in {installed.parent} nor in {checkout.parent}")
