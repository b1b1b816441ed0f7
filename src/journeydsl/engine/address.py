"""Whether an address has the form that its channel needs; whether it exists, only the provider can tell."""

from __future__ import annotations

import re

from journeydsl.model.values import Kind, Value

_EMAIL = re.compile(r"[^\s@\"<>(),;:\\]+@[^\s@.]+(\.[^\s@.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,}[0-9]")


def is_reachable(kind: Kind, value: Value) -> bool:
    """Whether `value` can be an address of a channel whose address attribute is of `kind`."""
    if kind is Kind.EMAIL:
        return isinstance(value, str) and _EMAIL.fullmatch(value) is not None
    if kind is Kind.PHONE:
        return isinstance(value, str) and _PHONE.fullmatch(value) is not None
    return value != ""
