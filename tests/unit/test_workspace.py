from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from journeydsl import compiler, syntax
from journeydsl.compiler import Parsed
from journeydsl.source import Source
from journeydsl.workspace import ParsedFiles, ProjectFiles, compiled

PROJECT = Source("journeydsl.yaml", "project: a\ntimezone: Europe/Berlin\nattributes:\n  vip: {type: boolean}\n")
SEGMENTS = tuple(Source(f"{name}.journey", f"segment {name}:\n  when vip\n") for name in ("one", "two", "three"))
FILES = ProjectFiles(Path(), PROJECT, SEGMENTS, {})
WORSE = Source("two.journey", "segment two:\n  when in four and vpi\n")


class Counted:
    """Parses, and notes which files it has parsed."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def parse(self, source: Source) -> Parsed:
        self.paths.append(source.path)
        return syntax.parse(source)


def with_second(second: Source) -> ProjectFiles:
    one, _, three = SEGMENTS
    return replace(FILES, journey_files=(one, second, three))


def test_after_a_change_only_the_changed_file_is_parsed() -> None:
    counted = Counted()
    parsed = ParsedFiles(counted.parse)
    compiled(FILES, parsed)
    compiled(FILES, parsed)
    assert counted.paths == ["one.journey", "two.journey", "three.journey"]
    compiled(with_second(WORSE), parsed)
    assert counted.paths[3:] == ["two.journey"]


def test_what_is_found_with_kept_files_is_what_is_found_without() -> None:
    parsed = ParsedFiles(syntax.parse)
    compiled(FILES, parsed)
    again = compiled(with_second(WORSE), parsed)
    assert again == compiled(with_second(WORSE))
    assert [diagnostic.code for diagnostic in again.diagnostics] == ["unknown-segment", "unknown-attribute"]


def test_only_the_last_text_of_a_file_is_kept() -> None:
    counted = Counted()
    parsed = ParsedFiles(counted.parse)
    for files in (FILES, with_second(WORSE), FILES):
        compiled(files, parsed)
    assert counted.paths.count("two.journey") == 3


def test_the_same_text_under_another_path_is_parsed_for_itself() -> None:
    parsed = ParsedFiles(syntax.parse)
    one, _, _ = SEGMENTS
    moved = replace(one, path="moved.journey")
    parsed.parse(one)
    assert parsed.parse(moved)[0].declarations[0].span.file == "moved.journey"


def test_the_compiler_reads_with_what_it_is_given() -> None:
    counted = Counted()
    compiler.compile_sources(PROJECT, SEGMENTS, {}, compiler.Readers(parse=counted.parse))
    assert counted.paths == ["one.journey", "two.journey", "three.journey"]
