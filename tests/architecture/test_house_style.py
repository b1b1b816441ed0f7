"""What every module of the project keeps to, beyond what ruff and mypy can say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "journeydsl"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"base", "common", "core", "handler", "helpers", "manager", "service", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def test_a_module_fits_in_one_sitting() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in TREES}
    assert {module: length for module, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_function_fits_on_one_screen() -> None:
    functions = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, Function)]
    assert [f"{name(path)}: {node.name}" for path, node in functions if lines_of_code(node) > LONGEST_FUNCTION] == []


def test_a_module_is_named_for_what_it_holds() -> None:
    parts = {name(path): set(path.relative_to(PACKAGE).with_suffix("").parts) for path in TREES}
    assert [module for module, words in parts.items() if words & NAMES_THAT_SAY_NOTHING] == []


def test_a_module_says_what_it_is() -> None:
    assert [name(path) for path, tree in TREES.items() if ast.get_docstring(tree) is None] == []


def test_no_caller_passes_a_bare_true_or_false() -> None:
    flags = [
        f"{name(path)}: {function.name}({parameter.arg})"
        for path, tree in TREES.items()
        for function in public_functions(tree)
        for parameter in (*function.args.posonlyargs, *function.args.args)
        if says_yes_or_no(parameter)
    ]
    assert flags == []


def test_what_a_package_exports_is_documented() -> None:
    undocumented = [
        f"{name(path)}: {node.name}"
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, Definition) and node.name in exports_above(path) and ast.get_docstring(node) is None
    ]
    assert undocumented == []


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def lines_of_code(function: Function) -> int:
    """Without the docstring, and without a `match`, which has a case for each kind of thing."""
    documentation = lines(function.body[0]) if ast.get_docstring(function) is not None else 0
    return lines(function) - documentation - sum(map(lines, matches(function)))


def matches(node: ast.AST) -> Iterator[ast.Match]:
    """The outermost `match` statements inside a node."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Match):
            yield child
        else:
            yield from matches(child)


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """What others call: the functions of the module and of its public classes."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for body in (tree.body, *(found.body for found in classes)):
        functions = (node for node in body if isinstance(node, Function))
        yield from (node for node in functions if node.name == "__init__" or not node.name.startswith("_"))


def says_yes_or_no(parameter: ast.arg) -> bool:
    return parameter.annotation is not None and "bool" in ast.unparse(parameter.annotation).split(" | ")


def exports_above(path: Path) -> set[str]:
    """The names in `__all__` of the module at `path` and of the packages that it is in."""
    folders = [folder for folder in path.parents if folder.is_relative_to(PACKAGE)]
    return {
        word for place in (path, *(folder / "__init__.py" for folder in folders)) for word in exports(TREES.get(place))
    }


def exports(tree: ast.Module | None) -> set[str]:
    for node in tree.body if tree is not None else []:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()
