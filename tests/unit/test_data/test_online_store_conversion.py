"""The example's conversion, on a file with one of each oddity that the real one has."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

SCRIPT = Path(__file__).parents[3] / "examples" / "online_store" / "convert.py"

# invoice, quantity, minute, price, customer, country
ROWS = """
    ('1', 2, '08:26', 1.25, 17850.0, 'United Kingdom'),
    ('1', 2, '08:26', 1.25, 17850.0, 'United Kingdom'),
    ('1', 1, '08:27', 0.001, 17850.0, 'United Kingdom'),
    ('2', 1, '09:00', 0.00, 17850.0, 'Germany'),
    ('C3', -2, '10:00', 1.25, 12346.0, 'EIRE'),
    ('4', 3, '11:00', 9.99, null, 'United Kingdom'),
    ('5', -7, '12:00', 0.00, null, 'United Kingdom'),
    ('A6', 1, '13:00', -11.50, null, 'United Kingdom')
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with duckdb.connect() as connection:
        connection.sql(
            "select InvoiceNo, 'X' as StockCode, 'a thing' as Description, Quantity,"
            " ('2010-12-01 ' || minute)::timestamp as InvoiceDate, UnitPrice::double as UnitPrice,"
            " CustomerID::double as CustomerID, Country"
            f" from (values {ROWS}) rows(InvoiceNo, Quantity, minute, UnitPrice, CustomerID, Country)"
        ).write_parquet(str(tmp_path / "source.parquet"))
    return tmp_path


def convert(folder: Path) -> dict[str, int]:
    function: Callable[[Path, Path], dict[str, int]] = runpy.run_path(str(SCRIPT))["convert"]
    return function(folder / "source.parquet", folder)


def table(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.read_parquet(str(path)).fetchall()


def test_everything_odd_is_counted(folder: Path) -> None:
    assert list(convert(folder).values()) == [8, 6, 2, 5, 1, 3, 3, 1, 5, 1, 1, 2, 1, 1, 3, 1, 1]


def test_one_invoice_is_one_event_whoever_it_belongs_to(folder: Path) -> None:
    convert(folder)
    events = [
        (row[0], row[1], row[2], f"{row[3]:%H:%M}", row[4], row[5], row[6]) for row in table(folder / "events.parquet")
    ]
    assert events == [
        ("1", "17850", "order_placed", "08:26", "1", 5.001, 5),
        ("2", "17850", "order_placed", "09:00", "2", 0.0, 1),
        ("C3", "12346", "order_cancelled", "10:00", "C3", -2.5, -2),
        ("4", None, "order_placed", "11:00", "4", 29.97, 3),
        ("5", None, "order_placed", "12:00", "5", 0.0, -7),
        ("A6", None, "order_placed", "13:00", "A6", -11.5, 1),
    ]


def test_a_contact_has_the_country_of_its_latest_invoice(folder: Path) -> None:
    convert(folder)
    assert table(folder / "contacts.parquet") == [
        ("12346", "customer-12346@shop.example", "EIRE", True, True),
        ("17850", "customer-17850@shop.example", "Germany", True, True),
    ]
