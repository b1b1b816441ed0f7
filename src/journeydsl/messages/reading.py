"""Which fields a template names, and which of them it cannot do without.

Follows every way through the template and keeps, for each place, the fields that are known to be there: what an `if`
has asked for, what `default` or `or` replaces, what `is defined` has shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import NoReturn, TypeAlias

from jinja2 import nodes

from journeydsl.diagnostics import did_you_mean
from journeydsl.messages.dialect import FILTERS_KNOWN, TESTS_KNOWN
from journeydsl.messages.parsing import Parsed, parse
from journeydsl.messages.template import FieldUse, TemplateProblem, line_of

Path: TypeAlias = tuple[str, ...]

_DEFAULT = ("d", "default")
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos)
_VALUES = (nodes.Const, nodes.Compare, nodes.Operand, nodes.Concat, nodes.Tuple, nodes.List, nodes.Slice, nodes.Keyword)
_ACCESS = (nodes.Getattr, nodes.Getitem)
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What holds at a place: fields known to be there, and names that the template itself has given."""

    known: frozenset[Path] = frozenset()
    local: frozenset[str] = frozenset()

    def knowing(self, paths: Iterable[Path]) -> _Scope:
        return replace(self, known=self.known | frozenset(paths))

    def naming(self, *targets: nodes.Node) -> _Scope:
        names = {name for target in targets for name in _names(target)}
        return replace(self, local=self.local | names)

    def __and__(self, other: _Scope) -> _Scope:
        return _Scope(self.known & other.known, self.local & other.local)


def read(text: str) -> tuple[FieldUse, ...]:
    """Every use of a field in `text`, from left to right; raises TemplateProblem where the text is no template."""
    walk = _Walk(text, parse(text))
    walk.block(walk.parsed.tree.body, _Scope())
    return tuple(sorted(walk.found, key=lambda use: use.start))


