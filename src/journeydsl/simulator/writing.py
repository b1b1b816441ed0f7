"""Rows of a run on their way to Parquet: kept on disk while the run goes on, written when it has ended well."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from journeydsl.data.problems import writing
from journeydsl.data.staging import Staging

_MEMORY = "48MB"
"""Rows are only added and in the end written: more makes it no faster."""


class Writer(AbstractContextManager["Writer"]):
    """Writes files when a run has ended well; until then, and where it fails, none of them is there.

    Raises DataProblem where there is no room, or the folder cannot be written.
    """

    def __init__(self, folder: Path, *files: str) -> None:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for file in files:
                (folder / file).unlink(missing_ok=True)
        self._folder = folder
        self._staging = Staging(_MEMORY)
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write()
        finally:
            self._staging.close()

    @abstractmethod
    def _start(self) -> None:
        """Make the tables that rows are kept in."""

    @abstractmethod
    def _write(self) -> None:
        """Write what the tables hold."""
