"""Results that are dear to compute and cheap to read back, as small JSON files that may be deleted at any time.

In: a folder, a key, and what makes the result. Out: the result, from the file where it can be had.
Promises: a file that is missing, damaged or cannot be written changes nothing but the time it takes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_MOST = 2_000


def user_folder() -> Path | None:
    """The folder for what journeydsl keeps for this user, made where it is missing; None where it cannot be made."""
    try:
        folder = _caches() / "journeydsl"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder


def _caches() -> Path:
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home())
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def key(*parts: str) -> str:
    """A file name that stands for `parts`, in this order."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:40]


def stored(
    folder: Path, key: str, make: Callable[[], T], *, dump: Callable[[T], Any | None], load: Callable[[Any], T]
) -> T:
    """The result stored under `key`, else that of `make`, which is stored for the next time.

    `dump` turns a result into JSON, or into None where it is not worth keeping; `load` is its inverse, and what it
    raises for JSON that does not fit (KeyError, TypeError, ValueError, AttributeError) counts as a damaged file.
    """
    found = kept(folder, key, load)
    if found is not None:
        return found
    result = make()
    value = dump(result)
    if value is not None:
        _write(folder / f"{key}.json", json.dumps(value, ensure_ascii=False))
    return result


def kept(folder: Path, key: str, load: Callable[[Any], T]) -> T | None:
    """The result stored under `key`, which is never None; None where there is none, or the file is damaged."""
    try:
        return load(json.loads((folder / f"{key}.json").read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def _prune(folder: Path) -> None:
    """Keep the folder from growing without end: past `_MOST` files, the older half goes."""
    files = list(folder.glob("*.json"))
    if len(files) > _MOST:
        for file in sorted(files, key=lambda file: file.stat().st_mtime)[: _MOST // 2]:
            file.unlink(missing_ok=True)


def _write(file: Path, text: str) -> None:
    """Replace `file` in one move, so that two commands at once never read half of it."""
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
        _prune(file.parent)
    except (OSError, ValueError):
        return
