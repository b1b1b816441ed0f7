"""A mistake found while reading: raised where it is found, collected by `reading`."""

from __future__ import annotations

from journeydsl.diagnostics import Diagnostic


class MistakeError(Exception):
    """Reading cannot go on here; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
