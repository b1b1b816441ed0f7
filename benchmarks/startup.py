"""How long an author waits for `journeydsl --help` and `journeydsl check`, beside what loading the parser alone costs.

Run by `make bench`. Writes a project of ten journeys into a temporary folder, runs the commands by turns so that
a busy moment of the machine touches all of them alike, and prints the median of each in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

JOURNEYS = 10
GOAL = 3.0

# As in an installed program, modules are compiled once and not at every start.
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
LARK = "python -c 'import lark'"
HELP = "journeydsl --help"
UNCHANGED = f"journeydsl check, {JOURNEYS} journeys, none changed"
CHANGED = f"journeydsl check, {JOURNEYS} journeys, one changed"

PROJECT = """\
project: benchmark
timezone: Europe/Berlin
attributes:
  email: {type: email, unique: true}
  first_name: {type: text, optional: true}
  country: {type: text, values: [DE, AT, CH, FR]}
events:
  cart_updated: {properties: {cart_id: text, total: number, url: url}}
  order_placed: {properties: {order_id: text, total: number, category: text}}
topics: [promotions]
channels:
  email: {address: email, sender: "Shop <hello@shop.example>"}
"""

JOURNEY = """\
segment buyers_NUMBER "Repeat buyers":
  when order_placed at least 2 times in the last 365 days
   and country is one of "DE", "AT"

message reminder_NUMBER "Reminder":
  channel email
  topic promotions
  subject "{{ first_name }}, your cart is saved"
  template "reminder_NUMBER.html"
  first_name or "there"
  trigger.url or skip

journey cart_NUMBER "Cart NUMBER":
  starts on cart_updated where total >= 20
  again after 7 days
  only if subscribed to promotions
  stops on order_placed as converted
  goal order_placed within 7 days
  holdout 10%

  wait 1 hour
  send reminder_NUMBER
  wait for order_placed up to 23 hours
    happened: stop as converted
    timed out: continue
  choose:
    when trigger.total > 150 or in buyers_NUMBER:
      send reminder_NUMBER
    otherwise:
      continue
  wait 2 days, then until 10:00
  split incentive_NUMBER:
    50% again: send reminder_NUMBER
    50% control: continue
"""

TEMPLATE = '<p>Hello {{ first_name }}, <a href="{{ trigger.url }}">your cart</a> is saved.</p>\n'


def write_project(folder: Path) -> None:
    """Write a project of ten journeys, each with a segment and a message, that has no mistakes."""
    (folder / "journeydsl.yaml").write_text(PROJECT, encoding="utf-8")
    for number in range(1, JOURNEYS + 1):
        journey = JOURNEY.replace("NUMBER", str(number))
        (folder / f"cart_{number}.journey").write_text(journey, encoding="utf-8")
        (folder / f"reminder_{number}.html").write_text(TEMPLATE, encoding="utf-8")


def change(folder: Path) -> None:
    """Add a line to one of the journeys, so that it has to be read and everything has to be checked again."""
    with (folder / "cart_1.journey").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")


def milliseconds(command: list[str]) -> float:
    """The wall time of one run; raises CalledProcessError where the command fails."""
    start = perf_counter()
    subprocess.run(command, env=COMPILED, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return (perf_counter() - start) * 1000


def measure(folder: Path, runs: int) -> dict[str, float]:
    """The median of each command over `runs` rounds, after one round that only warms the caches."""
    python, check = sys.executable, [sys.executable, "-m", "journeydsl", "check", str(folder)]
    rounds = []
    for _ in range(runs + 1):
        change(folder)
        rounds.append(
            {
                CHANGED: milliseconds(check),
                UNCHANGED: milliseconds(check),
                LARK: milliseconds([python, "-c", "import lark"]),
                HELP: milliseconds([python, "-m", "journeydsl", "--help"]),
            }
        )
    return {name: median(times[name] for times in rounds[1:]) for name in (LARK, HELP, UNCHANGED, CHANGED)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="rounds to take the median of (15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder))
        times = measure(Path(folder), runs)
    print(f"Python {platform.python_version()}, median of {runs} runs by turns")
    for name, time in times.items():
        print(f"{name:44} {time:7.0f} ms")
    for name in (UNCHANGED, CHANGED):
        ratio = times[name] / times[LARK]
        verdict = "meets" if ratio < GOAL else "short"
        print(f"{name} / import lark: {ratio:.2f}, goal under {GOAL:.1f}: {verdict}")


if __name__ == "__main__":
    main()
