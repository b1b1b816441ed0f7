"""What is different in the project file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from journeydsl.model.meaning import written
from journeydsl.model.project import Project
from journeydsl.versions.change import Change, Group, Kind, exchanged, group
from journeydsl.versions.fingerprint import project_meaning

_SECTIONS = (
    ("attributes", "attribute", Kind.AUDIENCE),
    ("account", "account fact", Kind.AUDIENCE),
    ("scores", "score", Kind.AUDIENCE),
    ("events", "event", Kind.STRUCTURE),
    ("channels", "channel", Kind.STRUCTURE),
)


def project_group(before: Project, after: Project) -> list[Group]:
    """The differences between two project files."""
    old, new = project_meaning(before), project_meaning(after)
    changes = exchanged(Kind.TIMING, f"timezone: {before.timezone}", f"timezone: {after.timezone}")
    if old["salt"] != new["salt"]:
        changes.append(Change(Kind.STRUCTURE, "who gets which variant and who is held out is drawn anew"))
    for section, what, kind in _SECTIONS:
        changes += _section(what, kind, old.get(section, {}), new.get(section, {}))
    for topic in sorted({*before.topics} ^ {*after.topics}):
        words = f"the topic `{topic}` is {'gone' if topic in before.topics else 'new'}"
        changes.append(Change(Kind.AUDIENCE, words))
    return group("project", "", changes)


def _section(what: str, kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            changes.append(Change(kind, f"the {what} `{name}` is gone"))
        elif name not in old:
            changes.append(Change(kind, f"the {what} `{name}` is new"))
        elif written(old[name]) != written(new[name]):
            changes.append(Change(kind, f"the {what} `{name}` has changed"))
    return changes
