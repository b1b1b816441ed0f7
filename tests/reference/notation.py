"""The grammar's rules in a notation for authors: `wait DURATION [, then until [WEEKDAY at] TIME]`.

Words of the language stand as they are, what the author fills in stands in capitals. `[ ]` may be left out, `( | )` is
a choice, `…` goes on in the same way, and what is indented stands indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from lark import Lark, Token, Tree

from journeydsl import resources
from tests.reference.vocabulary import NAMES, NOT_WRITTEN, PLACEHOLDERS, WORDS

NEXT_LINE, INDENT, DEDENT = "\n", "\t", "\b"
UNSAID = {NEXT_LINE, INDENT, DEDENT, "(", ")", "|"}
LAYOUT = {"_NL": NEXT_LINE, "_INDENT": INDENT, "_DEDENT": DEDENT}
GLUED = ((" ,", ","), (" :", ":"), ("[ ", "["), (" ]", "]"), ("( ", "("), (" )", ")"), (" . ", "."), ("[. ", "[."))


@dataclass(frozen=True)
class Row:
    """One after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Choice:
    """One of several."""

    ways: tuple[Part, ...]


@dataclass(frozen=True)
class Optional:
    """May be left out."""

    part: Part


@dataclass(frozen=True)
class Repeated:
    """Once or more often."""

    part: Part


Part: TypeAlias = str | Row | Choice | Optional | Repeated


def text_of_grammar() -> str:
    """Every file of the grammar of `.journey` files; gates have one of their own, which docs/gates.md explains."""
    files = sorted(file for file in resources.folder("grammar").glob("*.lark") if file.stem != "gate")
    return "".join(file.read_text(encoding="utf-8") + "\n" for file in files)


@cache
def rules() -> Mapping[str, Tree[Token]]:
    """What the grammar says of each rule; an alternative with a name of its own counts as one."""
    reader = Lark.open_from_package("lark", "lark.lark", ["grammars"], parser="lalr")
    found: dict[str, Tree[Token]] = {}
    for rule in reader.parse(text_of_grammar()).find_data("rule"):
        name, body = str(rule.children[0]).lstrip("!?"), rule.children[-1]
        assert isinstance(body, Tree)
        found[name] = body
        for alias in body.find_data("alias"):
            way, named = alias.children
            if isinstance(way, Tree) and named is not None:
                found.setdefault(str(named), way)
    return found


@cache
def terminals() -> Mapping[str, str]:
    """The words and signs of the grammar by the name of their terminal."""
    defined = re.findall(r'^([A-Z][A-Z_]*)(?:\.-?\d+)?: "([^"]+)"', text_of_grammar(), re.MULTILINE)
    return dict(defined)


def written() -> frozenset[str]:
    """The rules that say how something is written, and are not only there for reading."""
    return frozenset(rules()) - NOT_WRITTEN


def shown(rule: str) -> set[str]:
    """The rules that the lines of `rule` show: itself, and those that are written out within it."""
    body = rules()[rule]
    mentioned = {str(name.children[0]) for name in body.find_data("name")} - PLACEHOLDERS.keys() - NOT_WRITTEN
    aliases = {str(alias.children[1]) for alias in body.find_data("alias") if alias.children[1] is not None}
    return {rule} | aliases | {found for name in mentioned & rules().keys() for found in shown(name)}


def lines(rule: str) -> list[str]:
    """How `rule` is written: a line a way, with the lines that are indented beneath it; plain words share a line."""
    found = ways(read(rules()[rule], rule))
    if all(isinstance(way, str) for way in found):
        return [" | ".join(word for way in found for word in words(way))]
    return [line for way in found for line in laid_out(way)]


def read(body: Tree[Token], rule: str) -> Part:
    """What the grammar says in `body`, a part of `rule`, with all that it mentions written out."""
    return Reading(rule, iter(NAMES.get(rule, ()))).part(body)


@dataclass(frozen=True)
class Reading:
    """A rule that is being read; `names` are what its names stand for."""

    rule: str
    names: Iterator[str]

    def part(self, node: Tree[Token]) -> Part:
        inside = [child for child in node.children if isinstance(child, Tree)]
        match node.data:
            case "expansions":
                return choice([self.part(way) for way in inside if not is_hole(way)])
            case "expansion":
                return row([self.part(child) for child in inside])
            case "maybe":
                return Optional(self.part(inside[0]))
            case "expr":
                return repeated(self.part(inside[0]), node.children[1])
            case "literal":
                return str(node.children[0]).strip('"')
            case "name":
                return self.named(str(node.children[0]))
            case _:
                return self.part(inside[0])

    def named(self, name: str) -> Part:
        if name == "NAME":
            return next(self.names, "NAME")
        if name == "COMPARE":
            return Choice(("<", "<=", ">", ">="))
        if name == "word":
            return WORDS.get(self.rule, PLACEHOLDERS[name])
        known = {**PLACEHOLDERS, **LAYOUT, **terminals()}
        return known[name] if name in known else read(rules()[name], name)


