"""`journeydsl assumptions`: what a forecast assumes, written out to be changed."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.cli.project import program_at
from journeydsl.forecast.writing import written


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
def command(path: Path | None) -> None:
    """Print a file of assumptions with every default and where it is from, for `simulate --forecast`.

    With PATH, a project, what hangs on it is written out too: its channels other than e-mail, and what its goals are
    worth.

    \b
    Examples:
      journeydsl assumptions > assumptions.yaml
      journeydsl assumptions shop > shop/assumptions.yaml
    """
    click.echo(written(None if path is None else program_at(path)), nl=False)
