"""Who imports whom: the contracts of pyproject.toml hold, and a cold start loads only what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"duckdb", "jinja2", "networkx", "numba", "numpy", "pandas", "pyarrow", "pydantic"}
NAMES_OF_LOADED_MODULES = """
import sys
from journeydsl.cli import run
code = run(sys.argv[1:])
assert code == 0, code
print("loaded", *sys.modules)
"""


def loaded_by(*arguments: str) -> set[str]:
    """The modules in memory after `journeydsl ARGUMENTS`."""
    command = [sys.executable, "-c", NAMES_OF_LOADED_MODULES, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


def test_every_import_contract_holds(tmp_path: Path) -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", lint, "--cache-dir", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "--help"), ("simulate", "--help")])
def test_asking_for_help_loads_no_library_but_click(arguments: tuple[str, ...]) -> None:
    assert not loaded_by(*arguments) & (HEAVY | {"lark", "yaml"})


def test_checking_loads_nothing_that_only_running_and_drawing_need() -> None:
    assert not loaded_by("check", "journeys") & {"duckdb", "networkx", "numpy", "pandas", "pyarrow"}


@pytest.mark.parametrize(
    "line",
    [
        "now = datetime.datetime.now(datetime.UTC)",
        "today = datetime.date.today()",
        "import random",
        "from time import monotonic",
    ],
)
@pytest.mark.parametrize(("package", "may"), [("engine", False), ("syntax", False), ("cli", True), ("simulator", True)])
def test_only_the_shell_reads_the_clock_or_draws_lots(line: str, package: str, may: bool) -> None:
    path = f"src/journeydsl/{package}/written_for_this_test.py"
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", path, "-"]
    text = f"import datetime\n{line}\n"
    ran = subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ("TID251" in ran.stdout) is not may
