"""A run's decisions on disk: kept as numbers while the run goes on, and one row a decision in Parquet when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from journeydsl.data.staging import Buffer, Staging
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Kind

if TYPE_CHECKING:
    from journeydsl.machine import Decided

FILE = "decisions.parquet"

_FIELDS = (
    ("contact", Kind.TEXT),
    ("kind", Kind.INTEGER),
    ("enrollment", Kind.INTEGER),
    ("instant", Kind.INTEGER),
    ("detail", Kind.TEXT),
)
_TEXTS = ("journey", "step", "outcome", "reason", "detail", "message")

_Texts: TypeAlias = tuple[str, str, str, str, str, str]
"""What is the same in many decisions: their texts, in the order of `_TEXTS`."""


class DecisionWriter(AbstractContextManager["DecisionWriter"]):
    """Writes `decisions.parquet` when a run has ended well.

    Decisions stand in the order in which they were recorded. `instant` is a timestamp with time zone; texts are empty
    where they do not apply. No decision stays in memory. Raises DataProblem where there is no room, OSError where the
    folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._staging = Staging()
        self._start()

    def _start(self) -> None:
        self._numbers: dict[_Texts, int] = {}
        self._buffer = Buffer(self._staging, "decided", _FIELDS)

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

    def record(self, decisions: Iterable[Decision]) -> None:
        """Keep some decisions."""
        for each in decisions:
            number = self._number((each.journey, each.step, each.outcome, each.reason, "", each.message))
            self._buffer.add((each.contact, number, each.enrollment, each.at, each.detail))

    def record_many(self, decided: Decided) -> None:
        """Keep the decisions of the array machine, without making an object of each."""
        numbers = [
            self._number((each.journey, each.step, each.outcome or "", each.reason or "", each.detail, each.message))
            for each in decided.kinds
        ]
        self._staging.insert(
            f"insert into decided select contact, {numbers}::integer[][kind + 1], enrollment, instant, detail",
            decided.columns(),
        )

    def forget(self) -> None:
        """Begin again: nothing of what was recorded is written."""
        self._staging.run("drop table decided")
        self._start()

    def _number(self, texts: _Texts) -> int:
        """The number of some texts, from 1."""
        return self._numbers.setdefault(texts, len(self._numbers) + 1)

    def _write(self) -> None:
        self._buffer.flush()
        texts: Sequence[Sequence[str]] = list(zip(*self._numbers, strict=True)) or [()] * len(_TEXTS)
        said = dict.fromkeys(_TEXTS, "?::varchar[][kind]")
        said["detail"] = f"coalesce(detail, {said['detail']})"
        select = (
            f"select contact, {said['journey']} as journey, enrollment::integer as enrollment, {said['step']} as step,"
            f" make_timestamptz(instant) as instant, {said['outcome']} as outcome, {said['reason']} as reason,"
            f" {said['detail']} as detail, {said['message']} as message from decided"
        )
        self._staging.run("set timezone = 'UTC'")
        parameters = [*map(list, texts), str(self._folder / FILE)]
        self._staging.run(f"copy ({select}) to ? (format parquet)", parameters)
