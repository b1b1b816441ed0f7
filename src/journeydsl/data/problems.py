"""What can be wrong with the files themselves, as exceptions in one tree; each message is a sentence for a marketer.

A row that does not fit is not among them: it is a `Rejected`, counted, and the rest of the file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from journeydsl.diagnostics import Problem, did_you_mean

_SHOWN_COLUMNS = 12


class DataProblem(Problem):
    """Contacts and events could not be read; the message says why and what to do."""


class DataUnavailable(DataProblem):
    """What reads data is not installed."""

    def __init__(self) -> None:
        super().__init__("contacts and events are read with DuckDB, which is missing", 'pip install "journeydsl[data]"')


class FileProblem(DataProblem):
    """A file is missing, unreadable, or not what its name says."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"`{path}` {problem}")


class ColumnProblem(DataProblem):
    """A file lacks a column that nothing can be read without."""

    def __init__(self, path: Path, column: str, purpose: str, columns: Sequence[str]) -> None:
        guess = did_you_mean(column, columns)
        hint = f"did you mean `{guess}`? say which column it is under `data` in the project file" if guess else None
        super().__init__(f"`{path}` has no column `{column}` ({purpose}); it has {listed(columns)}", hint)


class SortingProblem(DataProblem):
    """Rows could not be kept or sorted on disk, most likely for want of space."""

    def __init__(self) -> None:
        super().__init__(
            f"rows could not be kept or sorted; is there room left on the disk of `{gettempdir()}`?",
            "`TMPDIR` names another folder for temporary files",
        )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a `FileProblem`."""
    try:
        yield
    except FileNotFoundError as cause:
        raise FileProblem(path, "does not exist") from cause
    except IsADirectoryError as cause:
        raise FileProblem(path, "is a folder, not a file") from cause
    except PermissionError as cause:
        raise FileProblem(path, "may not be read (permission denied)") from cause
    except UnicodeDecodeError as cause:
        raise FileProblem(path, "is not UTF-8 text; save it as `CSV UTF-8`") from cause
    except OSError as cause:
        raise FileProblem(path, f"could not be read ({(cause.strerror or 'input or output error').lower()})") from cause


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is written into a `FileProblem`."""
    try:
        yield
    except OSError as cause:
        raise FileProblem(
            path, f"could not be written ({(cause.strerror or 'input or output error').lower()})"
        ) from cause


def listed(names: Iterable[str]) -> str:
    """Names in backticks, the first dozen of them."""
    quoted = [f"`{name}`" for name in names]
    more = len(quoted) - _SHOWN_COLUMNS
    shown = ", ".join(quoted[:_SHOWN_COLUMNS]) or "no columns"
    return f"{shown} and {more} more" if more > 0 else shown
