"""What is made of a dry run beyond its summary: another version beside it (`--compare`), and gates (`--fail-if`)."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from journeydsl.cli.dry_run import DryRun, Outcome, rejected_path, run
from journeydsl.cli.gates import Gates
from journeydsl.cli.project import program_of
from journeydsl.comparison import Effects, correspond, measure
from journeydsl.gates import Verdict, judge
from journeydsl.model.program import Program
from journeydsl.reports.compared import Compared, effects_document, effects_markdown, effects_text
from journeydsl.reports.judged import verdicts_annotations, verdicts_document, verdicts_text
from journeydsl.versions import Edition
from journeydsl.workspace.naming import other_version, read_named

BEFORE = "before"
"""The folder, within that of a run, of the run that it is compared with."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the runs; no verdicts where a run was stopped. `written` are the files that came of it."""

    outcomes: tuple[Outcome, ...]
    verdicts: tuple[Verdict, ...] = ()
    written: tuple[str, ...] = ()


def other_run(asked: DryRun, other: str) -> DryRun:
    """The run of the version named `other` over the same files. Raises Problem where there is no such version; leaves
    with exit code 1 where it has mistakes."""
    named = other_version(other, Path(asked.project))
    files = read_named(named)
    edition = Edition(program_of(files), files.templates)
    return replace(asked, edition=edition, project=named, rejected=None, quiet=True)


def with_what_is_gone(after: Program, before: DryRun | None) -> Program:
    """The program `after`, and what only the version before has of messages and journeys, so that gates can name it."""
    if before is None:
        return after
    old = before.edition.program
    return replace(after, messages={**old.messages, **after.messages}, journeys={**old.journeys, **after.journeys})


def run_and_judge(asked: DryRun, before: DryRun | None, gates: Gates, *, for_github: bool) -> Judged:
    """Dry-run `asked`, and `before` beside it; print the summary, what is different, and which gates fail, and write it
    where a folder was asked for. Raises Problem as `run` does."""
    with _folder(asked.out) as folder:
        outcomes = [run(replace(asked, out=folder, rejected=rejected_path(asked)))]
        if before is not None and not outcomes[0].is_partial:
            click.echo(f"the same over {before.project} …", err=True)
            outcomes.append(run(replace(before, out=folder / BEFORE)))
            _tell_rejected(before.project, *outcomes)
        if any(outcome.is_partial for outcome in outcomes):
            return Judged(tuple(outcomes))
        effects = None if before is None else _effects(asked, before, folder)
        verdicts = judge(gates.gates, folder, effects)
    written = [
        *_compared(asked, before, effects, outcomes[0]),
        *_verdicts(asked, gates, verdicts, for_github=for_github),
    ]
    return Judged(tuple(outcomes), verdicts, tuple(written))


def _effects(asked: DryRun, before: DryRun, folder: Path) -> Effects:
    return measure(folder / BEFORE, folder, correspond(before.edition.program, asked.edition.program))


def _compared(asked: DryRun, before: DryRun | None, effects: Effects | None, outcome: Outcome) -> Iterator[str]:
    if before is None or effects is None:
        return
    compared = Compared(
        other=before.project,
        contacts=outcome.tally.contacts,
        explain_before=_explain(before, asked.out and asked.out / BEFORE),
        explain_after=_explain(asked, asked.out),
    )
    click.echo("\n" + effects_text(effects, compared), nl=False)
    if asked.out is not None:
        _write(asked.out / "compare.json", effects_document(effects, compared))
        (asked.out / "compare.md").write_text(effects_markdown(effects, compared), encoding="utf-8")
        yield from ("compare.json", "compare.md", f"{BEFORE}/")


def _verdicts(asked: DryRun, gates: Gates, verdicts: tuple[Verdict, ...], *, for_github: bool) -> Iterator[str]:
    if not verdicts:
        return
    zone = asked.edition.program.project.timezone
    click.echo("\n" + verdicts_text(verdicts, zone, _explain(asked, asked.out)), nl=False)
    if for_github:
        click.echo(verdicts_annotations(verdicts, gates.files, zone), nl=False)
    if asked.out is not None:
        _write(asked.out / "gates.json", verdicts_document(verdicts, zone))
        yield "gates.json"


def _tell_rejected(named: str, after: Outcome, before: Outcome) -> None:
    if before.rejected_rows != after.rejected_rows:
        rejected = f"{before.rejected_rows:,} rows instead of {after.rejected_rows:,}"
        click.echo(f"note: {named} reads the files otherwise and rejects {rejected}", err=True)


def _write(file: Path, document: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The folder that was asked for, or one that goes when it has been read."""
    if out is not None:
        yield out
    else:
        with TemporaryDirectory(prefix="journeydsl-") as folder:
            yield Path(folder)


def _explain(asked: DryRun, kept: Path | None) -> str:
    """The command that tells of a contact in a run, up to the contact; a forecast is told from the folder of its run
    alone."""
    words = ["journeydsl", "explain"]
    if kept is not None or asked.forecast is not None:
        return shlex.join([*words, "RUN" if kept is None else str(kept)])
    events = [] if asked.events is None else ["--events", str(asked.events)]
    files = [asked.project, "--contacts", str(asked.contacts), *events]
    period = ["--from", asked.first, "--to", asked.last]
    return shlex.join([*words, *files, *period, *(["--seed", str(asked.seed)] if asked.seed else [])])
