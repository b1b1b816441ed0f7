"""The fields that a message reads: which there are, which may be missing, and what is said in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from journeydsl.checker import guards, paths
from journeydsl.checker.content import Content, Use
from journeydsl.checker.names import meant
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope, SomeTrigger
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.conditions import AccountFact, Attribute, Offered, Score, TriggerProperty
from journeydsl.model.messages import Field
from journeydsl.model.values import Kind
from journeydsl.syntax import ast

NOTHING_KNOWN: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Fields:
    """The fields of one message, gathered part by part: which are read, and what the message has to say instead.

    `shown` are the parts of the message that its texts show by name, which are no fields; `placed` those that one
    does show. `fallbacks` has the first line about each field.
    """

    scope: Scope
    fallbacks: dict[str, ast.Fallback]
    shown: frozenset[str]
    placed: set[str] = field(default_factory=set)
    used: dict[str, Field] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    complete: bool = True

    def of(self, content: Content, known: frozenset[str] = NOTHING_KNOWN) -> tuple[Field, ...]:
        """The fields that a part of the message cannot do without; `known` are those that are there whenever the part
        is chosen. What does not exist is reported, and what may be missing without anything to say instead."""
        self.complete = self.complete and content.complete
        needed: dict[Field, None] = {}
        for use in content.uses:
            if use.name in self.shown:
                self.placed.add(use.name)
                continue
            found = find(self.scope, use) if use.needed or use.name not in self.told else None
            if use.needed and use.name not in self.fallbacks and use.name not in known | self.told:
                _report_if_missing(self.scope, use)
            self.told.add(use.name)
            if use.needed and found is not None and use.name not in known:
                needed[found] = None
                self.used[use.name] = found
        return tuple(needed)

    def has_text(self, name: str) -> bool:
        """Whether there is a text to say in place of a field."""
        line = self.fallbacks.get(name)
        return line is not None and isinstance(line.otherwise, ast.Text)

    def texts(self) -> tuple[tuple[Field, str], ...]:
        """What is said in place of each field that is read somewhere, where there is something to say."""
        lines = ((found, self.fallbacks.get(name)) for name, found in self.used.items())
        return tuple(
            (found, line.otherwise.value)
            for found, line in lines
            if line is not None and isinstance(line.otherwise, ast.Text)
        )

    def report_unused(self) -> None:
        """Warn of each line that says what to write in place of a field that the message does not need."""
        for name, line in self.fallbacks.items():
            path = line.subject
            if name in self.used or find(self.scope, Use(path.parts, path.span, "")) is None or not self.complete:
                continue
            self.scope.report(
                Code.UNUSED_FALLBACK,
                f"the message does not need `{name}`, so this line does nothing",
                line.span,
                hint="remove the line, or use the field",
                severity=Severity.WARNING,
            )


def gather(scope: Scope, lines: Iterable[ast.MessageLine], shown: frozenset[str]) -> Fields:
    """What a message with these lines says in place of fields, before any of its texts has been read."""
    fallbacks: dict[str, ast.Fallback] = {}
    for line in lines:
        if isinstance(line, ast.Fallback):
            fallbacks.setdefault(line.subject.text, line)
    return Fields(scope=scope, fallbacks=fallbacks, shown=shown)


def find(scope: Scope, use: Use) -> Field | None:
    """The field of a path; None where there is none, which is reported.

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
        case ("offer", *names):
            return _of_offer(scope, use, ".".join(names))
        case (name,) if name in project.attributes:
            return Attribute(name)
        case ("account" | "score", *_):
            read = _tell(scope, use)
            operand = None if read is None else read.operand
            return operand if isinstance(operand, AccountFact | Score) else None
        case _:
            _tell(scope, use)
            return None


def _lacks(scope: Scope, use: Use) -> bool:
    """Whether there is an offer whose list has nothing in this column for some item."""
    match use.path:
        case ("offer", name):
            lists = [shelf.offers for shelf in scope.names.offers.values() if shelf.offers is not None]
            return any(name in each.columns and name not in item.facts for each in lists for item in each.items)
        case _:
            return False


def _of_offer(scope: Scope, use: Use, written: str) -> Field | None:
    """What a list says of the item that was offered: any list, for which was offered is seen at each `send`."""
    shelves = scope.names.offers
    columns = {column for shelf in shelves.values() if shelf.offers is not None for column in shelf.offers.columns}
    if written in columns or any(shelf.offers is None for shelf in shelves.values()):
        return Offered(written)
    message = f"no list of offers has a column `{written}`" if written else "`offer` alone is no value"
    hint = meant(written, columns, "the columns are", before="offer.") or "declare offers in the project file"
    scope.report(Code.UNKNOWN_PROPERTY, f"{use.place}{message}", use.span, hint=hint)
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
    if not guards.may_be_missing(project, ast.Path(use.path, use.span)) and not _lacks(scope, use):
        return
    attribute = project.attributes.get(use.name)
    example = '"there"' if attribute is not None and attribute.type.kind is Kind.TEXT else '"…"'
    scope.report(
        Code.MISSING_FALLBACK,
        f"{use.place}`{use.name}` may be missing, and nothing says what to write then",
        use.span,
        hint=f"add a line such as `{use.name} or {example}`, or `{use.name} or skip` to send nothing",
    )
