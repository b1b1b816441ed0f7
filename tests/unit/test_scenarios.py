"""Scenarios as authors write them: what each expectation means, what is said where it does not hold, and coverage."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from journeydsl import engine, scenarios
from journeydsl.cli import run
from journeydsl.conditions import evaluate
from journeydsl.engine.turn import Turn
from journeydsl.model.values import moment
from journeydsl.scenarios import Result
from journeydsl.scenarios.differences import difference
from tests.cases.situations import compiled, parse_instant

JOURNEYS = """
message hello "Hello":
  channel email
  topic promotions
  subject "Hello"
  template "plain.html"

journey greet:
  starts on signed_up
  stops on order_placed as bought
  goal order_placed within 2 days

  wait 1 hour
  send hello
  choose:
    when country is "DE":
      wait 1 day
    otherwise:
      continue
"""


def played(*lines: str, more: str = "") -> Result:
    text = "\n".join(f"  {line}" for line in lines)
    program = compiled(
        f'{JOURNEYS}{more}\nscenario "tried":\n  contact country: "DE", subscribed to promotions\n{text}\n'
    )
    [scenario] = program.scenarios
    return scenarios.run(engine.prepare(program), scenario)


SIGNS_UP, BUYS = "2026-03-02 10:00 signed_up", '2026-03-02 10:30 order_placed order_id: "o1"'


@pytest.mark.parametrize(
    "lines",
    [
        (SIGNS_UP, "expect hello sent"),
        (SIGNS_UP, "expect hello sent at 2026-03-02 11:00"),
        (SIGNS_UP, BUYS, "expect hello not sent"),
        (SIGNS_UP, BUYS, "expect nothing sent"),
        (BUYS, "expect journey greet never started"),
        (SIGNS_UP, "expect journey greet started at 2026-03-02 10:00"),
        (SIGNS_UP, BUYS, "expect journey greet ended as bought"),
        (SIGNS_UP, "expect journey greet ended as completed"),
        (SIGNS_UP, BUYS, "expect journey greet reached its goal"),
        (SIGNS_UP, "always at most 1 emails in 24 hours"),
        (SIGNS_UP, BUYS, "never hello"),
        (SIGNS_UP, '2026-03-02 10:30 set country to "AT"', "expect journey greet ended as completed"),
    ],
)
def test_an_expectation_that_holds_passes(lines: tuple[str, ...]) -> None:
    assert played(*lines).passed


@pytest.mark.parametrize(
    ("lines", "happened"),
    [
        ((BUYS, "expect hello sent"), "hello is never due"),
        ((SIGNS_UP, "expect hello sent at 2026-03-02 12:00"), "2026-03-02 11:00 hello is sent"),
        ((SIGNS_UP, "expect hello not sent"), "2026-03-02 11:00 hello is sent"),
        ((SIGNS_UP, "expect nothing sent"), "2026-03-02 11:00 hello is sent"),
        ((SIGNS_UP, "expect journey greet never started"), "2026-03-02 10:00 enters greet"),
        ((BUYS, "expect journey greet started"), "nothing starts greet"),
        (
            (SIGNS_UP, "expect journey greet ended as bought"),
            "2026-03-03 11:00 leaves greet: the contact reached the end of the journey",
        ),
        ((SIGNS_UP, "expect journey greet reached its goal"), "does not reach the goal of greet"),
        ((SIGNS_UP, "never hello"), "2026-03-02 11:00 hello is sent"),
    ],
)
def test_what_happened_instead_is_said(lines: tuple[str, ...], happened: str) -> None:
    [failure] = played(*lines).failures
    assert failure.happened == happened


def test_a_change_of_the_profile_comes_before_what_is_due_at_its_instant() -> None:
    result = played(SIGNS_UP, '2026-03-02 11:00 set country to "AT"', "expect hello sent at 2026-03-02 11:00")
    assert result.passed
    assert "otherwise" in {decision.detail for decision in result.decisions}


BY_THE_CALENDAR = """
journey monday:
  starts every monday at 09:00 for everyone

  send hello

journey sale:
  starts on 2040-11-27 08:00 for everyone

  stop

journey gift:
  starts when called
  stops on message_opened as read

  wait 1 day

segment everyone:
  when email is known
