"""`journeydsl generate`: a made-up list of contacts and events that fits a project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from journeydsl.cli.moments import first_instant, last_instant
from journeydsl.cli.project import program_at
from journeydsl.generating import FileFormat, Made, Order, generate


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--contacts", required=True, type=click.IntRange(min=1), metavar="N", help="How many contacts.")
@click.option("--seed", type=int, default=0, help="Another seed makes other people.")
@click.option("--from", "first", default="2026-01-01", show_default=True, metavar="DATE", help="First day of a run.")
@click.option("--to", "last", default="2026-03-31", show_default=True, metavar="DATE", help="Last day of it.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the files go.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(FileFormat, case_sensitive=False),
    default=FileFormat.CSV,
    show_default=True,
    help="The format of both files.",
)
def command(path: Path, contacts: int, seed: int, first: str, last: str, out: Path, file_format: FileFormat) -> int:
    """Make up contacts and what they did, in the words of the project at PATH.

    The files fit its project file: attributes, consent, scores, accounts and events as it declares them. People sign
    up, look, fill carts, order some of them, use things, renew, read, and leave; a few do a great deal. Four months
    before --from are history. The same seed gives the same files everywhere.

    \b
    Examples:
      journeydsl generate shop --contacts 500 --out made
      journeydsl generate shop --contacts 500 --seed 7 --from 2026-05-01 --to 2026-05-31 --format parquet --out made
    """
    program = program_at(path)
    zone = program.project.timezone
    start, end = first_instant(first, zone, "--from"), last_instant(last, zone, "--to")
    if end < start:
        raise click.BadParameter(f"`{last}` is before `{first}`", param_hint="--to")
    order = Order(project=program.project, contacts=contacts, seed=seed, first=start, last=end)
    for done in generate(order, out, file_format):
        if isinstance(done, Made):
            click.echo(f"{done.contacts}: {done.contact_rows:,} contacts")
            click.echo(f"{done.events}: {done.event_rows:,} events")
            click.echo(
                f"next:\n\n  journeydsl simulate {path} --contacts {done.contacts} --events {done.events} \\\n"
                f"      --from {first} --to {last}"
            )
        elif sys.stderr.isatty():
            click.echo(f"\r{done:,} of {contacts:,} contacts", err=True, nl=done == contacts)
    return 0
