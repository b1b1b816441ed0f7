"""The tables of a run, ready to be asked: what DuckDB sees of the folder, and every send with what is known of it.

Promises: nothing is read whole into Python; what does not fit into memory is on disk until the tables are closed. Where
the run has no table of contacts or responses, there is an empty one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from journeydsl.data import DataUnavailable
from journeydsl.data.plain import quoted
from journeydsl.diagnostics import FileProblem
from journeydsl.model.program import Program
from journeydsl.reports.reading.folder import RunFolder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COLUMNS = {
    "decisions": "contact varchar, journey varchar, enrollment integer, step varchar, instant timestamptz, "
    "outcome varchar, reason varchar, detail varchar, message varchar",
    "contacts": "contact varchar, provider varchar, segments varchar[]",
    "responses": "contact varchar, journey varchar, enrollment integer, step varchar, message varchar, "
    "sent timestamptz, provider varchar, kind varchar, instant timestamptz, amount double",
}

_SENDS = """
create table sends as
select row_number() over () as id, d.contact, d.journey, d.enrollment, d.step, d.message, d.instant, m.channel, m.class,
    j.stage,
    case when m.is_email then coalesce(c.provider, 'other') else '' end as provider,
    (d.instant at time zone $zone)::date as day
from decisions d
join messages m on m.name = d.message
join journeys j on j.name = d.journey
left join contacts c on c.contact = d.contact
where d.outcome = 'sent'
"""


class Tables(AbstractContextManager["Tables"]):
    """`decisions`, `contacts` and `responses` as in the folder; `messages` (name, channel, class, is_email) and
    `journeys` (name, stage) of the program; and `sends`, a row a send, with its channel, its class, its stage, who
    keeps the mailbox (empty where it is no e-mail) and its day where the project is.

    Raises DataUnavailable where DuckDB is not installed, and FileProblem for a table that cannot be read."""

    def __init__(self, folder: RunFolder, program: Program) -> None:
        try:
            import duckdb
        except ImportError as cause:
            raise DataUnavailable from cause
        self._failures = duckdb.Error
        self._temporary = TemporaryDirectory(prefix="journeydsl-")
        self._connection: DuckDBPyConnection = duckdb.connect(
            f"{self._temporary.name}/report.duckdb", config={"autoinstall_known_extensions": False}
        )
        self.folder = Path(self._temporary.name)
        self.zone = program.project.timezone
        try:
            self._connection.execute("set TimeZone = 'UTC'")
            for name in _COLUMNS:
                self._open(name, folder.table(name))
            self._tell(program)
            self._connection.execute(_SENDS, {"zone": self.zone})
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._temporary.cleanup()

    def rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """The rows that a query answers: counts, never decisions one by one."""
        return self._connection.execute(query, parameters or None).fetchall()

    def row(self, query: str, **parameters: object) -> tuple[Any, ...]:
        """The first row that a query answers."""
        return self.rows(query, **parameters)[0]

    def run(self, statement: str, **parameters: object) -> None:
        """Carry out a statement that answers nothing."""
        self._connection.execute(statement, parameters or None)

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """Make a small table of what is known in Python."""
        self._connection.execute(f"create table {table} ({columns})")
        listed = [list(row) for row in rows]
        if listed:
            places = ", ".join("?" for _ in listed[0])
            self._connection.executemany(f"insert into {table} values ({places})", listed)

    def _open(self, name: str, path: Path | None) -> None:
        if path is None:
            self._connection.execute(f"create table {name} ({_COLUMNS[name]})")
            return
        wanted = ", ".join(column.split()[0] for column in _COLUMNS[name].split(", "))
        try:
            self._connection.execute(f"create view {name} as select {wanted} from read_parquet({quoted(str(path))})")
        except self._failures as error:
            raise FileProblem(
                f"`{path}` cannot be read as the table of a run", "simulate again with `--out`"
            ) from error

    def _tell(self, program: Program) -> None:
        kinds = {name: program.project.attributes.get(each.address) for name, each in program.project.channels.items()}
        emails = {name for name, each in kinds.items() if each is not None and each.type.kind == "email"}
        self.fill(
            "messages",
            "name varchar, channel varchar, class varchar, is_email boolean",
            [
                (each.name, each.channel, each.message_class.value, each.channel in emails)
                for each in program.messages.values()
            ],
        )
        self.fill(
            "journeys",
            "name varchar, stage varchar",
            [(each.name, each.stage.value if each.stage else "") for each in program.journeys.values()],
        )
