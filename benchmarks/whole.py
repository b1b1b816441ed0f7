"""A whole dry run from Parquet files to the summary, beside DuckDB alone, and the memory that it takes.

Run by `make bench`. Writes contacts and events for the shipped shop into a temporary folder, six events a contact over
90 days. Each program runs in a process of its own, by turns; times are on the wall, medians. Memory is what the
greatest part of a process ever held, above that of the same command over ten contacts: interpreter, libraries and
compiled code. `growth` makes ten times as many contacts: 10 GB on the disk, and ten times as long.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.figures import show
from benchmarks.installing import installed

PERIOD = ("--from", "2026-01-01", "--to", "2026-03-31")
BYTES_A_CONTACT, BYTES_AN_EVENT = 200, 40
BYTES_OF_AN_ID = 128
"""The one column that must be resident: events are matched with the ids of all contacts (`data/staging.py`)."""
EVENTS_EACH = 6
MANY = 10
PARTS = ["whole", "writing", "start", "growth"]

WRITE = """
import duckdb, sys
folder, contacts = sys.argv[1], int(sys.argv[2])
made = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": folder + "/tmp"})
made.execute("set enable_progress_bar = false")
made.execute(f'''copy (select 'c' || lpad(i::varchar, 8, '0') as contact_id, 'c' || i || '@example.com' as email,
  ['DE', 'AT', 'US'][1 + (hash(i) % 3)::int] as country, 'Ann' as first_name,
  ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Europe/London'][1 + (hash(i * 11) % 4)::int] as timezone,
  hash(i * 13) % 50 = 0 as unsubscribed, hash(i * 17) % 10 < 8 as subscribed_to_promotions,
  hash(i * 19) % 10 < 4 as subscribed_to_newsletter
  from range({contacts}) t(i) order by hash(i * 23)) to '{folder}/contacts.parquet' (format parquet)''')
made.execute(f'''copy (select 'c' || lpad((hash(i) % {contacts})::varchar, 8, '0') as contact_id, 'e' || i as event_id,
  ['cart_updated', 'cart_updated', 'product_viewed', 'order_placed', 'signed_up'][1 + (hash(i * 3) % 5)::int] as event,
  make_timestamptz(1767225600000000 + ((hash(i * 5) % (90 * 86400)) * 1000000)::bigint) as at,
  'k' || (hash(i * 7) % 3) as cart_id, (hash(i * 9) % 20000) / 100.0 as total, 'https://shop.example/c' as url,
  ['coffee', 'care', 'pans'][1 + (hash(i * 31) % 3)::int] as category, (hash(i * 37) % 9000) / 100.0 as price
  from range({contacts} * 6) t(i) order by hash(i * 29)) to '{folder}/events.parquet' (format parquet)''')
