"""Findings about what sends lead to: holdouts and experiments that cannot tell, sends that rest on nothing, fallbacks
that most contacts get."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.reports.effects import Comparison
from journeydsl.reports.figures import Figures
from journeydsl.reports.findings.finding import Finding, Level
from journeydsl.reports.power import smallest_rise

TELLING = 0.5
"""A comparison that does not find a rise by half tells little: most messages lift a goal by less."""
ENOUGH = 20
"""A share of fewer messages than this says nothing."""
MOSTLY = 0.5
"""More than half of the contacts."""


def rise(comparison: Comparison) -> float | None:
    """The smallest rise, in points, over the share of all arms together that a comparison finds between its two
    smallest arms; None where it finds none."""
    contacts = sum(each.contacts for each in comparison.arms)
    if not contacts or len(comparison.arms) < 2:
        return None
    rate = sum(each.reached for each in comparison.arms) / contacts
    first, second = sorted(each.contacts for each in comparison.arms)[:2]
    return smallest_rise(first, second, rate)


def overall(comparison: Comparison) -> float | None:
    """The share of all arms together that reached the goal."""
    contacts = sum(each.contacts for each in comparison.arms)
    return sum(each.reached for each in comparison.arms) / contacts if contacts else None


def found(figures: Figures) -> Iterator[Finding]:
    """What stands out in what sends lead to."""
    yield from _weak_layers(figures)
    yield from _cannot_tell(figures)
    yield from _rest_on_nothing(figures)
    yield from _fallbacks(figures)


def _weak_layers(figures: Figures) -> Iterator[Finding]:
    for each in figures.outlook.layers if figures.outlook is not None else ():
        if each.is_weak and each.share is not None:
            yield Finding(
                level=Level.LOOK,
                size=abs(each.share - each.published) / max(each.share, each.published),
                title=f"Weak {each.name}",
                number=f"{each.share:.2%} {each.what}",
                sentence=f"Published is {each.published:.2%} ({each.source}).",
                link=f"layer-{each.name}",
            )


def _cannot_tell(figures: Figures) -> Iterator[Finding]:
    """One finding for all comparisons that tell little."""
    weak = []
    for each in figures.comparisons:
        rate, least = overall(each), rise(each)
        if rate is not None and (least is None or least > TELLING * rate):
            weak.append(f"{each.name} of {each.journey}")
    if weak:
        shown = ", ".join(weak[:6]) + (f" and {len(weak) - 6} more" if len(weak) > 6 else "")
        yield Finding(
            level=Level.KNOW,
            size=len(weak) / len(figures.comparisons),
            title="Holdouts and experiments too small to tell",
            number=f"{len(weak)} of {len(figures.comparisons)}",
            sentence=f"They would miss a lift of the goal by half: {shown}. Hold out more, or measure for longer.",
            link="comparisons",
        )


def _rest_on_nothing(figures: Figures) -> Iterator[Finding]:
    alike = [each for each in figures.relevance if not each.rests_on and each.sent >= ENOUGH]
    sent, all_sent = sum(each.sent for each in alike), sum(each.sent for each in figures.relevance)
    if alike:
        yield Finding(
            level=Level.LOOK,
            size=sent / all_sent,
            title="Sends that rest on nothing the contact did or said",
            number=f"{sent:,} of {all_sent:,}",
            sentence="Everybody gets the same at the same time: " + ", ".join(each.message for each in alike) + ".",
            link="relevance",
        )


def _fallbacks(figures: Figures) -> Iterator[Finding]:
    for each in figures.wordings:
        if each.sent < ENOUGH or not each.fallbacks:
            continue
        field, times = max(each.fallbacks.items(), key=lambda item: (item[1], item[0]))
        if times > MOSTLY * each.sent:
            yield Finding(
                level=Level.LOOK,
                size=times / each.sent,
                title=f"{each.message} mostly has no {field}",
                number=f"{times:,} of {each.sent:,}",
                sentence="Most contacts read the fallback instead: is it what the message should say to most?",
                link=f"wordings-{each.message}",
            )
