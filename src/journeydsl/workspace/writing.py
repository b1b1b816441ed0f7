"""Files of a project written back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from journeydsl.diagnostics import FileProblem
from journeydsl.workspace.files import shown


def write_text(file: Path, text: str) -> None:
    """Replace the text of `file` in one move, as UTF-8, with the permissions that it had; a link is followed.

    Raises FileProblem where it cannot be written; the file is then as it was.
    """
    target = file.resolve()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(text.encode("utf-8"))
        if target.exists():
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise FileProblem(f"`{shown(file)}` cannot be written: {(error.strerror or str(error)).lower()}") from error
