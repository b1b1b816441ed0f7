"""How fast journeys are read, checked and printed, and whether the time grows with their length and no faster.

Run by `make bench`. Makes projects of 100 and of 1,000 journeys in memory, 100 lines each, ten to a file; the same ones
every time. Times are the processor time of the program itself, so that other programs count little, and medians;
every ratio compares numbers of one run.
"""

from __future__ import annotations

import argparse
import gc
import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from resource import RUSAGE_SELF, getrusage
from statistics import median

from journeydsl import checker, compiler, project, syntax
from journeydsl.model.project import Project
from journeydsl.source import Source
from journeydsl.syntax import ast, printer
from journeydsl.workspace import ParsedFiles

FEW, MANY = 100, 1_000
JOURNEYS_A_FILE = 10
LINEAR = (8.0, 12.0)

PROJECT = """\
project: benchmark
timezone: Europe/Berlin
attributes:
  email: {type: email, unique: true}
  first_name: {type: text, optional: true}
  country: {type: text, values: [DE, AT, CH, FR]}
  lifetime_value: {type: number}
  last_journey: {type: text, optional: true}
events:
  cart_updated: {properties: {cart_id: text, total: number, url: url}}
  order_placed: {properties: {order_id: text, total: number, category: text}}
topics: [promotions]
channels:
  email: {address: email, sender: "Shop <hello@shop.example>"}
"""

JOURNEY = """\
# Journey NUMBER: what somebody is told who leaves a cart behind,
# and what is tried when that does not help.

segment buyers_NUMBER "Repeat buyers":
  when order_placed at least 2 times in the last 365 days
   and country is one of "DE", "AT"
   and (lifetime_value > 100 or order_placed where total >= 50 in the last 30 days)

segment quiet_NUMBER "Neither bought nor looked for a while":
  when no order_placed in the last 90 days
   and no cart_updated where (total >= 20 and url is known) in the last 14 days
   and (not in buyers_NUMBER or lifetime_value < 20)

message reminder_NUMBER "Reminder":
  channel email
  topic promotions
  subject "{{ first_name }}, your cart is saved"
  template "reminder.html"
  first_name or "there"
  trigger.url or skip

message offer_NUMBER "Offer":
  channel email
  topic promotions
  subject "{{ first_name }}, shipping is free until tomorrow"
  template "reminder.html"
  first_name or "there"
  trigger.url or skip

message thanks_NUMBER "Thanks":
  channel email
  class transactional
  subject "Thank you, {{ first_name }}"
  template "thanks.html"
  first_name or "there"

journey cart_NUMBER "Cart NUMBER":
  starts on cart_updated where total >= 20 and url is known
  again after 14 days
  only if subscribed to promotions and not in quiet_NUMBER
  stops on order_placed where total > 0 as converted
  goal order_placed where total >= 20 within 7 days
  holdout 10%
  priority 3

  wait 1 hour
  send reminder_NUMBER
    if not sent: stop as unreachable
  wait for order_placed where total >= 20 up to 23 hours
    happened:
      send thanks_NUMBER
      stop as converted
    timed out: continue
  choose:
    when trigger.total > 150 and (in buyers_NUMBER or lifetime_value >= 1000):
      # They buy anyway: remind them, without an offer.
      send reminder_NUMBER
      wait for cart_updated where total > 0 up to 2 days
        happened: continue
        timed out: stop as lost_interest
    when country is one of "CH", "FR" and lifetime_value > 50:
      split incentive_NUMBER:
        40% early:
          send offer_NUMBER
          wait 2 days, then until 10:00
        40% late:
          wait 3 days, then until 18:30
          send offer_NUMBER
        20% control: continue
    when order_placed where (category is "shoes" and total > 80) in the last 30 days:
      send offer_NUMBER
    otherwise:
      wait 1 day
      choose:
        when country is "DE": send reminder_NUMBER
        otherwise: continue
  wait for order_placed up to 3 days
    happened:
      send thanks_NUMBER
      stop as converted
    timed out:
      choose:
        when in quiet_NUMBER and subscribed to promotions:
          send offer_NUMBER
          wait 12 hours
        when first_name is known and not (country is "FR" or lifetime_value < 10):
          send reminder_NUMBER
        otherwise: continue
  split reminder_NUMBER_again:
    50% again:
      send reminder_NUMBER
      wait until 09:00
    50% control: continue
  # The end of it: from here on somebody is left alone until the next cart.
  choose:
    when lifetime_value > 500 and in buyers_NUMBER:
      set last_journey to "cart NUMBER"
    otherwise: continue
  stop as finished

"""

TEMPLATES = {
    "reminder.html": '<p>Hello {{ first_name }}, <a href="{{ trigger.url }}">your cart</a> is saved.</p>\n',
    "thanks.html": "<p>Thank you, {{ first_name }}.</p>\n",
}

# How a file begins, and what its only long line goes on with.
ONE_LINERS = {
    "names": ("segment a:\n  when vip", " and vip"),
    "parentheses": ("segment a:\n  when ", "("),
    "signs": ("segment a:\n  when ", "=!?"),
    "digits": ("segment a:\n  when vip > ", "9"),
    "one name": ("segment a:\n  when ", "a"),
    "text without end": ('message a:\n  subject "', "x"),
    "blanks": ("segment a:\n", " "),
}
SHORT, LONG = 1_000_000, 10_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """A generated project: its file, what that says, and its journeys."""

    project_file: Source
    facts: Project
    journey_files: tuple[Source, ...]

    @property
    def lines(self) -> int:
        return sum(source.text.count("\n") for source in self.journey_files)


