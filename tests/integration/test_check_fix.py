"""`journeydsl check --fix` and `journeydsl explain-code`: from a mistake to what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journeydsl import resources
from journeydsl.cli import run
from journeydsl.diagnostics import Code

MISTAKEN = """\
segment newcomers:
\twhen signed_up in the last 30 days

segment odd:
\twhen country == "DE" and nothing_known
"""
MENDED = MISTAKEN.replace("\t", "  ").replace("==", "is")


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A file with three mistakes, two of them certain to mend, in a project fresh from `init`."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "shop"]) == 0
    capsys.readouterr()
    path = Path("shop/odd.journey")
    path.write_text(MISTAKEN)
    return path


def test_fix_mends_what_is_certain_and_shows_what_is_left(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "shop", "--fix"]) == 1
    assert odd.read_text() == MENDED
    said = capsys.readouterr()
    assert said.err == "fixed: shop/odd.journey\n"
    assert said.out.count("error[") == said.out.count("error[unknown-attribute]") == 1
    assert run(["check", "shop", "--fix"]) == 1
    assert capsys.readouterr().err == "nothing to fix\n"


def test_fix_exits_with_0_where_nothing_is_left(odd: Path) -> None:
    odd.write_text(MISTAKEN.replace(" and nothing_known", ""))
    assert run(["check", "shop", "--fix"]) == 0
    assert run(["check", "shop"]) == 0


def test_fix_changes_only_what_the_path_is_about(odd: Path) -> None:
    assert run(["check", "shop/welcome", "--fix"]) == 0
    assert odd.read_text() == MISTAKEN


def test_diff_shows_what_fix_would_change_and_writes_nothing(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "shop", "--fix", "--diff"]) == 1
    assert odd.read_text() == MISTAKEN
    said = capsys.readouterr()
    assert said.out.startswith("--- shop/odd.journey\n+++ shop/odd.journey\n")
    assert "-\twhen signed_up in the last 30 days\n+  when signed_up in the last 30 days\n" in said.out
    assert "error[unknown-attribute]" in said.err
    assert run(["check", "shop", "--diff"]) == 2


def test_a_project_file_is_mended_too(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd.unlink()
    project = Path("shop/journeydsl.yaml")
    project.write_text(project.read_text().replace("type: email", "type: mail"))
    assert run(["check", "shop"]) != 0
    assert run(["check", "shop", "--fix"]) == 0
    assert "type: email" in project.read_text()


def test_where_to_read_more_is_said_once_and_only_to_people(odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "shop"])
    assert capsys.readouterr().out.count("explain-code CODE") == 1
    run(["check", "shop", "--format", "github"])
    assert "explain-code" not in capsys.readouterr().out
    run(["check", "shop/welcome"])
    assert "explain-code" not in capsys.readouterr().out


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_explained_without_the_signs_of_a_page(code: Code, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-code", code]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{code}\n\n")
    assert "\nExample\n\n    " in said
    assert "\nInstead\n\n    " in said
    assert "```" not in said
    assert "## " not in said
    assert "\n\n\n" not in said
    assert set(re.findall(r"# (?:error|warning): ([a-z-]+)", said)) == {code}


def test_the_list_has_every_code_with_its_first_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain-code", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(Code)
    assert all(len(line.split()) > 3 for line in lines)
    assert not [line for line in lines if "##" in line or "```" in line]
    assert any(line.endswith("A line is indented with a tab") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unknown-evnt"], "did you mean `unknown-event`?"),
        (["xyz"], "`journeydsl explain-code --list` lists all"),
        ([], "say one CODE, or --list"),
        (["tabs", "--list"], "say one CODE, or --list"),
    ],
)
def test_what_cannot_be_explained_exits_with_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain-code", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_is_nowhere_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="`no_such_folder` is neither in"):
        resources.folder("no_such_folder")
