"""`journeydsl init`: a small project that checks clean and can be dry-run at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from journeydsl import resources
from journeydsl.diagnostics.problem import FileProblem
from journeydsl.workspace import PROJECT_FILE

_PROJECT = "sample/project.yaml"  # what the sample holds, and no more
_PARTS = (
    "rules.journey",
    "welcome/welcome.journey",
    "welcome/scenarios.journey",
    "welcome/hello.mjml",
    "welcome/guide.mjml",
    "welcome/offer.mjml",
    "welcome/feedback.mjml",
    "modules/look.mjml",
    "modules/letterhead.mjml",
    "modules/small_print.mjml",
    "sample/contacts.csv",
    "sample/events.csv",
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Write a small project into DIR: a welcome series, the rules around it, and sample contacts and events.

    \b
    Example:
      journeydsl init shop
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileProblem(f"`{folder}` is there already and is not empty", "name a folder that does not exist yet")
    shipped = resources.folder("journeys")
    for source, part in ((_PROJECT, PROJECT_FILE), *((part, part) for part in _PARTS)):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped / source, folder / part)
    click.echo(f"wrote a project into {folder}; next:\n")
    click.echo(f"  journeydsl check {folder}")
    click.echo(f"  journeydsl graph {folder}/welcome/welcome.journey --out welcome.svg")
    click.echo(f"  journeydsl simulate {folder} --contacts {folder}/sample/contacts.csv \\")
    click.echo(f"      --events {folder}/sample/events.csv --from 2026-01-01 --to 2026-03-31")
