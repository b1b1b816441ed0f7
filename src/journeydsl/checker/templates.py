"""Templates as documents: what cannot become a message, and what its readers could not read, see or follow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from journeydsl.checker import lines
from journeydsl.checker.content import file_of
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.markup import Finding, MjmlUnavailable, has_components, message_findings, template_findings
from journeydsl.messages import TemplateProblem
from journeydsl.messages.composing import UNSUBSCRIBE_LINK, arms_of, compose
from journeydsl.model.messages import Content, Message, MessageClass, Module, UseModule, Words
from journeydsl.source import Span
from journeydsl.syntax import ast

_DOCUMENTS = (".html", ".mjml")
_ERRORS = frozenset(
    {Code.UNKNOWN_COMPONENT, Code.UNKNOWN_COMPONENT_ATTRIBUTE, Code.COMPONENT_OUT_OF_PLACE, Code.UNCLOSED_COMPONENT}
    | {Code.BETWEEN_COMPONENTS, Code.TEMPLATE_SYNTAX}
)


def report(
    scope: Scope,
    written: Collection[ast.Message],
    sendable: Mapping[str, Message],
    modules: Mapping[str, Module],
    templates: Mapping[str, str],
) -> None:
    """Say what is wrong with the templates of messages and with the modules that they use, each file once, and then
    with messages that are otherwise sound as a whole."""
    own = {name: each for name, each in sendable.items() if (each.template or "").endswith(_DOCUMENTS)}
    broken = set()
    for file, shown in _files(own.values(), modules, templates).items():
        is_mjml = file.endswith(".mjml")
        for found in template_findings(templates[file], mjml=is_mjml, parts=shown.between, not_in_texts=shown.made):
            _tell(scope, found, Span(file, found.start, found.end))
            broken |= {file} if found.code in _ERRORS else set()
    if not broken:
        for message in written:
            if message.name.text in own:
                _report_message(scope, message, own[message.name.text], modules, templates)


class _Shown(NamedTuple):
    """The parts that a template may show between components, and those that it may not show in texts."""

    between: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()


def _files(
    messages: Collection[Message], modules: Mapping[str, Module], templates: Mapping[str, str]
) -> dict[str, _Shown]:
    """Each file that is a document, and how it may show the parts of its messages."""
    made = {name for name, each in modules.items() if has_components(templates.get(each.files.get("mjml", ""), ""))}
    files: dict[str, _Shown] = {}
    for message in messages:
        assert message.template is not None
        arms = arms_of(message)
        between = {name for name, each in arms.items() if all(_is_made(arm, made) is not False for arm in each)}
        own = {name for name, each in arms.items() if any(_is_made(arm, made) for arm in each)}
        before = files.get(message.template, _Shown())
        files[message.template] = _Shown(before.between | between & own, before.made | own)
        for module in _used(message):
            for file in modules[module].files.values() if module in modules else ():
                if file.endswith(_DOCUMENTS):
                    files.setdefault(file, _Shown())
    return files


def _is_made(content: Content, made: Collection[str]) -> bool | None:
    """Whether something is made of components; None where there is nothing."""
    match content:
        case Words(text):
            return None if not text.strip() else False
        case UseModule(name):
            return name in made


def _used(message: Message) -> Iterator[str]:
    """The modules that a message may show."""
    return (arm.module for arms in arms_of(message).values() for arm in arms if isinstance(arm, UseModule))


def _report_message(
    scope: Scope,
    written: ast.Message,
    message: Message,
    modules: Mapping[str, Module],
    templates: Mapping[str, str],
) -> None:
    template = lines.first(written.lines, ast.TemplateLine)
    assert template is not None
    try:
        composed = compose(message, modules, templates)
    except MjmlUnavailable:
        return
    except TemplateProblem as problem:
        scope.report(Code.TEMPLATE_SYNTAX, f"{file_of(template.path)}: {problem.message}", template.path.span)
        return
    html = composed.html or ""
    if UNSUBSCRIBE_LINK in html and not _says_where(scope, message.channel):
        scope.report(
            Code.MISSING_UNSUBSCRIBE,
            f"nothing says where contacts can unsubscribe from `{message.channel}`",
            template.path.span,
            hint="add `unsubscribe` or `sender` to the channel in the project file",
            severity=Severity.WARNING,
        )
    for found in message_findings(html, promotional=message.message_class is MessageClass.PROMOTIONAL):
        _tell(scope, found, template.path.span)


def _says_where(scope: Scope, name: str) -> bool:
    channel = scope.names.project.channels[name]
    return channel.unsubscribe is not None or "@" in (channel.sender or "")


def _tell(scope: Scope, found: Finding, place: Span) -> None:
    severity = Severity.ERROR if found.code in _ERRORS else Severity.WARNING
    scope.report(found.code, found.message, place, hint=found.hint, severity=severity)
