"""How far a run has come, on a terminal, and Ctrl-C, which ends it in good order."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import AbstractContextManager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_SHOW_EVERY = 0.2
"""Seconds."""


class Progress(AbstractContextManager["Progress"]):
    """Counts contacts, on a terminal with a bar, contacts a second and the time that is left.

    While it is open, Ctrl-C does not raise: `is_stopped` becomes true, and the run ends where its results hold. The
    second one raises KeyboardInterrupt.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.is_stopped = False
        self._is_begun = False
        self._begun = self._shown = time.monotonic()
        self._bar = self._new_bar() if sys.stderr.isatty() else None

    def _new_bar(self) -> ProgressBar[None]:
        return click.progressbar(
            length=self.total, label="contacts", file=sys.stderr, show_pos=True, item_show_func=self._rate
        )

    def __enter__(self) -> Self:
        self._handler = signal.signal(signal.SIGINT, self._stop)
        if self._bar is not None:
            self._bar.render_progress()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._handler)
        if self._bar is not None:
            self._show()
            self._bar.render_finish()

    def say(self, text: str) -> None:
        """Tell something on a line of its own."""
        click.echo(text if self._bar is None else f"\n{text}", err=True)

    def advance(self, contacts: int) -> bool:
        """So many more contacts are done; answers whether the run is to go on. Where it is none at first, everything
        is ready, and time counts from then on."""
        if not self._is_begun and not contacts:
            self._restart()
        self._is_begun = True
        self.done += contacts
        if self._bar is not None and time.monotonic() - self._shown >= _SHOW_EVERY:
            self._show()
        return not self.is_stopped

    def _restart(self) -> None:
        self._begun = time.monotonic()
        if self._bar is not None:
            self._bar.start = time.time()

    def _show(self) -> None:
        assert self._bar is not None, "only on a terminal"
        self._shown = time.monotonic()
        self._bar.update(self.done - self._bar.pos)

    def _rate(self, _: object) -> str:
        taken = time.monotonic() - self._begun
        return f"{self.done / taken:,.0f}/s" if taken > 0 and self.done else ""

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopped = True
        signal.signal(signal.SIGINT, self._handler)
        self.say("stopping: what is done is kept (Ctrl-C once more: nothing is kept)")
