# numba says of nothing in here what it takes
# mypy: disable-error-code="no-untyped-call, untyped-decorator"
"""Arrays as one word: what lets compiled code hand a whole machine on for next to nothing.

Numba hands an array on as seven words and asks of each index whether it counts from the end, which in a loop of many
small functions was most of what there was to do.
"""

from __future__ import annotations

import operator
from typing import Any, TypeVar

from llvmlite import ir
from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr_generic,
    models,
    overload,
    register_model,
)
from numba.np.arrayobj import make_array

from journeydsl.machine.layout import STATE_FIRST, Ints

Arrays = TypeVar("Arrays")


class _Address(types.Type):
    """A tuple of arrays as one address, that of its first array, whose first numbers are the addresses of all."""

    def __init__(self, named: Any) -> None:
        self.dtype = named.types[0].dtype
        pairs = zip(named.fields, named.types, strict=True)
        self.columns = {name: _Column(name, each.dtype, has_head=not place) for place, (name, each) in enumerate(pairs)}
        super().__init__(f"_Address({named.name})")


register_model(_Address)(models.PointerModel)


class _Column(types.CPointer):
    """An array as the address of its first number. In the one with the head, what is read or written by a constant is
    none of the tables, and what comes before the contact's state stands still."""

    def __init__(self, column: str, dtype: Any, *, has_head: bool) -> None:
        super().__init__(dtype)
        self.column, self.has_head = column, has_head
        self.name = f"_Column({column}, {dtype})"

    @property
    def key(self) -> Any:
        return self.name


register_model(_Column)(models.PointerModel)


@lower_builtin(operator.getitem, _Column, types.Integer)
def _get(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    column, (address, place) = signature.args[0], arguments
    number = builder.load(builder.gep(address, [place], inbounds=True))
    _mark(builder.module, column, place, number)
    if column.has_head and isinstance(place, ir.Constant) and place.constant < STATE_FIRST:
        number.set_metadata("invariant.load", builder.module.add_metadata([]))
    return number


@lower_builtin(operator.setitem, _Column, types.Integer, types.Any)
def _set(context: Any, builder: Any, signature: Any, arguments: Any) -> None:
    column, (address, place, number) = signature.args[0], arguments
    _mark(builder.module, column, place, builder.store(number, builder.gep(address, [place], inbounds=True)))


def _mark(module: Any, column: _Column, place: Any, access: Any) -> None:
    """Say which numbers a reading or writing is of, so that none is read again because another was written."""
    zero = ir.Constant(ir.IntType(64), 0)
    name = f"{column.column}, by name" if column.has_head and isinstance(place, ir.Constant) else column.column
    kind = module.add_metadata([name, module.add_metadata([__name__]), zero])
    access.set_metadata("tbaa", module.add_metadata([kind, kind, zero]))


@infer_getattr
class _Columns(AttributeTemplate):
    key = _Address

    def generic_resolve(self, value: Any, attr: Any) -> Any:  # type: ignore[override]
        return value.columns.get(attr)


def _column(context: Any, builder: Any, address: _Address, value: Any, name: str) -> Any:
    number = list(address.columns).index(name)
    if number == 0:
        return value
    place = builder.gep(value, [context.get_constant(types.intp, number)])
    column = builder.load(place)
    column.set_metadata("invariant.load", builder.module.add_metadata([]))
    return builder.inttoptr(column, context.get_value_type(address.columns[name]))


lower_getattr_generic(_Address)(_column)


def _bare(context: Any, named: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        first = builder.extract_value(arguments[0], 0)
        return make_array(signature.args[0].types[0])(context, builder, first).data

    return _Address(named)(named), generate


_compiled_bare: Any = intrinsic(_bare)


def bare(arrays: Arrays) -> Arrays:
    """For compiled code: arrays of one dimension as a single word, so that handing them on costs next to nothing, and
    that no index is looked at twice. The first array begins with the addresses of all. As Python it changes nothing."""
    return arrays


def move(column: Ints, source: int, target: int, numbers: int) -> None:
    """Write so many numbers of a column to another place in it, as they were before."""
    column[target : target + numbers] = column[source : source + numbers].copy()


def _moving(context: Any, column: Any, source: Any, target: Any, numbers: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        address, source, target, numbers = arguments
        begins, goes = (builder.gep(address, [place], inbounds=True) for place in (source, target))
        memmove = builder.module.declare_intrinsic("llvm.memmove", [begins.type, begins.type, numbers.type])
        size = builder.shl(numbers, ir.Constant(numbers.type, 3))
        builder.call(memmove, [goes, begins, size, ir.Constant(ir.IntType(1), 0)])
        return context.get_dummy_value()

    return types.none(column, source, target, numbers), generate


_compiled_move: Any = intrinsic(_moving)
overload(move)(
    lambda column, source, target, numbers: (
        lambda column, source, target, numbers: _compiled_move(column, source, target, numbers)
    )
)
overload(bare)(lambda arrays: lambda arrays: _compiled_bare(arrays))


def _elsewhere(context: Any, arrays: Any, address: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[1], context.get_value_type(arrays))

    return arrays(arrays, address), generate


elsewhere: Any = intrinsic(_elsewhere)
"""For compiled code, of bare arrays and an address in memory: other arrays of the same types, the first of which is
there."""
