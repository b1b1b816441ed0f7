"""Pictures of journeys in which stands out what no scenario goes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from journeydsl.cli import run
from journeydsl.engine import prepare
from journeydsl.graph.drawing import Format, Theme, draw
from journeydsl.graph.explored import Explored
from journeydsl.model.journeys import Journey
from journeydsl.scenarios import covered
from tests.cases.situations import compiled

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
PROGRAM = compiled(
    """
message hello "Hello":
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

journey j "Greeting":
  starts on signed_up

  send hello
  repeat up to 2 times:
    wait 1 day
    choose:
      when country is "DE": stop as enough
      otherwise: go to again
    label again
  send hello
    if not sent because suppressed: stop as suppressed
"""
)
EXPLORED = Explored(
    reached=frozenset({"hello", "repeat", "wait_1_day", "choose"}),
    gone=frozenset({("hello", 0), ("repeat", 0), ("choose", 1)}),
    untried={
        ("hello", 1): "not sent",
        ("repeat", 1): "done",
        ("wait_1_day", 0): "waited",
        ("choose", 0): 'country is "DE"',
        ("hello_2", 0): "sent",
        ("hello_2", 1): "not sent because suppressed",
        ("hello_2", 2): "not sent",
    },
)


def journey() -> Journey:
    return PROGRAM.journeys["j"]


def classes(picture: str | bytes) -> dict[str, str]:
    """The class of every element that has an id and one."""
    assert isinstance(picture, str)
    return {
        part.get("id", ""): part.get("class", "") for part in ElementTree.fromstring(picture).iter() if part.get("id")
    }


def untried(picture: str | bytes) -> set[str]:
    return {name for name, kinds in classes(picture).items() if "untried" in kinds.split()}


def test_steps_and_ways_that_no_scenario_goes_stand_out() -> None:
    found = untried(draw(journey(), Format.SVG, messages=PROGRAM.messages, explored=EXPLORED))
    assert {name for name in found if name.startswith("j-n-")} == {
        "j-n-hello_2",
        "j-n-stop_as_enough",
        "j-n-stop_as_suppressed",
        "j-n-completed",
    }
    assert {"j-e-repeat-1", "j-e-choose-0", "j-l-choose-0", "j-e-hello_2-0", "j-e-hello_2-1"} <= found
    assert "j-e-wait_1_day-0" in found
    assert not found & {
        "j-e-choose-1",
        "j-e-start_1-0",
        "j-n-label-again",
        "j-n-go-to-0",
        "j-n-start_1",
    }


def test_a_way_without_a_line_of_its_own_is_said_on_its_step() -> None:
    picture = draw(journey(), Format.SVG, messages=PROGRAM.messages, explored=EXPLORED)
    assert isinstance(picture, str)
    assert picture.count("no scenario: not sent</text>") == 1


def test_the_legend_says_what_dotted_means_without_colour() -> None:
    picture = draw(journey(), Format.SVG, messages=PROGRAM.messages, explored=EXPLORED, theme=Theme.LIGHT)
    assert isinstance(picture, str)
    assert "dotted: no scenario goes there (7 of 10 ways)" in picture
    assert re.search(r"\.line\.untried \{ stroke-dasharray", picture)


def test_where_every_way_is_gone_nothing_stands_out() -> None:
    steps = frozenset({node.step.id for node in prepare(PROGRAM).charts["j"].nodes})
    whole = Explored(steps, frozenset((step, place) for step in steps for place in range(3)), {})
    picture = draw(journey(), Format.SVG, messages=PROGRAM.messages, explored=whole)
    assert untried(picture) == set()
    assert isinstance(picture, str)
    assert "scenarios go all" in picture


def test_without_scenarios_nothing_is_said_of_them() -> None:
    for output in (Format.SVG, Format.MERMAID, Format.DOT, Format.JSON):
        picture = draw(journey(), output, messages=PROGRAM.messages)
        assert isinstance(picture, str)
        assert "scenario" not in picture
        assert "tried" not in re.sub(r"<style>.*?</style>", "", picture, flags=re.DOTALL)


def test_a_journey_that_no_scenario_enters_is_dotted_from_its_start() -> None:
    nothing = covered(prepare(PROGRAM), ()).drawn("j")
    found = untried(draw(journey(), Format.SVG, messages=PROGRAM.messages, explored=nothing))
    assert {"j-n-start_1", "j-e-start_1-0", "j-n-hello", "j-n-label-again"} <= found


def test_the_other_formats_say_it_too() -> None:
    document = json.loads(draw(journey(), Format.JSON, messages=PROGRAM.messages, explored=EXPLORED))
    tried = {(node["id"], edge["words"]): edge["tried"] for node in document["nodes"] for edge in node["edges"]}
    assert (tried["choose", "yes"], tried["choose", "no"], tried["repeat", "done"]) == (False, True, False)
    assert {node["id"] for node in document["nodes"] if node.get("remark")} == {"hello"}
    dot = draw(journey(), Format.DOT, messages=PROGRAM.messages, explored=EXPLORED)
    assert 'n_choose -> n_stop_as_enough [label="yes", style=dotted, color="#dc2626"' in str(dot)
    mermaid = draw(journey(), Format.MERMAID, messages=PROGRAM.messages, explored=EXPLORED)
    assert 'n_choose -.->|"yes"| n_stop_as_enough' in str(mermaid)
    assert "classDef untried stroke:#dc2626" in str(mermaid)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The shipped journeys with two scenarios of the abandoned cart."""
    shop = tmp_path / "shop"
    shutil.copytree(ROOT / "journeys", shop)
    file = shop / "abandoned_cart" / "scenarios.journey"
    first, *scenarios = re.split(r"(?m)^(?=scenario )", file.read_text(encoding="utf-8"))
    file.write_text(first + "".join(scenarios[:2]), encoding="utf-8")
    return shop


def test_the_picture_of_the_documentation_is_current(shop: Path, accept: bool) -> None:
    drawn = shop / "drawn.svg"
    assert run(["graph", "abandoned_cart", "--project", str(shop), "--coverage", "--out", str(drawn)]) == 0
    shown = ROOT / "docs" / "images" / "coverage.svg"
    if accept:
        shown.write_bytes(drawn.read_bytes())
    assert shown.read_bytes() == drawn.read_bytes()
