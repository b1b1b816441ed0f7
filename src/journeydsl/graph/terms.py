"""What holds for a journey as a whole, wherever a contact is in it, in the words of the language."""

from __future__ import annotations

from journeydsl.graph.ways import share_words
from journeydsl.model.journeys import After, Again, Always, Goal, Journey, Once, StopsOn, StopsWhen
from journeydsl.model.values import DAY, Duration, duration_words


def terms(journey: Journey) -> tuple[str, ...]:
    """One line for each term: who may enter, what ends the journey, what it is for, how many are held out, and how long
    it lasts at most."""
    lines = [_only_if(journey), _one_per(journey), _again(journey.again)]
    lines += [*map(_stop, journey.stops), *map(_stop_when, journey.stops_when)]
    if journey.ends is not None:
        lines.append(f"ends {journey.ends}")
    if journey.goal is not None:
        lines.append(_goal(journey.goal))
    if journey.holdout:
        shared = "shared " if journey.shared_holdout else ""
        lines.append(f"{shared}holdout {share_words(journey.holdout)}")
    if journey.longest_stay:
        lines.append(f"over within {_about(journey.longest_stay)}")
    return tuple(filter(None, lines))


def _about(stay: Duration) -> str:
    """A duration in words; more than two days are rounded up to whole ones."""
    return duration_words(stay if stay <= 2 * DAY else -(-stay // DAY) * DAY)


def _only_if(journey: Journey) -> str:
    if journey.only_if is None:
        return ""
    return _line("only if", journey.only_if_words or "…")


def _one_per(journey: Journey) -> str:
    return "" if journey.key is None else f"one per {journey.key}"


def _again(again: Again) -> str:
    match again:
        case Once():
            return ""
        case After(duration=duration):
            return f"again after {duration_words(duration)}"
        case Always():
            return "always"


def _stop(stop: StopsOn) -> str:
    reason = f" as {stop.reason}" if stop.reason else ""
    return _line("stops on", stop.words or f"{_event(stop)}{reason}")


def _stop_when(stop: StopsWhen) -> str:
    return _line("stops when", stop.words or "…")


def _goal(goal: Goal) -> str:
    return _line("goal", goal.words or f"{_event(goal)} within {duration_words(goal.within)}")


def _event(line: StopsOn | Goal) -> str:
    return line.event if line.where is None else f"{line.event} where …"


def _line(keyword: str, words: str) -> str:
    """The words as a line of the journey, whether or not they start with its keyword."""
    return words if words.startswith(f"{keyword} ") else f"{keyword} {words}"
