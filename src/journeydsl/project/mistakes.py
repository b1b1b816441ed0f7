"""What pydantic finds wrong with a project file, as diagnostics in the words of its author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix, did_you_mean, surely_meant
from journeydsl.project.document import Document, Path
from journeydsl.project.names import as_name
from journeydsl.project.schema import MISTAKE, SECTIONS, Sections
from journeydsl.source import Span

_KEY = "[key]"
_EXPECTED = {
    "string_type": "text",
    "bool_type": "`true` or `false`",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "lines of the form `name: value`",
    "model_type": "lines of the form `name: value`",
    "tuple_type": "a list such as `[one, another]`",
}
_SPELLINGS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def explain(
    document: Document, errors: Sequence[ErrorDetails], sections: Sections = SECTIONS, file: str = "the project file"
) -> tuple[Diagnostic, ...]:
    """One diagnostic for each mistake behind pydantic's `errors` about the data of `document`: a `file` whose models
    are `sections`."""
    misspelled = {_meant(sections, _path(error)) for error in errors if error["type"] == "extra_forbidden"}
    told = (error for error in errors if not _follows(error, misspelled))
    return tuple(
        _unknown_key(document, sections, _path(error))
        if error["type"] == "extra_forbidden"
        else _explain(document, error, file)
        for error in told
    )


def _follows(error: ErrorDetails, misspelled: set[Path | None]) -> bool:
    """Whether `error` comes of another one: a key is missing because it is misspelled, a list has no valid item."""
    return (error["type"] == "missing" and _path(error) in misspelled) or (
        error["type"] == "too_short" and bool(error["input"])
    )


def _path(error: ErrorDetails) -> Path:
    return tuple(part for part in error["loc"] if part != _KEY)


def _meant(sections: Sections, path: Path) -> Path | None:
    """The path that was most likely meant by an unknown one."""
    name = did_you_mean(str(path[-1]), sections[_section(sections, path[:-1])].model_fields)
    return (*path[:-1], name) if name else None


def _explain(document: Document, error: ErrorDetails, file: str) -> Diagnostic:
    path = _path(error)
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return _missing(document, path, file)
        case "string_pattern_mismatch":
            return _bad_name(document, path, str(error["input"]), is_key=_KEY in error["loc"])
        case "enum":
            return _bad_choice(document, path, error["input"], context["expected"])
        case "too_short" | "string_too_short":
            return _wrong(
                document, path, "an empty list allows no value" if error["input"] == [] else "this text is empty"
            )
        case "greater_than":
            return _wrong(document, path, f"`{path[-1]}` must be more than {context['gt']}")
        case "greater_than_equal":
            return _wrong(document, path, f"`{path[-1]}` must be at least {context['ge']:g}")
        case "less_than_equal":
            return _wrong(document, path, f"`{path[-1]}` must be at most {context['le']:g}")
        case kind if kind == MISTAKE:
            return _own(document, path, context, is_key=_KEY in error["loc"])
        case kind:
            return _bad_type(document, path, _EXPECTED.get(kind, "something else"), error["input"], file)


def _unknown_key(document: Document, sections: Sections, path: Path) -> Diagnostic:
    name = str(path[-1])
    span = document.place(path).key
    keys = tuple(sections[_section(sections, path[:-1])].model_fields)
    meant = did_you_mean(name, keys)
    hint = f"did you mean `{meant}`?" if meant else f"known here: {_listed(keys)}"
    message = f"`{name}` means nothing here"
    return Diagnostic(code=Code.PROJECT_KEY, message=message, span=span, hint=hint, fix=_fix(span, name, keys))


def _missing(document: Document, path: Path, file: str) -> Diagnostic:
    *around, name = path
    of = f"`{around[-1]}` has no `{name}`" if around else f"{file} has no `{name}`"
    return Diagnostic(code=Code.PROJECT_KEY, message=of, span=document.place(path).key)


def _bad_name(document: Document, path: Path, written: str, *, is_key: bool) -> Diagnostic:
    place = document.place(path)
    name = as_name(written)
    hint = f"did you mean `{name}`?" if name else "a name begins with a letter"
    message = f"`{written}` is no name: lower-case letters, digits and `_` make one"
    return Diagnostic(code=Code.PROJECT_VALUE, message=message, span=place.key if is_key else place.value, hint=hint)


def _bad_choice(document: Document, path: Path, written: Any, expected: str) -> Diagnostic:
    choices = re.findall(r"'(\w+)'", expected)
    span = _narrow(document, path)
    name = path[-1] if path in document.places else "type"
    if not isinstance(written, str):
        return _wrong(document, path, f"`{name}` must be one of {_listed(choices)}")
    meant = did_you_mean(written, choices)
    hint = f"did you mean `{meant}`?" if meant else f"one of {_listed(choices)}"
    message = f"`{name}` cannot be `{written}`"
    fix = _fix(span, written, choices)
    return Diagnostic(code=Code.PROJECT_VALUE, message=message, span=span, hint=hint, fix=fix)


def _fix(span: Span, written: str, known: Iterable[str]) -> Fix | None:
    """The word that was surely meant in place of the written one."""
    name = surely_meant(written, known)
    return Fix(f"write `{name}`", (Edit(span, name),)) if name else None


def _bad_type(document: Document, path: Path, expected: str, value: Any, file: str) -> Diagnostic:
    span = _narrow(document, path)
    written = document.source.slice(span)
    if expected == "text" and isinstance(value, bool | int | float):
        fix = Fix(f'write `"{written}"`', (Edit(span, f'"{written}"'),))
        return _wrong(document, path, f"`{written}` is not text without quotes", fix=fix)
    spelled = _SPELLINGS.get(str(value).lower())
    if "true" in expected and spelled:
        fix = Fix(f"write `{spelled}`", (Edit(span, spelled),))
        return _wrong(document, path, f"`{written}` is neither `true` nor `false`", fix=fix)
    subject = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "this" if path else file
    return _wrong(document, path, f"{subject} must be {expected}")


def _own(document: Document, path: Path, context: dict[str, Any], *, is_key: bool) -> Diagnostic:
    span = document.place(path).key if is_key else _narrow(document, path)
    return Diagnostic(code=Code(context["code"]), message=context["message"], span=span, hint=context["hint"])


def _wrong(document: Document, path: Path, message: str, *, fix: Fix | None = None) -> Diagnostic:
    return Diagnostic(code=Code.PROJECT_VALUE, message=message, span=_narrow(document, path), fix=fix)


def _narrow(document: Document, path: Path) -> Span:
    """The value, unless there is none to see or it fills several lines: then its key."""
    place = document.place(path)
    value = document.source.slice(place.value)
    return place.key if not value or "\n" in value else place.value


def _section(sections: Sections, path: Path) -> tuple[str, ...]:
    """The key in `sections` of the section at `path`."""
    return next(
        pattern
        for pattern in sections
        if len(pattern) == len(path) and all(part in ("*", name) for part, name in zip(pattern, path, strict=True))
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
