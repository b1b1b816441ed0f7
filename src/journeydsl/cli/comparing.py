"""Two dry runs of two versions over the same files, and what is different for the contacts: `simulate --compare`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from journeydsl.cli.dry_run import DryRun, Outcome, rejected_path, run
from journeydsl.cli.project import program_of
from journeydsl.comparison import correspond, measure
from journeydsl.reports.compared import Compared, effects_document, effects_markdown, effects_text
from journeydsl.versions import Edition
from journeydsl.workspace.naming import other_version, read_named

BEFORE = "before"
"""The folder, within that of a run, of the run that it is compared with."""
WRITTEN = "compare.json, compare.md, before/"


def run_both(asked: DryRun, other: str) -> tuple[Outcome, ...]:
    """Dry-run `asked` and, over the same files, the version named `other`; print the summary and what is different, and
    write it where a folder was asked for. A run that was stopped is not compared.

    Raises Problem as `run` does, and where there is no such version.
    """
    named = other_version(other, Path(asked.project))
    files = read_named(named)
    before = replace(asked, edition=Edition(program_of(files), files.templates), project=named, quiet=True)
    with _folder(asked.out) as folder:
        outcome = run(replace(asked, out=folder, rejected=rejected_path(asked)))
        if outcome.is_partial:
            return (outcome,)
        click.echo(f"the same over {named} …", err=True)
        outcome_before = run(replace(before, out=folder / BEFORE, rejected=None))
        if outcome_before.rejected_rows != outcome.rejected_rows:
            rejected = f"{outcome_before.rejected_rows:,} rows instead of {outcome.rejected_rows:,}"
            click.echo(f"note: {named} reads the files otherwise and rejects {rejected}", err=True)
        if outcome_before.is_partial:
            return outcome, outcome_before
        same = correspond(before.edition.program, asked.edition.program)
        effects = measure(folder / BEFORE, folder, same)
    compared = Compared(
        other=named,
        contacts=outcome.tally.contacts,
        explain_before=_explain(before, asked.out and asked.out / BEFORE),
        explain_after=_explain(asked, asked.out),
    )
    click.echo("\n" + effects_text(effects, compared), nl=False)
    if asked.out is not None:
        document = json.dumps(effects_document(effects, compared), ensure_ascii=False, indent=2)
        (asked.out / "compare.json").write_text(document + "\n", encoding="utf-8")
        (asked.out / "compare.md").write_text(effects_markdown(effects, compared), encoding="utf-8")
    return outcome, outcome_before


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The folder that was asked for, or one that goes when it has been read."""
    if out is not None:
        yield out
    else:
        with TemporaryDirectory(prefix="journeydsl-") as folder:
            yield Path(folder)


def _explain(asked: DryRun, kept: Path | None) -> str:
    """The command that tells of a contact in a run, up to the contact."""
    words = ["journeydsl", "explain"]
    if kept is not None:
        return shlex.join([*words, str(kept)])
    files = [asked.project, "--contacts", str(asked.contacts), "--events", str(asked.events)]
    period = ["--from", asked.first, "--to", asked.last]
    return shlex.join([*words, *files, *period, *(["--seed", str(asked.seed)] if asked.seed else [])])
