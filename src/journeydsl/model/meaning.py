"""What a checked thing means, as JSON that is the same for all ways to write it, and a hash of that (law L30).

Left out is what only people read (titles, words, places, ids, who owns it and why), which fields a text has (it says so
itself), and whatever has its default: so a
program means the same after a line was added to the language that it does not use. The parts of `and` and `or`, and the
values of `is one of`, have no order.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Mapping
from enum import Enum
from hashlib import blake2b
from typing import Any

from journeydsl.model.conditions import AllOf, AnyOf, OneOf
from journeydsl.model.journeys import Journey
from journeydsl.model.messages import CallToAction, Message, UseModule, Words

_FOR_PEOPLE = frozenset({"id", "label", "only_if_words", "span", "words"})
_FOR_PEOPLE_OF: Mapping[type, frozenset[str]] = {
    Journey: frozenset({"owner", "stage", "hypothesis", "longest_stay"}),
    Message: frozenset({"goal", "helps", "fields"}),
    Words: frozenset({"fields"}),
    UseModule: frozenset({"fields"}),
    CallToAction: frozenset({"fields"}),
}
_WITHOUT_ORDER = (AllOf, AnyOf, OneOf)


def meaning(value: object, *, apart_from: frozenset[str] = frozenset()) -> Any:
    """The meaning of a value of the model as JSON values, without the fields `apart_from` at any depth."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        left_out = _FOR_PEOPLE | _FOR_PEOPLE_OF.get(type(value), frozenset()) | apart_from
        said = {
            field.name: meaning(getattr(value, field.name), apart_from=apart_from)
            for field in dataclasses.fields(value)
            if field.name not in left_out and getattr(value, field.name) != _default(field)
        }
        if isinstance(value, _WITHOUT_ORDER):
            said = {name: sorted(part, key=written) if isinstance(part, list) else part for name, part in said.items()}
        return {"": type(value).__name__, **said}
    if isinstance(value, Mapping):
        return {str(key): meaning(each, apart_from=apart_from) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [meaning(each, apart_from=apart_from) for each in value]
    if isinstance(value, frozenset | set):
        return sorted((meaning(each, apart_from=apart_from) for each in value), key=written)
    if isinstance(value, datetime.date):
        return {"": type(value).__name__, "iso": value.isoformat()}
    return value.value if isinstance(value, Enum) else value


def digest(said: Any) -> str:
    """The hash of JSON values: 32 hexadecimal digits, the same on every machine, for ever."""
    return blake2b(written(said).encode(), digest_size=16).hexdigest()


def written(said: Any) -> str:
    """JSON values as text, in the one way that is hashed: keys sorted, no blanks, nothing but ASCII."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
