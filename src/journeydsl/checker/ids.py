"""Names for steps that outlive edits: made of what a step does, not of where it stands (law L30)."""

from __future__ import annotations

from journeydsl.syntax import ast


class StepIds:
    """Gives each step of one journey an id of its own: `wait_2_days`, and `wait_2_days_2` for the next of the kind.

    Steps are named in the order of the text.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, step: ast.Step) -> str:
        """An id that no step has yet."""
        wanted = _plain(step)
        number, given = 1, wanted
        while given in self._given:
            number += 1
            given = f"{wanted}_{number}"
        self._given.add(given)
        return given


def _plain(step: ast.Step) -> str:
    """What a step is called where it is the only one of its kind."""
    match step:
        case ast.Send(message):
            return message.text
        case ast.Wait():
            return _wait(step)
        case ast.WaitUntilDate(date):
            return f"wait_until_{date.value:%Y_%m_%d}"
        case ast.WaitUntilAttribute():
            return f"wait_until_{'_'.join(step.attribute.parts)}"
        case ast.WaitUntilCondition():
            return "wait_until"
        case ast.WaitFor(event):
            return f"wait_for_{event.text}"
        case ast.Choose():
            return "choose"
        case ast.Split(experiment):
            return experiment.text
        case ast.Set(attribute):
            return f"set_{'_'.join(attribute.parts)}"
        case ast.Repeat():
            return "repeat"
        case ast.Emit() | ast.Call() | ast.StartJourney() | ast.Offer():
            return _action(step)
        case ast.AddTo() | ast.RemoveFrom() | ast.UnsubscribeFrom():
            return _action(step)
        case ast.Label(name):
            return f"label_{name.text}"
        case ast.GoTo(label):
            return f"go_to_{label.text}"
        case ast.Stop(reason):
            return "stop" if reason is None else f"stop_as_{reason.text}"
        case ast.Continue():
            return "continue"


def _action(
    step: ast.Emit | ast.Call | ast.StartJourney | ast.AddTo | ast.RemoveFrom | ast.UnsubscribeFrom | ast.Offer,
) -> str:
    match step:
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


def _wait(step: ast.Wait) -> str:
    words = ["wait"]
    if step.duration is not None:
        plural = "" if step.duration.amount == 1 else "s"
        words.append(f"{step.duration.amount}_{step.duration.unit}{plural}")
    if step.until is not None or step.until_day is not None:
        words.append("until")
    if step.until_day is not None:
        words.append(step.until_day)
    if step.until is not None:
        words.append(f"{step.until.minutes // 60:02}{step.until.minutes % 60:02}")
    return "_".join(words)
