"""Files of a project written back."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from journeydsl.diagnostics import FileProblem
from journeydsl.workspace.files import shown


def write_text(file: Path, text: str) -> None:
    """Replace the text of `file` in one move, as UTF-8, with the permissions that it had; a link is followed.

    Raises FileProblem where it cannot be written; the file is then as it was.
    """
    target = file.resolve()
    unfinished = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as written:
            unfinished = Path(written.name)
            written.write(text.encode("utf-8"))
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    except OSError as error:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        raise FileProblem(f"`{shown(file)}` cannot be written: {(error.strerror or str(error)).lower()}") from error