def written(journeys: int) -> Written:
    """A project of `journeys` journeys without mistakes."""
    project_file = Source("journeydsl.yaml", PROJECT)
    facts, mistakes = project.load(project_file)
    assert facts is not None, mistakes
    texts = [JOURNEY.replace("NUMBER", str(number)) for number in range(1, journeys + 1)]
    files = ("".join(texts[first : first + JOURNEYS_A_FILE]) for first in range(0, journeys, JOURNEYS_A_FILE))
    return Written(
        project_file, facts, tuple(Source(f"carts_{number}.journey", file) for number, file in enumerate(files))
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median time of `work` over `runs` runs."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = getrusage(RUSAGE_SELF).ru_utime
        work()
        times.append(getrusage(RUSAGE_SELF).ru_utime - start)
    return median(times)


def by_turns(short: Callable[[], object], long: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """The median times of a short and of a long piece of work, and how many times as long the long one takes.

    They are run by turns, and the ratio is the median of those of each turn: a busy machine may well be half as fast
    for the time that one of them takes."""
    turns = [(seconds(short, 1), seconds(long, 1)) for _ in range(runs)]
    return median(one for one, _ in turns), median(other for _, other in turns), median(b / a for a, b in turns)


def stages(program: Written) -> dict[str, Callable[[], object]]:
    """What each stage does for a whole project."""
    files = [_read(source) for source in program.journey_files]
    checked = checker.check(program.facts, files, TEMPLATES)
    assert not checked.diagnostics, checked.diagnostics[:3]
    return {
        "parse": lambda: [syntax.parse(source) for source in program.journey_files],
        "check": lambda: checker.check(program.facts, files, TEMPLATES),
        "print": lambda: [printer.file(file) for file in files],
    }


def _read(source: Source) -> ast.File:
    file, mistakes = syntax.parse(source)
    assert not mistakes, mistakes[:3]
    return file


def after_a_change(program: Written, runs: int) -> tuple[float, float]:
    """The seconds of a whole check of a project, and of another after one of its files has changed."""
    first, *others = program.journey_files
    kept = compiler.Readers(parse=ParsedFiles(syntax.parse).parse)
    numbers = count()

    def whole() -> object:
        return compiler.compile_sources(program.project_file, program.journey_files, TEMPLATES)

    def changed() -> object:
        file = replace(first, text=f"{first.text}# Change {next(numbers)}.\n")
        return compiler.compile_sources(program.project_file, [file, *others], TEMPLATES, kept)

    changed()
    return seconds(whole, runs), seconds(changed, runs)


def one_line(kind: str, size: int) -> Callable[[], object]:
    """Reads a file of `size` characters of which nearly all are on one line."""
    start, unit = ONE_LINERS[kind]
    source = Source("long.journey", start + unit * (size // len(unit)))
    return lambda: syntax.parse(source)


def report_stages(few: Written, many: Written, runs: int) -> None:
    least, most = LINEAR
    short, long = stages(few), stages(many)
    ratios = {}
    for stage in short:
        of_few, of_many, ratios[stage] = by_turns(short[stage], long[stage], runs)
        speeds = few.lines / of_few, many.lines / of_many
        print(f"{stage:6} {speeds[0]:9,.0f} lines/s of {few.lines:,}, {speeds[1]:9,.0f} lines/s of {many.lines:,}")
    for stage, ratio in ratios.items():
        verdict = "meets" if least <= ratio <= most else "short"
        print(f"{stage}, {many.lines:,} / {few.lines:,} lines: {ratio:.1f}, goal {least:.0f} to {most:.0f}: {verdict}")


def report_change(many: Written, runs: int) -> None:
    whole, changed = after_a_change(many, runs)
    print(f"check of {MANY:,} journeys in {len(many.journey_files)} files: {whole * 1000:,.0f} ms, all files new")
    print(f"check of {MANY:,} journeys in {len(many.journey_files)} files: {changed * 1000:,.0f} ms, one file changed")
    print(f"one file changed / all files new: {changed / whole:.2f}")


def report_one_liners(runs: int) -> None:
    for kind in ONE_LINERS:
        _, long, ratio = by_turns(one_line(kind, SHORT), one_line(kind, LONG), runs)
        verdict = "meets" if ratio <= LINEAR[1] else "short"
        print(
            f"one line of {kind}: {long * 1000:,.0f} ms for {LONG // 1_000_000} MB, "
            f"10 MB / 1 MB: {ratio:.1f}, goal at most {LINEAR[1]:.0f}: {verdict}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds to take the median of (5)")
    runs = parser.parse_args().runs
    gc.set_threshold(100_000)  # as the command does
    print(f"Python {platform.python_version()}, median of {runs} runs")
    few, many = written(FEW), written(MANY)
    report_stages(few, many, runs)
    report_change(many, runs)
    report_one_liners(min(runs, 3))


if __name__ == "__main__":
    main()
