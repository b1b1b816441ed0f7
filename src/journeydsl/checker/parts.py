"""The parts of a message that its texts show by name: blocks, modules, the footer, the call to action."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from journeydsl.checker import lines
from journeydsl.checker.choices import FOOTER
from journeydsl.checker.fields import Fields
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.messages.composing import UNSUBSCRIBE_LINK
from journeydsl.source import Span
from journeydsl.syntax import ast

RESERVED = frozenset({FOOTER, UNSUBSCRIBE_LINK, "account", "call_to_action", "offer", "score", "trigger"})
"""Names that texts read something else by."""
CALL = ("call_to_action.text", "call_to_action.link")

_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def shown(scope: Scope, written: ast.Message, modules: Collection[str]) -> frozenset[str]:
    """What the texts of a message may show besides fields; a part whose name is no name for it is reported. Where the
    message uses one of the `modules` under a wrong name, its texts may show any of them."""
    named: dict[str, str] = {}
    for kind, name, span in _named(written):
        taken = "an attribute" if name in scope.names.project.attributes else named.get(name)
        if name in RESERVED:
            hint = f"give the {kind} another name"
            scope.report(Code.DUPLICATE_NAME, f"texts read something else by `{name}`", span, hint=hint)
        elif taken is not None and taken != f"a {kind}":
            message = f"`{name}` is already the name of {taken}, which texts read by it"
            scope.report(Code.DUPLICATE_NAME, message, span, hint=f"give the {kind} another name")
        elif _NAME.fullmatch(name) is None:
            message = f"no text can show `{name}`: that is no name"
            scope.report(Code.BAD_NAME, message, span, hint="call its file something like `modules/imprint.html`")
        named.setdefault(name, f"a {kind}")
    used = {line.name.value for line in written.lines if isinstance(line, ast.UseModule)}
    meant = () if used <= set(modules) else modules
    return frozenset({*named, *meant}) | _unnamed(written)


def report_not_shown(scope: Scope, written: ast.Message, gathered: Fields) -> None:
    """Report the parts that no text of the message shows, for nobody would see them; where nothing else is
    wrong with it."""
    if not gathered.complete or any(found.severity is Severity.ERROR for found in scope.findings):
        return
    for _, name, span in (*_named(written), *_footers(written)):
        if name not in gathered.placed:
            message = f"no text of `{written.name.text}` shows `{name}`"
            hint = f"put `{{{{ {name} }}}}` where it belongs, in the template or in the subject"
            scope.report(Code.NOT_SHOWN, message, span, hint=hint)


def _named(written: ast.Message) -> Iterator[tuple[str, str, Span]]:
    """The parts with a name of their own: what kind they are, what they are called, and where."""
    for line in written.lines:
        if isinstance(line, ast.BlockLine):
            yield "block", line.name.text, line.name.span
        elif isinstance(line, ast.UseModule):
            yield "module", line.name.value, line.name.span


def _footers(written: ast.Message) -> Iterator[tuple[str, str, Span]]:
    line = lines.first(written.lines, ast.FooterBy)
    if line is not None:
        yield FOOTER, FOOTER, Span(line.span.file, line.span.start, line.attribute.span.end)


def _unnamed(written: ast.Message) -> frozenset[str]:
    kinds = {type(line) for line in written.lines}
    footer = {FOOTER} if ast.FooterBy in kinds else set[str]()
    return frozenset({*footer, *(CALL if kinds & {ast.CallToAction, ast.CallsToAction} else ())})
