"""Names for steps that outlive edits: made of what a step does, not of where it stands (law L30)."""

from __future__ import annotations

from typing import TypeAlias

from journeydsl.syntax import ast

_Waiting: TypeAlias = ast.Wait | ast.WaitUntilDate | ast.WaitUntilAttribute | ast.WaitUntilCondition | ast.WaitFor
_Acting: TypeAlias = (
    ast.Set | ast.Emit | ast.Call | ast.StartJourney | ast.AddTo | ast.RemoveFrom | ast.UnsubscribeFrom | ast.Offer
)


class StepIds:
    """Gives each step of one journey an id of its own: `wait_2_days`, and `wait_2_days_2` for the next of the kind.

    Steps are named in the order of the text.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    @property
    def given(self) -> frozenset[str]:
        """The ids of the steps so far."""
        return frozenset(self._given)

    def give(self, step: ast.Step) -> str:
        """An id that no step has yet."""
        wanted = _plain(step)
        number = self._numbers.get(wanted, 0) + 1
        while (given := wanted if number == 1 else f"{wanted}_{number}") in self._given:
            number += 1
        self._numbers[wanted] = number
        self._given.add(given)
        return given


def _plain(step: ast.Step) -> str:
    """What a step is called where it is the only one of its kind."""
    if isinstance(step, _Waiting):
        return f"wait_{_wait(step)}"
    if isinstance(step, _Acting):
        return _action(step)
    match step:
        case ast.Send(message):
            return message.text
        case ast.Choose():
            return "choose"
        case ast.Split(experiment):
            return experiment.text
        case ast.Repeat():
            return "repeat"
        case ast.Label(name):
            return f"label_{name.text}"
        case ast.GoTo(label):
            return f"go_to_{label.text}"
        case ast.Stop(reason):
            return "stop" if reason is None else f"stop_as_{reason.text}"
        case ast.Continue():
            return "continue"


def _wait(step: _Waiting) -> str:
    match step:
        case ast.Wait(duration, until, until_day=day):
            parts = (_while(duration), "until" if day or until else None, day, _clock(until))
            return "_".join(part for part in parts if part)
        case ast.WaitUntilDate(date):
            return f"until_{date.value:%Y_%m_%d}" if isinstance(date, ast.Date) else f"until_{date.value:%Y_%m_%d_%H%M}"
        case ast.WaitUntilAttribute(attribute=attribute):
            return f"until_{'_'.join(attribute.parts)}"
        case ast.WaitUntilCondition():
            return "until"
        case ast.WaitFor(event):
            return f"for_{event.text}"


def _while(duration: ast.Duration | None) -> str | None:
    if duration is None:
        return None
    return f"{duration.amount}_{duration.unit}{'' if duration.amount == 1 else 's'}"


def _clock(time: ast.TimeOfDay | None) -> str | None:
    return None if time is None else f"{time.minutes // 60:02}{time.minutes % 60:02}"


def _action(step: _Acting) -> str:
    match step:
        case ast.Set(attribute):
            return f"set_{'_'.join(attribute.parts)}"
        case ast.Emit(event):
            return f"emit_{event.text}"
        case ast.Call(webhook):
            return f"call_{webhook.text}"
        case ast.StartJourney(journey):
            return f"start_{journey.text}"
        case ast.AddTo(name):
            return f"add_to_{name.text}"
        case ast.RemoveFrom(name):
            return f"remove_from_{name.text}"
        case ast.UnsubscribeFrom(topic):
            return f"unsubscribe_from_{topic.text}"
        case ast.Offer(name):
            return f"offer_{name.text}"
