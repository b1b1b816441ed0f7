"""The contacts and events of two files, sorted, and an account of everything in them that was not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from journeydsl.data.contact_rows import ContactRows
from journeydsl.data.event_rows import EventRows
from journeydsl.data.findings import Finding
from journeydsl.data.plain import quoted
from journeydsl.data.rejections import Rejected, RejectedCount, Rejections
from journeydsl.data.staging import Staging
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import TEXTUAL, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """What became of the rows of a file; rows = kept + rejected + duplicates."""

    file: Path
    rows: int
    kept: int
    rejected: int
    duplicates: int = 0


class Population:
    """Contacts, in the order of their ids, each with its events in the order of instant and id.

    Can be walked any number of times; a batch of rows is in memory at a time. It owns files on disk: close it, or use
    it in a `with`.
    """

    def __init__(
        self,
        staging: Staging,
        *,
        contacts: FileCount,
        events: FileCount,
        findings: Sequence[Finding],
        rejections: Rejections,
        contact_rows: ContactRows,
        event_rows: EventRows,
    ) -> None:
        self.staging = staging
        self.contact_rows = contact_rows
        self.event_rows = event_rows
        self._rejections = rejections
        self.contacts = contacts
        self.events = events
        self.findings = tuple(findings)

    def __len__(self) -> int:
        """The number of contacts."""
        return self.contacts.kept

    def __iter__(self) -> Iterator[tuple[Contact, tuple[Event, ...]]]:
        return self.walk()

    def walk(self, names: Collection[str] | None = None) -> Iterator[tuple[Contact, tuple[Event, ...]]]:
        """Every contact with its events; only with those of some `names`, for whoever needs no others."""
        wanted = "" if names is None else f"where list_contains(?, name){'' if names else ' and false'}"
        asked = [] if names is None else [sorted(names)]
        events = self.staging.records(f"from events {wanted} order by place, happened_at, id", asked)
        by_place = groupby(events, key=itemgetter(0))
        place, theirs = next(by_place, _NOBODY)
        for number, record in enumerate(self.staging.records("from contacts order by rowid")):
            contact = self.contact_rows.read_back(record)
            if number == place:
                yield contact, tuple(map(self.event_rows.read_back, theirs))
                place, theirs = next(by_place, _NOBODY)
            else:
                yield contact, ()

    @property
    def period(self) -> tuple[Instant, Instant] | None:
        """When the first and the last event happened; None where there are none."""
        first, last = next(self.staging.records("select min(happened_at), max(happened_at) from events"))
        return None if first is None else (first, last)

    def write_events(self, path: Path, names: Iterable[str], about: str) -> None:
        """Write the events of these names to `path` as Parquet: contact, name, instant (a timestamp with time zone) and
        `about`, the value of the text property of that name, empty where there is none."""
        rows, wanted = self.event_rows, sorted(set(names))
        parts = {
            rows.fields[place][0]
            for name in wanted
            for place, slot in rows.properties.get(name, ())
            if slot.name == about and rows.fields[place][1] in TEXTUAL
        }
        said = f"coalesce({', '.join(sorted(parts))}, '')" if parts else "''"
        listed = ", ".join(map(quoted, wanted))
        events = f"select place, name, happened_at, {said} as about from events where name::varchar in ({listed})"
        self.staging.run(
            f"copy (select id as contact, name, make_timestamptz(happened_at) as instant, about from ({events}) e"
            f" join contacts c on c.rowid = e.place) to {quoted(str(path))} (format parquet)"
        )

    @property
    def problems(self) -> tuple[RejectedCount, ...]:
        """How many rows were rejected, by file and problem, with the first few rows of each."""
        return self._rejections.counts()

    @property
    def rejected(self) -> Iterator[Rejected]:
        """Every rejected row, in the order of the files."""
        return iter(self._rejections)

    def write_rejected(self, path: Path) -> int:
        """Write every rejected row to `path` as JSON Lines; says how many there are. Raises FileProblem."""
        return self._rejections.write(path)

    def close(self) -> None:
        """Remove what is on disk; the population can no longer be walked."""
        self.staging.close()

    def __enter__(self) -> Population:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_NOBODY: tuple[None, Iterator[Any]] = (None, iter(()))
