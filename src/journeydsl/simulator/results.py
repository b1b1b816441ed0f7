"""A run's decisions and contacts on disk: kept as numbers while the run goes on, written as Parquet when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from journeydsl.data.plain import listed
from journeydsl.data.staging import Buffer
from journeydsl.model.decisions import Decision
from journeydsl.model.values import Kind
from journeydsl.simulator.endings import ContactEnd
from journeydsl.simulator.writing import Writer

if TYPE_CHECKING:
    from journeydsl.machine import Decided

_DECIDED = (
    ("contact", Kind.TEXT),
    ("kind", Kind.INTEGER),
    ("enrollment", Kind.INTEGER),
    ("instant", Kind.INTEGER),
    ("detail", Kind.TEXT),
)
_ENDED = (("contact", Kind.TEXT), ("provider", Kind.TEXT), ("segments", Kind.TEXT))
_DECISIONS, _CONTACTS = "decisions.parquet", "contacts.parquet"
_TEXTS = ("journey", "step", "outcome", "reason", "detail", "message")

_Texts: TypeAlias = tuple[str, str, str, str, str, str]
"""What is the same in many decisions: their texts, in the order of `_TEXTS`."""


class RunWriter(Writer):
    """Writes `decisions.parquet`, a row a decision, and `contacts.parquet`, a row a contact, when a run has ended well;
    until then, and where it fails, the folder has neither.

    Rows stand in the order in which they were recorded, and few of them are in memory. `instant` is a timestamp with
    time zone; texts are empty where they do not apply; `contacts.parquet` is left out where no contact was kept. Raises
    DataProblem where there is no room, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _DECISIONS, _CONTACTS)

    def record(self, decisions: Iterable[Decision]) -> None:
        """Keep some decisions."""
        for each in decisions:
            number = self._number((each.journey, each.step, str(each.outcome), each.reason, "", each.message))
            self._decided.add((each.contact, number, each.enrollment, each.at, each.detail))

    def record_many(self, decided: Decided) -> None:
        """Keep the decisions of the array machine, without making an object of each."""
        numbers = [
            self._number((each.journey, each.step, str(each.outcome), each.reason or "", each.detail, each.message))
            for each in decided.kinds
        ]
        self._staging.insert(
            "insert into decided select contact, kind, enrollment, instant, detail", decided.columns(numbers)
        )
        ends = decided.ends()
        if len(ends["contact"]):
            self._staging.insert("insert into ended select contact, provider, segments", ends)

    def keep(self, end: ContactEnd) -> None:
        """Keep a contact as it stands at the end."""
        self._ended.add((end.contact, str(end.provider), "\n".join(end.segments)))

    def _start(self) -> None:
        self._numbers: dict[_Texts, int] = {}
        self._decided = Buffer(self._staging, "decided", _DECIDED)
        self._ended = Buffer(self._staging, "ended", _ENDED)

    def _write(self) -> None:
        self._write_decisions()
        self._write_contacts()

    def _number(self, texts: _Texts) -> int:
        """The number of some texts, from 1."""
        return self._numbers.setdefault(texts, len(self._numbers) + 1)

    def _write_decisions(self) -> None:
        """Write decisions with the texts of their kinds: as one of a list, since each by itself takes five times as
        long."""
        self._decided.flush()
        texts = list(zip(*self._numbers, strict=True)) or [()] * len(_TEXTS)
        for name, each in zip(_TEXTS, texts, strict=True):
            self._staging.run(f"create or replace type {name}_text as enum ({listed(sorted({'', *each}))})")
        said = {name: f"(?::{name}_text[])[kind]" for name in _TEXTS}
        said["detail"] = f"coalesce(detail, {said['detail']}::varchar)"
        select = (
            f"select contact, {said['journey']} as journey, enrollment::integer as enrollment, {said['step']} as step,"
            f" make_timestamptz(instant) as instant, {said['outcome']} as outcome, {said['reason']} as reason,"
            f" {said['detail']} as detail, {said['message']} as message from decided"
        )
        self._staging.write(select, [*map(list, texts)], self._folder / _DECISIONS)

    def _write_contacts(self) -> None:
        self._ended.flush()
        if self._staging.count("select count(*) from ended"):
            segments = "if(segments = '', [], string_split(segments, chr(10)))"
            select = f"select contact, provider, {segments} as segments from ended"
            self._staging.write(select, [], self._folder / _CONTACTS)
