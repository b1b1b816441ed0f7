"""`journeydsl add`: shipped journeys come into projects, and nothing of the author's is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeydsl.cli import run
from journeydsl.library import shelf
from journeydsl.project.extending import entries

LIBRARY = shelf()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def project(text: str) -> Path:
    Path("shop").mkdir()
    Path("shop/journeydsl.yaml").write_text(text, encoding="utf-8")
    return Path("shop")


def test_everything_in_the_project_file_of_the_library_can_be_copied_as_one_line() -> None:
    told = {path: text for path, text in entries(LIBRARY.project_file).items() if len(path) == 2}
    assert [path for path, text in told.items() if "\n" in text or (": " in text and text[0] != "{")] == []


def test_without_a_name_every_journey_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(LIBRARY.journeys)
    assert all(each.label in line for each, line in zip(LIBRARY.journeys.values(), lines, strict=True))


@pytest.mark.parametrize("name", sorted(LIBRARY.journeys))
def test_each_comes_into_a_project_that_declares_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shop = project("project: acme\n")
    assert run(["add", name, "--to", "shop"]) == 0, capsys.readouterr()
    assert run(["check", "shop"]) == 0, capsys.readouterr().out
    assert run(["fmt", "--check", "shop"]) == 0
    declared = (shop / "journeydsl.yaml").read_text(encoding="utf-8")
    assert all(line in declared for line in ("project: acme", "email: {type: email"))


def test_all_of_them_come_into_one_project(capsys: pytest.CaptureFixture[str]) -> None:
    project("project: sample-shop\ntimezone: Europe/Berlin\n")
    for name in LIBRARY.journeys:
        assert run(["add", name, "--to", "shop"]) == 0, capsys.readouterr()
    assert run(["check", "shop"]) == 0, capsys.readouterr().out


def test_it_says_what_the_project_file_lacked_and_keeps_the_authors_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["init", "shop"]) == 0
    before = Path("shop/journeydsl.yaml").read_text(encoding="utf-8")
    assert run(["add", "renewal", "--to", "shop"]) == 0
    after = Path("shop/journeydsl.yaml").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "added to shop/journeydsl.yaml:" in said
    assert "renewal_date: {type: date, optional: true, source: observed}" in said
    assert "topics: [promotions, newsletter, product_updates]   # what a contact can consent to" in after
    left = [line for line in before.splitlines() if not line.startswith("topics:")]
    assert [line for line in after.splitlines() if line in left] == left


def test_what_the_project_has_is_not_added_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "shop"]) == 0
    before = Path("shop/journeydsl.yaml").read_bytes(), Path("shop/rules.journey").read_bytes()
    assert run(["add", "win_back", "--to", "shop"]) == 0
    assert b"stay_confirmed: {}" in Path("shop/journeydsl.yaml").read_bytes()
    assert Path("shop/rules.journey").read_bytes() == before[1]
    assert run(["add", "abandoned_cart", "--to", "shop"]) == 0
    assert "added to" not in capsys.readouterr().out.partition("wrote shop/abandoned_cart")[2]


def test_the_segments_that_a_journey_reads_come_with_it() -> None:
    project("project: acme\n")
    assert run(["add", "birthday", "--to", "shop"]) == 0
    assert Path("shop/rules.journey").read_text(encoding="utf-8").startswith("segment repeat_buyers")
    own = "# mine\nsegment repeat_buyers:\n  when order_placed ever\n"
    Path("shop/rules.journey").write_text(own, encoding="utf-8")
    assert run(["add", "win_back", "--to", "shop"]) == 0
    rules = Path("shop/rules.journey").read_text(encoding="utf-8")
    assert rules.startswith(f"{own}\nsegment lapsed")


def test_its_scenarios_hold_whatever_the_project_draws(capsys: pytest.CaptureFixture[str]) -> None:
    for salt in "abc":
        folder = Path(salt)
        folder.mkdir()
        (folder / "journeydsl.yaml").write_text(f"project: {salt}\ntimezone: Europe/Berlin\n", encoding="utf-8")
        assert run(["add", "churn_prevention", "--to", salt]) == 0
        assert run(["test", salt]) == 0, capsys.readouterr().out


def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    project("project: acme\n")
    Path("shop/birthday").mkdir()
    assert run(["add", "birthday", "--to", "shop"]) == 2
    assert "`shop/birthday` is there already" in capsys.readouterr().err


def test_a_name_that_the_project_has_is_refused_and_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "shop"]) == 0
    Path("shop/welcome").rename("shop/greeting")
    before = {path: path.read_bytes() for path in Path("shop").rglob("*") if path.is_file()}
    assert run(["add", "welcome", "--to", "shop"]) == 2
    assert "the project has a journey `welcome` already" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("shop").rglob("*") if path.is_file()} == before


def test_lines_that_cannot_be_added_safely_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    project("project: acme\nevents: {order_placed: {properties: {order_id: text}}, }\ntopics: [promotions]\n")
    assert run(["add", "post_purchase", "--to", "shop"]) == 1
    said = capsys.readouterr().out
    assert "add to shop/journeydsl.yaml, which could not be done without touching other lines:" in said
    assert "order_shipped: {properties: {order_id: text}}" in said
    assert "journeydsl check shop" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "birthdy", "--to", "shop"], "did you mean `birthday`?"),
        (["add", "birthday", "--to", "nowhere"], "there is no file or folder `nowhere`"),
    ],
)
def test_mistakes_are_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    project("project: acme\n")
    assert run(words) == 2
    assert said in capsys.readouterr().err


def test_a_project_file_with_mistakes_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    project("project: acme\nnonsense: 1\n")
    assert run(["add", "birthday", "--to", "shop"]) == 2
    assert "`journeydsl check` says which" in capsys.readouterr().err
    assert not Path("shop/birthday").exists()
