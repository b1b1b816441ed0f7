"""A journey as a flat table of nodes: what the engine steps through and what pictures are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.model.steps import Step


@dataclass(frozen=True, slots=True)
class Edge:
    """A way out of a node, in the author's words (empty where there is only one), to the node at index `target`.

    A `Repeat` that it leads to is left by its edge number `again`, unless it has been gone through often enough.
    """

    words: str
    target: int
    again: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A step and its ways out; `end` is the index after the last node of the blocks inside it.

    Their order is part of the meaning: `Send` sent, its reasons, then not sent for any other · `Wait`, `WaitUntil` and
    whatever acts: next · `WaitUntilAttribute` next, missing · `WaitFor` and `WaitUntilCondition` happened, timed out ·
    `Choose` its arms, then otherwise · `Split` its variants · `Repeat` once more, done, then once more from each label
    that is gone back to · `Stop` none.
    """

    step: Step
    edges: tuple[Edge, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The nodes of one journey in the order of its text; the first node is where contacts enter. The last node is
    always the `Stop` that means completed, which blocks that run off their end lead to."""

    journey: str
    label: str
    nodes: tuple[Node, ...]
