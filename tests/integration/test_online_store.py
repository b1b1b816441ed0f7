"""The shop's order history of `examples/online_store`, read whole."""

from __future__ import annotations

import json
import os
import runpy
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from journeydsl import data, project
from journeydsl.cli import run
from journeydsl.data import Population
from journeydsl.model import clock
from journeydsl.model.project import Project
from journeydsl.model.values import DAY
from journeydsl.source import Source

ROOT = Path(__file__).parents[2]
STORE = ROOT / "examples" / "online_store"
DATA = Path(os.environ.get("JOURNEYDSL_DATA") or ROOT / "../shared/data")
SOURCE = DATA / "online_retail" / "online_retail.parquet"

pytestmark = pytest.mark.skipif(
    not SOURCE.is_file(), reason="the public file `Online Retail` is not there; see examples/online_store/README.md"
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("online_store")
    runpy.run_path(str(STORE / "convert.py"))["convert"](SOURCE, folder)
    return folder


@pytest.fixture(scope="module")
def store() -> Project:
    store, mistakes = project.load(Source("journeydsl.yaml", (STORE / "journeydsl.yaml").read_text(encoding="utf-8")))
    assert store is not None, mistakes
    return store


@pytest.fixture(scope="module")
def population(store: Project, files: Path) -> Iterator[Population]:
    with data.read(store, files / "contacts.parquet", files / "events.parquet") as population:
        yield population


def test_every_customer_is_a_contact(population: Population) -> None:
    assert len(population) == 4_372
    assert population.contacts.rejected == 0


def test_invoices_without_a_customer_are_rejected_and_counted(population: Population) -> None:
    (problem,) = population.problems
    assert (problem.column, problem.problem, problem.count) == ("contact_id", "missing", 3_710)
    events = population.events
    assert (events.rows, events.kept, events.rejected, events.duplicates) == (25_900, 22_190, 3_710, 0)


def test_what_is_not_in_the_invoices_is_said(population: Population) -> None:
    assert [finding.message for finding in population.findings] == [
        "no column `timezone`: every contact's local time is that of Europe/London",
        "no column `unsubscribed`: nobody has unsubscribed from everything",
    ]


def test_the_published_figures_come_out(population: Population, store: Project) -> None:
    now = clock.to_instant(datetime(2011, 12, 9, 12, 50), store.timezone)
    orders = [[event.at for event in events if event.name == "order_placed"] for _, events in population]
    buyers = [placed for placed in orders if placed]
    assert len(buyers) == 4_339
    assert sum(now - 30 * DAY < placed[0] <= now for placed in buyers) == 269
    assert sum(placed[-1] <= now - 90 * DAY for placed in buyers) == 1_449


def test_the_dry_run_gives_the_published_figures(files: Path, tmp_path: Path) -> None:
    period = ["--from", "2011-11-09 12:51", "--to", "2011-12-09 12:50"]  # invoices are in whole minutes
    data_files = ["--contacts", str(files / "contacts.parquet"), "--events", str(files / "events.parquet")]
    assert run(["simulate", str(STORE), *data_files, *period, "--out", str(tmp_path)]) == 0
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["contacts"] == 4_372
    assert summary["journeys"]["second_order"]["entered"] == 269
    assert summary["segments_at_the_end"]["idle_90"] == 1_449
    assert summary["conserved"] is True
    assert len((tmp_path / "rejected.jsonl").read_text(encoding="utf-8").splitlines()) == 3_710
