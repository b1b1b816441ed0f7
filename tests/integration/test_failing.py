"""What the world can do to a dry run: folders that cannot be written, disks that are full, Ctrl-C at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numba
import pytest

from journeydsl.cli import run
from journeydsl.cli.engines import Engine, takes_machine
from journeydsl.cli.progress import Progress
from journeydsl.cli.project import program_at
from journeydsl.data import FileProblem, SortingProblem
from journeydsl.data.staging import Staging
from journeydsl.engine import prepare
from journeydsl.machine.parts import Whole, keep
from journeydsl.resources import folder
from journeydsl.resources.compiled_code import kept_in

SAMPLE = folder("journeys") / "sample"
DATA = ("--contacts", str(SAMPLE / "contacts.csv"), "--events", str(SAMPLE / "events.csv"))
SIMULATE = ("simulate", str(folder("journeys")), *DATA, "--from", "2026-01-01", "--to", "2026-01-31")
DISK = Path("/dev/full")


@pytest.mark.parametrize("option", ["--out", "--rejected"])
@pytest.mark.parametrize("engine", ["reference", "array"])
def test_where_nothing_can_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, engine: str
) -> None:
    (tmp_path / "file").touch()
    assert run([*SIMULATE, "--engine", engine, option, str(tmp_path / "file" / "run")]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert f"error: `{tmp_path}/file/run` could not be written (" in told.err


def test_a_file_in_place_of_the_folder_is_said_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").touch()
    assert run([*SIMULATE, "--out", str(tmp_path / "run")]) == 2
    assert capsys.readouterr().err == f"error: `{tmp_path}/run` could not be written (file exists)\n"


def test_a_project_that_cannot_be_written_is_no_failure_of_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert run(["init", str(tmp_path / "file" / "shop")]) == 2
    assert "cannot be read or written: not a directory" in capsys.readouterr().err


def test_ctrl_c_while_rows_are_read_is_no_failure_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")  # as DuckDB does: where it looks for signals hangs on the query

    monkeypatch.setattr("journeydsl.data.read", read)
    assert run(list(SIMULATE)) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.skipif(not DISK.exists(), reason="a disk that is always full is Linux's")
def test_a_full_disk_is_said_to_be_the_one_that_is_full(tmp_path: Path) -> None:
    staging = Staging()
    try:
        with pytest.raises(FileProblem, match=r"^`/dev/full` could not be written; is there room left on its disk"):
            staging.write("from range(100)", [], DISK)
        with pytest.raises(SortingProblem, match="is there room left on the disk of"):
            staging.run(f"copy (from range(100)) to '{DISK}' (format parquet)")
    finally:
        staging.close()


def test_what_is_compiled_is_used_where_there_is_no_room_to_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    doubled: Any = numba.njit(lambda number: number * 2, pipeline_class=Whole)
    keep(doubled)
    place = Path(doubled.stats.cache_path)
    place.rmdir()
    place.touch()
    assert doubled(21) == 42


def test_it_is_said_whether_what_is_compiled_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = prepare(program_at(folder("journeys")))
    for place, said in (
        (tmp_path / "caches", "once; what is made is kept"),
        (tmp_path / "file" / "caches", "it cannot be kept in the cache folder"),
    ):
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
        assert (kept_in() is None) == ("cannot" in said)
        assert takes_machine(Engine.ARRAY, rules, 1, Progress(1))
        assert capsys.readouterr().err.startswith("compiling the array machine: this takes about 20 seconds")