"""
ALONE = """
import duckdb, sys
folder = sys.argv[1]
alone = duckdb.connect(folder + "/alone.duckdb", config={"threads": 2})
alone.execute("set enable_progress_bar = false")
alone.execute(f"create table contacts as from '{folder}/contacts.parquet' order by contact_id")
alone.execute(f'''create table events as from '{folder}/events.parquet' order by contact_id, "at"''')
"""


class Ran(NamedTuple):
    """What a process took: seconds on the wall and of processors, and the bytes that it held at most."""

    wall: float
    processor: float
    memory: int


def ran(command: Sequence[str], environment: dict[str, str] | None = None) -> Ran:
    """Run a command to its end; what it prints is only shown where it fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read().decode())
    return Ran(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def simulate(project: Path, data: Path, *more: str) -> list[str]:
    """The command line of a dry run over the two files in a folder."""
    files = ["--contacts", str(data / "contacts.parquet"), "--events", str(data / "events.parquet")]
    return [sys.executable, "-m", "journeydsl", "simulate", str(project), *files, *PERIOD, *more]


def written(folder: Path, contacts: int) -> Path:
    """A folder with the two files."""
    if not (folder / "events.parquet").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-c", WRITE, str(folder), str(contacts)], check=True)
    return folder


def alone(data: Path) -> Ran:
    """DuckDB reads and sorts the two files, and does nothing else."""
    (data / "alone.duckdb").unlink(missing_ok=True)
    return ran([sys.executable, "-c", ALONE, str(data)])


def whole(project: Path, data: Path, contacts: int, times: int, nothing: Ran) -> Ran:
    """The figures of one size, above what a run over `nothing` holds; returns the run."""
    command = simulate(project, data, "--engine", "array")
    runs = [(ran(command), alone(data)) for _ in range(times)]
    ratio = median(ours.wall / theirs.wall for ours, theirs in runs)
    of_processor = median(ours.processor / theirs.processor for ours, theirs in runs)
    ours = sorted(ours for ours, _ in runs)[times // 2]
    size = f"{contacts:,} contacts and {contacts * EVENTS_EACH:,} events"
    print(f"{size}, all shipped journeys: {ours.wall:.1f} s on the wall,")
    print(f"{ours.processor:.1f} s of processors ({of_processor:.2f} times DuckDB's)")
    show("whole simulate against DuckDB reading and sorting the files", ratio, 3.0, "times", at_least=False)
    memory = max(each.memory for each, _ in runs) - nothing.memory
    allowed = BYTES_A_CONTACT * contacts + BYTES_AN_EVENT * contacts * EVENTS_EACH
    show("peak memory above interpreter and libraries", memory / 1e6, allowed / 1e6, "MB", at_least=False)
    return ours._replace(memory=memory)


def start(project: Path, data: Path) -> None:
    """A first run over a thousand contacts by the program as it is installed, and nothing kept for the user."""
    small = written(data / "small", 1_000)
    environment = installed(data / "installed")
    cart = data / "cart"
    shutil.rmtree(cart, ignore_errors=True)
    others = [path.name for path in project.iterdir() if list(path.glob("*.journey")) and path.name != "abandoned_cart"]
    shutil.copytree(project, cart, ignore=shutil.ignore_patterns(*others))
    for name, program in (("the cart journey", cart), ("all of them", project)):
        taken = []
        for _ in range(5):
            with tempfile.TemporaryDirectory() as cache:
                caches = dict.fromkeys(("XDG_CACHE_HOME", "NUMBA_CACHE_DIR"), cache)
                taken.append(ran(simulate(program, small), {**environment, **caches}))
        processor = median(each.processor for each in taken)
        print(f"start: {name}, {processor:.2f} s of processors")
        wall = median(each.wall for each in taken)
        show(f"start: 1,000 contacts with a cold cache, {name}", wall, 2.0, "s", at_least=False)


def writing(project: Path, data: Path, contacts: int, nothing: Ran) -> None:
    """How long it takes and how much it holds where every decision is written."""
    with tempfile.TemporaryDirectory(dir=data) as out:
        took = ran(simulate(project, data, "--engine", "array", "--out", out))
        size = Path(out, "decisions.parquet").stat().st_size
    memory = took.memory - nothing.memory
    print(f"{contacts:,} contacts with --out: {took.wall:.1f} s on the wall, {took.processor:.1f} s of processors,")
    print(f"{memory / 1e6:.0f} MB above interpreter and libraries, {size / 1e6:.0f} MB of decisions")


def growth(project: Path, many: Path, contacts: int, one: Ran, nothing: Ran) -> None:
    """Ten times as many contacts as one run had, which held what slices take, and ids of its own."""
    took = ran(simulate(project, many, "--engine", "array"))
    show("growth: ten times as many contacts, time", took.wall / one.wall, 11.0, "times", at_least=False)
    print(
        f"{took.wall:.0f} s on the wall, {took.processor:.0f} s of processors, where a tenth takes {one.processor:.0f}"
    )
    memory, allowed = took.memory - nothing.memory, one.memory + BYTES_OF_AN_ID * contacts * (MANY - 1)
    show("growth: memory, a tenth's and the other ids", memory / 1e6, allowed / 1e6, "MB", at_least=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*PARTS, "all"], default="all", metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the files are made, and left")
    asked = parser.parse_args()
    parts = PARTS if "all" in asked.parts else asked.parts
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        project = Path(__file__).parent.parent / "journeys"
        if "start" in parts:
            start(project, folder)
        if parts == ["start"]:
            return
        data = written(folder / "data", asked.contacts)
        few = simulate(project, written(folder / "few", 10), "--engine", "array")
        ran(few)  # which may have to compile
        nothing = ran(few)
        if "whole" in parts or "growth" in parts:
            one = whole(project, data, asked.contacts, asked.times, nothing)
        if "writing" in parts:
            writing(project, data, asked.contacts, nothing)
        if "growth" in parts:
            growth(project, written(folder / "many", asked.contacts * MANY), asked.contacts, one, nothing)


if __name__ == "__main__":
    main()
