"""Rows that are put aside by slice come back as they were."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.data.pigeonholes import Pigeonholes
from journeydsl.data.problems import SortingProblem
from journeydsl.machine.columns import Texts

ROWS = st.lists(st.tuples(st.integers(0, 3), st.floats(allow_nan=False), st.none() | st.text(max_size=3)), max_size=12)


def texts(values: list[str | None]) -> Texts:
    words = sorted({value for value in values if value is not None} | {"that nobody says"})
    return Texts(np.array([-1 if value is None else words.index(value) for value in values], np.int32), words)


@given(st.lists(ROWS, max_size=4))
def test_every_row_comes_back_from_its_hole_in_the_order_in_which_it_was_put(
    pieces: list[list[tuple[int, float, str | None]]],
) -> None:
    with TemporaryDirectory() as folder:
        holes = Pigeonholes(Path(folder))
        for rows in pieces:
            numbers, values, said = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
            holes.put(np.array(numbers, np.int32), {"value": np.array(values, np.float64), "said": texts(said)})
        for hole in range(4) if pieces else ():
            found = holes.take(hole)
            said = [found["said"].words[code] if code >= 0 else None for code in found["said"].codes.tolist()]
            wanted = [(value, text) for rows in pieces for number, value, text in rows if number == hole]
            assert list(zip(found["value"].tolist(), said, strict=True)) == wanted
            assert list(found["said"].words) == sorted({text for _, text in wanted if text is not None})
        assert not list(Path(folder).iterdir())


def test_where_there_is_no_room_it_is_said(tmp_path: Path) -> None:
    holes = Pigeonholes(tmp_path / "nowhere")
    with pytest.raises(SortingProblem):
        holes.put(np.zeros(1, np.int32), {"value": np.zeros(1)})
