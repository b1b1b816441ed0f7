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
        case ast.WaitFor(event):
            return f"wait_for_{event.text}"
        case ast.Choose():
            return "choose"
        case ast.Split(experiment):
            return experiment.text
        case ast.Set(attribute):
            return f"set_{'_'.join(attribute.parts)}"
        case ast.Stop(reason):
            return "stop" if reason is None else f"stop_as_{reason.text}"
        case ast.Continue():
            return "continue"


def _wait(step: ast.Wait) -> str:
    words = ["wait"]
    if step.duration is not None:
        plural = "" if step.duration.amount == 1 else "s"
        words.append(f"{step.duration.amount}_{step.duration.unit}{plural}")
    if step.until is not None:
        words.append(f"until_{step.until.minutes // 60:02}{step.until.minutes % 60:02}")
    return "_".join(words)
