"""The texts of a message, in its lines, its template and its modules, and the fields that they name."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from journeydsl import messages
from journeydsl.checker import lines
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.messages.composing import text_beside
from journeydsl.model.messages import Module
from journeydsl.source import Source, Span
from journeydsl.syntax import ast

PLAIN = "txt"
"""The suffix of the form that a message without a template, and the text part of any, is made of."""


@dataclass(frozen=True, slots=True)
class Use:
    """A field that a text names: the names in its path, where to show it, and how a mistake about it begins: with the
    file and line of a template, with nothing for the text of a line. It is `needed` where the text does not provide
    for its absence."""

    path: tuple[str, ...]
    span: Span
    place: str
    needed: bool = True

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
    """The text of each template by its normalised path, what finds the fields that a text names, and the modules."""

    templates: Mapping[str, str]
    fields: FieldsOf
    modules: Mapping[str, Module]


@dataclass(frozen=True, slots=True)
class Content:
    """The fields that a part of a message names, the first use of each in a text, those that are needed first;
    incomplete where one of its texts could not be read."""

    uses: tuple[Use, ...]
    complete: bool


def read(scope: Scope, written: ast.Message, texts: Texts) -> Content:
    """What the subject, the preview and the template of a message name; what cannot be read is reported."""
    template = lines.first(written.lines, ast.TemplateLine)
    in_lines = (line.text for line in written.lines if isinstance(line, ast.SubjectLine | ast.PreviewLine))
    found = [_of_text(scope, text, texts) for text in in_lines]
    if template is not None:
        found.append(_of_template(scope, template.path, texts))
        file = file_of(template.path)
        if (beside := text_beside(file)) != file and beside in texts.templates:
            found.append(_of_file(scope, beside, template.path.span, texts))
    return _joined(found)


def of_call(scope: Scope, call: ast.CallToAction, texts: Texts) -> Content:
    """What the words of a call to action and its link name."""
    told = _of_text(scope, call.text, texts)
    if isinstance(call.to, ast.Text):
        return _joined([told, _of_text(scope, call.to, texts)])
    return _joined([told, (Use(call.to.parts, call.to.span, ""),)])


def of_part(scope: Scope, written: ast.Content, form: str, texts: Texts) -> Content:
    """What a module, or what a block or a footer holds, names; `form` is the suffix of the message's template."""
    if isinstance(written, ast.UseModule):
        return _joined(_of_module(scope, written, form, texts))
    return _joined([_of_text(scope, written, texts)])


def words(written: ast.Content) -> str:
    """What stands for a content where it is spoken of: its text, or the name of the module."""
    return written.name.value if isinstance(written, ast.UseModule) else written.value


def suffix(written: ast.Message) -> str:
    """The form of the modules that a message uses: the suffix of its template."""
    template = lines.first(written.lines, ast.TemplateLine)
    return PLAIN if template is None else posixpath.splitext(template.path.value)[1].removeprefix(".") or PLAIN


def file_of(path: ast.Text) -> str:
    """The file that a template line names, by the path under which its text is known."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path.span.file), path.value))


def _joined(found: Iterable[tuple[Use, ...] | None]) -> Content:
    found = list(found)
    uses = tuple(use for each in found for use in _once(each or ()))
    return Content(uses, complete=all(each is not None for each in found))


def _once(uses: tuple[Use, ...]) -> tuple[Use, ...]:
    """The first use of each field, that is needed where one is."""
    first: dict[tuple[str, ...], Use] = {}
    for use in uses:
        if not first.setdefault(use.path, use).needed and use.needed:
            first[use.path] = use
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
        Use(use.path, Span(text.span.file, start + use.start, start + use.end) if plain else text.span, "", use.needed)
        for use in found
    )


def _of_template(scope: Scope, path: ast.Text, texts: Texts) -> tuple[Use, ...] | None:
    file = file_of(path)
    if file in texts.templates:
        return _of_file(scope, file, path.span, texts)
    _report_missing(scope, path, file, texts.templates)
    return None


def _of_module(scope: Scope, written: ast.UseModule, form: str, texts: Texts) -> list[tuple[Use, ...] | None]:
    """What the form of a module for such a template names, and the form for the text part."""
    name, known = written.name, texts.modules
    if name.value not in known:
        hint = meant(name.value, known, "the modules are") or f"write it as a file `modules/{name.value}.{form}`"
        scope.report(Code.UNKNOWN_MODULE, f"there is no module `{name.value}`", name.span, hint=hint)
        return [None]
    files = known[name.value].files
    if form not in files:
        there = next(iter(files.values()))
        hint = f"beside `{there}`, write it as `{posixpath.splitext(there)[0]}.{form}`"
        message = f"the module `{name.value}` is not there as `.{form}`, which this message is made of"
        scope.report(Code.UNKNOWN_MODULE, message, name.span, hint=hint)
        return [None]
    forms = dict.fromkeys((form, PLAIN))
    return [_of_file(scope, files[each], name.span, texts) for each in forms if each in files]


def _of_file(scope: Scope, file: str, span: Span, texts: Texts) -> tuple[Use, ...] | None:
    try:
        found = texts.fields(texts.templates[file])
    except messages.TemplateProblem as problem:
        scope.report(Code.TEMPLATE_SYNTAX, f"{file}:{problem.line}: {problem.message}", span)
        return None
    text = Source(file, texts.templates[file])
    return tuple(Use(use.path, span, f"{file}:{text.position(use.start).line}: ", use.needed) for use in found)


def _report_missing(scope: Scope, path: ast.Text, file: str, templates: Mapping[str, str]) -> None:
    folder = posixpath.dirname(file)
    beside = [
        posixpath.join(posixpath.dirname(path.value), posixpath.basename(known))
        for known in templates
        if posixpath.dirname(known) == folder and not known.endswith(".csv")
    ]
    scope.report(
        Code.MISSING_TEMPLATE,
        f"there is no file `{file}`",
        path.span,
        hint=meant(path.value, beside, "the templates there are"),
    )
