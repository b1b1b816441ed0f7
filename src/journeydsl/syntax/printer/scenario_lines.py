"""The lines of a scenario, and the facts that they tell."""

from __future__ import annotations

from collections.abc import Iterable

from journeydsl.syntax import ast
from journeydsl.syntax.printer.limit_lines import at_most
from journeydsl.syntax.printer.literals import as_reason, literal, told


def scenario_line(line: ast.ScenarioLine) -> str:
    """A line of a scenario; what happens stands two spaces after its time."""
    match line:
        case ast.Given():
            topics = (f"subscribed to {topic.text}" for topic in line.topics)
            return f"contact {', '.join((*map(_fact, line.facts), *topics))}"
        case ast.Happens():
            return f"{literal(line.at)}  {line.event.text}{f' {facts(line.facts)}' if line.facts else ''}"
        case ast.Responded() | ast.Consented() | ast.Withdrew() | ast.Called():
            return f"{literal(line.at)}  {_without_facts(line)}"
        case ast.Becomes():
            return f"{literal(line.at)}  set {line.attribute.text} to {told(line.value)}"
        case ast.ExpectSent() | ast.ExpectNotSent() | ast.ExpectNothingSent():
            return f"expect {_sending(line)}"
        case ast.ExpectNeverStarted() | ast.ExpectStarted() | ast.ExpectEnded() | ast.ExpectGoal():
            return f"expect journey {line.journey.text} {_course(line)}"
        case ast.AlwaysAtMost():
            return f"always {at_most(line)}"
        case ast.NeverSent():
            return f"never {line.message.text}"


def _sending(line: ast.ExpectSent | ast.ExpectNotSent | ast.ExpectNothingSent) -> str:
    match line:
        case ast.ExpectSent():
            return f"{line.message.text} sent{_at(line.at)}{f' with {facts(line.wording)}' if line.wording else ''}"
        case ast.ExpectNotSent():
            return f"{line.message.text} not sent{f' because {line.reason.text}' if line.reason else ''}"
        case ast.ExpectNothingSent():
            return "nothing sent"


def _course(line: ast.ExpectNeverStarted | ast.ExpectStarted | ast.ExpectEnded | ast.ExpectGoal) -> str:
    match line:
        case ast.ExpectNeverStarted():
            return "never started"
        case ast.ExpectStarted():
            return f"started{_at(line.at)}"
        case ast.ExpectEnded():
            return f"ended{as_reason(line.reason)}"
        case ast.ExpectGoal():
            return "reached its goal"


def _without_facts(line: ast.Responded | ast.Consented | ast.Withdrew | ast.Called) -> str:
    """What happens, where a name says all that is known of it."""
    match line:
        case ast.Responded(response=ast.Response.COMPLAINED):
            return f"complained about {line.message.text}"
        case ast.Responded():
            return f"{line.response} {line.message.text}"
        case ast.Consented():
            return f"subscribed to {line.topic.text}"
        case ast.Withdrew():
            return f"unsubscribed from {line.topic.text if line.topic else 'everything'}"
        case ast.Called():
            return f"journey {line.journey.text} called"


def _at(at: ast.Instant | None) -> str:
    return f" at {literal(at)}" if at else ""


def facts(told: Iterable[ast.Fact]) -> str:
    """Facts as they follow the name of an event."""
    return ", ".join(map(_fact, told))


def _fact(fact: ast.Fact) -> str:
    return f"{fact.name.text}: {told(fact.value)}"
