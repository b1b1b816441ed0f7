"""The contacts whom a command is about: those of two files, or made-up ones where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from journeydsl import data
from journeydsl.data import Population
from journeydsl.generating import Made, Order, generate
from journeydsl.model.project import Project
from journeydsl.model.values import DAY, Instant

_FIRST: Instant = 20_454 * DAY  # 2026-01-01
_PERIOD = 90 * DAY


@contextmanager
def people(project: Project, contacts: Path | None, events: Path | None, made_up: int) -> Iterator[Population]:
    """The population of two files, or so many contacts that are made up where there are no files.

    Raises click.UsageError where there is one file without the other, DataProblem as `data.read` does.
    """
    if (contacts is None) != (events is None):
        raise click.UsageError("`--contacts` and `--events` belong together: say both")
    if contacts is not None and events is not None:
        with data.read(project, contacts, events) as population:
            yield population
        return
    with TemporaryDirectory(prefix="journeydsl-") as folder:
        order = Order(project=project, contacts=made_up, seed=0, first=_FIRST, last=_FIRST + _PERIOD)
        for made in generate(order, Path(folder)):
            if isinstance(made, Made):
                with data.read(project, made.contacts, made.events) as population:
                    yield population
