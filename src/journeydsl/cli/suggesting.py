"""What `journeydsl test --suggest` does: scenarios for the ways that none has gone, for the author to review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from journeydsl import engine, scenarios
from journeydsl.cli.project import program_in
from journeydsl.diagnostics import FileProblem
from journeydsl.engine import Rules
from journeydsl.formatter import tidy
from journeydsl.scenarios.suggesting import InVain, Suggestion, suggest_for, text
from journeydsl.source import Source
from journeydsl.workspace import find_projects, is_within, write_text


def suggest(paths: Sequence[Path], out: Path | None) -> int:
    """Search, and print what was found or write it to `out`; what was not found is said on standard error.

    Raises FileProblem where `out` is there already or there are several projects for it."""
    roots = list({root: None for path in paths for root in find_projects(path)})
    if out is not None and out.exists():
        raise FileProblem(f"there is a file `{out}` already", "name a new one, and move to yours what you want to keep")
    if out is not None and len(roots) > 1:
        raise FileProblem("there are several projects, and one file cannot belong to all", "name one of them")
    for root in roots:
        _suggest_in(root, paths, out)
    return 0


def _suggest_in(root: Path, paths: Sequence[Path], out: Path | None) -> None:
    rules = engine.prepare(program_in(root))
    found: list[Suggestion] = []
    for each in suggest_for(rules, _missing(rules, paths)):
        match each:
            case Suggestion():
                found.append(each)
            case InVain(way, tried):
                click.echo(
                    f"no scenario found that goes {way.journey}, {way.step}: {way.words} ({tried:,} tried)", err=True
                )
    if not found:
        click.echo("there is no way left to suggest a scenario for", err=True)
        return
    written = tidy(Source("suggested", text(found))).text
    if out is None:
        click.echo(written, nl=False)
    else:
        write_text(out, written)
        ways = sum(len(each.ways) for each in found)
        click.echo(f"{len(found)} scenarios for {ways} ways written to {out}: review them", err=True)


def _missing(rules: Rules, paths: Sequence[Path]) -> list[scenarios.Way]:
    """The ways through the journeys of some files that no scenario of the project goes."""
    results = (scenarios.run(rules, scenario) for scenario in rules.program.scenarios)
    gone = scenarios.covered(rules, (each for result in results for each in result.decisions))
    return [way for way in gone.missing if is_within(rules.journeys[way.journey].span.file, paths)]
