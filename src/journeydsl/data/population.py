"""The contacts and events of two files, sorted, and an account of everything in them that was not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from journeydsl.data.findings import Finding
from journeydsl.data.rejections import Rejected, RejectedCount, Rejections
from journeydsl.data.staging import Staging
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import Instant


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
        read_contact: Callable[[Sequence[Any]], Contact],
        read_event: Callable[[Sequence[Any]], Event],
    ) -> None:
        self._staging = staging
        self._rejections = rejections
        self._read_contact = read_contact
        self._read_event = read_event
        self.contacts = contacts
        self.events = events
        self.findings = tuple(findings)

    def __len__(self) -> int:
        """The number of contacts."""
        return self.contacts.kept

    def __iter__(self) -> Iterator[tuple[Contact, tuple[Event, ...]]]:
        events = self._staging.records("from events order by place, happened_at, id")
        by_place = groupby(events, key=itemgetter(-1))
        place, theirs = next(by_place, _NOBODY)
        for record in self._staging.records("from contacts order by place"):
            contact = self._read_contact(record)
            if record[-1] == place:
                yield contact, tuple(map(self._read_event, theirs))
                place, theirs = next(by_place, _NOBODY)
            else:
                yield contact, ()

    @property
    def period(self) -> tuple[Instant, Instant] | None:
        """When the first and the last event happened; None where there are none."""
        first, last = next(self._staging.records("select min(happened_at), max(happened_at) from events"))
        return None if first is None else (first, last)

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
        self._staging.close()

    def __enter__(self) -> Population:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_NOBODY: tuple[None, Iterator[Any]] = (None, iter(()))
