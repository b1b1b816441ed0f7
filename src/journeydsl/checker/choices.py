"""The parts of a message that differ from contact to contact: its blocks, its footer, its call to action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from journeydsl.checker import conditions, content, guards, links, paths, values
from journeydsl.checker.content import Texts
from journeydsl.checker.fields import NOTHING_KNOWN, Fields
from journeydsl.checker.known import Came, known_where
from journeydsl.checker.paths import Read
from journeydsl.checker.scope import Scope, SomeTrigger
from journeydsl.diagnostics import Code, Label
from journeydsl.model import messages as model
from journeydsl.model.conditions import AccountFact, Attribute, Condition, Score, TriggerProperty
from journeydsl.model.project import Project
from journeydsl.source import Span
from journeydsl.syntax import ast, printer

OTHERWISE = "otherwise"
FOOTER = "footer"

Armed = TypeVar("Armed", ast.BlockArm, ast.CallArm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What the parts of one message share while they are checked: `form` is the suffix of its template."""

    scope: Scope
    fields: Fields
    texts: Texts
    form: str

    def part(self, written: ast.Content, known: frozenset[str] = NOTHING_KNOWN) -> model.Content:
        """What is chosen, with the fields that it needs where `known` are there."""
        found = self.fields.of(content.of_part(self.scope, written, self.form, self.texts), known)
        if isinstance(written, ast.UseModule):
            return model.UseModule(written.name.value, found)
        return model.Words(written.value, found)

    def module(self, written: ast.UseModule) -> model.UseModule:
        """A module that everybody gets."""
        found = self.fields.of(content.of_part(self.scope, written, self.form, self.texts))
        return model.UseModule(written.name.value, found)


def choosing(scope: Scope, fields: Fields, texts: Texts, form: str) -> Choosing:
    """The parts of a message may ask about the run that sends it, and about whatever it was triggered by."""
    return Choosing(scope=replace(scope, trigger=SomeTrigger(), entered=True), fields=fields, texts=texts, form=form)


def blocks(around: Choosing, written: ast.Message) -> tuple[model.Block, ...]:
    """The blocks of a message, whose texts show each of them by its name."""
    built = (_block(around, line) for line in written.lines if isinstance(line, ast.BlockLine))
    return tuple(block for block in built if block is not None)


def footer(around: Choosing, line: ast.FooterBy | None) -> model.Footer | None:
    """The footer of a message; None where there is none or where it is not complete, which is reported."""
    if line is None:
        return None
    read = paths.resolve(around.scope, line.attribute)
    if read is None or not _has_values(around.scope, line, read):
        return None
    known = frozenset({line.attribute.text})
    written = _entries(around, line, read)
    others = line.otherwise if line.entries or line.otherwise else _module(around, line, OTHERWISE)
    entries = tuple(
        model.FooterEntry(values=allowed, content=around.part(entry.content, known)) for entry, allowed in written
    )
    otherwise = None if others is None else around.part(others)
    _report_incomplete(around.scope, line, read, entries, otherwise)
    match read.operand:
        case Attribute() | AccountFact() | Score() | TriggerProperty() as by:
            return model.Footer(by=by, entries=entries, otherwise=otherwise, span=line.span)
        case _:
            return None


def calls(
    around: Choosing, line: ast.CallsToAction | None
) -> tuple[tuple[model.CallArm, ...], model.CallToAction | None]:
    """The calls to action by condition, and the one of all others."""
    if line is None:
        return (), None
    scope = around.scope
    arms = tuple(
        model.CallArm(words=printer.condition(arm.condition), condition=condition, call=_call(around, arm.call, known))
        for arm, condition, known in _arms(scope, line.arms)
    )
    if line.otherwise is None:
        head = Span(line.span.file, line.span.start, line.span.start + len("call to action"))
        message = "this call to action does not say what it is when no `when` holds"
        hint = 'add a last line such as `otherwise: "Read more" to "https://acme.example"`'
        scope.report(Code.INCOMPLETE_BLOCK, message, head, hint=hint)
        return arms, None
    return arms, _call(around, line.otherwise, _left(scope, line.arms))


def call(around: Choosing, line: ast.CallToAction | None) -> model.CallToAction | None:
    """The call to action that is the same for everybody."""
    return None if line is None else _call(around, line, NOTHING_KNOWN)


def _call_to(scope: Scope, line: ast.CallToAction, needed: tuple[model.Field, ...]) -> model.CallToAction:
    """Where a call to action leads. Whether its field is there is seen with the others."""
    links.report_no_link(scope, line)
    match line.to:
        case ast.Text(value):
            return model.CallToAction(line.text.value, value, needed)
        case ast.Path(("trigger", name)):
            return model.CallToAction(line.text.value, TriggerProperty(name), needed)
        case ast.Path(("account", name)):
            return model.CallToAction(line.text.value, AccountFact(name), needed)
        case ast.Path(parts):
            return model.CallToAction(line.text.value, Attribute(".".join(parts)), needed)


def asked(written: ast.Message) -> Iterator[ast.Path]:
    """What the conditions of a message compare."""
    for line in written.lines:
        if isinstance(line, ast.BlockLine | ast.CallsToAction):
            for arm in line.arms:
                yield from guards.compared(arm.condition)
        elif isinstance(line, ast.FooterBy):
            yield line.attribute


