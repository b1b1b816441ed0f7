"""Text with places in it: what every later stage uses to say *where*.

In: the text of a file and the path that its author knows it by. Out: `Source`, and `Span`s that point into it.
Promises: pure values, no files are read here; offsets count characters (not bytes), lines and columns start at 1.
"""

from journeydsl.source.text import Position, Source, Span

__all__ = ["Position", "Source", "Span"]
