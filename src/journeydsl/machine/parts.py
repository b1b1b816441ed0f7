# numba says of nothing in here what it takes
# mypy: disable-error-code="no-untyped-call"
"""Many small functions compiled as one whole.

Numba by itself makes each function ready to be called: it links into it all that it calls, directly or not, improves
all that, and writes it out as machine code. With a hundred functions in ten layers that takes many minutes, nearly all
of it for code that nobody calls. Here a part is only read and checked; its turn comes once, with the whole.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from numba.core.caching import FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler

from journeydsl.machine.calling import PARTS, make_known, of_parts


class _PartLibrary(JITCodeLibrary):
    """Code that is linked, improved and written out by whatever whole it ends up in."""

    def finalize(self) -> None:
        self._finalized = True


class _WholeLibrary(JITCodeLibrary):
    """Code with all parts that it calls, directly or not."""

    def finalize(self) -> None:
        for library in self._linking_libraries:
            if isinstance(library, _PartLibrary):
                known = self._linking_libraries
                known.extend(each for each in library._linking_libraries if each not in known)
        super().finalize()

    def _optimize_final_module(self) -> None:
        for function in self._final_module.functions:
            if function.name in PARTS and not function.is_declaration:
                function.linkage = "internal"  # nobody else calls it: what has one caller is written out there
        passes, builder = self._codegen._module_pass_manager(loop_vectorize=False, slp_vectorize=False, opt=2)
        passes.run(self._final_module, builder)


class Part(Compiler):
    """Compiles a function that only other compiled functions call."""

    def compile_extra(self, func: Any) -> Any:
        state = self.state
        state.targetctx = of_parts(state.targetctx, (func.__module__, func.__qualname__))
        state.library = _PartLibrary(state.targetctx.codegen(), func.__qualname__)
        state.flags.no_compile = state.flags.no_cpython_wrapper = state.flags.no_cfunc_wrapper = True
        made = super().compile_extra(func)
        return made._replace(entry_point=make_known(state.targetctx, made))


class Whole(Compiler):
    """Compiles a function that Python calls."""

    def compile_extra(self, func: Any) -> Any:
        self.state.library = _WholeLibrary(self.state.targetctx.codegen(), func.__qualname__)
        self.state.library.enable_object_caching()
        return super().compile_extra(func)


class _Kept(FunctionCache):
    """What has been compiled, on disk; where there is no room for it, it is good for this once."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        with suppress(OSError):
            return super().load_overload(sig, target_context)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)


def keep(whole: Any) -> None:
    """Let a function that is compiled whole be kept on disk, where that can be done."""
    with suppress(RuntimeError):  # numba finds no folder that can be written
        whole._cache = _Kept(whole.py_func)
