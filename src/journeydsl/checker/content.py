"""The texts of a message, in its lines and in its template, and the fields that they need."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from journeydsl import messages
from journeydsl.checker import lines
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.source import Source, Span
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Use:
    """A field that a text needs: the names in its path, where to show it, and how a mistake about it begins: with the
    file and line of a template, with nothing for the text of a line."""

    path: tuple[str, ...]
    span: Span
    place: str

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def is_shown_alone(self) -> bool:
        """Whether the place is that of the field and of nothing else."""
        return not self.place and self.span.end - self.span.start == len(self.name)


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


def read(scope: Scope, written: ast.Message, texts: Texts) -> Content:
    """What the texts of a message need; what cannot be read is reported."""
    template = lines.first(written.lines, ast.TemplateLine)
    found = [_of_text(scope, text, texts) for line in written.lines for text in _texts(line)]
    if template is not None:
        found.append(_of_template(scope, template.path, texts))
    led_to = lines.first(written.lines, ast.CallToAction)
    if led_to is not None and isinstance(led_to.to, ast.Path):
        found.append((Use(led_to.to.parts, led_to.to.span, ""),))
    uses = tuple(use for each in found for use in _once(each or ()))
    return Content(uses, complete=all(each is not None for each in found))


def _texts(line: ast.MessageLine) -> Iterator[ast.Text]:
    """The texts of a line in which fields are filled in."""
    match line:
        case ast.SubjectLine(text) | ast.PreviewLine(text):
            yield text
        case ast.CallToAction(text, to):
            yield text
            if isinstance(to, ast.Text):
                yield to
        case ast.BlockLine(_, arms, otherwise):
            yield from (arm.content for arm in arms)
            if otherwise is not None:
                yield otherwise
        case ast.ChannelLine() | ast.ClassLine() | ast.TopicLine() | ast.GoalLine() | ast.TemplateLine():
            return
        case ast.Fallback() | ast.Helps() | ast.FooterBy():
            return


def file_of(path: ast.Text) -> str:
    """The file that a template line names, by the path under which its text is known."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path.span.file), path.value))


def _once(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """The first use of each field."""
    first: dict[tuple[str, ...], Use] = {}
    for use in uses:
        first.setdefault(use.path, use)
    return tuple(first.values())


def _of_text(scope: Scope, text: ast.Text, texts: Texts) -> tuple[Use, ...] | None:
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
