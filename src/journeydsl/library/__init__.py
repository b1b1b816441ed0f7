"""The shipped journeys, and what it takes to have one of them in a project.

In: the name of a shipped journey, and the files of a project. Out: an `Addition`: new files, what the project file and
the rules get, and what could not be added. Promises: nothing is written here; what a journey needs is what it does not
check without; the text of the project's author stays as it is.
"""

from journeydsl.library.adding import Addition, NameTaken, addition
from journeydsl.library.shelf import MODULES, Shelf, Shipped, shelf

__all__ = ["MODULES", "Addition", "NameTaken", "Shelf", "Shipped", "addition", "shelf"]
