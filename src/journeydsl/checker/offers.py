"""The files of an offer: a ranked list, what is in stock, and what was said by hand; read strictly."""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from journeydsl.diagnostics import did_you_mean
from journeydsl.model.offers import Item, Offers, Override
from journeydsl.model.project import OfferFiles, Project

FOLDER = "offers"
ITEM = "item"
_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_STOCK = re.compile(r"\d{1,18}")
_FIRST, _NEVER = "first", "never"


@dataclass(slots=True)
class Shelf:
    """What came of the files of an offer: None where a mistake stands in them. `mistakes` begin with file and line;
    they are `told` once."""

    offers: Offers | None
    mistakes: tuple[str, ...]
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    place: str


@dataclass(slots=True)
class _Reading:
    """The texts of files by their path, the folder of the project file, and the mistakes found so far."""

    texts: Mapping[str, str]
    folder: str
    mistakes: list[str] = field(default_factory=list)

    def rows(self, written: str, needed: Sequence[str], *, others: bool = False) -> tuple[list[str], list[_Row]]:
        """The columns and the rows of a CSV file with the columns `needed`, and `others` where it may have them."""
        path = posixpath.normpath(posixpath.join(self.folder, written))
        if path not in self.texts:
            inside = posixpath.basename(posixpath.dirname(path)) == FOLDER
            why = "" if inside and path.endswith(".csv") else f"; it has to be a `.csv` file in a folder `{FOLDER}`"
            self.mistakes.append(f"there is no file `{path}`{why}")
            return [], []
        lines = csv.reader(StringIO(self.texts[path].removeprefix("\ufeff"), newline=""), strict=True)
        try:
            columns, *found = [(lines.line_num, cells) for cells in lines if cells] or [(1, [])]
        except csv.Error as error:
            self.mistakes.append(f"{path}:{lines.line_num}: this is no CSV: {error}")
            return [], []
        if not self._has_columns(path, columns[1], needed, others=others):
            return [], []
        return columns[1], list(self._filled(path, columns[1], found))

    def _has_columns(self, path: str, columns: Sequence[str], needed: Sequence[str], *, others: bool) -> bool:
        before = len(self.mistakes)
        self.mistakes += [f"{path}:1: there is no column `{name}`" for name in needed if name not in columns]
        for name in dict.fromkeys(columns):
            if columns.count(name) > 1:
                self.mistakes.append(f"{path}:1: there are two columns `{name}`")
            elif name not in needed and not others:
                self.mistakes.append(f"{path}:1: the column `{name}` means nothing here")
            elif _NAME.fullmatch(name) is None:
                self.mistakes.append(f"{path}:1: `{name}` cannot be the name of a column; write it like `image_url`")
        return len(self.mistakes) == before

    def _filled(self, path: str, columns: Sequence[str], found: Sequence[tuple[int, list[str]]]) -> Iterator[_Row]:
        for line, cells in found:
            if len(cells) == len(columns):
                yield _Row(dict(zip(columns, (cell.strip() for cell in cells), strict=True)), f"{path}:{line}")
            else:
                counted = f"{len(cells)} cells for {len(columns)} columns"
                self.mistakes.append(f"{path}:{line}: {counted}; a cell with a comma in it stands in quotes")

    def items(self, written: str) -> tuple[tuple[str, ...], tuple[Item, ...]]:
        """The columns and the items of a ranked list."""
        columns, rows = self.rows(written, (ITEM,), others=True)
        items: dict[str, Item] = {}
        for row in rows:
            name = row.cells[ITEM]
            if not name or name in items:
                said = f"`{name}` is there twice" if name else "the item has no name"
                self.mistakes.append(f"{row.place}: {said}")
            items[name] = Item(name, {column: cell for column, cell in row.cells.items() if cell})
        return tuple(columns), tuple(items.values())

    def stock(self, written: str) -> frozenset[str]:
        """The items of which there are some."""
        found: dict[str, int] = {}
        for row in self.rows(written, (ITEM, "stock"))[1]:
            name, number = row.cells[ITEM], row.cells["stock"]
            if _STOCK.fullmatch(number) is None:
                self.mistakes.append(f"{row.place}: `{number}` is no whole number, which says how many are in stock")
            elif name in found:
                self.mistakes.append(f"{row.place}: `{name}` is there twice")
            else:
                found[name] = int(number)
        return frozenset(name for name, number in found.items() if number)

    def overrides(self, written: str, items: Sequence[Item]) -> Iterator[Override]:
        """What was said by hand, in the order of the file."""
        known = [item.name for item in items]
        for row in self.rows(written, ("contact", ITEM, "say"))[1]:
            item, say = row.cells[ITEM], row.cells["say"]
            if item not in known:
                meant = did_you_mean(item, known)
                hint = f"; did you mean `{meant}`?" if meant else ""
                self.mistakes.append(f"{row.place}: the list has no item `{item}`{hint}")
            elif say not in (_FIRST, _NEVER):
                self.mistakes.append(f"{row.place}: `{say}` is not said here; write `{_FIRST}` or `{_NEVER}`")
            else:
                yield Override(row.cells["contact"] or None, item, say == _FIRST)


def collect(project: Project, texts: Mapping[str, str], folder: str) -> dict[str, Shelf]:
    """The offers that the project file declares, by name; `texts` are the files by their path, `folder` is the one of
    the project file."""
    return {name: _read(declared, _Reading(texts, folder)) for name, declared in project.offers.items()}


def _read(declared: OfferFiles, reading: _Reading) -> Shelf:
    columns, items = reading.items(declared.list)
    in_stock = reading.stock(declared.stock)
    overrides = () if declared.overrides is None else tuple(reading.overrides(declared.overrides, items))
    offers = Offers(
        name=declared.name,
        columns=columns,
        items=items,
        in_stock=in_stock,
        bought=declared.bought,
        overrides=overrides,
        ranked_by=declared.ranked_by,
    )
    return Shelf(None if reading.mistakes else offers, tuple(reading.mistakes))
