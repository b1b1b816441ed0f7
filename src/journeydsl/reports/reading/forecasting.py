"""The forecast as its runs together have left it in the summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeydsl.reports.forecasting import Interval, Layer, Outlook
from journeydsl.reports.reading.folder import RunFolder


def read_outlook(folder: RunFolder) -> Outlook | None:
    """What a forecast adds up to; None for a run that is none."""
    told = folder.summary.get("forecast")
    if told is None:
        return None
    low, high = told.get("percentiles", (5, 95))
    return Outlook(
        seeds=tuple(told.get("seeds", ())),
        percentiles=(low, high),
        counts=_intervals(told.get("counts", {})),
        rates=_intervals(told.get("rates", {})),
        journeys={name: _intervals(each) for name, each in told.get("journeys", {}).items()},
        layers=tuple(
            Layer(
                name=each["layer"],
                what=each["what"],
                share=each["share"],
                published=each["published"],
                source=each["source"],
                is_weak=each["is_weak"],
            )
            for each in told.get("layers", ())
        ),
    )


def _intervals(told: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Interval]:
    return {name: Interval(each["median"], each["low"], each["high"]) for name, each in told.items()}
