"""Which boxes and lines of a picture no scenario reaches, and the legend that says so."""

from __future__ import annotations

from journeydsl.graph.drawing.placing import Line, Picture
from journeydsl.graph.explored import Explored


class Tried:
    """For one picture: what some scenario reaches. A `go to` is reached where a line to it is gone, a label where what
    follows it is reached."""

    def __init__(self, drawn: Picture, explored: Explored | None) -> None:
        self._explored = explored
        self._steps = {line.source for line in drawn.lines} | {each.card.id for each in drawn.cards}
        self._cards = set(self._steps) if explored is None else set(explored.reached)
        self._places = {card: {line.place for line in drawn.lines if line.source == card} for card in self._steps}
        if explored is not None:
            self._follow(drawn)

    def card(self, identity: str) -> bool:
        """Whether some scenario reaches a node."""
        return identity in self._cards

    def line(self, line: Line) -> bool:
        """Whether some scenario goes a line; where a step has one line, whether some leaves it at all."""
        if self._explored is None:
            return True
        if line.source.startswith(("start_", "label-")):
            return line.source in self._cards
        places = (0, 1) if self._places[line.source] == {0} else (line.place,)
        return any(self._explored.is_tried(line.source, place) for place in places)

    def _follow(self, drawn: Picture) -> None:
        """Reach labels, `go to` and starts along the lines, until nothing is added."""
        before = -1
        while before != len(self._cards):
            before = len(self._cards)
            for line in drawn.lines:
                if line.target in self._cards and line.source.startswith(("label-", "start_")):
                    self._cards.add(line.source)
                if line.target.startswith("go-to-") and self.line(line):
                    self._cards.add(line.target)