"""


@pytest.mark.parametrize(
    "lines",
    [
        ("expect hello sent at 2026-03-02 09:00",),
        ("expect journey sale started at 2040-11-27 08:00",),
        ("2026-03-02 08:00 unsubscribed from everything", "expect hello not sent because unsubscribed"),
        ("2026-03-02 08:00 unsubscribed from promotions", "expect hello not sent because not_subscribed"),
        ("2026-03-02 08:00 bounced hello", "expect hello not sent because hard_bounced"),
        (
            "2026-03-02 08:00 journey gift called",
            "2026-03-02 10:00 opened hello",
            "expect journey gift ended as read",
        ),
    ],
)
def test_journeys_start_by_the_calendar_and_by_what_happens_in_every_project(lines: tuple[str, ...]) -> None:
    result = played(*lines, more=BY_THE_CALENDAR)
    assert result.passed, result.failures


def test_coverage_names_the_ways_that_nobody_has_gone() -> None:
    result = played(SIGNS_UP, "expect hello sent")
    rules = engine.prepare(compiled(JOURNEYS))
    coverage = scenarios.covered(rules, result.decisions)
    assert [(way.step, way.way) for way in coverage.missing] == [("hello", "not_sent"), ("choose", "otherwise")]
    assert coverage.share == 1 - 2 / len(coverage.ways)
    assert scenarios.covered(rules, ()).share == 0


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    run(["init", "shop"])
    (tmp_path / "shop" / "welcome" / "scenarios.journey").unlink()
    (tmp_path / "shop" / "first.journey").write_text(
        'scenario "a newcomer is greeted":\n'
        '  contact country: "DE", subscribed to newsletter\n'
        '  2026-03-02 10:00 signed_up source: "shop"\n'
        "  expect welcome_hello sent at 2026-03-02 10:00\n"
    )
    capsys.readouterr()
    return tmp_path / "shop"


def test_passing_scenarios_exit_with_0_and_failing_ones_with_1(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop"]) == 0
    assert "passed  a newcomer is greeted  [shop/first.journey:1]" in capsys.readouterr().out
    scenario = shop / "first.journey"
    scenario.write_text(scenario.read_text().replace("10:00\n", "11:00\n"))
    assert run(["test", "shop", "--story"]) == 1
    said = capsys.readouterr().out
    assert "  + 2026-03-02 10:00  welcome_hello is sent" in said
    assert "  - 2026-03-02 11:00  welcome_hello is sent  [shop/first.journey:4]" in said
    assert "enters welcome" in said


def test_a_minimum_of_coverage_can_be_demanded(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop", "--minimum", "5"]) == 0
    assert run(["test", "shop", "--minimum", "100"]) == 1
    assert "not gone: welcome, choose: subscribed to promotions" in capsys.readouterr().out


def test_the_results_are_there_for_ci(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "shop", "--format", "json", "--coverage"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [scenario["passed"] for scenario in document["scenarios"]] == [True]
    assert 0 < document["coverage"]["share"] < 1
    scenario = shop / "first.journey"
    scenario.write_text(scenario.read_text().replace("sent at", "not sent because suppressed # sent at"))
    assert run(["test", "shop", "--format", "junit"]) == 1
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert suite.get("failures") == "1"
    said = suite.findtext("testcase/failure")
    assert said is not None
    assert "  + 2026-03-02 10:00  welcome_hello is sent" in said
    assert run(["test", "shop", "--format", "json"]) == 1
    [failed] = json.loads(capsys.readouterr().out)["scenarios"]
    assert [(line["mark"], line["at"]) for line in failed["timeline"]] == [
        ("", "2026-03-02T09:00:00Z"),
        ("", "2026-03-02T09:00:00Z"),
        ("expected", None),
        ("happened", "2026-03-02T09:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            (SIGNS_UP, "expect hello sent at 2026-03-02 12:00"),
            [
                "  10:00 signed_up",
                "  10:00 enters greet",
                "+ 11:00 hello is sent",
                '  11:00 takes the branch `country is "DE"`',
                "- 12:00 hello is sent",
            ],
        ),
        (
            (SIGNS_UP, "expect hello sent at 2026-03-02 10:30"),
            ["  10:00 signed_up", "  10:00 enters greet", "- 10:30 hello is sent", "+ 11:00 hello is sent"],
        ),
        (
            (BUYS, "expect hello sent"),
            ['  10:30 order_placed (order_id: "o1")', "-  hello is sent", "+  hello is never due"],
        ),
        (
            (SIGNS_UP, "expect journey greet never started", "expect nothing sent"),
            [
                "  10:00 signed_up",
                "-  never enters greet",
                "+ 10:00 enters greet",
                "-  nothing is sent",
                "+ 11:00 hello is sent",
            ],
        ),
        (
            (SIGNS_UP, BUYS, "expect hello not sent because over_limit"),
            [
                "  10:00 signed_up",
                "  10:00 enters greet",
                '  10:30 order_placed (order_id: "o1")',
                "  10:30 reaches the goal of greet (order_placed)",
                "  10:30 leaves greet: an event of `stops on` ended the journey for the contact (bought)",
                "-  hello is not sent: the contact had already got as many messages as the limit allows",
                "+  hello is never due",
            ],
        ),
        (
            (SIGNS_UP, "expect journey greet ended as bought", "expect journey greet reached its goal"),
            [
                "  10:00 signed_up",
                "  10:00 enters greet",
                "  11:00 hello is sent",
                '  11:00 takes the branch `country is "DE"`',
                "-  leaves greet as bought",
                "+ 11:00 leaves greet: the contact reached the end of the journey",
                "-  reaches the goal of greet",
                "+  does not reach the goal of greet",
            ],
        ),
        (
            (SIGNS_UP, "always at most 1 email in 24 hours", "expect journey greet started at 2026-03-02 10:01"),
            ["  10:00 signed_up", "+ 10:00 enters greet", "- 10:01 enters greet"],
        ),
    ],
)
def test_a_failure_is_shown_among_what_happened_before(lines: tuple[str, ...], told: list[str]) -> None:
    result = played(*lines)
    shown = difference(engine.prepare(compiled(JOURNEYS)), result)
    assert [
        f"{line.mark} {'' if line.at is None else f'{moment(line.at):%H:%M}'} {line.words}" for line in shown
    ] == told


SUPPORT = """
suppression support:
  when account.open_tickets > 0
  blocks promotional

