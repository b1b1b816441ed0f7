"""Copies the shipped shop into a folder without the journeys that the array machine cannot run yet, and prints their
names.

A program of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from journeydsl import engine, machine
from journeydsl.cli.project import program_at
from journeydsl.resources import folder


def main() -> None:
    target, shipped = Path(sys.argv[1]), folder("journeys")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in ("journeydsl.yaml", "rules.journey"):
        (target / name).write_bytes((shipped / name).read_bytes())
    shutil.copytree(shipped / "modules", target / "modules")
    left_out = []
    for journey in sorted(path for path in shipped.iterdir() if list(path.glob("*.journey"))):
        shutil.copytree(journey, target / journey.name)
        if machine.unsupported(engine.prepare(program_at(target))):
            shutil.rmtree(target / journey.name)
            left_out.append(journey.name)
    print(json.dumps(left_out))


if __name__ == "__main__":
    main()