class _Walk:
    def __init__(self, text: str, parsed: Parsed) -> None:
        self.text = text
        self.parsed = parsed
        self.index = {piece.start: number for number, piece in enumerate(parsed.pieces)}
        self.found: list[FieldUse] = []

    def block(self, body: Sequence[nodes.Node], scope: _Scope) -> _Scope:
        """Read statements one after the other; what holds after the last."""
        return reduce(lambda reached, node: self.statement(node, reached), body, scope)

    def statement(self, node: nodes.Node, scope: _Scope) -> _Scope:
        match node:
            case nodes.Output():
                self.values(node.nodes, scope)
            case nodes.If():
                return self.branches(node, scope)
            case nodes.For():
                self.loop(node, scope)
            case nodes.Assign():
                self.value(node.node, scope)
                return scope.naming(node.target)
            case nodes.AssignBlock():
                self.block(node.body, scope)
                if node.filter is not None:
                    self.value(node.filter, scope)
                return scope.naming(node.target)
            case nodes.With():
                self.values(node.values, scope)
                self.block(node.body, scope.naming(*node.targets))
            case nodes.FilterBlock():
                self.value(node.filter, scope)
                self.block(node.body, scope)
            case _:
                self.refuse(node)
        return scope

    def branches(self, node: nodes.If, scope: _Scope) -> _Scope:
        """`if`, `elif` and `else`; after them holds what holds at the end of each."""
        ends = []
        for arm in (node, *node.elif_):
            self.condition(arm.test, scope)
            ends.append(self.block(arm.body, scope.knowing(_if_true(arm.test))))
            scope = scope.knowing(_if_false(arm.test))
        return reduce(_Scope.__and__, ends, self.block(node.else_, scope))

    def loop(self, node: nodes.For, scope: _Scope) -> None:
        self.value(node.iter, scope)
        inside = scope.naming(node.target, nodes.Name("loop", "store"))
        if node.test is not None:
            self.condition(node.test, inside)
            inside = inside.knowing(_if_true(node.test))
        self.block(node.body, inside)
        self.block(node.else_, scope)

    def values(self, parts: Iterable[nodes.Node], scope: _Scope) -> None:
        for part in parts:
            self.value(part, scope)

    def value(self, node: nodes.Node, scope: _Scope) -> None:
        """Read an expression whose value is used, so that it must have one."""
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem() if path := _path(node):
                self.use(node, path, scope, needed=True)
            case nodes.And():
                self.value(node.left, scope)
                self.value(node.right, scope.knowing(_if_true(node.left)))
            case nodes.Or():
                self.condition(node.left, scope)
                self.value(node.right, scope.knowing(_if_false(node.left)))
            case nodes.Not():
                self.condition(node.node, scope)
            case nodes.CondExpr():
                self.condition(node.test, scope)
                self.value(node.expr1, scope.knowing(_if_true(node.test)))
                if node.expr2 is not None:
                    self.value(node.expr2, scope.knowing(_if_false(node.test)))
            case nodes.Filter() | nodes.Test():
                self.applied(node, scope)
            case nodes.TemplateData():
                pass
            case nodes.Call() if (path := _path(node.node)) and path[0] == "loop" and "loop" in scope.local:
                self.values(node.args, scope)
            case _ if isinstance(node, (*_ACCESS, *_VALUES, *_ARITHMETIC)):
                self.values(node.iter_child_nodes(), scope)
            case _:
                self.refuse(node)

    def condition(self, node: nodes.Node, scope: _Scope) -> None:
        """Read an expression that may well have no value."""
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem() if path := _path(node):
                self.use(node, path, scope, needed=False)
            case nodes.And():
                self.condition(node.left, scope)
                self.condition(node.right, scope.knowing(_if_true(node.left)))
            case nodes.Or():
                self.condition(node.left, scope)
                self.condition(node.right, scope.knowing(_if_false(node.left)))
            case _:
                self.value(node, scope)

    def applied(self, node: nodes.Filter | nodes.Test, scope: _Scope) -> None:
        """Read a filter or a test and what it is applied to."""
        known = FILTERS_KNOWN if isinstance(node, nodes.Filter) else TESTS_KNOWN
        if node.name not in known:
            meant = did_you_mean(node.name, known)
            sign = "|" if isinstance(node, nodes.Filter) else "is"
            hint = f"; did you mean `{meant}`?" if meant else ""
            raise self.problem(node, f"`{sign} {node.name}` is not known{hint}")
        may_miss = node.name in (*_DEFAULT, "defined", "undefined")
        if isinstance(node.node, nodes.Node):
            (self.condition if may_miss else self.value)(node.node, scope)
        self.values((*node.args, *node.kwargs), scope)

    def use(self, node: nodes.Node, path: Path, scope: _Scope, *, needed: bool) -> None:
        if path[0] in scope.local:
            return
        if path[0] == "self":  # jinja2's name for the template itself
            raise self.problem(node, "`self` cannot stand in a message")
        is_needed = needed and path not in scope.known
        self.found.append(FieldUse(path, self.start(node), self.end(node), is_needed))

    def start(self, node: nodes.Node) -> int:
        """Where the first name of a path stands."""
        while isinstance(node, _ACCESS):
            node = node.node
        return node.lineno

    def end(self, node: nodes.Node) -> int:
        """Where a path ends: `name`, `.name` and `["name"]` are one, two and three tokens."""
        tokens = 0 if isinstance(node, nodes.Name) else 1 if isinstance(node, nodes.Getattr) else 2
        return self.parsed.pieces[self.index[node.lineno] + tokens].end

    def refuse(self, node: nodes.Node) -> NoReturn:
        name = _REFUSED.get(type(node))
        if isinstance(node, nodes.Call):
            raise self.problem(node, "nothing can be called in a message; use a filter such as `| upper`")
        raise self.problem(
            node, f"`{{% {name} %}}` cannot stand in a message" if name else "this cannot stand in a message"
        )

    def problem(self, node: nodes.Node, message: str) -> TemplateProblem:
        return TemplateProblem(message, line_of(self.text, self.start(node)))


def _names(target: nodes.Node) -> set[str]:
    """The names that an assignment gives: those of `first` or of `first, second`."""
    return {target.name} if isinstance(target, nodes.Name) else {name.name for name in target.find_all(nodes.Name)}


def _path(node: nodes.Node) -> Path | None:
    """`trigger.url` and `trigger["url"]` as names; None for what is no chain of names."""
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            around, name = _path(node.node), node.attr
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            around = _path(node.node)
        case _:
            return None
    return (*around, name) if around else None


def _if_true(test: nodes.Node) -> frozenset[Path]:
    """The fields that are there where `test` holds."""
    match test:
        case nodes.Name() | nodes.Getattr() | nodes.Getitem() if path := _path(test):
            return frozenset({path})
        case nodes.Test(name="defined") if path := _path(test.node):
            return frozenset({path})
        case nodes.Not():
            return _if_false(test.node)
        case nodes.And():
            return _if_true(test.left) | _if_true(test.right)
        case nodes.Or():
            return _if_true(test.left) & _if_true(test.right)
        case _:
            return frozenset()


def _if_false(test: nodes.Node) -> frozenset[Path]:
    """The fields that are there where `test` does not hold."""
    match test:
        case nodes.Test(name="undefined") if path := _path(test.node):
            return frozenset({path})
        case nodes.Not():
            return _if_true(test.node)
        case nodes.Or():
            return _if_false(test.left) | _if_false(test.right)
        case nodes.And():
            return _if_false(test.left) & _if_false(test.right)
        case _:
            return frozenset()