segment leaving:
  when score.churn >= 0.7

journey save:
  starts on entering leaving
  always
  send goodbye

message goodbye:
  channel email
  topic promotions
  subject "Stay"
  template "plain.html"
"""


@pytest.mark.parametrize(
    ("given", "lines", "passes"),
    [
        ("score.churn: 0.7, account.open_tickets: 0", [], False),
        ("score.churn: 0.6, account.open_tickets: 0", ["2026-03-02 10:00 set score.churn to 0.7"], True),
        ("score.churn: 0.6, account.open_tickets: 1", ["2026-03-02 10:00 set score.churn to 0.7"], False),
        (
            "score.churn: 0.6, account.open_tickets: 1",
            ["2026-03-02 09:00 set account.open_tickets to 0", "2026-03-02 10:00 set score.churn to 0.7"],
            True,
        ),
    ],
)
def test_a_scenario_tells_scores_and_what_is_known_of_an_account(given: str, lines: list[str], passes: bool) -> None:
    happens = "".join(f"  {line}\n" for line in ["2026-03-01 09:00 signed_up", *lines])
    scenario = f'scenario "tried":\n  contact {given}, subscribed to promotions\n{happens}'
    program = compiled(f"{SUPPORT}\n{scenario}  expect goodbye sent at 2026-03-02 10:00\n")
    assert scenarios.run(engine.prepare(program), program.scenarios[0]).passed is passes


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("score.churn: 0.7", "2026-03-08 09:00"),
        ("score.churn: 0.7, score.churn.at: 2026-02-25 09:00", "2026-03-04 09:00"),
        ("score.churn: 0.7, score.churn.confidence: 0.6", "2026-03-08 09:00"),
        ("score.churn: 0.7, score.churn.confidence: 0.5", None),
    ],
)
def test_a_score_is_sure_and_made_when_the_scenario_begins_unless_it_says_otherwise(
    given: str, known: str | None
) -> None:
    program = compiled(
        "segment leaving:\n  when score.churn >= 0.7\n"
        f'scenario "tried":\n  contact {given}\n  2026-03-01 09:00 signed_up\n  expect nothing sent\n'
    )
    rules = engine.prepare(program)
    [scenario] = program.scenarios
    facts = Turn(rules, 0, engine.begin(rules, scenario.contact, (), scenario.inputs[0].at)).facts()
    condition = rules.segments["leaving"]
    last = None if known is None else parse_instant(known)
    instants = [parse_instant("2026-03-01 09:00")] if last is None else [last, last + 1]
    truths = [evaluate(condition, facts._replace(now=at)) for at in instants]
    assert truths == ([None] if last is None else [True, None])
