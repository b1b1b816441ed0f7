"""The only module that knows Lark: the text of one declaration to its syntax tree.

The tables are built from the grammar files once, kept in the user's cache folder, and loaded once a process.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeydsl import resources
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build import HOLE, RULES, TERMINALS, Hole
from journeydsl.syntax.layout import Layout, Token, Word

if TYPE_CHECKING:
    from lark import Lark

FILES = ("journey.lark", "conditions.lark", "terminals.lark")

# Read the same wherever they stand, so that what is out of place is reported whole.
ALWAYS = (
    *("NAME", "TEXT", "INSTANT", "DATE", "TIME_OF_DAY", "PERCENT", "DECIMAL", "INTEGER"),
    *("COLON", "COMMA", "DOT", "LPAR", "RPAR", "COMPARE", "AND", "OR", "NOT", "TRUE", "FALSE"),
    *("WORD", "UNCLOSED_TEXT", "JUNK", "_NL"),
)


class UnexpectedError(Exception):
    """`word` cannot stand where it stands; `accepts` are the names of the terminals that could."""

    def __init__(self, word: Word, accepts: frozenset[str]) -> None:
        super().__init__(word.text)
        self.word = word
        self.accepts = accepts


def read(text: str, file: str, offset: int, layout: Layout) -> ast.Declaration | Hole:
    """The declaration that is `text`, found at `offset` of `file`; `HOLE` where a hole stands in it.

    Raises `UnexpectedError` (with offsets into `text`) or `MistakeError`; `layout` then says how far reading came.
    """
    return _reader().read(text, file, offset, layout)


def words() -> Mapping[str, str]:
    """The words and signs of the language by the name of their terminal."""
    return _reader().words


def line_words() -> frozenset[str]:
    """The words that begin a line within a declaration."""
    return _reader().line_words


def text_of_grammar() -> str:
    """The grammar files as one grammar."""
    return "\n".join((resources.folder("grammar") / name).read_text(encoding="utf-8") for name in FILES)


class _Reader:
    """Lark, and what changes from one text to the next; a lock keeps readers in several threads apart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callbacks = _Callbacks()
        self._postlex = _PostLex()
        self._lark = build(text_of_grammar(), self._callbacks, self._postlex)
        self.words = {t.name: t.pattern.value for t in self._lark.terminals if t.pattern.type == "str"}

    @cached_property
    def line_words(self) -> frozenset[str]:
        from lark import Token as LarkToken

        cursor = self._lark.parse_interactive("")
        for terminal in ("HOLE", "_NL", "_INDENT"):
            cursor.feed_token(LarkToken(terminal, "", 0, end_pos=0))
        accepted: set[str] = cursor.accepts()  # type: ignore[no-untyped-call]
        return frozenset(self.words[terminal] for terminal in accepted if terminal in self.words)

    def read(self, text: str, file: str, offset: int, layout: Layout) -> ast.Declaration | Hole:
        from lark import UnexpectedToken

        with self._lock:
            self._callbacks.file, self._callbacks.offset, self._postlex.layout = file, offset, layout
            try:
                declaration: Any = self._lark.parse(text)
            except UnexpectedToken as error:
                token, accepts = error.token, error.accepts
            else:
                return declaration  # type: ignore[no-any-return]
        word = Word(token.type, str(token), token.start_pos or 0, token.end_pos or 0)
        raise UnexpectedError(word, frozenset(accepts or ())) from None


class _PostLex:
    """Lark's hook between lexer and parser."""

    always_accept = ALWAYS

    def __init__(self) -> None:
        self.layout = Layout()

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        return self.layout.tokens(stream)


class _Callbacks:
    """What Lark calls as it reads: a token becomes a literal or a name, the parts of a rule become its node."""

    file = ""
    offset = 0

    def __getattr__(self, name: str) -> Callable[[Any], object]:
        if name in RULES:
            return self._rule(RULES[name])
        if name in TERMINALS:
            return self._terminal(TERMINALS[name])
        if name.isupper() and not name.startswith("_"):
            return self._terminal(ast.Name)
        raise AttributeError(name)

    def _rule(self, build: Callable[..., object]) -> Callable[[Sequence[object]], object]:
        return lambda parts: HOLE if HOLE in parts else build(*parts)

    def _terminal(self, build: Callable[[str, Span], object]) -> Callable[[Any], object]:
        def token(read: Any) -> object:
            return build(str(read), Span(self.file, self.offset + read.start_pos, self.offset + read.end_pos))

        return token


@cache
def _reader() -> _Reader:
    return _Reader()


def build(grammar: str, callbacks: object, postlex: object, *, strict: bool = False) -> Lark:
    """Lark for `grammar`; its tables come from the cache unless `strict` asks for every check."""
    from lark import Lark

    path = None if strict else _cache_file(grammar)
    options: dict[str, Any] = {"transformer": callbacks, "postlex": postlex, "maybe_placeholders": True}
    return Lark(grammar, parser="lalr", strict=strict, cache=str(path) if path else False, **options)


def _cache_file(grammar: str) -> Path | None:
    """Where the tables of `grammar` are kept, or None where nothing can be kept. Lark copes with a damaged file."""
    key = hashlib.sha256(grammar.encode()).hexdigest()[:16]
    try:
        folder = _cache_folder() / "journeydsl"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder / f"grammar-{key}-{platform.python_implementation()}-{sys.hexversion:x}.tables"


def _cache_folder() -> Path:
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home())
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
