"""How fast the array machine is, on the shipped cart journey: one line a figure, with its goal and whether it is met.

Run by `make bench`. Makes contacts and events in memory, the same ones every time: 6 events a contact over 90 days.
Times are of one thread unless they say otherwise, medians of five runs; every ratio compares numbers of one run, those
against the loop by hand and of twenty journeys in pairs.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from benchmarks.by_hand import HandWritten
from benchmarks.figures import ratio, show, timed
from benchmarks.made import END, START, as_rows, cart, population
from benchmarks.with_simpy import against_simpy
from journeydsl import engine, machine
from journeydsl.model.program import Program
from journeydsl.simulator import simulate


def twenty(program: Program) -> Program:
    """The program with its one journey twenty times, each an experiment of its own."""
    (journey,) = program.journeys.values()
    names = [f"{journey.name}_{number:02}" for number in range(20)]
    return replace(program, journeys={name: replace(journey, name=name) for name in names})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    contacts = parser.parse_args().contacts
    program = cart()
    rules = engine.prepare(program)
    columns = population(contacts)
    machine.run(machine.bind(rules, population(100), START, END), population(100), threads=1)
    begun = time.perf_counter()
    bound = machine.bind(rules, columns, START, END)
    binding = time.perf_counter() - begun
    counted = machine.run(bound, columns, threads=1)
    visits = counted.visits
    taken = timed(lambda: machine.run(bound, columns, threads=1))
    print(f"{contacts:,} contacts, {len(columns.at):,} events, {visits:,} node visits; ready in {binding:.2f} s")
    show("node visits a second, cart journey, one core", visits / taken / 1e6, 10.0, "M")
    hand = HandWritten(columns, rules)
    by_hand_visits = hand()
    hand.assert_same(bound, counted)
    assert by_hand_visits == visits
    slower = ratio(lambda: machine.run(bound, columns, threads=1), hand)
    show("against a loop written by hand that decides the same", 1 / slower, 0.5, "times")
    one = timed(lambda: machine.run(bound, columns, threads=1), clock=time.perf_counter)
    two = timed(lambda: machine.run(bound, columns, threads=2), clock=time.perf_counter)
    print(f"{'two threads against one':<62} {one / two:>14,.1f} times")
    sample = min(1_000, contacts)
    rows = as_rows(columns, sample)
    by_engine = timed(lambda: simulate(rules, rows, START, END), 3)
    show("against the engine", (by_engine / sample) / (taken / contacts), 50.0, "times")
    by_simpy = against_simpy(program, columns, min(2_000, contacts))
    show("against SimPy, a process a contact, without the limits of rules", by_simpy, 300.0, "times")
    many = machine.bind(engine.prepare(twenty(program)), columns, START, END)
    of_twenty = ratio(lambda: machine.run(many, columns, threads=1), lambda: machine.run(bound, columns, threads=1))
    show("twenty journeys against one", of_twenty, 12.0, "times", at_least=False)


if __name__ == "__main__":
    main()
