"""What a run keeps of each contact: who keeps its mailbox, and the segments that it is in at the end."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from journeydsl.model.mailboxes import Mailbox
from journeydsl.simulator import ContactEnd
from journeydsl.simulator.results import RunWriter


def test_contacts_are_kept_a_row_each_with_their_segments(tmp_path: Path) -> None:
    with RunWriter(tmp_path) as writer:
        writer.keep(ContactEnd("ann", Mailbox.GMAIL, ("vips", "lapsed")))
        writer.keep(ContactEnd("bob </script>", Mailbox.NONE, ()))
    with duckdb.connect() as connection:
        rows = connection.execute("from read_parquet(?)", [str(tmp_path / "contacts.parquet")]).fetchall()
    assert rows == [("ann", "gmail", ["vips", "lapsed"]), ("bob </script>", "none", [])]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.parquet", "decisions.parquet"]


def test_a_run_that_fails_keeps_no_contacts_not_even_those_of_the_run_before(tmp_path: Path) -> None:
    (tmp_path / "contacts.parquet").write_text("of the run before")

    def fail() -> None:
        with RunWriter(tmp_path) as writer:
            writer.keep(ContactEnd("ann", Mailbox.GMAIL, ()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
