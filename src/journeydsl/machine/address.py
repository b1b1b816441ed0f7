"""Arrays as one word: what lets compiled code hand a whole machine on for next to nothing.

Numba hands an array on as seven words and asks of each index whether it counts from the end, which in a loop of many
small functions was most of what there was to do.
"""

from __future__ import annotations

from typing import Any, TypeVar

from numba import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, overload, register_model
from numba.np.arrayobj import make_array

Arrays = TypeVar("Arrays")


class _Address(types.Type):
    """A tuple of arrays as one address, that of its first array, whose first numbers are the addresses of all."""

    def __init__(self, named: Any) -> None:
        self.dtype = named.types[0].dtype
        self.columns = {name: _pointer(each) for name, each in zip(named.fields, named.types, strict=True)}
        super().__init__(f"_Address({named.name})")


register_model(_Address)(models.PointerModel)


def _pointer(array: Any) -> Any:
    return types.CPointer(array.dtype)  # type: ignore[no-untyped-call]


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


lower_getattr_generic(_Address)(_column)  # type: ignore[no-untyped-call]


def _bare(context: Any, named: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        first = builder.extract_value(arguments[0], 0)
        return make_array(signature.args[0].types[0])(context, builder, first).data  # type: ignore[no-untyped-call]

    return _Address(named)(named), generate


_compiled_bare: Any = intrinsic(_bare)


def bare(arrays: Arrays) -> Arrays:
    """For compiled code: arrays of one dimension as a single word, so that handing them on costs next to nothing, and
    that no index is looked at twice. The first array begins with the addresses of all. As Python it changes nothing."""
    return arrays


overload(bare)(lambda arrays: lambda arrays: _compiled_bare(arrays))
