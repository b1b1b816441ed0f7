"""The tutorial works: its commands are run, its changes are made, and its output is what comes out.

In `docs/tutorial.md` a `console` block is a command and its output, a `text` block more of that output, a `diff`
block a change of the file that its first line names, a `journey` block a part of what some file says there. With
`<!-- shows: "WORDS" N -->` above it, a block keeps N lines, from the one that begins with these words.
`--accept` writes the output anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
PICTURE = ROOT / "docs" / "images" / "welcome.svg"
BLOCK = re.compile(
    r'(?P<shows><!-- shows: "(?P<words>[^"]+)" (?P<lines>\d+) -->\n)?^```(?P<kind>[a-z]+)\n(?P<text>.*?)^```$',
    re.M | re.S,
)
COMMAND = re.compile(r"\$ .*(?:(?<=\\)\n.*)*\n")


@dataclass
class Player:
    """Does what the tutorial says, in `folder`; `said` is what the last command said."""

    folder: Path
    said: str = ""

    def played(self, block: re.Match[str]) -> str:
        """The block as it must stand, after what it says has been done."""
        text = block["text"]
        if block["kind"] == "console":
            command = COMMAND.match(text)
            assert command is not None
            self.said = self.output(command[0].removeprefix("$ ").replace("\\\n", " ").split())
            text = command[0] + kept(self.said, block)
        elif block["kind"] == "text":
            text = kept(self.said, block)
        elif block["kind"] == "diff":
            self.change(text)
        else:
            assert any(text in file.read_text(encoding="utf-8") for file in self.shop.rglob("*.journey"))
        return f"{block['shows'] or ''}```{block['kind']}\n{text}```"

    @property
    def shop(self) -> Path:
        return self.folder / "shop"

    def output(self, words: list[str]) -> str:
        if words == ["cd", "shop"]:
            return ""
        assert words[0] == "journeydsl"
        ran = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.folder if words[1] == "init" else self.shop,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode in (0, 1), ran.stdout
        return ran.stdout

    def change(self, text: str) -> None:
        name, *lines = text.rstrip("\n").split("\n")
        old, new = ("\n".join(line[1:] for line in lines if line[0] in (sign, " ")) for sign in "-+")
        file = self.shop / name.removeprefix("--- ")
        before = file.read_text(encoding="utf-8")
        assert before.count(old) == 1
        file.write_text(before.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The tutorial with the output that there is now, and the project as it is at its end."""
    player = Player(tmp_path_factory.mktemp("tutorial"))
    return BLOCK.sub(player.played, TUTORIAL.read_text(encoding="utf-8")), player.shop


def kept(said: str, block: re.Match[str]) -> str:
    """The lines that the block shows, with `…` for those before and after them."""
    if block["words"] is None:
        return said
    lines = said.rstrip("\n").split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip().startswith(block["words"]))
    last = first + int(block["lines"])
    shown = [*(["…"] if first else []), *lines[first:last], *(["…"] if last < len(lines) else [])]
    return "\n".join(shown) + "\n"


def test_the_output_is_what_the_commands_say(played: tuple[str, Path], accept: bool) -> None:
    if accept:
        TUTORIAL.write_text(played[0], encoding="utf-8")
    assert TUTORIAL.read_text(encoding="utf-8") == played[0]


def test_the_picture_is_the_one_that_is_drawn(played: tuple[str, Path], accept: bool) -> None:
    drawn = (played[1] / "welcome.svg").read_bytes()
    if accept:
        PICTURE.write_bytes(drawn)
    assert PICTURE.read_bytes() == drawn


def test_the_mistake_is_made_and_mended(played: tuple[str, Path]) -> None:
    assert "error[unknown-event]" in played[0]
    assert "fixed: " in played[0]
    assert "stops on order_placed" in (played[1] / "welcome" / "welcome.journey").read_text(encoding="utf-8")
