from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journeydsl import resources
from journeydsl.syntax import grammar, tables
from journeydsl.syntax.build import RULES, TERMINALS

PARSE = """
from journeydsl.source import Source
from journeydsl.syntax import parse
file, mistakes = parse(Source("a.journey", "segment a:\\n  when vip\\n"))
assert len(file.declarations) == 1 and not mistakes
"""


def parse_in_a_new_process(cache: Path, then: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-W", "error", "-c", PARSE + then]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def kept_in(cache: Path) -> list[Path]:
    return list(cache.glob("journeydsl/*.json"))


def test_the_grammar_is_free_of_conflicts_and_of_colliding_terminals() -> None:
    assert tables.lark(tables.text_of_grammar(), strict=True).terminals


def test_every_rule_has_its_function_and_every_function_its_rule() -> None:
    lark = tables.lark(tables.text_of_grammar(), strict=True)
    named = {str(rule.alias or rule.origin.name) for rule in lark.rules}
    inlined = {str(rule.origin.name) for rule in lark.rules if rule.options.expand1} - RULES.keys()
    assert {name for name in named if not name.startswith("_")} - inlined == RULES.keys()


def test_every_terminal_with_a_value_is_one_of_the_grammar() -> None:
    lark = tables.lark(tables.text_of_grammar(), strict=True)
    assert {terminal.name for terminal in lark.terminals} >= TERMINALS.keys() | (set(tables.ALWAYS))


def test_the_words_of_the_language_are_known_by_terminal() -> None:
    assert grammar.words()["SEND"] == "send"
    assert grammar.words()["UNTIL"] == "until"


def test_words_that_begin_lines_are_told_from_those_that_begin_declarations() -> None:
    assert grammar.line_words() >= {"send", "goal", "when", "channel", "quiet"}
    assert not grammar.line_words() & {"journey", "segment", "within"}


def test_the_tables_are_kept_and_used_again(tmp_path: Path) -> None:
    assert parse_in_a_new_process(tmp_path).stderr == ""
    (kept,) = kept_in(tmp_path)
    before = kept.stat().st_mtime_ns
    assert parse_in_a_new_process(tmp_path).returncode == 0
    assert kept_in(tmp_path) == [kept]
    assert kept.stat().st_mtime_ns == before


def test_reading_needs_no_lark_once_the_tables_are_made(tmp_path: Path) -> None:
    parse_in_a_new_process(tmp_path)
    again = parse_in_a_new_process(tmp_path, "import sys; assert 'lark' not in sys.modules")
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.parametrize("damage", [b"", b"not tables", b"[]", b'{"rules": 1}'])
def test_damaged_tables_are_built_again_in_silence(tmp_path: Path, damage: bytes) -> None:
    parse_in_a_new_process(tmp_path)
    (kept,) = kept_in(tmp_path)
    kept.write_bytes(damage)
    again = parse_in_a_new_process(tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert len(kept.read_bytes()) > 1000


def test_a_cache_folder_that_cannot_be_made_does_not_matter(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder", encoding="utf-8")
    read = parse_in_a_new_process(taken)
    assert (read.returncode, read.stdout, read.stderr) == (0, "", "")


def test_a_cache_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    folder = tmp_path / "journeydsl"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    read = parse_in_a_new_process(tmp_path)
    folder.chmod(stat.S_IRWXU)
    assert (read.returncode, read.stdout, read.stderr) == (0, "", "")


def test_the_folders_that_travel_with_the_program_are_found() -> None:
    assert (resources.folder("grammar") / "journey.lark").is_file()


def test_a_folder_that_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="the folder `nowhere`"):
        resources.folder("nowhere")
