"""The only module that knows Lark: the grammar files as tables of plain words and numbers.

In: the files in the folder `grammar/`. Out: `Tables`, which `lexing` and `automaton` run without Lark. They are made
once and kept as JSON by the text of the grammar: in the wheel, else in the user's cache folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from journeydsl import resources
from journeydsl.resources.cache import kept, key, stored, user_folder

if TYPE_CHECKING:
    from lark import Lark

FILES = ("journey.lark", "scenario.lark", "conditions.lark", "terminals.lark")
GATE_FILES = ("gate.lark", "terminals.lark")

# Read the same wherever they stand, so that what is out of place is reported whole.
ALWAYS = (
    *("NAME", "TEXT", "INSTANT", "DATE", "TIME_OF_DAY", "PERCENT", "DECIMAL", "INTEGER"),
    *("COLON", "COMMA", "DOT", "LPAR", "RPAR", "COMPARE", "AND", "OR", "NOT", "TRUE", "FALSE"),
    *("WORD", "UNCLOSED_TEXT", "JUNK", "_NL"),
)

# To be raised whenever the shape of `Tables` changes: what was kept before is then not read.
_FORMAT = "2"

# Where the children of a rule come from: the part with this number, the parts of the helper rule with this number (in a
# list of its own), or nothing, for an option that was not taken.
Child: TypeAlias = int | list[int] | None


class Rule(NamedTuple):
    """`length` symbols make one `symbol`, whose node `function` makes of the children.

    A helper rule has no function: it stands for its children. One that `unwraps` stands for its child where that is the
    only one.
    """

    symbol: str
    length: int
    function: str | None
    unwraps: bool
    children: list[Child]


class Tables(NamedTuple):
    """A grammar, ready to be run.

    `patterns` are the terminals with their regular expressions, in the order in which they are to be tried; `ignored`
    are those among them that are passed over; `words` are the words and signs of the language by terminal, `names` the
    terminals of those that a name could be too; `kept` are the terminals that rules have as children. `rows` say for
    each state, by symbol, what to do: go on to another state, or, where the number is negative, make a symbol by the
    rule `~number`; `start` is the first state.
    """

    patterns: list[tuple[str, str]]
    ignored: list[str]
    words: dict[str, str]
    names: list[str]
    kept: list[str]
    rules: list[Rule]
    rows: list[dict[str, int]]
    start: int


def load(files: Sequence[str] = FILES) -> Tables:
    """The tables of the grammar in `files`: those that came with the wheel, else from the user's cache folder where
    they have been made before."""
    grammar, folder = text_of_grammar(files), user_folder()
    name = key("grammar", _FORMAT, grammar)
    shipped = kept(resources.folder("grammar"), name, _load)
    if shipped is not None or folder is None:
        return shipped or make(grammar)
    return stored(folder, name, lambda: make(grammar), dump=_dump, load=_load)


def text_of_grammar(files: Sequence[str] = FILES) -> str:
    """Grammar files as one grammar."""
    return "\n".join((resources.folder("grammar") / name).read_text(encoding="utf-8") for name in files)


class _Kept:
    """Lark's hook between lexer and parser, of which only the names of terminals are used: these are kept."""

    always_accept = ALWAYS

    def process(self, stream: Any) -> Any:
        return stream


def lark(grammar: str, *, strict: bool = False) -> Lark:
    """Lark's reading of `grammar`; `strict` asks for every check. Raises LarkError where the grammar is wrong."""
    from lark import Lark
    from lark.lexer import Lexer

    class Unused(Lexer):
        """Instead of Lark's own, for `lexing` reads the words."""

        def __init__(self, _terminals: object) -> None: ...

        def lex(self, *_: object) -> Iterator[Any]:
            return iter(())

    options: dict[str, Any] = {"parser": "lalr", "postlex": _Kept(), "maybe_placeholders": True}
    if not strict:
        return Lark(grammar, lexer=Unused, **options)
    # What compares terminals knows no `*+`; with `*` a terminal matches more than it does, and nothing less.
    return Lark(re.sub(r"([*+?])\+", r"\1", grammar), strict=True, **options)


def make(grammar: str) -> Tables:
    """The tables of `grammar`."""
    made = lark(grammar)
    words = {terminal.name: terminal.pattern.value for terminal in made.terminals if terminal.pattern.type == "str"}
    (name,) = (terminal.pattern.to_regexp() for terminal in made.terminals if terminal.name == "NAME")
    names = [terminal for terminal, word in words.items() if re.fullmatch(name, word)]
    start, rows = _states(made)
    return Tables(
        patterns=[each for each in _patterns(made) if each[0] not in names],
        ignored=list(made.ignore_tokens),
        words=words,
        names=names,
        kept=sorted({symbol.name for rule in made.rules for _, symbol in _kept(rule) if symbol.is_term}),
        rules=[_rule(rule) for rule in made.rules],
        rows=rows,
        start=start,
    )


def _patterns(made: Lark) -> list[tuple[str, str]]:
    """The terminals in the order in which Lark tries them."""

    def rank(terminal: Any) -> Any:
        return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name

    return [(terminal.name, terminal.pattern.to_regexp()) for terminal in sorted(made.terminals, key=rank)]


def _states(made: Lark) -> tuple[int, list[dict[str, int]]]:
    """The first state, and the row of every state."""
    numbers = {rule: number for number, rule in enumerate(made.rules)}
    conf: Any = made.parse_interactive("").parser_state.parse_conf
    rows: list[dict[str, int]] = [{} for _ in conf.states]
    for state, row in conf.states.items():
        for symbol, (_, to) in row.items():
            rows[state][symbol] = to if isinstance(to, int) else ~numbers[to]
    rows[conf.end_state]["$END"] = conf.end_state
    return conf.start_state, rows


def _kept(rule: Any) -> Iterator[tuple[int, Any]]:
    for place, symbol in enumerate(rule.expansion):
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out):
            yield place, symbol


def _rule(rule: Any) -> Rule:
    symbol = str(rule.origin.name)
    function = str(rule.alias or symbol)
    return Rule(
        symbol=symbol,
        length=len(rule.expansion),
        function=None if function.startswith("_") else function,
        unwraps=bool(rule.options.expand1 and not rule.alias),
        children=list(_children(rule)),
    )


def _children(rule: Any) -> Iterator[Child]:
    kept, place = dict(_kept(rule)), 0
    for left_out in rule.options.empty_indices or [False] * len(rule.expansion):
        if left_out:
            yield None
            continue
        if place in kept:
            yield [place] if not kept[place].is_term and kept[place].name.startswith("_") else place
        place += 1


def _dump(tables: Tables) -> dict[str, Any]:
    return tables._asdict()


def _load(value: Any) -> Tables:
    return Tables(**{**value, "rules": [Rule(*rule) for rule in value["rules"]]})
