"""All figures, or some: `python -m benchmarks [PART …]`, each part by a program of its own.

Run by `make bench`. Each part says how long it took; `growth`, which makes ten million contacts, takes by far the
longest and 10 GB on the disk.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = {
    "startup": (str(FOLDER / "startup.py"),),
    "language": (str(FOLDER / "language.py"),),
    "machine": ("-m", "benchmarks.machine"),
    "whole": ("-m", "benchmarks.whole", "whole"),
    "writing": ("-m", "benchmarks.whole", "writing"),
    "start": ("-m", "benchmarks.whole", "start"),
    "growth": ("-m", "benchmarks.whole", "growth", "--times", "1"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    named = ", ".join(PARTS)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "all"], default="all", metavar="PART", help=named)
    asked, failed = parser.parse_args().parts, []
    for part in PARTS if "all" in asked else asked:
        begun = time.monotonic()
        print(f"== {part}", flush=True)
        if subprocess.run([sys.executable, *PARTS[part]], cwd=FOLDER.parent).returncode:
            failed.append(part)
        print(f"{part} took {time.monotonic() - begun:.0f} s\n", flush=True)
    if failed:
        sys.exit(f"could not be measured: {', '.join(failed)}")


if __name__ == "__main__":
    main()
