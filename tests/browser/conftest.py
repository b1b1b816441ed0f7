"""A report of a small run, and a browser to look at it with: headless Chromium, without any network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from journeydsl.cli import run

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run of the project that `init` writes."""
    folder = tmp_path_factory.mktemp("report")
    shop, made, page = folder / "shop", folder / "run", folder / "report.html"
    assert run(["init", str(shop)]) == 0
    contacts, events = (str(shop / "sample" / f"{name}.csv") for name in ("contacts", "events"))
    period = ["--from", "2026-01-01", "--to", "2026-03-31"]
    assert run(["simulate", str(shop), "--contacts", contacts, "--events", events, *period, "--out", str(made)]) == 0
    assert run(["report", str(made), "--out", str(page)]) == 0
    return page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and os.environ.get("CI"):
        pytest.fail("there is no Chromium: `.ci/run` installs it")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()
