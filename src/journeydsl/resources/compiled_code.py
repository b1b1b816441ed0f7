"""Where compiled code of the array machine is kept, and whether there is any: found out without loading the compiler.

Numba keeps compiled code by the file of each function and does not see that a function which it calls, in another file,
has changed. So the folder is named after the text of the whole package.
"""

from __future__ import annotations

import hashlib
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
    return None if caches is None else caches / f"machine-{digest.hexdigest()[:16]}"


def is_kept() -> bool:
    """Whether compiled code has been kept, so that nobody has to wait for it."""
    folder = kept_in()
    return folder is not None and any(folder.rglob("*.nbc"))
