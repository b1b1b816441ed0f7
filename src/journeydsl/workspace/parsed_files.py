"""The parse of each file, kept as long as its text stays what it is: for whatever reads a project again and again.

In: a source. Out: what the parser makes of it. Promises: a text is parsed again only where it has changed, and no more
is kept than the last parse of each path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeydsl.compiler import Parse, Parsed
    from journeydsl.source import Source


class ParsedFiles:
    """The last parse of each file of a project; `parse` is what reads one that is new or has changed."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._last: dict[str, tuple[str, Parsed]] = {}

    def parse(self, source: Source) -> Parsed:
        """What parsing `source` gives."""
        text, parsed = self._last.get(source.path, (None, None))
        if parsed is None or text != source.text:
            parsed = self._parse(source)
            self._last[source.path] = (source.text, parsed)
        return parsed
