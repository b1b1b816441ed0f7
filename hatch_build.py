"""Puts the tables of the grammar into the wheel, so that a first start does not have to make them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GrammarTables(BuildHookInterface[Any]):
    """Makes the tables with the program that is being built; an editable installation makes its own when it starts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from journeydsl.syntax import tables

        os.environ["XDG_CACHE_HOME"] = caches = mkdtemp()
        for files in (tables.FILES, tables.GATE_FILES):
            tables.load(files)
        included = {str(file): f"journeydsl/grammar/{file.name}" for file in Path(caches).glob("journeydsl/*.json")}
        build_data["force_include"].update(included)
