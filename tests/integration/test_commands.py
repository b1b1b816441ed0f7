"""The command line as a newcomer uses it: every command, its exit codes, and what it says when something is wrong."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

import journeydsl
from journeydsl.cli import root, run
from journeydsl.simulator import Tally
from tests.runs import decisions

SHIPPED = Path(__file__).parents[2] / "journeys"
PERIOD = ("--from", "2026-01-01", "--to", "2026-03-31")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project fresh from `init`, in the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "shop"]) == 0
    capsys.readouterr()
    return tmp_path / "shop"


def data_of(shop: Path) -> list[str]:
    return ["--contacts", str(shop / "sample" / "contacts.csv"), "--events", str(shop / "sample" / "events.csv")]


def test_init_writes_a_project_that_checks_clean_and_simulates(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "shop"]) == 0
    assert run(["simulate", "shop", *data_of(shop), *PERIOD]) == 0
    assert "the books balance" in capsys.readouterr().out


def test_init_refuses_a_folder_that_holds_something(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "shop"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_check_says_place_excerpt_and_hint_and_exits_with_1(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journey = shop / "welcome" / "welcome.journey"
    journey.write_text(journey.read_text().replace("stops on order_placed", "stops on order_place"))
    assert run(["check", "shop"]) == 1
    said = capsys.readouterr().out
    assert "shop/welcome/welcome.journey:" in said
    assert "^^^^^^^^^^^" in said
    assert "did you mean `order_placed`?" in said


def test_check_shows_what_the_path_is_about_and_knows_the_whole_project(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "other.journey").write_text("segment odd:\n  when nothing_known\n")
    assert run(["check", "shop/welcome"]) == 0
    assert run(["check", "shop/other.journey"]) == 1
    assert "nothing_known" in capsys.readouterr().out


def test_check_reads_several_formats(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "odd.journey").write_text("segment odd:\n  when nothing_known\n")
    said = {}
    for format_ in ("json", "sarif", "github", "junit"):
        assert run(["check", "shop", "--format", format_]) == 1
        said[format_] = capsys.readouterr().out
    assert json.loads(said["json"])["diagnostics"][0]["code"] == "unknown-attribute"
    assert json.loads(said["sarif"])["version"] == "2.1.0"
    assert said["github"].startswith("::error ")
    assert ElementTree.fromstring(said["junit"]).find(".//failure") is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "there is no file or folder `nowhere`"),
        (["check", "/"], "no `journeydsl.yaml`"),
        (["chekc"], "No such command 'chekc'"),
        (["simulate", "shop"], "--contacts"),
        (["simulate", "shop", "--contacts", "c.csv", "--events", "e.csv", *PERIOD], "c.csv"),
        (["graph", "welcom", "--project", "shop"], "did you mean `welcome`?"),
        (["graph", "shop/rules.journey"], "there is no journey in"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_why(
    shop: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if arguments == ["check", "/"]:
        arguments = ["check", str(shop.parent)]
        (shop / "journeydsl.yaml").unlink()
    assert run(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_bad_project_file_exits_with_2(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "journeydsl.yaml").write_text("project: [\n")
    assert run(["check", "shop"]) == 2
    assert "shop/journeydsl.yaml:" in capsys.readouterr().out


def test_a_period_that_is_none_is_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "shop", *data_of(shop), "--from", "2026-03-01", "--to", "2026-02-01"]) == 2
    assert run(["simulate", "shop", *data_of(shop), "--from", "tomorrow", "--to", "2026-02-01"]) == 2
    assert "`tomorrow` is not a date" in capsys.readouterr().err


def test_rejected_rows_are_counted_shown_and_kept(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = shop / "sample" / "events.csv"
    lines = events.read_text().splitlines(keepends=True)
    events.write_text("".join([*lines[:1], lines[1].replace(lines[1].split(",")[2], "sined_up", 1), *lines[2:]]))
    assert run(["simulate", "shop", *data_of(shop), *PERIOD, "--out", "run", "--strict"]) == 1
    assert "sined_up" in capsys.readouterr().err
    kept = [json.loads(line) for line in Path("run/rejected.jsonl").read_text().splitlines()]
    assert any(row["row"] == 2 and "sined_up" in row["problem"] for row in kept)


def test_a_run_writes_a_row_a_decision(shop: Path) -> None:
    assert run(["simulate", "shop", *data_of(shop), *PERIOD, "--out", "run"]) == 0
    summary = json.loads(Path("run/summary.json").read_text())
    sent = [row for row in decisions(Path("run")) if row["outcome"] == "sent"]
    assert len(sent) == sum(message["sent"] for message in summary["messages"].values()) > 0
    assert summary["conserved"] is True
    assert summary["partial"] is False


def test_the_same_run_twice_is_the_same_to_the_byte(shop: Path) -> None:
    for folder in ("one", "two"):
        assert run(["simulate", "shop", *data_of(shop), *PERIOD, "--out", folder]) == 0
    assert Path("one", "summary.json").read_bytes() == Path("two", "summary.json").read_bytes()
    assert decisions(Path("one")) == decisions(Path("two"))


@pytest.mark.parametrize("format_", ["svg", "mermaid", "dot", "json"])
def test_graph_prints_text_formats(shop: Path, format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", "welcome", "--project", "shop", "--format", format_]) == 0
    assert "welcome_hello" in capsys.readouterr().out


def test_graph_writes_what_the_name_of_the_file_asks_for(shop: Path) -> None:
    assert run(["graph", "shop/welcome/welcome.journey", "--out", "welcome.png"]) == 0
    assert Path("welcome.png").read_bytes().startswith(b"\x89PNG")


def test_demo_writes_pictures_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--out", str(tmp_path / "demo")]) == 0
    written = {file.name for file in (tmp_path / "demo").iterdir()}
    assert {"summary.json", "decisions.parquet", "abandoned_cart.png", "abandoned_cart.svg"} <= written
    assert "the books balance" in capsys.readouterr().out


def test_books_that_do_not_balance_are_a_failure_of_the_program(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Tally, "add_end", lambda *_: None)
    half_way = ("--from", "2026-01-01", "--to", "2026-01-10")
    assert run(["simulate", "shop", *data_of(shop), *half_way]) == 3
    assert "THE BOOKS DO NOT BALANCE" in capsys.readouterr().out


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert journeydsl.__version__ in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_JOURNEYDSL_COMPLETE" in capsys.readouterr().out


def examples() -> list[str]:
    """Every line of the `Examples` in the help of every command, continued lines joined."""
    context = root.make_context("journeydsl", [], resilient_parsing=True)
    commands = [root.get_command(context, name) for name in root.list_commands(context)]
    texts = [root.epilog or "", *((command.help or "") for command in commands if command is not None)]
    return [
        " ".join(line.replace("\\\n", " ").split())
        for text in texts
        for line in re.findall(r"^ *(journeydsl (?:.*\\\n)*.*)$", text.partition("Example")[2], re.MULTILINE)
    ]


def test_there_are_examples_in_every_help() -> None:
    said = {example.split()[1] for example in examples()}
    context = root.make_context("journeydsl", [], resilient_parsing=True)
    assert set(root.list_commands(context)) <= said


@pytest.mark.parametrize("example", examples())
def test_the_examples_of_the_help_run(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(example.partition(" > ")[0])[1:]
    if words != ["init", "shop"]:
        assert run(["init", "shop"]) == 0
    if words == ["check"]:
        monkeypatch.chdir(tmp_path / "shop")
    if words[0] == "diff" or "--compare" in words:
        keep_in_git(tmp_path)
    if words[0] == "diff":
        monkeypatch.chdir(tmp_path if "shop" in words else tmp_path / "shop")
    if words[0] in ("explain", "report"):
        assert run(["simulate", "shop", *data_of(tmp_path / "shop"), *PERIOD, "--out", "run"]) == 0
    if "--forecast" in words:
        capsys.readouterr()
        assert run(["assumptions", "shop"]) == 0
        (tmp_path / "assumptions.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    if "contacts.parquet" in words:
        as_parquet(tmp_path / "shop" / "sample", tmp_path)
        words.remove("--strict")
    elif "contacts.csv" in words:
        for name in ("contacts.csv", "events.csv"):
            (tmp_path / name).write_bytes((tmp_path / "shop" / "sample" / name).read_bytes())
    assert run(words) == 0, capsys.readouterr().err


def keep_in_git(folder: Path) -> None:
    """Make the folder a repository whose branches and tags are those that the examples speak of."""
    author = ("-c", "user.email=a@b.example", "-c", "user.name=a", "-c", "commit.gpgsign=false")
    named = (("branch", "-M", "main"), ("branch", "origin/main"), ("tag", "v1.4"), ("tag", "v1.5"))
    for arguments in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "first"), *named):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def as_parquet(samples: Path, folder: Path) -> None:
    import duckdb

    for name in ("contacts", "events"):
        with duckdb.connect() as connection:
            source = f"read_csv('{samples / name}.csv', all_varchar = true)"
            connection.execute(f"copy (from {source}) to '{folder / name}.parquet' (format parquet)")


def test_color_is_for_those_who_want_it(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "odd.journey").write_text("segment odd:\n  when nothing_known\n")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["check", "shop"])
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    run(["check", "shop"])
    assert "\x1b[" not in capsys.readouterr().out


def test_a_failure_of_the_program_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("journeydsl.cli.root.main", lambda *_, **__: fail())
    assert run(["check"]) == 3
    said = capsys.readouterr().err
    assert "out of luck" in said
    assert "Traceback" not in said
