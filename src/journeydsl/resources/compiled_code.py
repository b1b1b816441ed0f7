"""Where compiled code of the array machine is kept, and whether there is any: found out without loading the compiler.

Numba keeps compiled code by the file of each function and does not see that a function which it calls, in another file,
has changed. So the folder is named after the text of the whole package.
"""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from journeydsl.resources.cache import user_folder

_COMPILER = "numba"
_PACKAGE = Path(__file__).parents[1] / "machine"


def kept_in() -> Path | None:
    """The folder for the compiled code of this very version, in the user's cache folder; None where nothing can be kept
    or nothing be compiled."""
    caches = user_folder()
    try:
        digest = hashlib.sha256(version(_COMPILER).encode())
    except PackageNotFoundError:
        return None
    for file in sorted(_PACKAGE.glob("*.py")):
        digest.update(file.read_bytes())
    if caches is None or not os.access(caches, os.W_OK):
        return None
    return caches / f"machine-{digest.hexdigest()[:16]}"


def is_kept(*, together: bool) -> bool:
    """Whether compiled code has been kept, so that nobody has to wait for it; there is one piece for contacts who are
    walked `together`, and one for those who share nothing."""
    folder = kept_in()
    name = "together.walk_together" if together else "loop.walk"
    return folder is not None and any(folder.rglob(f"{name}-*.nbc"))
