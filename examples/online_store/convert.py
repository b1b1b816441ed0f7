"""Makes contacts.parquet and events.parquet from the public file "Online Retail", and says what it found in it.

    python examples/online_store/convert.py online_retail.parquet FOLDER

Nothing is repaired. Every invoice becomes one event, whoever it belongs to: what does not fit is rejected and counted
where the events are read.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

LINES = """
create view lines as
select
    InvoiceNo::varchar as invoice,
    InvoiceNo like 'C%' as is_cancellation,
    regexp_replace(CustomerID::varchar, '\\.0$', '') as customer,
    InvoiceDate::timestamp as minute,
    Quantity * UnitPrice::decimal(12, 3) as amount,
    *
from source
"""

INVOICES = """
create table invoices as
select
    invoice,
    is_cancellation,
    customer,
    min(minute) as first_minute,
    count(distinct minute) as minutes,
    sum(amount)::double as total,
    sum(Quantity)::bigint as pieces
from lines
group by invoice, is_cancellation, customer
"""

CONTACTS = """
select
    customer as contact_id,
    'customer-' || customer || '@shop.example' as email,
    arg_max(Country, (minute, invoice)) as country,
    true as subscribed_to_news,
    true as subscribed_to_reviews
from lines
where customer is not null
group by customer
order by customer
"""

EVENTS = """
select
    invoice as event_id,
    customer as contact_id,
    if(is_cancellation, 'order_cancelled', 'order_placed') as event,
    first_minute as "at",
    invoice as order_id,
    total,
    pieces
from invoices
order by first_minute, invoice
"""

FOUND = {
    "rows": "select count(*) from lines",
    "invoices": "select count(distinct invoice) from lines",
    "customers": "select count(distinct customer) from lines",
    "orders (invoices that do not begin with C)": "select count(*) from invoices where not is_cancellation",
    "cancellations (invoices that begin with C)": "select count(*) from invoices where is_cancellation",
    "rows without a customer": "select count(*) from lines where customer is null",
    "invoices without a customer": "select count(*) from invoices where customer is null",
    "customers with cancellations only": (
        "select count(*) from (select 1 from invoices where customer is not null group by customer"
        " having bool_and(is_cancellation))"
    ),
    "customer ids written like 17850.0": "select count(*) from lines where CustomerID::varchar like '%.0'",
    "customers with more than one country": (
        "select count(*) from (select 1 from lines where customer is not null group by customer"
        " having count(distinct Country) > 1)"
    ),
    "rows that repeat another row exactly": (
        "select (select count(*) from source) - (select count(*) from (select distinct * from source))"
    ),
    "rows with a price of zero": "select count(*) from lines where UnitPrice = 0",
    "rows with a price below zero": "select count(*) from lines where UnitPrice < 0",
    "rows with a quantity below zero outside cancellations": (
        "select count(*) from lines where Quantity < 0 and not is_cancellation"
    ),
    "orders with a total of zero or less": "select count(*) from invoices where total <= 0 and not is_cancellation",
    "invoices that run over two minutes": "select count(*) from invoices where minutes > 1",
    "invoices that begin with A (bad debt)": "select count(*) from invoices where invoice like 'A%'",
}


def convert(source: Path, folder: Path) -> dict[str, int]:
    """Write the two files into `folder` and return what was found in `source`, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.read_parquet(str(source)).create_view("source")
        connection.execute(LINES)
        connection.execute(INVOICES)
        for name, query in (("contacts", CONTACTS), ("events", EVENTS)):
            connection.sql(query).write_parquet(str(folder / f"{name}.parquet"))
        return {name: connection.execute(query).fetchall()[0][0] for name, query in FOUND.items()}


def main(arguments: list[str]) -> None:
    if len(arguments) != 2:
        sys.exit("usage: python convert.py online_retail.parquet FOLDER")
    source, folder = map(Path, arguments)
    if not source.is_file():
        sys.exit(f"there is no file {source}; README.md says where it can be had")
    for name, count in convert(source, folder).items():
        print(f"{count:>10,}  {name}")
    print(f"{folder / 'contacts.parquet'} and {folder / 'events.parquet'} are written")


if __name__ == "__main__":
    main(sys.argv[1:])
