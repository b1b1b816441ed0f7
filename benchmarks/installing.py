"""The program as whoever installs it has it: from the built wheel, with modules that are compiled to byte code."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def installed(folder: Path) -> dict[str, str]:
    """Install the wheel into a folder, without what it depends on; the environment in which Python finds it there."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    compileall.compile_dir(folder / "journeydsl", quiet=2)
    return {**os.environ, "PYTHONPATH": str(folder)}
