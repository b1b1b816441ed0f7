"""A valid project is read back from where it was stored; nothing that is wrong there matters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from journeydsl import project
from journeydsl.source import Source

VALID = Source(
    "journeydsl.yaml",
    """\
project: acme-store
timezone: Europe/Berlin
attributes:
  email: {type: email, unique: true, source: declared, changes: never}
  country: {type: text, values: [DE, NO], optional: true}
  tags: {type: text, many: true, expected: false}
  account_id: {type: text, identifies: account}
account: {plan: {type: text, optional: true}}
scores: {churn: {fresh_for: 7 days, minimum_confidence: 0.6}}
events:
  cart_updated: {properties: {total: number, kind: {type: text, values: [a]}}, arrives_within: 1 hour}
topics: [promotions]
channels: {email: {address: email}}
team: {people: 4}
data:
  contacts: {attributes: {country: Land}}
  events: {names: {Warenkorb: cart_updated}}
""",
)

READ_BACK = """
import sys
from pathlib import Path
from journeydsl import project
from journeydsl.source import Source
assert not {"yaml", "pydantic"} & set(sys.modules), "loaded by the import"
loaded, _ = project.load_cached(Source("journeydsl.yaml", Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
assert loaded.name == "acme-store"
print(*sorted({"yaml", "pydantic"} & set(sys.modules)))
"""


def test_what_is_read_back_equals_what_was_read(tmp_path: Path) -> None:
    first = project.load_cached(VALID, tmp_path)
    assert first == project.load(VALID)
    assert len(list(tmp_path.iterdir())) == 1
    assert project.load_cached(VALID, tmp_path) == first


def test_neither_the_import_nor_a_known_project_loads_yaml_or_pydantic(tmp_path: Path) -> None:
    file, cache = tmp_path / "journeydsl.yaml", tmp_path / "cache"
    file.write_text(VALID.text, encoding="utf-8")
    command = [sys.executable, "-c", READ_BACK, str(file), str(cache)]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert first.split() == ["pydantic", "yaml"]
    assert second.split() == []


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", "{}", '{"attributes": 1}', '"text"', "\udcff", "[" * 100_000]
)
def test_a_damaged_file_is_written_anew(damage: str, tmp_path: Path) -> None:
    expected = project.load_cached(VALID, tmp_path)
    (stored,) = tmp_path.iterdir()
    sound = stored.read_bytes()
    stored.write_bytes(damage.encode("utf-8", "surrogateescape"))
    assert project.load_cached(VALID, tmp_path) == expected
    assert stored.read_bytes() == sound


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert project.load_cached(VALID, in_the_way / "cache") == project.load(VALID)


def test_another_text_is_another_project(tmp_path: Path) -> None:
    project.load_cached(VALID, tmp_path)
    other = Source(VALID.path, VALID.text.replace("acme-store", "other"))
    loaded, _ = project.load_cached(other, tmp_path)
    assert loaded is not None
    assert loaded.name == "other"


def test_another_version_does_not_read_what_this_one_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.load_cached(VALID, tmp_path)
    monkeypatch.setattr("journeydsl.project.cached.__version__", "99.0")
    project.load_cached(VALID, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_project_with_mistakes_is_not_stored(tmp_path: Path) -> None:
    loaded, diagnostics = project.load_cached(Source("journeydsl.yaml", "project: 1"), tmp_path)
    assert loaded is None
    assert len(diagnostics) == 1
    assert list(tmp_path.iterdir()) == []
