"""JSON Lines (an object a line) and JSON arrays of objects, with numbers as the digits that were written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from journeydsl.data.problems import FileProblem, reading
from journeydsl.data.rows import Cell, Row

NESTED = "properties"
"""The members of an object under this name are read as if they stood beside it."""

_NOT_AN_OBJECT = "not a JSON object"
_HALF_CHARACTER = "half a character (an unpaired surrogate)"


class _Unusable(Exception):
    """A text that is not a row; the message is the problem."""


@dataclass(frozen=True, slots=True)
class JsonObjects:
    """Objects with the same kind of members: one a line (empty lines are passed over), or an array in a `.json` file,
    which is read as a whole.

    `columns` are all names that occur anywhere. The names in `own` are never taken from what is nested.
    """

    path: Path
    columns: tuple[str, ...]
    own: frozenset[str]

    def relation(self) -> None:
        """DuckDB does not keep numbers as the digits that were written."""

    def rows(self) -> Iterator[Row]:
        for number, text in _texts(self.path):
            try:
                members = _members(text, self.own)
            except _Unusable as problem:
                yield Row(number, (), (text.rstrip("\r\n"),), str(problem))
            else:
                yield Row(number, [members.get(column) for column in self.columns])


def json_objects(path: Path, own: Collection[str]) -> JsonObjects:
    """The table of a JSON Lines file, or of a JSON array; goes through the file once to learn its columns.

    Raises FileProblem where there is no such file, no text, or no array.
    """
    columns: dict[str, None] = {}
    reserved = frozenset(own)
    is_empty = True
    for _, text in _texts(path):
        is_empty = False
        try:
            columns.update(dict.fromkeys(_members(text, reserved)))
        except _Unusable:
            continue
    if is_empty:
        raise FileProblem(path, "is empty: there is no object in it")
    return JsonObjects(path, tuple(columns), reserved)


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The text of each object, and its line, or its place in the array."""
    with reading(path), path.open(encoding="utf-8-sig") as file:
        if path.suffix.lower() == ".json":
            for number, item in enumerate(_array(path, file.read()), start=1):
                yield number, json.dumps(item)
        else:
            for number, line in enumerate(file, start=1):
                if not line.isspace():
                    yield number, line


def _array(path: Path, text: str) -> list[object]:
    try:
        array = _loads(text)
    except _Unusable as cause:
        raise FileProblem(path, "is not JSON") from cause
    if not isinstance(array, list):
        raise FileProblem(path, "is not a JSON array of objects; one object a line makes a `.jsonl` file")
    return array


def _members(text: str, own: frozenset[str]) -> dict[str, Cell]:
    members = _loads(text)
    if not isinstance(members, dict):
        raise _Unusable(_NOT_AN_OBJECT)
    if "\\u" in text and not _is_text(members):
        raise _Unusable(_HALF_CHARACTER)
    nested = members.get(NESTED)
    if isinstance(nested, dict):
        del members[NESTED]
        members = {name: value for name, value in nested.items() if name not in own} | members
    return {name: _cell(value) for name, value in members.items()}


def _loads(text: str) -> object:
    try:
        loaded: object = json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError) as cause:
        raise _Unusable(_NOT_AN_OBJECT) from cause
    return loaded


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


def _is_text(members: dict[str, object]) -> bool:
    try:
        json.dumps(members, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
