"""What people read of a forecast: the chain from sent to revenue with its intervals, the goals, and what is weak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from journeydsl.forecast.layers import layers
from journeydsl.forecast.outlook import HIGH, LOW, Interval, Outlook
from journeydsl.forecast.results import Arm
from journeydsl.model.responses import Answer

_CHAIN = (
    (Answer.DELIVERED, "delivered"),
    (Answer.SOFT_BOUNCED, "  soft bounces"),
    (Answer.HARD_BOUNCED, "  hard bounces"),
    (Answer.INBOX, "placed in the inbox"),
    (Answer.OPENED, "opened by people"),
    (Answer.MACHINE_OPENED, "  by machines, apart"),
    (Answer.CLICKED, "clicked"),
    (Answer.CONVERTED, "converted"),
    (Answer.UNSUBSCRIBED, "unsubscribed"),
    (Answer.COMPLAINED, "complained"),
)
_JOURNEY = (
    ("entered", "entered"),
    ("goals", "goals"),
    (f"goal_rate_{Arm.SENT}", "of runs sent to"),
    (f"goal_rate_{Arm.HELD_OUT}", "of runs held out"),
    ("lift", "lift"),
)


def forecast_text(outlook: Outlook) -> str:
    """The forecast for a terminal, to stand after the summary of its first run."""
    parts = [list(_heading(outlook)), list(_chain(outlook)), list(_journeys(outlook)), list(_weak(outlook))]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def forecast_document(outlook: Outlook) -> dict[str, Any]:
    """The forecast as JSON values: every interval has its median, and its `low` and `high` percentile; shares are
    numbers from 0 to 1."""
    return {
        "seeds": [run.seed for run in outlook.runs],
        "percentiles": [LOW, HIGH],
        "counts": {name: each._asdict() for name, each in outlook.chain()},
        "rates": {name: each._asdict() for name, each in outlook.rates()},
        "journeys": {
            journey: {name: each._asdict() for name, each in figures.items()}
            for journey, figures in outlook.of_journeys()
        },
        "layers": [
            {
                "layer": layer.name,
                "what": layer.what,
                "share": layer.share,
                "published": layer.published,
                "source": layer.source,
                "is_weak": layer.is_weak,
            }
            for layer in layers([run.results for run in outlook.runs], outlook.promotional)
        ],
        "events_left_out": outlook.left_out,
        "events_spoken_for": outlook.runs[0].results.spoken_for,
    }


def _heading(outlook: Outlook) -> Iterator[str]:
    runs = len(outlook.runs)
    if runs == 1:
        yield f"Forecast: one run with seed {outlook.runs[0].seed}; `--seeds 20` gives intervals"
    else:
        first, last = outlook.runs[0].seed, outlook.runs[-1].seed
        yield f"Forecast: {runs} runs, seeds {first} to {last}; above is the first, below are medians"
        yield f"and in parentheses the percentiles {LOW} and {HIGH}"
    if outlook.left_out:
        yield f"{outlook.left_out:,} events of the file lie after the beginning of the forecast and were left out"


def _chain(outlook: Outlook) -> Iterator[str]:
    counts, rates = dict(outlook.chain()), dict(outlook.rates())
    rows = [("what became of the messages", "number", "share"), ("sent", _number(counts["sent"]), "")]
    for kind, words in _CHAIN:
        if counts[kind].high:
            rows.append((words, _number(counts[kind]), _share(rates[kind]) if kind in rates else ""))
    if "revenue_per_recipient" in rates and counts["revenue"].high:
        rows.append(("revenue per recipient", "", _amount(rates["revenue_per_recipient"])))
    yield from _table(rows)
    yield "  delivered, bounced and converted: of what is sent; the rest: of what is delivered"


def _journeys(outlook: Outlook) -> Iterator[str]:
    found = [(journey, figures) for journey, figures in outlook.of_journeys() if figures["entered"].high]
    if not found:
        return
    shown = [(name, words) for name, words in _JOURNEY if any(name in figures for _, figures in found)]
    rows = [("journey", *(words for _, words in shown))]
    rows += [(journey, *(_figure(name, figures) for name, _ in shown)) for journey, figures in found]
    yield from _table(rows)


def _figure(name: str, figures: Mapping[str, Interval]) -> str:
    if name not in figures:
        return ""
    return _number(figures[name]) if name in ("entered", "goals") else _share(figures[name])


def _weak(outlook: Outlook) -> Iterator[str]:
    """The layers, the weak ones marked."""
    found = [
        layer for layer in layers([run.results for run in outlook.runs], outlook.promotional) if layer.share is not None
    ]
    if not found:
        return
    rows = [("against published figures", "here", "published", "")]
    for layer in found:
        assert layer.share is not None, "left out above"
        verdict = "weak" if layer.is_weak else "as usual"
        rows.append((f"{layer.name}: {layer.what}", f"{layer.share:.2%}", f"{layer.published:.2%}", verdict))
    yield from _table(rows)


def _number(figures: Interval) -> str:
    return _interval(figures, lambda value: f"{value:,.0f}")


def _share(figures: Interval) -> str:
    return _interval(figures, lambda value: f"{value:.2%}")


def _amount(figures: Interval) -> str:
    return _interval(figures, lambda value: f"{value:,.2f}")


def _interval(figures: Interval, shown: Any) -> str:
    median, low, high = (shown(value) for value in figures)
    return median if low == high else f"{median} ({low} to {high})"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they need to be, numbers set right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *rest = (
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  " + "  ".join((first, *rest)).rstrip()
