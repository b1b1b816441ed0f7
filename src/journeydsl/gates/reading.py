"""A gate from its text."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from journeydsl.diagnostics import Code, Diagnostic, did_you_mean
from journeydsl.gates import naming
from journeydsl.gates.sentences import (
    Bound,
    Change,
    Crowd,
    Gate,
    Of,
    People,
    Reach,
    Sentence,
    Share,
    Subject,
    Unreached,
    Unsent,
    Volume,
    Way,
)
from journeydsl.model.program import Program
from journeydsl.model.values import SECOND
from journeydsl.source import Source, Span
from journeydsl.syntax import ast, tables
from journeydsl.syntax.automaton import Accepted, Automaton, RefusedError
from journeydsl.syntax.build import TERMINALS, literals
from journeydsl.syntax.lexing import Lexer, Token, Word
from journeydsl.syntax.mistake import MistakeError

_EXAMPLES = "a gate reads like `any contact gets more than 4 emails in 7 days` or `cart_reminder loses more than 1%`"
_END = "$END"
_SAID = {"NAME": "a name", "INTEGER": "a number", "PERCENT": "a percentage"}


def read(program: Program, source: Source, start: int, end: int) -> Gate | Diagnostic:
    """The gate that stands in `source` from `start` to `end`, on one line; or the first mistake in it."""
    text = source.text[start:end]
    parts = _Parts(program)
    automaton = Automaton(_tables(), {name: getattr(parts, name) for name in _RULES})

    read_so_far: list[Word] = []

    def tokens(accepted: Accepted) -> Iterator[Token]:
        for token in _lexer().tokens(text, accepted):
            read_so_far.append(Word(*token))
            yield token
        yield _END, "", len(text), len(text)

    def value(token: Token) -> object:
        kind, word, first, last = token
        return TERMINALS.get(kind, ast.Name)(word, Span(source.path, start + first, start + last))

    try:
        sentence = automaton.tree(tokens, value)
    except MistakeError as mistake:
        return mistake.diagnostic
    except RefusedError as refused:
        word, hint = _advice(refused, read_so_far, {*program.messages, *program.journeys})
        message = f"`{word.text}` cannot stand here" if word.text else "this gate is not a whole sentence"
        span = source.span(start + word.start, start + max(word.end, word.start + 1))
        return Diagnostic(code=Code.SYNTAX, message=message, span=span, hint=hint)
    return Gate(" ".join(text.split()), source.span(start, end), sentence)


def _advice(refused: RefusedError, read_so_far: list[Word], names: Container[str]) -> tuple[Word, str]:
    """The word that is wrong, and a hint. What was read as a name may be a slip in the word that belongs there."""
    word, words = refused.word, _tables().words
    before = next((each for each in reversed(read_so_far) if each.end <= word.start and each is not word), None)
    if before is not None and before.kind == "NAME" and before.text not in names:
        meant = did_you_mean(before.text, words.values())
        if meant is not None or before.start == 0:
            return before, f"did you mean `{meant}`?" if meant else _EXAMPLES
    accepted = {said for kind, said in words.items() if kind in refused.accepts}
    meant = did_you_mean(word.text, accepted) if word.text else None
    if meant is not None:
        return word, f"did you mean `{meant}`?"
    if "days" in accepted:
        return word, "a time is a number and `seconds`, `minutes`, `hours`, `days` or `weeks`"
    if word.start == 0:
        return word, _EXAMPLES
    could = [*sorted(f"`{said}`" for said in accepted), *(_SAID[kind] for kind in _SAID if kind in refused.accepts)]
    return word, f"here comes {' or '.join(could)}" if could else "the sentence could end before it"


@cache
def _tables() -> tables.Tables:
    return tables.load(tables.GATE_FILES)


@cache
def _lexer() -> Lexer:
    made = _tables()
    return Lexer(made.patterns, made.ignored, {made.words[kind]: kind for kind in made.names}, frozenset(tables.ALWAYS))


@dataclass(frozen=True, slots=True)
class _Parts:
    """A function for each rule of the grammar, from the values of its parts."""

    program: Program

    def start(self, sentence: Sentence) -> Sentence:
        return sentence

    def crowd(self, _any: ast.Name, _more: ast.Name, number: ast.Number, which: Any, window: int) -> Crowd:
        return Crowd(messages=which, number=int(number.value), window=window)

    def twice(self, _any: ast.Name, name: ast.Name, window: int) -> Crowd:
        return Crowd(messages=naming.message(self.program, name), number=1, window=window)

    def volume(self, _more: ast.Name, number: ast.Number, which: Any, window: int) -> Volume:
        return Volume(messages=which, number=int(number.value), window=window)

    def change(self, subject: Subject, way: ast.Name, _more: ast.Name, amount: ast.Number | ast.Percent) -> Change:
        limit = Share(amount.millionths) if isinstance(amount, ast.Percent) else People(int(amount.value))
        return Change(subject=subject, way=Way(way.text), limit=limit)

    def reach(self, subject: Subject, verb: ast.Name, bound: ast.Name, number: ast.Number) -> Reach:
        expected = Of.MESSAGE if verb.text == "sent" else Of.JOURNEY
        _must_be(subject, expected, verb, "a journey is `entered by` contacts, a message is `sent to` them")
        return Reach(subject=subject, bound=Bound(bound.text), number=int(number.value))

    def unsent(self, more: ast.Name, share: ast.Percent, subject: Subject, why: ast.Name | None) -> Unsent:
        _must_be(subject, Of.MESSAGE, more, "only messages are sent or not")
        reason = None if why is None else naming.reason(why)
        return Unsent(subject=subject, share=Share(share.millionths), reason=reason)

    def unreached(self, fewer: ast.Name, share: ast.Percent, subject: Subject) -> Unreached:
        _must_be(subject, Of.JOURNEY, fewer, "only journeys have a goal")
        journeys = self.program.journeys
        without = next((name for name in subject.names if journeys[name].goal is None), None)
        if without is not None and len(subject.names) == 1:
            raise _mistake(f"`{without}` has no goal", fewer, "add a line `goal EVENT within …` to the journey")
        names = tuple(name for name in subject.names if journeys[name].goal is not None)
        return Unreached(subject=Subject(subject.of, names), share=Share(share.millionths))

    def which(self, first: ast.Name, second: ast.Name | None, topic: ast.Name | None) -> tuple[str, ...]:
        return naming.messages(self.program, first, second, topic)

    def subject(self, kind: ast.Name | None, name: ast.Name) -> Subject:
        return naming.subject(self.program, kind, name)

    def any_subject(self, _any: ast.Name, kind: ast.Name) -> Subject:
        return naming.every(self.program, kind)

    def duration(self, amount: ast.Number, unit: ast.Name) -> int:
        written = literals.duration(amount, unit)
        if not written.amount:
            raise _mistake("nothing happens in no time", unit, "write a longer time, such as `7 days`")
        return written.amount * literals.SECONDS[written.unit] * SECOND

    def unit(self, word: ast.Name) -> ast.Name:
        return word


_RULES = [name for name in vars(_Parts) if not name.startswith("_") and name != "program"]


def _must_be(subject: Subject, expected: Of, at: ast.Name, hint: str) -> None:
    if subject.of is not expected:
        names = ", ".join(f"`{name}`" for name in subject.names[:1])
        raise _mistake(f"{names} is a {subject.of}", at, hint)


def _mistake(message: str, at: ast.Name, hint: str) -> MistakeError:
    return MistakeError(Diagnostic(code=Code.TYPE_MISMATCH, message=message, span=at.span, hint=hint))
