"""The folder that a run was written to, and what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeydsl.diagnostics import FileProblem

_NEEDED = ("run", "fingerprint", "from", "to", "contacts", "journeys", "segments_at_the_end")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run's folder; `summary` is its `summary.json`, and the tables may be missing, but for the decisions."""

    path: Path
    summary: Mapping[str, Any]

    @property
    def asked(self) -> Mapping[str, Any]:
        """What the run was asked for."""
        asked: Mapping[str, Any] = self.summary["run"]
        return asked

    @property
    def project(self) -> str:
        """Where the project was: a path, or a path of a git revision."""
        return str(self.asked["project"])

    def table(self, name: str) -> Path | None:
        """The file of a table, None where the run has none of it."""
        path = self.path / f"{name}.parquet"
        return path if path.is_file() else None


def open_folder(path: Path) -> RunFolder:
    """The run whose folder is `path`. Raises FileProblem where it is not one."""
    try:
        summary = json.loads((path / "summary.json").read_text(encoding="utf-8"))
        if missing := [key for key in _NEEDED if key not in summary]:
            raise FileProblem(
                f"`{path / 'summary.json'}` does not say `{missing[0]}`",
                "was it written by an older journeydsl? simulate again",
            )
        folder = RunFolder(path, summary)
    except (OSError, ValueError, TypeError) as error:
        raise FileProblem(
            f"`{path}` is not a folder that `journeydsl simulate --out` wrote", "simulate with `--out DIR` first"
        ) from error
    if folder.table("decisions") is None:
        raise FileProblem(
            f"there are no decisions in `{path}`", "simulate again with `--out`: a run that was cut short leaves none"
        )
    return folder