def repeated(part: Part, operator: object) -> Part:
    often = Repeated(part) if operator in ("+", "*") else part
    return Optional(often) if operator in ("?", "*") else often


def is_hole(node: Tree[Token]) -> bool:
    names = [str(name.children[0]) for name in node.find_data("name")]
    return len(names) == 1 and names[0] in {"hole", "family_hole", "message_hole"}


def choice(said: Iterable[Part]) -> Part:
    """One of what is said; words that may also be names go without saying, and so does another layout of the same."""
    flat = [way for each in said for way in (each.ways if isinstance(each, Choice) else (each,))]
    if {"NAME", "FIELD", "EVENT"} & {way for way in flat if isinstance(way, str)}:
        flat = [way for way in flat if not (isinstance(way, str) and way.islower())]
    different = {tuple(word for word in words(way) if word not in UNSAID): way for way in reversed(flat)}
    kept = tuple(reversed(different.values()))
    return kept[0] if len(kept) == 1 else Choice(kept)


def row(said: Sequence[Part]) -> Part:
    """What is said one after the other; `X ("," X)*` becomes `X, …`, and `X ("or" X)+` becomes `X or X …`."""
    parts: list[Part] = []
    for each in said:
        match each:
            case Optional(""):
                continue
            case Optional(Repeated(Row((",", *rest)))) | Repeated(Row((",", *rest))) if parts[-len(rest) :] == rest:
                parts += [",", "…"]
            case Repeated(Row() as again) if parts[-1:] == list(again.parts[1:]):
                parts += [*again.parts, "…"]
            case Row(inner):
                parts += inner
            case _:
                parts.append(each)
    return parts[0] if len(parts) == 1 else Row(tuple(parts))


def ways(part: Part) -> list[Part]:
    """`part` as the ways to write it, each of which gets a line of its own."""
    match part:
        case Choice(choices):
            return [way for each in choices for way in ways(each)]
        case Row((Choice(choices), "\n", *rest)):
            return [row([way, NEXT_LINE, *rest]) for each in choices for way in ways(each)]
        case _:
            return [part]


def words(part: Part) -> list[str]:
    """`part` as words and layout, one after the other."""
    match part:
        case str():
            return [part]
        case Row():
            found: list[str] = []
            for each in part.parts:
                found += block(each) if found[-1:] == [INDENT] else words(each)
            return found
        case Choice():
            ends = all(words(way)[-1] == NEXT_LINE for way in part.ways)
            bare = [words(way)[:-1] if ends else words(way) for way in part.ways]
            return ["(", *[word for way in bare for word in ("|", *way)][1:], ")", *([NEXT_LINE] if ends else [])]
        case Optional():
            inside = words(part.part)
            return ["[", *(inside[1:-1] if isinstance(part.part, Choice) else inside), "]"]
        case Repeated():
            return [*words(part.part), "…"]


def block(part: Part) -> list[str]:
    """The lines of an indented block."""
    inside = part.part if isinstance(part, Repeated) else part
    return [word for way in ways(inside) for word in (*words(way), NEXT_LINE)]


def laid_out(part: Part) -> list[str]:
    found: list[str] = []
    line: list[str] = []
    depth = 0
    for word in (*words(part), NEXT_LINE):
        if word in LAYOUT.values():
            if line:
                found.append("  " * depth + glued(" ".join(line)))
            line = []
            depth += {INDENT: 1, DEDENT: -1, NEXT_LINE: 0}[word]
        else:
            line.append(word)
    return found


def glued(line: str) -> str:
    for apart, together in GLUED:
        line = line.replace(apart, together)
    return line


def covered(rules_shown: set[str]) -> frozenset[str]:
    """The rules of which everything is shown: those that are, and those that only gather what is."""
    found = frozenset(rules_shown)
    while gathered := {rule for rule in written() - found if (said := gathers(rule)) and said <= found}:
        found |= gathered
    return found


def gathers(rule: str) -> set[str]:
    """The rules that `rule` is a choice of; none where it says words of its own."""
    body = rules()[rule]
    said = {str(name.children[0]) for name in body.find_data("name")} - LAYOUT.keys() - NOT_WRITTEN
    return said if said <= rules().keys() and not list(body.find_data("literal")) else set()


def number_of_names(rule: str) -> int:
    return sum(name.children[0] == "NAME" for name in rules()[rule].find_data("name"))
