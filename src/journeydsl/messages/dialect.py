"""The part of jinja2 that messages are written in.

Everything that could call, load or grow without bound is left out; what is left is the same for reading a template
and for filling it in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.filters import FILTERS, do_format
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from markupsafe import Markup

from journeydsl.messages.template import END_MARK, MARK

FILTERS_KNOWN = frozenset(
    {"abs", "capitalize", "d", "default", "e", "escape", "first", "float", "format", "int", "join", "last", "length"}
    | {"list", "lower", "max", "min", "replace", "reverse", "round", "sort", "string", "striptags", "sum", "title"}
    | {"trim", "truncate", "unique", "upper", "urlencode", "wordcount", "wordwrap"}
)
TESTS_KNOWN = frozenset(
    {"boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "ge", "greaterthan", "gt", "in", "le"}
    | {"lessthan", "lower", "lt", "mapping", "ne", "none", "number", "odd", "string", "true", "undefined", "upper"}
)

_WIDE = re.compile(r"%[^a-zA-Z%]*(?:\d{4}|\*)")


class Missing(StrictUndefined):
    """A field without a value: false in a condition, an error anywhere else; nothing where an `if` has no `else`."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # the parent's raise
        return False

    def __str__(self) -> str:  # type: ignore[override]
        if self._undefined_name is None and self._undefined_hint:
            return ""
        return super().__str__()


class Dialect(ImmutableSandboxedEnvironment):
    """Templates that see the given values and nothing else."""

    intercepted_binops = frozenset({"*", "%"})

    def __init__(self, *, marked: bool = False, **options: Any) -> None:
        super().__init__(
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_marked if marked else _shown,
            **options,
        )
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in FILTERS_KNOWN} | {"format": _format}
        self.tests = {name: TESTS[name] for name in TESTS_KNOWN}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a mapping holds under `attribute`; never a method of Python's."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As `getattr` for mappings, and items of lists and texts."""
        if isinstance(obj, Mapping):
            return self.getattr(obj, argument)
        try:
            return obj[argument]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`*` and `%` for numbers alone; with texts or lists they would repeat and format."""
        if not all(isinstance(side, int | float) for side in (left, right)):
            raise TypeError(f"`{operator}` is for numbers")
        return super().call_binop(context, operator, left, right)


def _shown(value: Any) -> Any:
    """A value as a reader expects it: nothing for no value, `20` for 20.0, `true` for True."""
    if isinstance(value, Mapping | list | tuple):
        raise TypeError("several values cannot be printed as one")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _marked(value: Any) -> Any:
    """A value as it is shown, with marks around it; a missing one is left to complain for itself."""
    shown = _shown(value)
    if isinstance(shown, Undefined):
        return shown
    if isinstance(shown, Markup):
        return Markup(f"{MARK}{shown}{END_MARK}")
    return f"{MARK}{shown}{END_MARK}"


def _format(value: str, *arguments: Any) -> str:
    if _WIDE.search(value):
        raise ValueError("a width in `format` has at most three digits")
    return do_format(value, *arguments)
