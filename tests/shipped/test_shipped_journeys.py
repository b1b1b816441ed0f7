"""What is shipped is laid out, checks clean, is proved by scenarios that go every way through it, and stands alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from journeydsl.cli import run
from journeydsl.cli.project import program_in
from journeydsl.graph.drawing import Format, draw

ROOT = Path(__file__).parents[2]
JOURNEYS = ROOT / "journeys"
LIBRARY = sorted(file.parent.name for file in JOURNEYS.glob("*/README.md") if file.parent.name != "sample")


@pytest.mark.parametrize("folder", ["journeys", "examples"])
def test_what_is_shipped_checks_clean_and_is_laid_out(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ROOT / folder)]) == 0, capsys.readouterr().out
    assert run(["fmt", "--check", str(ROOT / folder)]) == 0, capsys.readouterr().err


def test_the_scenarios_of_the_shipped_journeys_pass_and_go_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", str(JOURNEYS), "--minimum", "100"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", LIBRARY)
def test_each_journey_stands_alone(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for shared in ("journeydsl.yaml", "rules.journey"):
        shutil.copyfile(JOURNEYS / shared, tmp_path / shared)
    for folder in ("modules", name):
        shutil.copytree(JOURNEYS / folder, tmp_path / folder)
    assert run(["test", str(tmp_path), "--minimum", "100"]) == 0, capsys.readouterr().out


def test_each_journey_is_drawn_as_it_is(accept: bool) -> None:
    program = program_in(JOURNEYS)
    for name, journey in program.journeys.items():
        drawn, picture = draw(journey, Format.SVG, messages=program.messages), JOURNEYS / name / f"{name}.svg"
        if accept:
            picture.write_text(str(drawn), encoding="utf-8")
        assert picture.read_text(encoding="utf-8") == drawn


def test_every_journey_has_a_page_and_a_line_in_the_table() -> None:
    listed = re.findall(r"^\| \[`(\w+)`\]\((\w+)/README\.md\)", (JOURNEYS / "README.md").read_text("utf-8"), re.M)
    assert sorted(name for name, _ in listed) == LIBRARY == sorted(program_in(JOURNEYS).journeys)
    assert all(name == folder for name, folder in listed)


@pytest.mark.parametrize(
    "page",
    [JOURNEYS / "README.md", *(JOURNEYS / name / "README.md" for name in LIBRARY)],
    ids=lambda page: page.parent.name,
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_message_of_the_library_is_as_it_should_be_for_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--contacts", str(JOURNEYS / "sample/contacts.csv"), "--events", str(JOURNEYS / "sample/events.csv")]
    assert run(["preview", str(JOURNEYS), "--all", *data]) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "no problems" in said
    assert "note:" not in said
