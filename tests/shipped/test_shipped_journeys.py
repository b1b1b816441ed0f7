"""What is shipped is laid out, checks clean, and is proved by scenarios that go every way through it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.cli import run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["journeys", "examples"])
def test_what_is_shipped_checks_clean_and_is_laid_out(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ROOT / folder)]) == 0, capsys.readouterr().out
    assert run(["fmt", "--check", str(ROOT / folder)]) == 0, capsys.readouterr().err


def test_the_scenarios_of_the_shipped_journeys_pass_and_go_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", str(ROOT / "journeys"), "--minimum", "100"]) == 0, capsys.readouterr().out
