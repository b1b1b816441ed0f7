"""The fields that a message reads: which there are, which may be missing, and what is said in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journeydsl.checker.content import Content, Use
from journeydsl.checker.names import meant
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.conditions import Attribute, TriggerProperty
from journeydsl.model.messages import Field
from journeydsl.model.values import Kind
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields without which a message is not sent, and those for which it has a text to say instead."""

    needs: tuple[Field, ...]
    fallbacks: tuple[tuple[Field, str], ...]


def check(scope: Scope, content: Content, lines: Iterable[ast.Fallback]) -> Fields:
    """What a message needs. The first line about a field counts."""
    fallbacks: dict[str, ast.Fallback] = {}
    for line in lines:
        fallbacks.setdefault(line.subject.text, line)
    needs: dict[Field, None] = {}
    texts: dict[Field, str] = {}
    for use in content.uses:
        field = _field(scope, use)
        if field is not None and field not in needs and field not in texts:
            _sort(scope, use, field, fallbacks, needs, texts)
    _report_unused(scope, content, fallbacks)
    return Fields(tuple(needs), tuple(texts.items()))


def _sort(
    scope: Scope,
    use: Use,
    field: Field,
    fallbacks: Mapping[str, ast.Fallback],
    needs: dict[Field, None],
    texts: dict[Field, str],
) -> None:
    """Put a field where it belongs; one without a line is needed, and is reported where it may be missing."""
    line = fallbacks.get(use.name)
    if line is not None and isinstance(line.otherwise, ast.Text):
        texts[field] = line.otherwise.value
        return
    needs[field] = None
    if line is None and isinstance(field, Attribute) and scope.names.project.attributes[field.name].optional:
        example = '"there"' if scope.names.project.attributes[field.name].type.kind is Kind.TEXT else '"…"'
        scope.report(
            Code.MISSING_FALLBACK,
            f"{use.place}`{use.name}` may be missing, and nothing says what to write then",
            use.span,
            hint=f"add a line such as `{use.name} or {example}`, or `{use.name} or skip` to send nothing",
        )


def _field(scope: Scope, use: Use) -> Field | None:
    """The field of a path; None where there is none, which is reported.

    Whether the trigger of a journey has a property is seen at each `send`; here it is enough that some event has it.
    """
    project = scope.names.project
    match use.path:
        case ("trigger", *names):
            properties = {name for event in project.events.values() for name in event.properties}
            written = ".".join(names)
            if written in properties:
                return TriggerProperty(written)
            message = f"no event has a property `{written}`" if written else "`trigger` is an event, not a value"
            hint = meant(written, properties, "the properties of events are", before="trigger.")
            scope.report(Code.UNKNOWN_PROPERTY, f"{use.place}{message}", use.span, hint=hint)
            return None
        case _:
            if use.name in project.attributes:
                return Attribute(use.name)
            hint = meant(use.name, project.attributes, "the attributes are")
            scope.report(Code.UNKNOWN_ATTRIBUTE, f"{use.place}there is no attribute `{use.name}`", use.span, hint=hint)
            return None


def _report_unused(scope: Scope, content: Content, fallbacks: Mapping[str, ast.Fallback]) -> None:
    used = {use.name for use in content.uses}
    for name, line in fallbacks.items():
        path = line.subject
        if name in used or _field(scope, Use(path.parts, path.span, "")) is None or not content.complete:
            continue
        scope.report(
            Code.UNUSED_FALLBACK,
            f"the message does not need `{name}`, so this line does nothing",
            line.span,
            hint="remove the line, or use the field",
            severity=Severity.WARNING,
        )
