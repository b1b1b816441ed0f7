"""What follows at once from what has just been done, until nothing follows any more.

It ends: no journey is entered twice at one instant with one key, and a run goes forward or runs out of times to repeat.
"""

from __future__ import annotations

from journeydsl.engine.turn import Turn
from journeydsl.engine.watching import observe


def settle(turn: Turn) -> None:
    """Notice whoever has entered a segment by what was just done."""
    observe(turn, None)
