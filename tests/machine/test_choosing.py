"""Which engine a dry run takes, and what it says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.cli import engines, run
from journeydsl.cli.engines import Engine
from journeydsl.cli.project import program_at
from journeydsl.engine import prepare
from journeydsl.model.values import DAY
from journeydsl.resources import folder
from journeydsl.resources.compiled_code import is_kept, kept_in
from journeydsl.simulator import arrays
from journeydsl.simulator.arrays import get_ready, is_worth_loading
from tests.runs import decisions

PERIOD = ("--from", "2026-01-01", "--to", "2026-06-30")


def dry_run(capsys: pytest.CaptureFixture[str], *arguments: str, project: Path | None = None) -> tuple[str, str]:
    sample = folder("journeys") / "sample"
    data = ("--contacts", str(sample / "contacts.csv"), "--events", str(sample / "events.csv"))
    assert run(["simulate", str(project or folder("journeys")), *data, *PERIOD, *arguments]) == 0
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_both_engines_write_the_same_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = {
        engine: dry_run(capsys, "--engine", engine, "--out", str(tmp_path / engine))[0]
        for engine in ("array", "reference")
    }
    assert told["array"] == told["reference"]
    assert decisions(tmp_path / "array") == decisions(tmp_path / "reference")
    assert (tmp_path / "array" / "summary.json").read_bytes() == (tmp_path / "reference" / "summary.json").read_bytes()


def test_a_list_is_taken_to_the_machine_where_that_is_expected_to_be_done_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = prepare(program_at(folder("journeys")))
    lists = (1_000, 7_000, 140_000)
    assert not is_kept(together=False)
    assert [is_worth_loading(rules, rows) for rows in lists] == [False, False, True]
    kept = kept_in()
    assert kept is not None
    kept.mkdir()
    (kept / "loop.walk-1.py311.1.nbc").touch()
    assert [is_worth_loading(rules, rows) for rows in lists] == [False, True, True]


def test_a_short_list_waits_for_no_compiler_and_says_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, told = dry_run(capsys, "--rejected", str(tmp_path / "rejected.jsonl"))
    assert "compiling" not in told


def test_the_machine_is_got_ready_by_a_run_of_all_shipped_journeys_over_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "is_kept", lambda *, together: True)
    get_ready(prepare(program_at(folder("journeys"))), 0, DAY)
    from journeydsl.machine.loop import walk

    assert getattr(walk, "signatures", None), "it has been compiled, or loaded"


def test_it_is_got_ready_beforehand_only_where_it_is_kept_and_expected_to_be_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "get_ready", lambda rules, start, end: None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = prepare(program_at(folder("journeys")))

    def begins(engine: Engine, contacts: int) -> bool:
        begun = engines.get_ready_for(engine, rules, 0, DAY, contacts)
        return begun is not None and begun.result() is None

    assert not begins(Engine.ARRAY, 1_000_000)
    kept = kept_in()
    assert kept is not None
    kept.mkdir()
    (kept / "loop.walk-1.py311.1.nbc").touch()
    assert begins(Engine.ARRAY, 10)
    assert begins(Engine.AUTO, 1_000_000)
    assert not begins(Engine.AUTO, 10)
    assert not begins(Engine.REFERENCE, 1_000_000)
