"""Hashes of what a program and each of its journeys mean (law L30): two are equal where nothing that happens to any
contact differs. They are the same on every machine and in every later version.
"""

from __future__ import annotations

from typing import Any

from journeydsl import graph
from journeydsl.graph.meaning import chart_meaning
from journeydsl.model.journeys import Journey
from journeydsl.model.meaning import digest, meaning, written
from journeydsl.model.messages import Message
from journeydsl.model.project import Project
from journeydsl.versions.edition import Edition

_READING = frozenset({"contact_columns", "event_columns", "team"})
_PEOPLE_ONLY = frozenset({"origin", "expected"})


def journey_fingerprint(journey: Journey) -> str:
    """The hash of what a journey means: who enters and leaves, its steps, and what an edit and a pause do."""
    return digest(_journey(journey))


def program_fingerprint(edition: Edition) -> str:
    """The hash of what a whole program means, its project file, the texts of its templates and its modules,
    and what it offers included. Not included is
    how data files are read, who works on it, and its scenarios."""
    program = edition.program
    beside = {
        "modules": {name: edition.forms(name) for name in program.modules},
        "offers": {name: meaning(each) for name, each in program.offers.items()},
    }
    return digest(
        {
            **{what: said for what, said in beside.items() if said},
            "project": project_meaning(program.project),
            "segments": {name: meaning(segment) for name, segment in program.segments.items()},
            "suppressions": {each.name: meaning(each) for each in program.suppressions},
            "limits": meaning(program.limits),
            "messages": {name: message_meaning(edition, each) for name, each in program.messages.items()},
            "journeys": {name: _journey(journey) for name, journey in program.journeys.items()},
        }
    )


def message_meaning(edition: Edition, message: Message) -> Any:
    """What a message is, with the text of its template in place of its path."""
    said = meaning(message, apart_from=frozenset({"template"}))
    for fields in ("needs", "fallbacks"):
        said[fields] = sorted(said.get(fields, ()), key=written)
    return [said, edition.text(message)]


def project_meaning(project: Project) -> Any:
    """What the project file says about contacts and what happens to them."""
    said = meaning(project, apart_from=_READING | _PEOPLE_ONLY)
    del said["name"]
    return {**said, "salt": project.salt or project.name, "topics": sorted(project.topics)}


def _journey(journey: Journey) -> Any:
    return [meaning(journey, apart_from=frozenset({"steps"})), chart_meaning(graph.build(journey))]
