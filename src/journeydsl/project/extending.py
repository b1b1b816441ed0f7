"""A project file with more in it, and every line of its author's as it was.

In: the source, and what is to be added: the path of a part, and its value as YAML. Out: the new text, or None where it
could not be told how to add it without touching anything else.
Promises: the new text, read again, says what the old one said and the addition, and nothing else.
"""

from __future__ import annotations

import copy
from typing import Any

from journeydsl.project.document import Document, Path, read
from journeydsl.source import Source


def extended(source: Source, path: Path, value: str) -> str | None:
    """The text of `source` with `value` (YAML on one line) at `path`; the last part of a path into a list is the item
    itself, and `value` the same."""
    document, mistakes = read(source)
    if document is None or mistakes or not isinstance(document.data, (dict, type(None))):
        return None
    around = path[:-1]
    while around not in document.places and len(around) > 1:
        path, value, around = around, _nested(path, value), around[:-1]
    if not isinstance(_data(document.data, around), (dict, list, type(None))):
        return None
    text = _inserted(document, path, value) if around in document.places else _appended(source, path, value)
    expected = _expected(document.data or {}, path, value)
    result, mistakes = read(Source(source.path, text)) if text is not None else (None, ())
    return text if result is not None and not mistakes and result.data == expected else None


def entries(source: Source) -> dict[Path, str]:
    """Every part of a project file that holds a thing of its own, with its value as it is written."""
    document, _ = read(source)
    if document is None:
        return {}
    return {_by_name(document, path): source.slice(place.value) for path, place in document.places.items() if path}


def _by_name(document: Document, path: Path) -> Path:
    """The path of an item of a list by the item itself, where it is a text."""
    item = document.data
    for part in path:
        item = item[part]
    return (*path[:-1], item) if isinstance(path[-1], int) and isinstance(item, str) else path


def _nested(path: Path, value: str) -> str:
    return f"{{{path[-1]}: {value}}}"


def _inserted(document: Document, path: Path, value: str) -> str | None:
    """The text with one more thing in a section that is there."""
    text, section = document.source.text, document.places[path[:-1]]
    written, inside = document.source.slice(section.value), _data(document.data, path[:-1])
    item = value if isinstance(inside, list) else f"{path[-1]}: {value}"
    if written[:1] in ("{", "["):
        end = section.value.end - 1
        last = len(text[:end].rstrip())
        return f"{text[:last]}{', ' if inside else ''}{item}{text[last:]}"
    if inside is None:
        return _beneath(text, section.key.end, f"  {item}")
    children = [place for each, place in document.places.items() if each[:-1] == path[:-1] and len(each) == len(path)]
    last_child = max(children, key=lambda place: place.value.end)
    start = text.rfind("\n", 0, last_child.key.start) + 1
    indent = text[start : last_child.key.start]
    return _beneath(text, last_child.value.end, indent + item) if not indent.strip(" -") else None


def _appended(source: Source, path: Path, value: str) -> str:
    """The text with a section that is not there yet."""
    newline = _newline(source.text)
    body = f" [{value}]" if path[0] == "topics" else f"{newline}  {path[-1]}: {value}"
    between = "" if not source.text or source.text.endswith("\n") else newline
    return f"{source.text}{between}{newline}{path[0]}:{body}{newline}"


def _beneath(text: str, offset: int, line: str) -> str:
    """The text with a line below the one in which `offset` stands."""
    end = text.find("\n", offset)
    if end < 0:
        return f"{text}{_newline(text)}{line}{_newline(text)}"
    return f"{text[: end + 1]}{line}{_newline(text)}{text[end + 1 :]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _expected(data: Any, path: Path, value: str) -> Any:
    """The data with the addition."""
    new, _ = read(Source("", value))
    addition = None if new is None else new.data
    whole = copy.deepcopy(data)
    place = whole
    for part in path[:-1]:
        if place.get(part) is None:
            place[part] = [] if path[0] == "topics" else {}
        place = place[part]
    if isinstance(place, list):
        place.append(addition)
    else:
        place[path[-1]] = addition
    return whole


def _data(data: Any, path: Path) -> Any:
    """What stands at a path, or None."""
    for part in path:
        data = None if data is None else data.get(part)
    return data
