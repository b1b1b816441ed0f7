"""How functions of the machine are compiled: by numba, once for each version of this package, kept for the user."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import numba

from journeydsl.machine.parts import Part, Whole, keep
from journeydsl.resources.compiled_code import kept_in

Function = TypeVar("Function", bound=Callable[..., Any])


FOLDER = kept_in()
if FOLDER is not None and not os.environ.get("NUMBA_CACHE_DIR"):
    setattr(numba.config, "CACHE_DIR", str(FOLDER))  # noqa: B010 a name that numba makes when it is imported


# Nothing is allocated in compiled code, so references need not be counted: that is most of what there is to compile.
_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}


def whole(function: Function) -> Function:
    """The function, compiled with all its parts when it is first called from Python, and kept; other threads go on
    meanwhile and while it runs."""
    made: Function = numba.njit(function, **_OPTIONS, pipeline_class=Whole)
    if FOLDER is not None:
        keep(made)
    return made


def compiled(function: Function) -> Function:
    """A part of what is compiled whole; no part can be called from Python itself."""
    # said, since numba hands the wish to be written out on from callers to what they call
    made: Function = numba.njit(function, **_OPTIONS, pipeline_class=Part, forceinline=False)
    return made


def inlined(function: Function) -> Function:
    """As `compiled`, and written out wherever it is called: for what is small, or done at every step of every contact,
    where the calls would take longer than what they do."""
    made: Function = numba.njit(function, **_OPTIONS, pipeline_class=Part, forceinline=True)
    return made


def as_python(part: Function) -> Function:
    """A part that calls no other, to be called from Python all the same: for what is asked once."""
    made: Function = getattr(part, "py_func", part)
    return made
