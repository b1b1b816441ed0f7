"""A value for whatever a project declares: by its kind, its set of values, and what its name lets one guess."""

from __future__ import annotations

from journeydsl.generating.chance import Chance
from journeydsl.generating.period import DAY, Period
from journeydsl.model.values import Kind, ValueType

_BORN = ("birth", "born")
_AHEAD = ("renew", "expir", "due", "ends", "until", "next")
_RATED = ("rating", "stars", "score")
_MANY_TEXTS = 8


def guessed(name: str, declared: ValueType, chance: Chance, period: Period) -> str:  # noqa: C901 a case a kind
    """A value as it is written in a file; a list has one to three, each once."""
    if declared.many:
        one = ValueType(declared.kind, declared.values)
        return "; ".join(dict.fromkeys(guessed(name, one, chance, period) for _ in range(1 + chance.below(3))))
    if declared.values:
        return chance.first_ones(declared.values)
    match declared.kind:
        case Kind.TEXT:
            return f"{name}_{chance.first_ones(range(1, _MANY_TEXTS + 1))}"
        case Kind.NUMBER:
            return money(chance, 40)
        case Kind.INTEGER:
            return str(1 + chance.first_ones(range(5)) if _like(name, _RATED) else int(chance.wait(1.2)))
        case Kind.BOOLEAN:
            return "true" if chance.happens(0.2) else "false"
        case Kind.DATE:
            return period.day(_day(name, chance, period))
        case Kind.INSTANT:
            return period.instant(period.first - chance.wait(90) * DAY)
        case Kind.DURATION:
            return f"{1 + chance.below(30)} days"
        case Kind.EMAIL:
            return f"somebody.{chance.below(1_000_000):06}@mail.example"
        case Kind.URL:
            return f"https://shop.example/{name}/{chance.below(1_000_000)}"
        case Kind.PHONE:
            return f"+4930555{chance.below(10_000):04}"


def money(chance: Chance, mean: float) -> str:
    """An amount: mostly small, sometimes large."""
    cents = 100 + int(chance.wait(mean - 1) * 100)
    return f"{cents // 100}.{cents % 100:02}"


def _day(name: str, chance: Chance, period: Period) -> int:
    """A day, counted from 1970: of a birth long ago, of what ends still to come, else in the past three years."""
    today = period.first // DAY
    if _like(name, _BORN):
        return today - 18 * 365 - chance.below(62 * 365)
    if _like(name, _AHEAD):
        return today - 20 + chance.below(385)
    return today - int(chance.share() * 3 * 365)


def _like(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)
