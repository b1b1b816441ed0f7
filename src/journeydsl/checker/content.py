"""The text of a message: its subject and its template, and the fields that they need."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from journeydsl import messages
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.source import Source, Span
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Use:
    """A field that a text needs: the names in its path, where to show it, and how a mistake about it begins: with the
    file and line of a template, with nothing for a subject."""

    path: tuple[str, ...]
    span: Span
    place: str

    @property
    def name(self) -> str:
        return ".".join(self.path)


FieldsOf: TypeAlias = Callable[[str], tuple[messages.FieldUse, ...]]


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of each template by its normalised path, and what finds the fields that a text needs."""

    templates: Mapping[str, str]
    fields: FieldsOf


@dataclass(frozen=True, slots=True)
class Content:
    """The fields that a message needs, each once a text; incomplete where one of its texts could not be read."""

    uses: tuple[Use, ...]
    complete: bool


def read(scope: Scope, subject: ast.SubjectLine | None, template: ast.TemplateLine | None, texts: Texts) -> Content:
    """What the subject and the template of a message need; what cannot be read is reported."""
    of_subject = () if subject is None else _of_subject(scope, subject.text, texts)
    of_template = () if template is None else _of_template(scope, template.path, texts)
    return Content(
        (*_once(of_subject or ()), *_once(of_template or ())), of_subject is not None and of_template is not None
    )


def file_of(path: ast.Text) -> str:
    """The file that a template line names, by the path under which its text is known."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path.span.file), path.value))


def _once(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """The first use of each field."""
    first: dict[tuple[str, ...], Use] = {}
    for use in uses:
        first.setdefault(use.path, use)
    return tuple(first.values())


def _of_subject(scope: Scope, text: ast.Text, texts: Texts) -> tuple[Use, ...] | None:
    try:
        found = texts.fields(text.value)
    except messages.TemplateProblem as problem:
        scope.report(Code.TEMPLATE_SYNTAX, problem.message, text.span)
        return None
    # Without escapes a text stands in the file as it is, after its quote; with them its offsets are not the file's.
    plain = text.span.end - text.span.start == len(text.value) + 2
    start = text.span.start + 1
    return tuple(
        Use(use.path, Span(text.span.file, start + use.start, start + use.end) if plain else text.span, "")
        for use in found
    )


def _of_template(scope: Scope, path: ast.Text, texts: Texts) -> tuple[Use, ...] | None:
    file = file_of(path)
    if file not in texts.templates:
        _report_missing(scope, path, file, texts.templates)
        return None
    try:
        found = texts.fields(texts.templates[file])
    except messages.TemplateProblem as problem:
        scope.report(Code.TEMPLATE_SYNTAX, f"{file}:{problem.line}: {problem.message}", path.span)
        return None
    text = Source(file, texts.templates[file])
    return tuple(Use(use.path, path.span, f"{file}:{text.position(use.start).line}: ") for use in found)


def _report_missing(scope: Scope, path: ast.Text, file: str, templates: Mapping[str, str]) -> None:
    folder = posixpath.dirname(file)
    beside = [
        posixpath.join(posixpath.dirname(path.value), posixpath.basename(known))
        for known in templates
        if posixpath.dirname(known) == folder
    ]
    scope.report(
        Code.MISSING_TEMPLATE,
        f"there is no file `{file}`",
        path.span,
        hint=meant(path.value, beside, "the templates there are"),
    )
