"""A forecast's answers on disk: Parquet, one row per answer."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from journeydsl.data.staging import Buffer, Staging
from journeydsl.model.responses import Response
from journeydsl.model.values import Kind

_ANSWERED = (
    ("contact", Kind.TEXT),
    ("journey", Kind.TEXT),
    ("enrollment", Kind.INTEGER),
    ("step", Kind.TEXT),
    ("message", Kind.TEXT),
    ("sent", Kind.INTEGER),
    ("provider", Kind.TEXT),
    ("kind", Kind.TEXT),
    ("instant", Kind.INTEGER),
    ("amount", Kind.NUMBER),
)


class ResponseWriter(AbstractContextManager["ResponseWriter"]):
    """Writes `responses.parquet`, a row an answer, when a run has ended well; until then, and where it fails, the
    folder has none.

    `sent` and `instant` are timestamps with time zone. Raises DataProblem where there is no room, OSError where the
    folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "responses.parquet"
        self._path.unlink(missing_ok=True)
        self._staging = Staging()
        self._start()

    def _start(self) -> None:
        self._answered = Buffer(self._staging, "answered", _ANSWERED)

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

    def record(self, responses: Iterable[Response]) -> None:
        """Keep some answers."""
        for each in responses:
            self._answered.add(tuple(each))

    def forget(self) -> None:
        """Begin again: nothing of what was recorded is written."""
        self._staging.run("drop table answered")
        self._start()

    def _write(self) -> None:
        self._answered.flush()
        times = "make_timestamptz(sent) as sent, make_timestamptz(instant) as instant"
        select = f"select * replace (enrollment::integer as enrollment, {times}) from answered"
        self._staging.run(f"copy ({select}) to ? (format parquet)", [str(self._path)])
