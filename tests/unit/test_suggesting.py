"""Scenarios that are suggested: found by search, written in the language, and true."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest

from journeydsl import engine, scenarios
from journeydsl.cli import run
from journeydsl.compiler import Compilation
from journeydsl.formatter import tidy
from journeydsl.model.program import Program
from journeydsl.scenarios.suggesting import InVain, Suggestion, suggest_for, text
from journeydsl.source import Source
from journeydsl.workspace import compiled as compiled_files
from journeydsl.workspace import read_project
from tests.cases.situations import compiled

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^## .+?\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
JOURNEYS = re.compile(r"^```journey\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HELLO = """
message hello "Hello":
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"
"""


def suggested(program: Program, most: int = 300) -> list[Suggestion | InVain]:
    """What is suggested for a program without any scenario."""
    rules = engine.prepare(replace(program, scenarios=()))
    return list(suggest_for(rules, scenarios.covered(rules, ()).missing, most))


def written(found: list[Suggestion | InVain]) -> str:
    return text([each for each in found if isinstance(each, Suggestion)])


def in_vain(found: list[Suggestion | InVain]) -> list[str]:
    return [f"{each.way.step}: {each.way.words}" for each in found if isinstance(each, InVain)]


def hold(program: Program) -> scenarios.Coverage:
    """Play all scenarios of a program, which all have to pass; where they go."""
    rules = engine.prepare(program)
    results = [scenarios.run(rules, scenario) for scenario in program.scenarios]
    assert [
        (each.scenario.title, [failure.happened for failure in each.failures]) for each in results if each.failures
    ] == []
    return scenarios.covered(rules, (decision for each in results for decision in each.decisions))


def test_what_is_suggested_for_the_shipped_journeys_goes_nearly_every_way_and_passes() -> None:
    files = read_project(ROOT / "journeys")
    kept = tuple(file for file in files.journey_files if not file.path.endswith("scenarios.journey"))
    shipped = sound(compiled_files(replace(files, journey_files=kept)))
    found = suggested(shipped, most=60)
    suggestions = Source("suggested.journey", written(found))
    assert tidy(suggestions).text == suggestions.text
    coverage = hold(sound(compiled_files(replace(files, journey_files=(*kept, suggestions)))))
    assert len(coverage.missing) == len(in_vain(found))
    assert coverage.share >= 0.9


def sound(compilation: Compilation) -> Program:
    assert compilation.is_sound, compilation.diagnostics
    assert compilation.program is not None
    return compilation.program


@pytest.mark.parametrize("page", sorted(page.stem for page in (ROOT / "tests/cases/laws").glob("*.md")))
def test_whatever_is_suggested_for_the_journeys_of_the_laws_can_be_read_and_passes(page: str) -> None:
    sections = SECTION.finditer((ROOT / f"tests/cases/laws/{page}.md").read_text("utf-8"))
    bodies = [section["body"] for section in sections]
    blocks = [JOURNEYS.findall(body) for body in bodies if not re.search(r"\n(project|files):", body)]
    gone = ways = 0
    for journeys in (texts[0] for texts in blocks if len(texts) == 1):
        program = compiled(journeys)
        coverage = hold(compiled(f"{journeys}\n{written(suggested(program, most=40))}"))
        ways += len(coverage.ways)
        gone += len(coverage.ways) - len(coverage.missing)
    assert gone >= 0.85 * ways


STEPS = """
choose:
  when country is "DE" and points >= 100: send hello
  when points < 10: wait 1 day
  otherwise: stop as left
---
choose:
  when score.churn >= 0.7 or account.open_tickets > 2: send hello
  otherwise: continue
---
choose:
  when order_placed at least 3 times in the last 30 days: send hello
  otherwise: continue
---
choose:
  when sum of order_placed.total in the last 30 days > 200: send hello
  otherwise: continue
---
choose:
  when trigger.total > 100 and trigger.cart_id is known: send hello
  otherwise: continue
---
choose:
  when birthday is today: send hello
  otherwise: continue
---
choose:
  when in loyal and not vip is true: send hello
  otherwise: continue
---
send hello
wait 1 day
choose:
  when opened hello and not clicked hello: stop as opened
  otherwise: continue
---
wait for order_placed where total > trigger.total up to 2 days
  happened: stop as bought
  timed out: send hello
