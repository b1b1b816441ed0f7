"""What the difference between two versions does to the contacts."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.model.values import Duration


@dataclass(frozen=True, slots=True)
class Instead:
    """What became of some contacts in the other run: the last outcome there with its reason and what that was about;
    all empty where they did not come to it."""

    outcome: str
    reason: str
    detail: str
    contacts: int


@dataclass(frozen=True, slots=True)
class Group:
    """Contacts to whom the same happened: how many, the first of them by id, and what became of them instead."""

    contacts: int = 0
    examples: tuple[str, ...] = ()
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A message that is sent, a journey that is entered, or a goal that is reached, in both runs.

    `before` and `after` count times. Each contact of either run is in exactly one group: `gained` and `lost` (only in
    one of the runs), `more` and `fewer` (in both, another number of times), `moved` (as often, at other times, `by` so
    many microseconds in the median, negative where earlier), or `unchanged`.
    """

    name: str
    before: int
    after: int
    gained: Group
    lost: Group
    more: Group
    fewer: Group
    moved: Group
    by: Duration
    unchanged: int

    @property
    def is_same(self) -> bool:
        """Whether nothing is different for any contact."""
        return not any(group.contacts for group in (self.gained, self.lost, self.more, self.fewer, self.moved))

    @property
    def contacts_before(self) -> int:
        """How many contacts it happened to in the run before."""
        return self.lost.contacts + self._in_both

    @property
    def contacts_after(self) -> int:
        """How many contacts it happens to in the run after."""
        return self.gained.contacts + self._in_both

    @property
    def _in_both(self) -> int:
        return self.more.contacts + self.fewer.contacts + self.moved.contacts + self.unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Contacts who leave a step by another way than before, though they came into the journey in both runs; None for
    those who do not leave it in one of them. `times` counts their visits."""

    journey: str
    step: str
    words: str
    before: str | None
    after: str | None
    times: int
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Why messages were not sent: how often before and after, and the contacts for whom that is new or over."""

    reason: str
    detail: str
    before: int
    after: int
    newly: Group
    no_longer: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Everything that is different between two runs; messages, journeys and goals are there also where nothing is.

    `concerned` are the contacts who get other messages, or at other times. `crossings` hold those who change their way;
    `kept` counts the visits to steps of several ways that end as before.
    """

    concerned: int
    messages: tuple[Shift, ...]
    entries: tuple[Shift, ...]
    goals: tuple[Shift, ...]
    crossings: tuple[Crossing, ...]
    kept: int
    stopped: tuple[Stopped, ...]
