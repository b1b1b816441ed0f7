"""What is shipped: each journey with its files, and the project file and the rules that all of them share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from journeydsl import resources
from journeydsl.source import Source
from journeydsl.workspace import PROJECT_FILE

RULES_FILE = "rules.journey"
MODULES = "modules"
_COPIED = (".journey", ".html", ".mjml", ".txt")
_LABEL = re.compile(r'^journey \w+ "([^"]+)":', re.MULTILINE)
_USED = re.compile(r'^\s+use module "([^"]+)"', re.MULTILINE)
_ABOUT = re.compile(r"\A((?:#.*\n)+)")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A journey of the library: the texts of its files by their names, a label, and a sentence about it. `modules` are
    the texts of the files that its messages share with those of other journeys, by their names."""

    name: str
    label: str
    about: str
    files: Mapping[str, str]
    modules: Mapping[str, str]

    def sources(self, folder: PurePosixPath) -> list[Source]:
        """Its journey files as they would stand in a folder."""
        return [Source(str(folder / name), text) for name, text in self.files.items() if name.endswith(".journey")]

    def templates(self, folder: PurePosixPath) -> dict[str, str]:
        """Its templates as they would stand in a folder, and beside that the modules that they use."""
        own = {str(folder / name): text for name, text in self.files.items() if not name.endswith(".journey")}
        return own | {str(folder.parent / MODULES / name): text for name, text in self.modules.items()}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library: its journeys by name, and what they share."""

    journeys: Mapping[str, Shipped]
    project_file: Source
    rules: Source


def shelf() -> Shelf:
    """Everything that is shipped with this installation."""
    root = resources.folder("journeys")
    folders = sorted(folder for folder in root.iterdir() if (folder / f"{folder.name}.journey").is_file())
    modules = {file.name: file.read_text(encoding="utf-8") for file in sorted((root / MODULES).iterdir())}
    return Shelf(
        journeys={folder.name: _shipped(folder, modules) for folder in folders},
        project_file=Source(PROJECT_FILE, (root / PROJECT_FILE).read_text(encoding="utf-8")),
        rules=Source(RULES_FILE, (root / RULES_FILE).read_text(encoding="utf-8")),
    )


def _shipped(folder: Path, modules: Mapping[str, str]) -> Shipped:
    files = {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: (file.suffix != ".journey", file.name))
        if file.suffix in _COPIED
    }
    text = files[f"{folder.name}.journey"]
    label, about = _LABEL.search(text), _ABOUT.match(text)
    comment = " ".join(about[1].replace("#", " ").split()) if about else ""
    sentence = re.split(r"(?<=\.) ", comment)[0]
    used = {name: content for name, content in modules.items() if PurePosixPath(name).stem in _USED.findall(text)}
    return Shipped(folder.name, label[1] if label else folder.name, sentence, files, used)
