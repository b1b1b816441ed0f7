"""The modules of a project: templates in folders called `modules`, known by their name and the suffixes there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from journeydsl.model.messages import Module

FOLDER = "modules"


def collect(paths: Iterable[str]) -> dict[str, Module]:
    """The modules among templates, by name. Of two files for one form the one whose path is first counts."""
    files: dict[str, dict[str, str]] = {}
    for path in sorted(paths):
        folder, file = posixpath.split(path)
        name, suffix = posixpath.splitext(file)
        if posixpath.basename(folder) == FOLDER and suffix != ".csv":
            files.setdefault(name, {}).setdefault(suffix.removeprefix("."), path)
    return {name: Module(name, forms) for name, forms in sorted(files.items())}
