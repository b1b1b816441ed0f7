"""A population as the columns that the array machine walks: what a program reads, each column fetched by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journeydsl.data.contact_rows import ContactRows
from journeydsl.data.event_rows import EventRows
from journeydsl.data.plain import is_plain_address, quoted
from journeydsl.data.population import Population
from journeydsl.data.staging import Staging
from journeydsl.machine.columns import MOST, Column, Columns, Scores, Texts, Unfit
from journeydsl.machine.reading import Reads
from journeydsl.model.values import TEXTUAL, Kind

_REACHED = {Kind.EMAIL: "someone@example.com", Kind.PHONE: "+12025550100"}
_EPOCH = "date '1970-01-01'"


def columns(population: Population, reads: Reads) -> Columns:
    """The contacts in the order of their ids, and their events in the order of instant and id.

    Raises Unfit for data that floats cannot hold exactly.
    """
    staging = population.staging
    some_late = staging.count("select count(*) from events where known_at > happened_at")
    fetch = _Fetch(staging)
    zones = fetch.texts("contacts", "timezone")
    names = fetch.texts("events", "name")
    owners = fetch.array("events", "place", np.int64)
    return Columns(
        ids=fetch.array("contacts", "id", np.object_).tolist(),
        zones=zones.codes,
        zone_names=zones.words,
        unsubscribed=fetch.array("contacts", "unsubscribed", np.bool_),
        offsets=np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(population)))]).astype(np.int64),
        at=fetch.array("events", "happened_at", np.int64),
        names=names.codes.astype(np.int16),
        event_names=names.words,
        **_of_contacts(fetch, population.contact_rows, reads),
        properties=_of_events(fetch, population.event_rows, reads, names.words),
        known=fetch.array("events", "greatest(happened_at, known_at)", np.int64) if some_late else None,
    )


def _of_contacts(fetch: _Fetch, rows: ContactRows, reads: Reads) -> dict[str, Any]:
    kinds = dict(rows.fields)
    return {
        "attributes": {
            slot.name: fetch.column("contacts", [(part, kinds[part])])
            for part, slot in rows.parts(rows.attributes)
            if slot.name in reads.attributes
        }
        | {
            slot.name: fetch.address("contacts", part, kinds[part])
            for part, slot in rows.parts(rows.attributes)
            if slot.name in reads.addresses
        },
        "account": {
            slot.name: fetch.column("contacts", [(part, kinds[part])])
            for part, slot in rows.parts(rows.account)
            if slot.name in reads.account
        },
        "subscriptions": {
            topic: fetch.array("contacts", f"coalesce({part}::utinyint, 2)", np.uint8) for topic, part in _topics(rows)
        },
        "scores": _scores(fetch, rows, reads),
    }


def _scores(fetch: _Fetch, rows: ContactRows, reads: Reads) -> dict[str, Scores]:
    """Predictions with how sure they are and when they were made, as far as the file says."""
    kinds, parts = dict(rows.fields), {slot.name: part for part, slot in rows.parts(rows.scores)}
    nobody = np.full(len(fetch.array("contacts", "unsubscribed", np.bool_)), np.nan)

    def column(name: str) -> Any:
        part = parts.get(name)
        return nobody if part is None else fetch.column("contacts", [(part, kinds[part])])

    asked = sorted(reads.scores & set(parts))
    return {name: Scores(*(column(name + said) for said in ("", ".confidence", ".at"))) for name in asked}


def _topics(rows: ContactRows) -> Iterator[tuple[str, str]]:
    read = {slot.name: part for part, slot in rows.parts(rows.topics)}
    for topic in rows.project.topics:
        yield topic, read.get(topic, "null")


def _of_events(fetch: _Fetch, rows: EventRows, reads: Reads, happened: Sequence[str]) -> dict[str, Column]:
    kinds = dict(rows.fields)
    parts: dict[str, dict[str, Kind]] = {}
    for event, slots in rows.properties.items():
        for place, slot in slots:
            if slot.name in reads.properties and event in happened:
                part = rows.fields[place][0]
                parts.setdefault(slot.name, {})[part] = kinds[part]
    return {name: fetch.column("events", list(each.items())) for name, each in parts.items()}


class _Fetch:
    """Columns of tables whose rows lie in order."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging

    def array(self, table: str, value: str, kind: type[Any]) -> NDArray[Any]:
        """A column that has a value in every row."""
        return self._staging.array(f"select {value} as value from {table}").astype(kind, copy=False)

    def texts(self, table: str, part: str) -> Texts:
        """A column of texts, numbered."""
        name = f"words_of_{table}_{part}"
        words = f"select distinct {part} from {table} where {part} is not null order by all"
        self._staging.run(f"create or replace type {name} as enum ({words})")
        codes = self.array(table, f"coalesce(enum_code({part}::{name})::integer, -1)", np.int32)
        return Texts(codes, [word for (word,) in self._staging.records(f"select unnest(enum_range(null::{name}))")])

    def address(self, table: str, part: str, kind: Kind) -> Column:
        """A column of which only is asked whether each address can be reached: those written in the way of most stand
        for each other."""
        if kind not in _REACHED:
            return self.column(table, [(part, kind)])
        address = f"if({is_plain_address(part, kind)}, {quoted(_REACHED[kind])}, {part})"
        self._staging.run(f"create or replace view addresses as select {address} as word from {table}")
        return self.texts("addresses", "word")

    def column(self, table: str, parts: Sequence[tuple[str, Kind]]) -> Column:
        """A column that is kept in several parts where it is of several kinds; raises Unfit."""
        if all(kind in TEXTUAL for _, kind in parts):
            return (
                self.texts(table, parts[0][0]) if len(parts) == 1 else self._joined(table, [part for part, _ in parts])
            )
        if any(kind in TEXTUAL for _, kind in parts):
            raise Unfit("a property that is a text in one event and none in another")
        for part, kind in parts:
            if kind in (Kind.INTEGER, Kind.INSTANT, Kind.DURATION):
                self._require_exact(table, part)
        values = (f"({part} - {_EPOCH})::double" if kind is Kind.DATE else f"{part}::double" for part, kind in parts)
        return self.array(table, f"coalesce({', '.join(values)}, 'nan'::double)", np.float64)

    def _joined(self, table: str, parts: Iterable[str]) -> Texts:
        self._staging.run(f"create or replace view joined as select coalesce({', '.join(parts)}) as word from {table}")
        return self.texts("joined", "word")

    def _require_exact(self, table: str, part: str) -> None:
        if self._staging.count(f"select count(*) from {table} where abs({part}::hugeint) > {MOST}"):
            raise Unfit("a whole number too large to be exact")
