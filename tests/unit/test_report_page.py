"""The page of a report as text: what is foreign is escaped, and nothing is allowed that is not its own."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from journeydsl.cli import run

EVIL = '</script><img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose author calls things by names that try to break out of a page."""
    folder = tmp_path_factory.mktemp("evil") / "shop"
    assert run(["init", str(folder)]) == 0
    journey = folder / "welcome" / "welcome.journey"
    said = json.dumps(EVIL.replace('"', "'"))
    text = re.sub(r'^journey welcome ".*":', f"journey welcome {said}:", journey.read_text(), flags=re.MULTILINE)
    journey.write_text(re.sub(r'^message (\w+) ".*":', rf"message \1 {said}:", text, flags=re.MULTILINE))
    return folder


@pytest.fixture(scope="module")
def text(shop: Path) -> str:
    made, page = shop.parent / "run", shop.parent / "report.html"
    data = ["--contacts", str(shop / "sample" / "contacts.csv"), "--events", str(shop / "sample" / "events.csv")]
    assert run(["simulate", str(shop), *data, "--from", "2026-01-01", "--to", "2026-03-31", "--out", str(made)]) == 0
    assert run(["report", str(made), "--out", str(page)]) == 0
    return page.read_text()


class Elements(HTMLParser):
    """Every element with its attributes, and the text inside `style` and `script`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("style", "script"):
            self.inside.setdefault(self.found[-1][0], data)


def test_names_that_try_to_break_out_stay_text(text: str) -> None:
    elements = Elements(text)
    assert "<img" not in text
    assert "&lt;/script&gt;" in text
    assert [tag for tag, _ in elements.found].count("script") == 1
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]


def test_the_page_allows_its_own_style_and_script_alone(text: str) -> None:
    elements = Elements(text)
    policy = next(each["content"] for tag, each in elements.found if "http-equiv" in each)
    hashes = {tag: b64encode(sha256(said.encode()).digest()).decode() for tag, said in elements.inside.items()}
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{hashes['style']}'" in policy
    assert f"script-src 'sha256-{hashes['script']}'" in policy
    assert not [each for _, each in elements.found if "style" in each]


def test_nothing_is_fetched(text: str) -> None:
    links = [each.get(name) for _, each in Elements(text).found for name in ("src", "href", "action") if name in each]
    assert {link[0] for link in links if link} == {"#"}
    assert "url(" not in text
    assert "@import" not in text


def test_the_same_run_gives_the_same_page(shop: Path, text: str, tmp_path: Path) -> None:
    assert run(["report", str(shop.parent / "run"), "--out", str(tmp_path / "again.html")]) == 0
    assert (tmp_path / "again.html").read_text() == text


def test_a_folder_that_is_no_run_is_refused_with_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "is not a folder that `journeydsl simulate --out` wrote" in said
    assert "simulate with `--out DIR` first" in said


def test_a_project_that_has_changed_since_is_said(shop: Path, text: str, tmp_path: Path) -> None:
    made = shop.parent / "run"
    summary = json.loads((made / "summary.json").read_text())
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "summary.json").write_text(json.dumps({**summary, "fingerprint": "of another version"}))
    (tmp_path / "run" / "decisions.parquet").write_bytes((made / "decisions.parquet").read_bytes())
    assert run(["report", str(tmp_path / "run"), "--out", str(tmp_path / "report.html")]) == 0
    said = (tmp_path / "report.html").read_text()
    assert "The project has changed since the run" in said
    assert "nothing can be told by segment or mailbox provider" in said
