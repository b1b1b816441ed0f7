"""How a figure is measured and shown: one line, with its goal and whether it is met."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def timed(run: Callable[[], object], times: int = 5, clock: Callable[[], float] = time.process_time) -> float:
    """The median of some runs, in seconds: of the processor, so that other programs count little."""
    taken = []
    for _ in range(times):
        begun = clock()
        run()
        taken.append(clock() - begun)
    return median(taken)


def ratio(run: Callable[[], object], other: Callable[[], object], times: int = 5) -> float:
    """How many times as long as the other one takes, the median of some pairs: what else the machine does meanwhile
    slows both."""
    return median(timed(run, 1) / timed(other, 1) for _ in range(times))


def show(figure: str, value: float, goal: float, unit: str, *, at_least: bool = True) -> None:
    """One line: the figure, its value, its goal, and whether it is met."""
    meets = value >= goal if at_least else value <= goal
    limit = "at least" if at_least else "at most"
    met = "meets" if meets else "short"
    print(f"{figure:<62} {value:>14,.{1 if value >= 1 else 2}f} {unit:<12} {limit} {goal:>12,.1f}  {met}", flush=True)
