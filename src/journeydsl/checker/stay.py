"""How long contacts can be inside a journey by its own waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from journeydsl.checker import lines, values, walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.values import DAY, WEEK, Duration
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Stay:
    """The longest ways (microseconds): to the end of a block, None where no way leads there; and to anywhere."""

    through: Duration | None
    longest: Duration


_NONE = Stay(0, 0)


def report_short_return(scope: Scope, written: ast.Journey) -> None:
    """Warn of an `again after` that is over before a contact can have left: nobody enters while a run is active."""
    again = lines.first(written.lines, ast.AgainAfter)
    if again is None:
        return
    stay = of(written.steps).longest
    if 0 < values.duration(again.duration) < stay:
        longest = values.duration_words(stay)
        key = lines.first(written.lines, ast.OnePer)
        same = "" if key is None else f" with the same `{key.property.text}`"
        scope.report(
            Code.AGAIN_TOO_SHORT,
            f"a contact can be inside for {longest}, and does not enter again{same} before it has left",
            again.span,
            hint=f"write at least `again after {longest}`, or `always` to let contacts in as soon as they have left",
            severity=Severity.WARNING,
        )


def of(block: ast.Block) -> Stay:
    """How long contacts can be in a block.

    A wait until a time of day counts a day, one until a weekday a week. Waits until a date count nothing, since the
    date may be past, and so does the time for which a message is held back; a `go to` ends its way.
    """
    through, longest = 0, 0
    for step in block:
        stay = _of_step(step)
        longest = max(longest, through + stay.longest)
        if stay.through is None:
            return Stay(None, longest)
        through += stay.through
    return Stay(through, max(longest, through))


def _of_step(step: ast.Step) -> Stay:
    ways = [of(block) for block in walk.blocks(step)]
    match step:
        case ast.Wait():
            return _later(_NONE, _waited(step))
        case ast.WaitFor() | ast.WaitUntilCondition():
            return _later(_longest(ways), values.duration(step.up_to))
        case ast.Choose():
            return _longest(ways if step.otherwise is not None else [*ways, _NONE])
        case ast.Split():
            return _longest(ways)
        case ast.Repeat():
            return _repeated(ways[0], int(step.times.value))
        case ast.Stop() | ast.GoTo():
            return Stay(None, 0)
        case ast.Send() | ast.WaitUntilDate() | ast.WaitUntilAttribute() | ast.Set() | ast.Emit() | ast.Call():
            return _longest([*ways, _NONE])
        case ast.StartJourney() | ast.AddTo() | ast.RemoveFrom() | ast.UnsubscribeFrom() | ast.Offer():
            return _NONE
        case ast.Label() | ast.Continue():
            return _NONE


def _waited(step: ast.Wait) -> Duration:
    until = WEEK if step.until_day is not None else 0 if step.until is None else DAY
    return until + (0 if step.duration is None else values.duration(step.duration))


def _longest(ways: Iterable[Stay]) -> Stay:
    stays = list(ways)
    through = (stay.through for stay in stays if stay.through is not None)
    return Stay(max(through, default=None), max(stay.longest for stay in stays))


def _later(stay: Stay, waited: Duration) -> Stay:
    return Stay(None if stay.through is None else stay.through + waited, stay.longest + waited)


def _repeated(once: Stay, times: int) -> Stay:
    if once.through is None:
        return once
    return Stay(once.through * times, once.through * max(times - 1, 0) + once.longest)
