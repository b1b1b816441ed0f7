"""How long contacts can be inside a journey (law L17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from journeydsl.checker import lines, values, walk
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code, Severity
from journeydsl.model.rules import MAXIMUM_HOLD
from journeydsl.model.values import DAY, WEEK, Duration
from journeydsl.syntax import ast


@dataclass(frozen=True, slots=True)
class Stay:
    """The longest ways through a block (microseconds): to its end, None where no way leads there; to a stop; and to
    each label that a way leaps to."""

    through: Duration | None
    stopped: Duration = 0
    leaps: Mapping[str, Duration] = field(default_factory=dict)

    @property
    def longest(self) -> Duration:
        return max(self.through or 0, self.stopped, *self.leaps.values())


_NONE = Stay(0)


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


def longest(scope: Scope, block: ast.Block) -> Duration | None:
    """The longest that contacts can be in a journey, its messages being held back as long as the project's limits let
    them; None where that hangs on a date, written or of the contact's."""
    dated = (ast.WaitUntilDate, ast.WaitUntilAttribute)
    if any(isinstance(step, dated) for step in walk.steps(block)):
        return None
    return of(block, hold=_longest_hold(scope)).longest


def _longest_hold(scope: Scope) -> Duration:
    """The longest that a limit, or what a channel can send, may hold a message back."""
    limits = [line for block in scope.names.limits for line in block.lines]
    if any(isinstance(line, ast.WarmUp) for line in limits):
        return MAXIMUM_HOLD
    if any(channel.throughput is not None for channel in scope.names.project.channels.values()):
        return MAXIMUM_HOLD
    waits = (line.otherwise for line in limits if isinstance(line, ast.Cap | ast.Quiet | ast.QuietDay))
    return max((_held(each) for each in waits if isinstance(each, ast.ElseWait)), default=0)


def _held(wait: ast.ElseWait) -> Duration:
    return MAXIMUM_HOLD if wait.up_to is None else min(values.duration(wait.up_to), MAXIMUM_HOLD)


def of(block: ast.Block, *, hold: Duration = 0) -> Stay:
    """How long contacts can be in a block, each message being held back for `hold`.

    A wait until a time of day counts a day, one until a weekday a week, and it is an hour more where the clocks are put
    back while it lasts. Waits until a date count nothing, since the date may be past.
    """
    here: Duration | None = 0
    stopped, leaps = 0, dict[str, Duration]()
    for step in block:
        if isinstance(step, ast.Label) and step.name.text in leaps:
            here = max(here or 0, leaps.pop(step.name.text))
        if here is None:
            continue
        stay = _later(_of_step(step, hold), here)
        stopped = max(stopped, stay.stopped)
        leaps = _merged([leaps, stay.leaps])
        here = stay.through
    return Stay(here, stopped, leaps)


def _of_step(step: ast.Step, hold: Duration) -> Stay:
    ways = [of(block, hold=hold) for block in walk.blocks(step)]
    match step:
        case ast.Wait():
            return Stay(_waited(step))
        case ast.WaitFor() | ast.WaitUntilCondition():
            return _later(_longest(ways), values.duration(step.up_to))
        case ast.Choose():
            return _longest(ways if step.otherwise is not None else [*ways, _NONE])
        case ast.Split():
            return _longest(ways)
        case ast.Repeat():
            return _repeated(step, ways[0])
        case ast.Stop():
            return Stay(None)
        case ast.GoTo():
            return Stay(None, 0, {step.label.text: 0})
        case ast.Send():
            return _later(_longest([*ways, _NONE]), hold)
        case ast.WaitUntilDate() | ast.WaitUntilAttribute() | ast.Offer() | ast.Set() | ast.Emit() | ast.Call():
            return _longest([*ways, _NONE])
        case ast.StartJourney() | ast.AddTo() | ast.RemoveFrom() | ast.UnsubscribeFrom():
            return _NONE
        case ast.Label() | ast.Continue():
            return _NONE


def _waited(step: ast.Wait) -> Duration:
    until = WEEK if step.until_day is not None else 0 if step.until is None else DAY
    return until + (0 if step.duration is None else values.duration(step.duration))


def _longest(ways: Iterable[Stay]) -> Stay:
    stays = list(ways)
    through = (stay.through for stay in stays if stay.through is not None)
    return Stay(max(through, default=None), max(stay.stopped for stay in stays), _merged(each.leaps for each in stays))


def _merged(leaps: Iterable[Mapping[str, Duration]]) -> dict[str, Duration]:
    merged: dict[str, Duration] = {}
    for each in leaps:
        for label, duration in each.items():
            merged[label] = max(duration, merged.get(label, 0))
    return merged


def _later(stay: Stay, waited: Duration) -> Stay:
    through = None if stay.through is None else stay.through + waited
    return Stay(through, stay.stopped + waited, {label: each + waited for label, each in stay.leaps.items()})


def _repeated(step: ast.Repeat, once: Stay) -> Stay:
    """A round ends at the end of the block, or where a way leaps back into it."""
    inside = {each.name.text for each in walk.steps(step.block) if isinstance(each, ast.Label)}
    back = [each for label, each in once.leaps.items() if label in inside]
    rounds = back if once.through is None else [*back, once.through]
    leaps = {label: each for label, each in once.leaps.items() if label not in inside}
    if not rounds:
        return Stay(None, once.stopped, leaps)
    times = int(step.times.value)
    earlier = _later(Stay(None, once.stopped, leaps), max(rounds) * max(times - 1, 0))
    return Stay(max(rounds) * times, earlier.stopped, earlier.leaps)