def _block(around: Choosing, line: ast.BlockLine) -> model.Block | None:
    scope, name = around.scope, line.name
    arms = tuple(
        model.BlockArm(
            words=printer.condition(arm.condition), condition=condition, content=around.part(arm.content, known)
        )
        for arm, condition, known in _arms(scope, line.arms)
    )
    if line.otherwise is None:
        message = f"`{name.text}` does not say what it holds when no `when` holds"
        head = Span(line.span.file, line.span.start, name.span.end)
        scope.report(Code.INCOMPLETE_BLOCK, message, head, hint='add a last line such as `otherwise: "…"`')
        return None
    return model.Block(
        name=name.text,
        tier=model.Tier.EXPERIMENTAL if line.experimental else model.Tier.ADAPTIVE,
        arms=arms,
        otherwise=around.part(line.otherwise, _left(scope, line.arms)),
        span=line.span,
    )


def _arms(scope: Scope, arms: Sequence[Armed]) -> Iterator[tuple[Armed, Condition, frozenset[str]]]:
    """Each arm with its condition and what is known of whoever comes to it; not those that are wrong, which is
    reported."""
    for number, arm in enumerate(arms):
        condition = conditions.check(scope, arm.condition)
        if condition is not None:
            yield arm, condition, known_where(scope.names, arm.condition) | _left(scope, arms[:number])


def _left(scope: Scope, arms: Iterable[ast.BlockArm | ast.CallArm]) -> frozenset[str]:
    """What is known of those for whom no condition of these arms is true."""
    return frozenset().union(*(known_where(scope.names, arm.condition, Came.NOT_TRUE) for arm in arms))


def _call(around: Choosing, line: ast.CallToAction, known: frozenset[str]) -> model.CallToAction:
    needed = around.fields.of(content.of_call(around.scope, line, around.texts), known)
    return _call_to(around.scope, line, needed)


def _has_values(scope: Scope, line: ast.FooterBy, read: Read) -> bool:
    if read.type.values and not read.type.many:
        return True
    what = "is a list" if read.type.many else "can have any value"
    scope.report(
        Code.TYPE_MISMATCH,
        f"`{read.name}` {what}, and there is a footer for each of a few",
        line.attribute.span,
        hint="declare its `values` in the project file, or choose the footer by another attribute",
    )
    return False


def _entries(around: Choosing, line: ast.FooterBy, read: Read) -> list[tuple[ast.FooterEntry, tuple[str, ...]]]:
    """The footers with the values that they are for: those written, else the modules called like the values."""
    if not line.entries and line.otherwise is None:
        modules = {value: _module(around, line, value) for value in read.type.values}
        span = line.attribute.span
        return [
            (ast.FooterEntry((ast.Text(value, span),), module, span), (value,))
            for value, module in modules.items()
            if module is not None
        ]
    first: dict[str, ast.Text] = {}
    return [(entry, tuple(_allowed(around.scope, entry, read, first))) for entry in line.entries]


def _allowed(scope: Scope, entry: ast.FooterEntry, read: Read, first: dict[str, ast.Text]) -> Iterator[str]:
    for text in entry.values:
        value = values.value(scope, text, read.name, read.type)
        known = first.setdefault(text.value, text)
        if known is not text:
            labels = (Label(known.span, "the first is here"),)
            message = f"there are two footers for `{text.value}`"
            scope.report(Code.DUPLICATE_LINE, message, text.span, labels=labels, hint="keep one of the two")
        elif isinstance(value, str):
            yield value


def _module(around: Choosing, line: ast.FooterBy, value: str) -> ast.UseModule | None:
    """The module that is the footer for a value, where there is one."""
    name, span = f"{FOOTER}_{value}", line.attribute.span
    return ast.UseModule(ast.Text(name, span), span) if name in around.texts.modules else None


def _report_incomplete(
    scope: Scope,
    line: ast.FooterBy,
    read: Read,
    entries: Sequence[model.FooterEntry],
    otherwise: model.Content | None,
) -> None:
    """Report the values that have no footer, else that nobody said what those get of whom the value is not known."""
    if otherwise is not None:
        return
    having = {value for entry in entries for value in entry.values}
    lacking = [f"`{value}`" for value in read.type.values if value not in having]
    head = Span(line.span.file, line.span.start, line.attribute.span.end)
    if lacking:
        names = lacking[0] if len(lacking) == 1 else f"{', '.join(lacking[:-1])} and {lacking[-1]}"
        message = f"there is no footer for {names}"
    elif _may_be_missing(scope.names.project, line.attribute):
        message = f"there is no footer for contacts without a known `{read.name}`"
    else:
        return
    hint = 'add a last line such as `otherwise: "…"`'
    if not line.entries:
        hint = f"write them as modules, or a module `{FOOTER}_{OTHERWISE}` for all others"
    scope.report(Code.INCOMPLETE_BLOCK, message, head, hint=hint)


def _may_be_missing(project: Project, path: ast.Path) -> bool:
    """Whether a value may be missing; what a trigger has, a trigger may lack."""
    return path.parts[0] == "trigger" or guards.may_be_missing(project, path)