---
wait until points > 10, up to 7 days
  happened: stop as rich
  timed out: send hello
---
wait until 2 days before birthday at 09:00
  if missing: stop as unknown
send hello
---
split test:
  98% most: continue
  2% few: send hello
---
repeat up to 3 times:
  send hello
  wait 1 day
  choose:
    when country is "DE": stop as enough
    otherwise: continue
---
send hello
  if not sent because suppressed: stop as suppressed
  if not sent because invalid_address: stop as invalid
  if not sent: stop
"""


@pytest.mark.parametrize("steps", STEPS.strip().split("\n---\n"))
def test_every_way_through_a_journey_is_found(steps: str) -> None:
    journeys = f"""{HELLO}
segment loyal:
  when order_placed at least 2 times in the last 90 days

suppression angry:
  when order_cancelled in the last 3 days
  blocks promotional

journey j:
  starts on cart_updated where total >= 20
  stops on order_cancelled where email is unknown
  only if country is not "US" or points is known

{indent(steps, "  ")}
"""
    found = suggested(compiled(journeys))
    assert in_vain(found) == []
    assert hold(compiled(f"{journeys}\n{written(found)}")).missing == ()


@pytest.mark.parametrize(
    "start",
    [
        "starts on entering loyal",
        "starts on cart_updated where total > 50, then quiet for 2 days",
        "starts every year on birthday at 09:00",
        "starts 14 days before birthday at 09:00",
        "starts every monday at 09:00 for loyal",
        "starts on 2026-11-27 08:00 for loyal",
        "starts when called",
        "starts on message_clicked",
        "ends 2024-06-30\n  starts on cart_updated",
    ],
)
def test_every_start_is_found(start: str) -> None:
    journeys = f"""{HELLO}
segment loyal:
  when order_placed at least 2 times in the last 90 days

journey j:
  {start}

  send hello
"""
    found = suggested(compiled(journeys))
    assert in_vain(found) == []
    assert hold(compiled(f"{journeys}\n{written(found)}")).missing == ()


def test_what_cannot_be_reached_is_said_with_how_many_were_tried() -> None:
    journeys = f"""{HELLO}
journey j:
  starts on cart_updated where total > 50

  choose:
    when trigger.total < 20: send hello
    otherwise: continue
"""
    found = suggested(compiled(journeys), most=100)
    assert in_vain(found) == ["choose: trigger.total < 20", "hello: sent", "hello: not sent"]
    assert all(0 < each.tried <= 100 for each in found if isinstance(each, InVain))


def test_the_same_program_has_the_same_suggestions() -> None:
    journeys = f"{HELLO}\njourney j:\n  starts on signed_up\n  holdout 50%\n\n  send hello\n"
    assert written(suggested(compiled(journeys))) == written(suggested(compiled(journeys)))


def test_a_contact_that_is_suggested_is_not_held_out() -> None:
    journeys = f"{HELLO}\njourney greet:\n  starts on signed_up\n  holdout 90%\n\n  send hello\n"
    found = suggested(compiled(journeys))
    assert "expect hello sent at" in written(found)
    assert "its title decides how chance falls for it: keep it" in written(found)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    (tmp_path / "shop" / "welcome" / "scenarios.journey").unlink()
    capsys.readouterr()
    return tmp_path / "shop"


def test_suggestions_are_written_to_a_file_that_passes(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop", "--suggest", "--out", "shop/suggested.journey"]) == 0
    assert "written to shop/suggested.journey: review them" in capsys.readouterr().err
    assert run(["fmt", "--check", "shop/suggested.journey"]) == 0
    assert run(["test", "shop", "--minimum", "100"]) == 0
    capsys.readouterr()
    assert run(["test", "shop", "--suggest"]) == 0
    assert capsys.readouterr() == ("", "there is no way left to suggest a scenario for\n")


def test_a_file_that_is_there_is_not_written_over(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop", "--suggest", "--out", "shop/welcome/welcome.journey"]) == 2
    assert "there is a file `shop/welcome/welcome.journey` already" in capsys.readouterr().err


def test_where_to_write_is_said_with_what_to_write(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop", "--out", "shop/suggested.journey"]) == 2
    assert "`--out` says where `--suggest` writes" in capsys.readouterr().err
