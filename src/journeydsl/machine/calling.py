# numba says of nothing in here what it takes
# mypy: disable-error-code="no-untyped-call"
"""How compiled functions call each other where all are parts of one whole: as those of C do.

By itself numba hands every result on in memory, and has every caller ask whether there was an exception. Parts raise
none; what is no part is called as ever.
"""

from __future__ import annotations

import copy
from typing import Any

from llvmlite import ir
from numba.core.callconv import CPUCallConv
from numba.core.cpu import CPUContext
from numba.core.imputils import impl_ret_new_ref

PARTS: set[str] = set()
"""The names of all parts, as they are linked."""


class _Calls(CPUCallConv):
    """Asks of each function by its name whether it is a part; where an exception would be raised, the program ends."""

    def get_function_type(self, restype: Any, argtypes: Any) -> Any:
        given = self.context.data_model_manager[restype].get_return_type()
        return ir.FunctionType(given, list(self._get_arg_packer(argtypes).argument_types))

    def decorate_function(self, fn: Any, args: Any, fe_argtypes: Any, noalias: bool = False) -> None:
        self._get_arg_packer(fe_argtypes).assign_names(fn.args, [f"arg.{name}" for name in args])

    def get_arguments(self, func: Any) -> Any:
        return func.args if func.name in PARTS else super().get_arguments(func)

    def return_value(self, builder: Any, retval: Any) -> None:
        if builder.function.name in PARTS:
            builder.ret(retval)
        else:
            super().return_value(builder, retval)

    def set_static_user_exc(self, builder: Any, *about: Any, **more: Any) -> None:
        if builder.function.name not in PARTS:
            super().set_static_user_exc(builder, *about, **more)

    def check_try_status(self, builder: Any) -> Any:
        return None if builder.function.name in PARTS else super().check_try_status(builder)

    def return_status_propagate(self, builder: Any, status: Any) -> None:
        if builder.function.name in PARTS:
            self._return_errcode_raw(builder, None)
        else:
            super().return_status_propagate(builder, status)

    def _return_errcode_raw(self, builder: Any, code: Any) -> None:
        if builder.function.name in PARTS:
            builder.call(builder.module.declare_intrinsic("llvm.trap", (), ir.FunctionType(ir.VoidType(), [])), [])
            builder.unreachable()
        else:
            super()._return_errcode_raw(builder, code)

    def call_function(self, builder: Any, callee: Any, resty: Any, argtys: Any, args: Any, attrs: Any = None) -> Any:
        if callee.name not in PARTS:
            return super().call_function(builder, callee, resty, argtys, args, attrs)
        packed = list(self._get_arg_packer(argtys).as_arguments(builder, args))
        return None, self.context.get_returned_value(builder, resty, builder.call(callee, packed))


class _PartContext(CPUContext):
    """What numba compiles parts in."""

    compiling: tuple[str, str]

    @property
    def call_conv(self) -> Any:
        return _Calls(self)

    def declare_function(self, module: Any, fndesc: Any) -> Any:
        if (fndesc.modname, fndesc.qualname) == self.compiling:
            PARTS.add(fndesc.mangled_name)
        if fndesc.mangled_name in PARTS:
            return super().declare_function(module, fndesc)
        return CPUContext.declare_function(_as_ever(self), module, fndesc)


def of_parts(context: Any, compiling: tuple[str, str] = ("", "")) -> Any:
    """What numba compiles in, as parts are compiled in it; the module and the name of the one that is."""
    made = copy.copy(context)
    made.__class__, made.compiling = _PartContext, compiling
    return made


def _as_ever(context: Any) -> Any:
    made = copy.copy(context)
    made.__class__ = CPUContext
    return made


class _Call:
    """Writes out a call of a part."""

    def __init__(self, made: Any) -> None:
        self.about, self.libs, self.signature = made.fndesc, (made.library,), made.fndesc.argtypes

    def __call__(self, context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        inside, about = of_parts(context), self.about
        part = inside.declare_function(builder.module, about)
        _, result = inside.call_conv.call_function(builder, part, about.restype, about.argtypes, arguments)
        return impl_ret_new_ref(context, builder, about.restype, result)


def make_known(context: Any, made: Any) -> Any:
    """Let the others call a part that was compiled; what numba knows it by: something of which there is no second one,
    since that is what Python would call."""
    nobody: list[object] = []
    entry = nobody.append
    context._defns[entry].append(_Call(made), made.fndesc.argtypes)
    return entry
