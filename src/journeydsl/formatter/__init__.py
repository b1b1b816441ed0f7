"""One canonical layout for `.journey` files, with comments and blank lines where they were.

In: the text of a file. Out: the same declarations as `syntax.printer` writes them, woven together with the author's
comments and blank lines; or, where there are mistakes in how the file is written, the text as it is and the mistakes.
Promises: pure; what is laid out reads back as the same tree and holds every comment, or `LayoutError` is raised; laying
out twice changes nothing more; lines end with a line feed alone, and there is no byte order mark.
"""

from journeydsl.formatter.tidying import LayoutError, Tidied, tidy

__all__ = ["LayoutError", "Tidied", "tidy"]
