"""Templates filled in with values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any

from jinja2 import Template
from jinja2.exceptions import TemplateError, UndefinedError

from journeydsl.messages.dialect import Dialect
from journeydsl.messages.reading import read
from journeydsl.messages.template import TemplateProblem, line_of

MAXIMUM_LENGTH = 1_000_000
"""Characters; mail programs cut a message off long before."""

_UNFIT = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def fill(text: str, values: Mapping[str, object], *, html: bool, marked: bool = False) -> str:
    """`text` with `values` filled in, each printed one between marks where that is asked for; raises TemplateProblem
    where that cannot be done."""
    parts: list[str] = []
    length = 0
    known = _known(values)
    try:
        for part in _compiled(text, html, marked).generate(known):
            parts.append(part)
            length += len(part)
            if length > MAXIMUM_LENGTH:
                raise TemplateProblem(f"the message is longer than {MAXIMUM_LENGTH} characters", 1)
    except UndefinedError as error:
        raise _missing(text, known, error) from None
    except _UNFIT as error:
        line = _line(error.__traceback__)
        raise TemplateProblem("the values do not fit what this line does with them", line) from error
    return "".join(parts)


@lru_cache(maxsize=512)
def _compiled(text: str, html: bool, marked: bool) -> Template:
    read(text)
    return Dialect(autoescape=html, marked=marked).from_string(text)


def _known(values: Mapping[str, object]) -> dict[str, Any]:
    """`values` without those that are None: what is not known is not there."""
    return {
        name: _known(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value is not None
    }


def _missing(text: str, values: Mapping[str, Any], error: UndefinedError) -> TemplateProblem:
    for use in read(text):
        value: Any = values
        for name in use.path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if use.needed and value is None:
            return TemplateProblem(f"`{'.'.join(use.path)}` has no value", line_of(text, use.start))
    return TemplateProblem("a field on this line has no value", _line(error.__traceback__))


def _line(trace: TracebackType | None) -> int:
    """The line of the template that an error came from, as jinja2 has noted it."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
