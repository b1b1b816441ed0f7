"""Where a call to action leads: to a field that holds a link, or to a text that is one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from journeydsl.checker import values
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.model.project import Project
from journeydsl.model.values import Kind, ValueType
from journeydsl.syntax import ast

_FIELD = re.compile(r"\{\{[^{}]*\}\}")
_LINK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|\{)[^\s]+")


def report_no_link(scope: Scope, line: ast.CallToAction) -> None:
    """Report a call to action that cannot lead anywhere; nothing is said of a field that nobody declared."""
    match line.to:
        case ast.Text(value, span):
            if _LINK.fullmatch(_FIELD.sub("{}", value)) is None:
                hint = "write the whole address, such as `https://acme.example/cart`"
                scope.report(Code.TYPE_MISMATCH, "a call to action leads to a link, and this is none", span, hint=hint)
        case ast.Path() as path:
            types = _types(scope.names.project, path)
            if types and not any(each.kind is Kind.URL and not each.many for each in types):
                message = f"`{path.text}` is {values.family(types[0]).value}, and a call to action leads to a link"
                scope.report(Code.TYPE_MISMATCH, message, path.span, hint=_known(scope.names.project))


def _types(project: Project, path: ast.Path) -> list[ValueType]:
    """What a field can hold: a property of the trigger as many types as there are events that have it."""
    match path.parts:
        case ("trigger", name):
            return [event.properties[name] for event in project.events.values() if name in event.properties]
        case ("account", name):
            return [project.account[name].type] if name in project.account else []
        case ("score", name):
            return [ValueType(Kind.NUMBER)] if name in project.scores else []
        case _:
            return [project.attributes[path.text].type] if path.text in project.attributes else []


def _known(project: Project) -> str:
    links = [
        *(f"trigger.{name}" for event in project.events.values() for name in _links(event.properties)),
        *_links({name: attribute.type for name, attribute in project.attributes.items()}),
    ]
    return f"name a field of type `url`, such as `{links[0]}`" if links else "no field is of type `url`; write the link"


def _links(types: Mapping[str, ValueType]) -> list[str]:
    return [name for name, each in types.items() if each.kind is Kind.URL and not each.many]
