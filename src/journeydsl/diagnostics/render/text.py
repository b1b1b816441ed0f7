"""Diagnostics for people: what is wrong, the lines that it is about, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from journeydsl.diagnostics.diagnostic import Diagnostic, Edit, Label, Severity
from journeydsl.diagnostics.render.display import plain
from journeydsl.diagnostics.render.excerpt import Look, Row, excerpt, marks
from journeydsl.diagnostics.render.place import place
from journeydsl.source import Source, Span

_SGR = {"error": "1;31", "warning": "1;33", "strong": "1", "frame": "1;34", "fix": "32"}
_LOOKS = {Look.LABEL: "frame", Look.FIX: "fix", Look.GAP: "frame"}


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    files: Sequence[str],
    *,
    color: bool = False,
    width: int = 120,
) -> str:
    """Every diagnostic with its excerpts, then a line that counts them; `width` is that of the excerpts."""
    parts = ["\n".join(_Page(sources, diagnostic, color, width).lines()) + "\n" for diagnostic in diagnostics]
    return "\n".join([*parts, summary(diagnostics, files) + "\n"])


def summary(diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """`3 errors and 1 warning in 2 files, 10 files checked`."""
    checked = f"{_counted(len(files), 'file')} checked"
    counts = [
        _counted(number, severity.value)
        for severity in Severity
        if (number := sum(diagnostic.severity is severity for diagnostic in diagnostics))
    ]
    if not counts:
        return f"no mistakes, {checked}"
    touched = len({diagnostic.span.file for diagnostic in diagnostics})
    return f"{' and '.join(counts)} in {_counted(touched, 'file')}, {checked}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Page:
    """One diagnostic, as lines with a gutter as wide as its greatest line number."""

    def __init__(self, sources: Mapping[str, Source], diagnostic: Diagnostic, color: bool, width: int) -> None:
        self.sources = sources
        self.diagnostic = diagnostic
        self.color = color
        self.width = width
        spans = [diagnostic.span, *(label.span for label in diagnostic.labels)]
        spans += [edit.span for edit in diagnostic.fix.edits] if diagnostic.fix else []
        places = [found for span in spans if (found := place(sources, span))]
        self.gutter = max((len(str(found.end_line)) for found in places), default=1)

    def lines(self) -> Iterator[str]:
        diagnostic = self.diagnostic
        severity = self.paint(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
        yield severity + self.paint(f": {plain(diagnostic.message)}", "strong")
        near = [label for label in diagnostic.labels if label.span.file == diagnostic.span.file]
        yield from self.snippet(diagnostic.span, near, "-->")
        for label in diagnostic.labels:
            if label not in near:
                yield from self.snippet(label.span, [label], ":::")
        yield from self.advice()

    def snippet(self, span: Span, labels: Sequence[Label], arrow: str) -> Iterator[str]:
        """Where `span` is, and its lines with what is marked there."""
        where = plain(span.file)
        source = self.sources.get(span.file)
        found = place(self.sources, span)
        if found is None or source is None:
            yield f"{' ' * self.gutter}{self.paint(arrow, 'frame')} {where}"
            return
        yield f"{' ' * self.gutter}{self.paint(arrow, 'frame')} {where}:{found.line}:{found.column}"
        marked = list(marks(source, span, Look.PRIMARY)) if arrow == "-->" else []
        for label in labels:
            marked += marks(source, label.span, Look.LABEL, label.text)
        yield self.frame()
        yield from self.rows(excerpt(source, marked, self.width))

    def advice(self) -> Iterator[str]:
        """The hint and the fix, set apart from the excerpt."""
        diagnostic = self.diagnostic
        if diagnostic.hint or diagnostic.fix:
            yield self.frame()
        if diagnostic.hint:
            yield self.note("hint", diagnostic.hint)
        if diagnostic.fix:
            yield self.note("fix", diagnostic.fix.title)
            yield from self.rows(_fixed(self.sources, diagnostic.fix.edits, self.width))

    def note(self, name: str, text: str) -> str:
        return f"{' ' * self.gutter} {self.paint('=', 'frame')} {self.paint(name, 'strong')}: {plain(text)}"

    def rows(self, rows: Sequence[Row]) -> Iterator[str]:
        for row in rows:
            if row.look is Look.GAP:
                yield self.paint(row.text, "frame")
            elif row.number is not None:
                yield f"{self.frame(row.number)} {row.text}".rstrip()
            else:
                style = _LOOKS.get(row.look, self.diagnostic.severity.value)
                blank = len(row.text) - len(row.text.lstrip())
                yield f"{self.frame()} {row.text[:blank]}{self.paint(row.text[blank:], style)}"

    def frame(self, number: int | None = None) -> str:
        return self.paint(f"{'' if number is None else number:>{self.gutter}} |", "frame")

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.color else text


def _fixed(sources: Mapping[str, Source], edits: Sequence[Edit], width: int) -> list[Row]:
    """The changed lines as they are after `edits`."""
    rows: list[Row] = []
    for file in dict.fromkeys(edit.span.file for edit in edits if edit.span.file in sources):
        own = [edit for edit in edits if edit.span.file == file]
        text, first, changed = _edited(sources[file], own)
        after = Source(file, text)
        marked = [mark for start, end in changed for mark in marks(after, after.span(start, end), Look.FIX)]
        rows += (
            row if row.number is None else row._replace(number=row.number + first - 1)
            for row in excerpt(after, marked, width)
        )
    return rows


def _edited(source: Source, edits: Sequence[Edit]) -> tuple[str, int, list[tuple[int, int]]]:
    """The lines of `source` from the first edit to the last as they are after `edits`, the number of the first of them,
    and where what is new stands in them.
    """
    text, edits = source.text, sorted(edits, key=lambda edit: edit.span.start)
    first = source.position(edits[0].span.start)
    done = edits[0].span.start - first.column + 1
    ends = text.find("\n", max(edit.span.end for edit in edits))
    parts: list[str] = []
    changed, size = [], 0
    for edit in edits:
        parts += (text[done : edit.span.start], edit.text)
        size += edit.span.start - done + len(edit.text)
        changed.append((size - len(edit.text.lstrip()), size))
        done = edit.span.end
    return "".join([*parts, text[done : ends if ends >= 0 else None]]), first.line, changed
