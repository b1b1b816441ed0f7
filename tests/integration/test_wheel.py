"""What travels with the program where it is installed from a wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.installing import installed
from journeydsl.resources import folder


def test_a_first_start_finds_the_tables_of_the_grammar_and_does_not_make_them(tmp_path: Path) -> None:
    caches = tmp_path / "caches"
    environment = {**installed(tmp_path / "installed"), "XDG_CACHE_HOME": str(caches)}
    command = [sys.executable, "-X", "importtime", "-m", "journeydsl", "check", str(folder("journeys"))]
    told = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True).stderr
    assert "journeydsl.syntax" in told
    assert "lark" not in {line.rpartition("|")[2].strip() for line in told.splitlines()}
