"""Which engine a dry run takes, and what it says about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.cli import run
from journeydsl.resources import folder
from journeydsl.simulator.arrays import WORTH_COMPILING
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


def test_a_short_list_waits_for_no_compiler_and_says_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert WORTH_COMPILING > 1_000
    _, told = dry_run(capsys, "--rejected", str(tmp_path / "rejected.jsonl"))
    assert "compiling" not in told
