"""A file's text to its canonical layout, and the proof that nothing else has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from journeydsl.diagnostics import Diagnostic
from journeydsl.formatter.places import Places
from journeydsl.formatter.scanning import Scan, scan
from journeydsl.formatter.weaving import weave
from journeydsl.source import Source
from journeydsl.syntax import ast, parse, printer


class LayoutError(Exception):
    """The layout would change what a file says, or lose a comment: a failure of the program, not of the author."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """The canonical text of a file; where there are `mistakes`, its text as it was."""

    text: str
    mistakes: tuple[Diagnostic, ...] = ()


def tidy(source: Source) -> Tidied:
    """The canonical layout of `source`; raises LayoutError rather than return anything that says something else."""
    tree, mistakes = parse(source)
    if mistakes:
        return Tidied(source.text, mistakes)
    printed = printer.file(tree)
    written = scan(source.text)
    _require_whole(tree, source, written)
    places = Places(written, scan(printed), tree, _same(tree, source.path, printed))
    text = weave(printed, written, places)
    if text not in (printed, source.text):
        _same(tree, source.path, text)
    if _comments(scan(text)) != _comments(written):
        raise LayoutError(f"a comment of `{source.path}` would be lost; the file was left as it is")
    return Tidied(text)


def _same(tree: ast.File, path: str, text: str) -> ast.File:
    """What `text` reads as, which has to equal `tree`."""
    read, mistakes = parse(Source(path, text))
    if mistakes or read != tree:
        raise LayoutError(f"the layout would change what `{path}` says; the file was left as it is")
    return read


def _require_whole(tree: ast.File, source: Source, written: Scan) -> None:
    """A line that no declaration covers would be gone."""
    begins = [declaration.span.start for declaration in tree.declarations]
    for row in written.rows:
        start = written.starts[row.first]
        index = bisect_right(begins, start) - 1
        if index < 0 or tree.declarations[index].span.end < start:
            line = source.position(start).line
            raise LayoutError(f"line {line} of `{source.path}` would be lost; the file was left as it is")


def _comments(written: Scan) -> Counter[str]:
    beside = (row.remark for row in written.rows if row.remark is not None)
    above = (comment for row in written.rows for comment in row.comments)
    return Counter(comment.text for comment in (*beside, *above, *written.ending))
