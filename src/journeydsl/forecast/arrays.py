"""A forecast on the array machine, by rounds. Importing this needs numba."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from journeydsl import machine
from journeydsl.forecast.lives import Life, Told, lives_of
from journeydsl.forecast.modelling import Model
from journeydsl.forecast.rounds import TELLING, settle
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.decisions import Outcome
from journeydsl.model.values import Instant, Value


def are_coupled(model: Model) -> bool:
    """Whether what happens to one contact can make a difference to others."""
    asked = machine.reads(model.rules)
    return asked.together or asked.peers is not None


class Settled:
    """The lives of contacts (by id, with what arrives for them by instant and id) in a forecast from `start` to `end`,
    both included, once every send is answered: `rounds.settle` on the machine. What arrives becomes columns once;
    answers are put in. Raises Stopped."""

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
        self._said: dict[int, tuple[bytes, ...]] = {}
        self._kinds: dict[machine.Kind, int] = {}
        settle(model, self.lives, end, self._walk, together=are_coupled(model), goes_on=goes_on)

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
        model, columns, told = self._model, self._columns(lives), list[machine.Decided]()
        apart = [name for name in model.assumptions.segments if name in model.rules.segments]
        of_triggers = any(each.of_trigger for each in model.likes.values())
        bound = machine.bind(model.rules, columns, *self._period, apart=apart, tells_triggers=of_triggers)
        machine.run(bound, columns, told.append)
        if told:
            self._tell(lives, columns, told)

    def _tell(self, lives: Sequence[Life], columns: machine.Columns, told: Sequence[machine.Decided]) -> None:
        """Tell those of whom something else was decided than in the round before, as far as answers hang on it."""
        telling = np.array([self._tells(kind) for kind in told[0].kinds], np.bool_)
        number = np.array([self._kinds.setdefault(kind, len(self._kinds)) for kind in told[0].kinds], np.int64)
        rows = np.concatenate([each.rows[telling[each.rows[:, 0]]] for each in told])
        sent_in = np.concatenate([each.sent_in for each in told])
        entered = _within(np.concatenate([each.entered_by for each in told]), columns)
        said = (
            np.stack([number[rows[:, 0]], rows[:, 2], rows[:, 3]], axis=1),
            sent_in[:, 2:],
            np.stack([number[entered[:, 0]], entered[:, 2], entered[:, 4]], axis=1),
        )
        places = (_by_contact(each, len(lives)) for each in (rows, sent_in, entered))
        for life, *own in zip(lives, *places, strict=True):
            now = tuple(part[of].tobytes() for part, of in zip(said, own, strict=True))
            if self._said.get(life.number) != now:
                self._said[life.number] = now
                of_rows, of_sent_in, of_entered = own
                parts = replace(
                    told[0], rows=rows[of_rows], sent_in=sent_in[of_sent_in], entered_by=entered[of_entered]
                )
                life.tell(_told(life, parts))

    def _tells(self, kind: machine.Kind) -> bool:
        if kind.outcome is Outcome.CHANGED:
            return (kind.journey, kind.step) in self._model.addresses_set
        return kind.outcome in TELLING


def _within(entered_by: machine.Ints, columns: machine.Columns) -> machine.Ints:
    """Entries with the place of their event among those of the contact; -1 for none, -2, -3, … for those that are made
    by steps."""
    contact, row, size = entered_by[:, 1], entered_by[:, 4], len(columns.at)
    of_data = np.where(row < 0, -1, row - columns.offsets[contact])
    within = entered_by.copy()
    within[:, 4] = np.where(row < size, of_data, size - row - 2)
    return within


def _told(life: Life, decided: machine.Decided) -> Told:
    """What the machine says of one contact."""
    events = life.events if len(decided.entered_by) else []
    triggers: dict[tuple[str, int], Mapping[str, Value]] = {}
    for kind, _, number, _, place in decided.entered_by.tolist():
        made = dict(decided.made[-2 - place].properties) if place < -1 else {}
        triggers[decided.kinds[kind].journey, number] = events[place].properties if place >= 0 else made
    return Told(list(decided), {at: segments for _, at, segments in decided.whereabouts()}, triggers)


def _by_contact(rows: machine.Ints, contacts: int) -> Iterator[machine.Ints]:
    """Where the rows of each contact stand, in their order."""
    order = np.argsort(rows[:, 1], kind="stable")
    ends = np.searchsorted(rows[order, 1], np.arange(1, contacts))
    yield from np.split(order, ends)
