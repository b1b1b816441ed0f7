"""The fields that a message reads: which there are, which may be missing, and what is said in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from journeydsl.checker import guards, paths
from journeydsl.checker.content import Content, Use
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope, SomeTrigger
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.conditions import AccountFact, Attribute, Score, TriggerProperty
from journeydsl.model.messages import Field
from journeydsl.model.values import Kind
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields without which a message is not sent, and those for which it has a text to say instead."""

    needs: tuple[Field, ...]
    fallbacks: tuple[tuple[Field, str], ...]


def check(scope: Scope, content: Content, lines: Iterable[ast.Fallback], blocks: frozenset[str]) -> Fields:
    """What a message with these `blocks` needs. The first line about a field counts."""
    fallbacks: dict[str, ast.Fallback] = {}
    for line in lines:
        fallbacks.setdefault(line.subject.text, line)
    needs: dict[Field, None] = {}
    texts: dict[Field, str] = {}
    seen: set[str] = set()
    for use in content.uses:
        field = None if use.name in blocks else find(scope, use)
        provided = fallbacks.get(use.name)
        if provided is None and use.name not in seen | blocks:
            _report_if_missing(scope, use)
        seen.add(use.name)
        if field is not None and provided is not None and isinstance(provided.otherwise, ast.Text):
            texts[field] = provided.otherwise.value
        elif field is not None:
            needs[field] = None
    _report_unused(scope, content, fallbacks)
    return Fields(tuple(needs), tuple(texts.items()))


def find(scope: Scope, use: Use) -> Field | None:
    """The field of a path; None where there is none, which is reported, and where no run can have it yet.

    Whether the trigger of a journey has a property is seen at each `send`; here it is enough that some event has it.
    """
    project = scope.names.project
    match use.path:
        case ("trigger", *names):
            written = ".".join(names)
            if any(written in event.properties for event in scope.names.events.values()):
                return TriggerProperty(written)
            _tell(scope, use)
            return None
        case (name,) if name in project.attributes and not project.attributes[name].type.many:
            return Attribute(name)
        case ("account" | "score", *_):
            read = _tell(scope, use)
            operand = None if read is None else read.operand
            return operand if isinstance(operand, AccountFact | Score) else None
        case _:
            _tell(scope, use)
            return None


def _tell(scope: Scope, use: Use) -> Read | None:
    """What a path reads; reports what is wrong with one that is no field."""
    own = replace(scope, findings=[], trigger=SomeTrigger())
    read = paths.resolve(own, ast.Path(use.path, use.span))
    scope.findings.extend(
        replace(found, message=f"{use.place}{found.message}", fix=found.fix if use.is_shown_alone else None)
        for found in own.findings
    )
    return read


def _report_if_missing(scope: Scope, use: Use) -> None:
    project = scope.names.project
    if not guards.may_be_missing(project, ast.Path(use.path, use.span)):
        return
    attribute = project.attributes.get(use.name)
    example = '"there"' if attribute is not None and attribute.type.kind is Kind.TEXT else '"…"'
    scope.report(
        Code.MISSING_FALLBACK,
        f"{use.place}`{use.name}` may be missing, and nothing says what to write then",
        use.span,
        hint=f"add a line such as `{use.name} or {example}`, or `{use.name} or skip` to send nothing",
    )


def _report_unused(scope: Scope, content: Content, fallbacks: Mapping[str, ast.Fallback]) -> None:
    used = {use.name for use in content.uses}
    for name, line in fallbacks.items():
        path = line.subject
        if name in used or find(scope, Use(path.parts, path.span, "")) is None or not content.complete:
            continue
        scope.report(
            Code.UNUSED_FALLBACK,
            f"the message does not need `{name}`, so this line does nothing",
            line.span,
            hint="remove the line, or use the field",
            severity=Severity.WARNING,
        )
