"""`journeydsl fmt`: what it writes, what it leaves alone, and its exit codes."""

from __future__ import annotations

import io
import stat
import sys
from pathlib import Path

import pytest

from journeydsl.cli import run
from journeydsl.syntax import printer

UNTIDY = "# why\nsegment buyers:\n      when  vip # because\n"
TIDY = "# why\nsegment buyers:\n  when vip  # because\n"
BROKEN = "segment  buyers:\n  wehn vip\n"

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def file(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_every_journey_file_below_is_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    untidy = [file("a.journey", UNTIDY), file("shop/b.journey", UNTIDY), file("shop/other/c.journey", TIDY)]
    file("shop/journeydsl.yaml", "")
    left = [file(".hidden/d.journey", UNTIDY), file("notes.txt", UNTIDY)]
    assert run(["fmt"]) == 0
    assert [path.read_text() for path in untidy] == [TIDY] * 3
    assert [path.read_text() for path in left] == [UNTIDY] * 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "rewritten: a.journey\nrewritten: shop/b.journey\n2 files rewritten, 1 file laid out already\n"


def test_check_writes_nothing_and_exits_with_1_where_something_would_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = file("a.journey", UNTIDY)
    assert run(["fmt", "--check", "a.journey"]) == 1
    assert path.read_text() == UNTIDY
    assert "would be rewritten: a.journey" in capsys.readouterr().err
    assert run(["fmt", "a.journey"]) == 0
    assert run(["fmt", "--check", "a.journey"]) == 0


def test_diff_shows_the_change_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = file("a.journey", UNTIDY.rstrip("\n"))
    assert run(["fmt", "--diff", "."]) == 0
    assert path.read_text() == UNTIDY.rstrip("\n")
    assert capsys.readouterr().out == (
        "--- a.journey\n+++ a.journey\n@@ -1,3 +1,3 @@\n # why\n segment buyers:\n"
        "-      when  vip # because\n\\ No newline at end of file\n+  when vip  # because\n"
    )


def test_a_file_with_mistakes_is_left_and_shown_and_the_others_are_laid_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken, other = file("a.journey", BROKEN), file("b.journey", UNTIDY)
    assert run(["fmt", "."]) == 1
    assert broken.read_text() == BROKEN
    assert other.read_text() == TIDY
    said = capsys.readouterr().err
    assert "a.journey:2:3" in said
    assert "1 file rewritten, 1 file left as it is for its mistakes" in said


def test_what_cannot_be_read_exits_with_2_before_anything_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    untidy = file("a.journey", UNTIDY)
    Path("b.journey").write_bytes(b"segment \xff:\n")
    assert run(["fmt", "."]) == 2
    assert "`b.journey` is not UTF-8 text" in capsys.readouterr().err
    assert run(["fmt", "a.journey", "nowhere"]) == 2
    assert untidy.read_text() == UNTIDY


def test_a_layout_that_would_change_the_meaning_is_a_failure_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file("a.journey", UNTIDY)
    monkeypatch.setattr(printer, "file", lambda tree: "")
    assert run(["fmt"]) == 3
    assert path.read_text() == UNTIDY
    assert "journeydsl itself has failed" in capsys.readouterr().err


def test_line_ends_become_canonical_and_permissions_and_links_stay() -> None:
    path = file("real.journey", "\ufeff" + UNTIDY.replace("\n", "\r\n"))
    path.chmod(0o640)
    Path("a.journey").symlink_to(path)
    assert run(["fmt", "a.journey"]) == 0
    assert path.read_bytes() == TIDY.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert Path("a.journey").is_symlink()
    assert sorted(each.name for each in Path().iterdir()) == ["a.journey", "real.journey"]


@pytest.mark.parametrize(
    ("options", "text", "code", "out"),
    [
        ([], UNTIDY, 0, TIDY),
        ([], BROKEN, 1, ""),
        (["--check"], UNTIDY, 1, ""),
        (["--check"], TIDY, 0, ""),
    ],
)
def test_a_dash_reads_standard_input_and_writes_standard_output(
    options: list[str],
    text: str,
    code: int,
    out: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["fmt", *options, "-"]) == code
    assert capsysbinary.readouterr().out == out.encode()


def test_standard_input_stands_alone_and_is_utf8(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fmt", "-", "."]) == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    assert run(["fmt", "-"]) == 2
    assert "standard input is not UTF-8 text" in capsys.readouterr().err
