"""Where reading stopped, and what can be said and done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from journeydsl.diagnostics import Code, Diagnostic, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.layout import Layout
from journeydsl.syntax.lexing import Word

LAYOUT = frozenset({"_INDENT", "_DEDENT", "_WRONG_DEDENT", "$END"})


class Mend(Enum):
    """How reading goes on after a mistake."""

    SKIP_LINE = "a hole stands for the line"
    EXCUSE_INDENTATION = "the line is read as if it were indented rightly"
    GIVE_UP = "what follows cannot be told from its consequences"


@dataclass(frozen=True, slots=True)
class Advice:
    """A diagnostic, and how to go on; `at` is the offset, in the text read, of the line that is mended."""

    diagnostic: Diagnostic
    mend: Mend
    at: int


@dataclass(frozen=True)
class Trouble:
    """`word` cannot stand where it stands in `text`, which is found at `offset` of `file`.

    `accepts` are the terminals that could stand there, `vocabulary` the words and signs of all terminals that have one,
    `line_words` those that begin lines within declarations; `layout` says what was read before; `ends_file` whether
    nothing follows `text`.
    """

    text: str
    file: str
    offset: int
    word: Word
    accepts: frozenset[str]
    layout: Layout
    vocabulary: Mapping[str, str]
    line_words: frozenset[str]
    ends_file: bool

    @cached_property
    def before(self) -> list[Word]:
        """The words of the line before `word`."""
        line = self.layout.line
        return line[:-1] if line and line[-1].start == self.word.start and self.word.kind == line[-1].kind else line

    @cached_property
    def head(self) -> list[Word]:
        """The line that is finished or being written when `word` is nothing that the author wrote."""
        return self.before or self.layout.line_before

    @property
    def previous(self) -> Word | None:
        return self.before[-1] if self.before else None

    @property
    def is_word(self) -> bool:
        return self.word.kind in {"NAME", "WORD"} or self.word.text.isidentifier()

    @property
    def ends_line(self) -> bool:
        return self.word.kind == "_NL"

    @cached_property
    def accepted_words(self) -> dict[str, str]:
        """The words of the language that could stand here, with their terminals."""
        return {
            text: terminal
            for terminal in sorted(self.accepts)
            if (text := self.vocabulary.get(terminal, "")).isidentifier()
        }

    def accepts_any(self, terminals: Iterable[str]) -> bool:
        return not self.accepts.isdisjoint(terminals)

    def span(self, first: Word, last: Word | None = None) -> Span:
        """The place of `first`, or from `first` to `last`."""
        return Span(self.file, self.offset + first.start, self.offset + (last or first).end)

    def line_at(self, offset: int) -> int:
        """The offset at which the line around `offset` begins, as far as lines were told apart."""
        return max((start for start in self.layout.line_starts if start <= offset), default=0)

    def advice(
        self,
        code: Code,
        message: str,
        *,
        hint: str | None = None,
        span: Span | None = None,
        fix: Fix | None = None,
        mend: Mend = Mend.SKIP_LINE,
    ) -> Advice:
        """Advice about `span` (the word, where it is None)."""
        where = span or self.span(self.word)
        diagnostic = Diagnostic(code=code, message=message, span=where, hint=hint, fix=fix)
        return Advice(diagnostic, mend, self.line_at(where.start - self.offset))

    def replacing(self, text: str, span: Span | None = None) -> Fix:
        """The fix that writes `text` in place of `span` (the word, where it is None)."""
        return Fix(f"write `{text.strip()}`", (Edit(span or self.span(self.word), text),))
