"""`records.dataclass` makes what `dataclasses.dataclass(frozen=True, slots=True)` makes."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl import records


@records.dataclass(frozen=True, slots=True)
class Ours:
    """A class with every kind of field."""

    name: str
    size: float
    parts: tuple[str, ...] = ()
    counts: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    place: int = dataclasses.field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same class, by the standard library."""

    name: str
    size: float
    parts: tuple[str, ...] = ()
    counts: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    place: int = dataclasses.field(default=0, compare=False)


@records.dataclass(frozen=True, slots=True, kw_only=True)
class OursByName:
    """A class whose fields are said by name, so that one without a value may follow one with."""

    parts: tuple[str, ...] = ()
    name: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TheirsByName:
    """The same class, by the standard library."""

    parts: tuple[str, ...] = ()
    name: str


PAIRS = [(Ours, Theirs), (OursByName, TheirsByName)]
values = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from([0.0, 1.0, float("nan")]),
    st.sampled_from([(), ("a",)]),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 1), max_size=1),
    st.integers(0, 1),
)


@given(values, values)
def test_what_is_equal_is_equal_either_way(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (Ours(*one) == Ours(*other)) == (Theirs(*one) == Theirs(*other))
    assert hash(Ours(*one)) == hash(Theirs(*one))


@given(values)
def test_nothing_else_shows_which_of_the_two_has_made_it(value: tuple[Any, ...]) -> None:
    ours, theirs = Ours(*value), Theirs(*value)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert repr(dataclasses.replace(ours, name="c")) == repr(dataclasses.replace(theirs, name="c")).replace(
        "Theirs", "Ours"
    )
    assert repr(dataclasses.asdict(ours)) == repr(dataclasses.asdict(theirs))
    assert repr(copy.deepcopy(ours)) == repr(pickle.loads(pickle.dumps(ours))) == repr(ours)
    assert (ours == theirs) is False


def test_what_is_left_out_is_made_anew_for_each() -> None:
    one, other = Ours("a", 1.0), Ours("a", 1.0)
    one.counts["a"] = 1
    assert (other.parts, other.counts, other.place) == ((), {}, 0)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_the_class_has_the_same_fields_and_parameters_in_the_same_order(ours: Any, theirs: Any) -> None:
    for each in (ours, theirs):
        each(name="a", **({"size": 1.0} if each in PAIRS[0] else {}))
    assert [str(field) for field in dataclasses.fields(ours)] == [str(field) for field in dataclasses.fields(theirs)]
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__slots__ == theirs.__slots__
    assert [(each.name, each.kind) for each in inspect.signature(ours).parameters.values()] == [
        (each.name, each.kind) for each in inspect.signature(theirs).parameters.values()
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "positional", "named"),
    [
        (Ours, Theirs, ("a",), {}),
        (Ours, Theirs, ("a", 1.0, (), {}, 0, 1), {}),
        (Ours, Theirs, ("a", 1.0), {"colour": 1}),
        (OursByName, TheirsByName, ("a",), {}),
        (OursByName, TheirsByName, (), {}),
    ],
)
def test_wrong_arguments_are_refused_in_the_same_words(
    ours: Any, theirs: Any, positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError) as by_theirs:
        theirs(*positional, **named)
    with pytest.raises(TypeError) as by_ours:
        ours(*positional, **named)
    assert str(by_ours.value) == str(by_theirs.value).replace("Theirs", "Ours")


def test_nothing_can_be_assigned_deleted_or_added() -> None:
    value: Any = Ours("a", 1.0)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    with pytest.raises(AttributeError):
        value.colour = "red"


def test_a_class_is_of_no_other_kind_before_its_first_is_made() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Empty:
        """A class without fields."""

    assert (Empty() == Empty(), hash(Empty()) == hash(()), repr(Empty()).endswith("Empty()")) == (True, True, True)
