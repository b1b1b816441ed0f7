"""What is asked of the C library about memory, for the whole process."""

from __future__ import annotations

import sys

_MMAP_THRESHOLD = -3
"""`M_MMAP_THRESHOLD` of glibc's <malloc.h>."""
_LARGE = 1 << 20


def give_large_arrays_back() -> None:
    """Let the system have what arrays of a megabyte and more took, as soon as nobody needs them. Left to itself, glibc
    keeps more and more of it between what is still in use: see mallopt(3). Elsewhere nothing is done."""
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_MMAP_THRESHOLD, _LARGE)
