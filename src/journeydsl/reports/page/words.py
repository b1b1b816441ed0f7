"""Figures in words, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from journeydsl.model.reasons import PHRASES
from journeydsl.reports.figures import Count


def number(value: float | None, digits: int = 0) -> str:
    """A number with its thousands apart; a dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def counted(times: int, thing: str) -> str:
    """So many things: "1 journey", "2 journeys"."""
    return f"{times:,} {thing}{'' if times == 1 else 's'}"


def percent(value: float | None, digits: int = 1) -> str:
    """A share (0 to 1) as a percentage; a dash where there is none. What is not nothing is not shown as 0."""
    if value is None:
        return "–"
    said = f"{100 * value:,.{digits}f}%"
    least = 10**-digits
    return f"<{least:.{digits}f}%" if value > 0 and float(said[:-1].replace(",", "")) == 0 else said


def share(part: float, whole: float) -> float | None:
    """The part as a share of the whole; None where the whole is nothing."""
    return part / whole if whole else None


def rate(part: float | None, whole: float | None, digits: int = 1) -> str:
    """A part as a percentage of the whole; a dash where either is not known."""
    return percent(None if part is None or whole is None else share(part, whole), digits)


def grouped(counts: Mapping[int, int]) -> list[tuple[str, int]]:
    """Numbers and how many have them, the large numbers together: 0, 1, …, 5, 6 to 10, 11 to 20, and so on."""
    found: dict[str, int] = {}
    for value, times in sorted(counts.items()):
        low, high = next((low, high) for low, high in _groups() if low <= value <= high)
        label = str(low) if low == high else f"{low} to {high}"
        found[label] = found.get(label, 0) + times
    return list(found.items())


def _groups() -> Iterator[tuple[int, int]]:
    yield from ((value, value) for value in range(6))
    yield 6, 10
    low = 10
    while True:
        yield low + 1, 2 * low
        low *= 2


def outcome(count: Count) -> str:
    """An outcome as people say it: the branch that was taken, else what happened."""
    if count.outcome in ("chose", "assigned", "repeated"):
        return count.detail
    return count.outcome.replace("_", " ")


def reason(count: Count) -> str:
    """Why, and what it was about; empty where there is nothing to say."""
    about = "" if count.outcome in ("chose", "assigned", "repeated") else count.detail
    why = PHRASES.get(count.reason, count.reason)
    return f"{why} ({about})" if why and about else why or about
