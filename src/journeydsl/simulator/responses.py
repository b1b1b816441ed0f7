"""A forecast's answers on disk: Parquet, one row per answer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from journeydsl.data.staging import Buffer
from journeydsl.model.responses import Response
from journeydsl.model.values import Kind
from journeydsl.simulator.writing import Writer

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

_RESPONSES = "responses.parquet"


class ResponseWriter(Writer):
    """Writes `responses.parquet`, a row an answer, when a run has ended well; until then, and where it fails, the
    folder has none.

    `sent` and `instant` are timestamps with time zone. Raises DataProblem where there is no room, or the
    folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _RESPONSES)

    def record(self, responses: Iterable[Response]) -> None:
        """Keep some answers."""
        for each in responses:
            self._answered.add(tuple(each))

    def _start(self) -> None:
        self._answered = Buffer(self._staging, "answered", _ANSWERED)

    def _write(self) -> None:
        self._answered.flush()
        times = "make_timestamptz(sent) as sent, make_timestamptz(instant) as instant"
        select = f"select * replace (enrollment::integer as enrollment, {times}) from answered"
        self._staging.write(select, [], self._folder / _RESPONSES)
