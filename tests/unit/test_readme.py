"""What the README shows is what the program does; `--accept` rewrites its mistake and its picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journeydsl.cli import run

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SHOWN = re.compile(r"(<!-- the output of `journeydsl check`.*?-->\n```text\n)(.*?)(```)", re.DOTALL)


def test_the_journey_is_the_shipped_one() -> None:
    [shown] = re.findall(r"^```\n(journey .*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert (ROOT / "journeys" / "abandoned_cart" / "abandoned_cart.journey").read_text(encoding="utf-8").endswith(shown)


def test_the_mistake_is_shown_as_check_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], accept: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    run(["init", "shop"])
    journey = Path("shop/welcome/welcome.journey")
    text = journey.read_text(encoding="utf-8")
    for right, wrong in (("stops on order_placed", "stops on order_place"), ("to promotions", "to promotion")):
        text = text.replace(right, wrong)
    journey.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "shop"]) == 1
    said = capsys.readouterr().out
    readme = README.read_text(encoding="utf-8")
    shown = SHOWN.search(readme)
    assert shown is not None
    if accept:
        README.write_text(readme[: shown.start(2)] + said + readme[shown.end(2) :], encoding="utf-8")
    else:
        assert shown[2] == said


def test_the_picture_is_current(tmp_path: Path, accept: bool) -> None:
    drawn = tmp_path / "drawn.svg"
    assert run(["graph", str(ROOT / "journeys/abandoned_cart/abandoned_cart.journey"), "--out", str(drawn)]) == 0
    shown = ROOT / "docs" / "images" / "abandoned_cart.svg"
    if accept:
        shown.write_bytes(drawn.read_bytes())
    assert shown.read_bytes() == drawn.read_bytes()


def test_every_command_of_the_readme_exists() -> None:
    said = set(re.findall(r"^journeydsl (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert said == {
        "init",
        "check",
        "fmt",
        "graph",
        "simulate",
        "explain",
        "diff",
        "test",
        "add",
        "generate",
        "assumptions",
        "preview",
        "report",
    }
    targets = set(re.findall(r"^make (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert targets == {"demo", "test"}


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
