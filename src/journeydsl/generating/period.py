"""The days that a list is about, and how its instants are written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

DAY = 86_400
_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first second of a run to its last, and what came before it, in seconds since 1970; `days` keeps how a
    day is written."""

    first: int
    last: int
    days: dict[int, str] = field(default_factory=dict, compare=False)

    @property
    def history(self) -> int:
        """When the history begins that conditions can look back on."""
        return self.first - 120 * DAY

    def instant(self, at: float) -> str:
        """A second as it is written in a file."""
        day, second = divmod(int(at), DAY)
        minutes, second = divmod(second, 60)
        return f"{self.day(day)}T{minutes // 60:02}:{minutes % 60:02}:{second:02}Z"

    def day(self, number: int) -> str:
        """A day, counted from 1970, as it is written in a file."""
        written = self.days.get(number)
        if written is None:
            written = self.days[number] = str(_EPOCH + datetime.timedelta(days=number))
        return written

    def day_of(self, written: str) -> int:
        """The number of a day that is written as in a file."""
        return (datetime.date.fromisoformat(written) - _EPOCH).days
