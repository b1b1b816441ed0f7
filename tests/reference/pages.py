"""The pages of `docs/reference`: prose by hand, and parts that are made from the grammar, the mistakes and the laws.

A part stands between `<!-- KIND: WHAT IT IS ABOUT -->` and `<!-- end -->`:

- `syntax: RULES`: how the rules are written, and links to the pages that explain the words in capitals;
- `laws: NUMBERS`: the cases that show a law;
- `mistakes: CODES`: what can be wrong;
- `keys: DEFINITION`: the keys of a definition of the project file's schema.

The page's program is all that stands in its `journey` blocks; what it speaks of beside the project file is in
`shop.journey`. A block whose first line names a file (```` ```html cart.html ````) supplies that file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from journeydsl.compiler import Compilation, compile_sources
from journeydsl.source import Source
from tests.reference import notation, project_keys
from tests.reference.vocabulary import EXPLAINED

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted(REFERENCE.rglob("*.md"))
MISTAKES = ROOT / "tests" / "cases" / "mistakes"
LAWS = ROOT / "tests" / "cases" / "laws"
SHOP = REFERENCE / "shop.journey"

PART = re.compile(r"<!-- (?P<kind>[a-z]+)(?:: (?P<about>[^>]+))? -->\n(?P<text>.*?)<!-- end -->\n", re.DOTALL)
PROGRAM = re.compile(r"^```journey\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEMPLATE = re.compile(r'^\s+template "([^"]+)"', re.MULTILINE)
SUPPLIED = re.compile(r"^```(?:html|csv) (?P<file>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def written(page: Path) -> str:
    """The page as it must stand, with its parts made anew."""
    text = page.read_text(encoding="utf-8")
    return PART.sub(lambda found: _with_part(page, found), text)


def about(page: Path, kind: str) -> list[str]:
    """What all parts of a kind are about on a page."""
    found = PART.finditer(page.read_text(encoding="utf-8"))
    return [word for part in found if part["kind"] == kind for word in (part["about"] or "").split()]


def program(page: Path) -> str:
    """The program of a page."""
    return "".join(PROGRAM.findall(page.read_text(encoding="utf-8")))


def supplied(page: Path) -> dict[str, str]:
    """The files that a page supplies, by name."""
    return {each["file"]: each["text"] for each in SUPPLIED.finditer(page.read_text(encoding="utf-8"))}


def compiled(text: str, files_beside: Mapping[str, str] | None = None) -> Compilation:
    """A program, checked beside `shop.journey` against the shop of the mistakes' pages."""
    files = [Source("page.journey", text), Source("shop.journey", SHOP.read_text(encoding="utf-8"))]
    templates = {name: "<p>Hello</p>" for file in files for name in TEMPLATE.findall(file.text)}
    templates |= files_beside or {}
    return compile_sources(
        Source("journeydsl.yaml", (MISTAKES / "journeydsl.yaml").read_text(encoding="utf-8")), files, templates
    )


def _with_part(page: Path, found: re.Match[str]) -> str:
    head = f"<!-- {found['kind']}: {found['about']} -->" if found["about"] else f"<!-- {found['kind']} -->"
    text = "\n".join(KINDS[found["kind"]](page, (found["about"] or "").split()))
    return f"{head}\n{text}\n<!-- end -->\n" if text else f"{head}\n<!-- end -->\n"


def _syntax(page: Path, rules: Iterable[str]) -> Iterator[str]:
    written = [notation.lines(rule) for rule in rules]
    lines = [line for each in written for line in each]
    apart = "\n\n" if any(line.startswith(" ") for line in lines) else "\n"
    yield from ("```text", apart.join("\n".join(each) for each in written), "```")
    said = {word for line in lines for word in re.findall(r"[A-Z]{3,}", line)}
    elsewhere = {word: REFERENCE / EXPLAINED[word] for word in sorted(said) if REFERENCE / EXPLAINED[word] != page}
    if elsewhere:
        yield from ("", " · ".join(_link(page, f"`{word}`", where) for word, where in elsewhere.items()))


def _laws(page: Path, numbers: Iterable[str]) -> Iterator[str]:
    yield "The law, by example:"
    yield ""
    for number in numbers:
        for file, heading in cases():
            if heading.split()[0] == number:
                anchor = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
                yield f"- {_link(page, heading, file, anchor)}"


def cases() -> Iterator[tuple[Path, str]]:
    """The cases of laws: the file and the heading, which begins with the number of the law."""
    for file in sorted(LAWS.glob("*.md")):
        for heading in re.findall(r"^## (L\d.*)$", file.read_text(encoding="utf-8"), re.MULTILINE):
            yield file, heading


def _mistakes(page: Path, codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        yield f"- {_link(page, f'`{code}`', MISTAKES / f'{code}.md')}: {summary(MISTAKES / f'{code}.md')}"


def summary(mistake: Path) -> str:
    """The first sentence of a mistake's page."""
    prose = mistake.read_text(encoding="utf-8").split("\n\n")[1].replace("\n", " ")
    return re.split(r"(?<=[.:]) (?=[A-Z`])", prose, maxsplit=1)[0].rstrip(".:")


def _keys(page: Path, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from project_keys.table(name)


def _link(page: Path, text: str, to: Path, anchor: str = "") -> str:
    where = os.path.relpath(to, page.parent).replace(os.sep, "/")
    return f"[{text}]({where}{'#' if anchor else ''}{anchor})"


KINDS: Mapping[str, Callable[[Path, list[str]], Iterator[str]]] = {
    "syntax": _syntax,
    "laws": _laws,
    "mistakes": _mistakes,
    "keys": _keys,
}
