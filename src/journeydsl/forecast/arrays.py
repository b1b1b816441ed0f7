"""A forecast on the array machine, by rounds. Importing this needs numba."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from journeydsl import machine
from journeydsl.forecast.lives import Life, Unsure, lives_of
from journeydsl.forecast.modelling import Model
from journeydsl.forecast.rounds import TELLING, settle
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import Instant


def are_coupled(model: Model) -> bool:
    """Whether what happens to one contact can make a difference to others."""
    asked = machine.reads(model.rules)
    return asked.together or asked.peers is not None


class Settled:
    """The lives of contacts (by id, with what arrives for them by instant and id) in a forecast from `start` to `end`,
    both included, once every send is answered: `rounds.settle` on the machine. What arrives becomes columns once;
    answers are put in. Raises `machine.Unfit` where the machine cannot step them, and Stopped."""

    def __init__(
        self,
        model: Model,
        rows: Sequence[tuple[Contact, Sequence[Event]]],
        start: Instant,
        end: Instant,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self.lives = lives_of(rows)
        self._model, self._period = model, (start, end)
        self._arriving = machine.from_population(model.rules.program.project, rows)
        self._said: dict[int, bytes] = {}
        self._kinds: dict[machine.Kind, int] = {}
        try:
            settle(model, self.lives, end, self._walk, together=are_coupled(model), goes_on=goes_on)
        except Unsure as unsure:
            raise machine.Unfit(str(unsure)) from unsure

    def columns(self) -> machine.Columns:
        """The contacts with the events that they live through, as the machine takes them."""
        return self._columns(self.lives)

    def _columns(self, lives: Sequence[Life]) -> machine.Columns:
        columns = self._arriving
        if len(lives) < len(self.lives):
            columns = machine.of_contacts(columns, np.array([life.number for life in lives], np.int64))
        first = columns.offsets.tolist()
        owners = [place for place, life in enumerate(lives) for _ in life.answers]
        before = [first[place] + life.place_of(each) for place, life in enumerate(lives) for each in life.answers]
        left_out = [first[place] + each for place, life in enumerate(lives) for each in life.left_out]
        answers = [each for life in lives for each in life.answers]
        places = (np.array(each, np.int64) for each in (owners, before, left_out))
        return machine.with_events(columns, answers, *places)

    def _walk(self, lives: Sequence[Life]) -> None:
        apart = [name for name in self._model.assumptions.segments if name in self._model.rules.segments]
        columns, told = self._columns(lives), list[machine.Decided]()
        bound = machine.bind(self._model.rules, columns, *self._period, apart=apart)
        machine.run(bound, columns, told.append)
        if told:
            self._tell(lives, told)

    def _tell(self, lives: Sequence[Life], told: Sequence[machine.Decided]) -> None:
        """Tell those of whom something else was decided than in the round before, as far as answers hang on it."""
        telling = np.array([self._tells(kind) for kind in told[0].kinds], np.bool_)
        rows = np.concatenate([each.rows[telling[each.rows[:, 0]]] for each in told])
        sent_in = np.concatenate([each.sent_in for each in told])
        number = np.array([self._kinds.setdefault(kind, len(self._kinds)) for kind in told[0].kinds], np.int64)
        said = np.stack([number[rows[:, 0]], rows[:, 2], rows[:, 3]], axis=1)
        for life, decided, was_in in zip(lives, _by_contact(rows, lives), _by_contact(sent_in, lives), strict=True):
            now = said[decided].tobytes() + sent_in[was_in, 2:].tobytes()
            if self._said.get(life.number) != now:
                self._said[life.number] = now
                news = replace(told[0], rows=rows[decided], sent_in=sent_in[was_in])
                life.tell(list(news), {at: segments for _, at, segments in news.whereabouts()})

    def _tells(self, kind: machine.Kind) -> bool:
        if kind.outcome is Outcome.CHANGED:
            return (kind.journey, kind.step) in self._model.addresses_set
        return kind.outcome in TELLING


def _by_contact(rows: machine.Ints, lives: Sequence[Life]) -> Iterator[machine.Ints]:
    """Where the rows of each contact stand, in their order."""
    order = np.argsort(rows[:, 1], kind="stable")
    ends = np.searchsorted(rows[order, 1], np.arange(1, len(lives)))
    yield from np.split(order, ends)
