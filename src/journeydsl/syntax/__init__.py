"""Text to syntax tree, and back (`syntax.printer`).

In: the text of a `.journey` file. Out: `ast.File` and the mistakes in how it is written, all of them at once.
Promises: no text raises; time grows with the length of the text; the same text gives the same answer. The grammar is in
the top-level folder `grammar/`.
"""

from journeydsl.syntax.reading import parse

__all__ = ["parse"]
