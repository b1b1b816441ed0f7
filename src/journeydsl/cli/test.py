"""`journeydsl test`: the scenarios of a project, played in virtual time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from journeydsl import engine, scenarios
from journeydsl.cli.color import use_color
from journeydsl.cli.places import places_in
from journeydsl.cli.project import program_in
from journeydsl.cli.suggesting import suggest
from journeydsl.explain import story_text, tell
from journeydsl.model.scenarios import Scenario
from journeydsl.scenarios.report import Format, Outcome, report
from journeydsl.source import Span
from journeydsl.workspace import find_projects, is_within


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How to say it: for people, or for CI.",
)
@click.option("--coverage", is_flag=True, help="Say which ways through the journeys no scenario has gone.")
@click.option("--minimum", type=click.IntRange(0, 100), metavar="PERCENT", help="Fail below this coverage.")
@click.option("--story", is_flag=True, help="Tell the whole timeline of each scenario that failed.")
@click.option("--suggest", "suggesting", is_flag=True, help="Write a scenario for each way that none has gone.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where --suggest writes.")
def command(
    paths: tuple[Path, ...],
    format_: str,
    minimum: int | None,
    out: Path | None,
    *,
    coverage: bool,
    story: bool,
    suggesting: bool,
) -> int:
    """Play the scenarios in the files of PATH (a file or a folder; by default the current folder).

    The exit code is 0 where all passed, 1 where one failed or the coverage is below the minimum.

    With --suggest, nothing is reported: for each way through the journeys of PATH that no scenario of the project goes,
    one that does is searched and written in the language, for you to review.

    \b
    Examples:
      journeydsl test shop
      journeydsl test shop --coverage --minimum 50
      journeydsl test shop --format junit
      journeydsl test shop --suggest --out shop/suggested.journey
    """
    wanted = paths or (Path(),)
    if suggesting:
        return suggest(wanted, out)
    if out is not None:
        raise click.UsageError("`--out` says where `--suggest` writes: say both")
    failed = False
    for root in {root: None for path in wanted for root in find_projects(path)}:
        rules = engine.prepare(program_in(root))
        chosen = [each for each in rules.program.scenarios if is_within(each.span.file, wanted)]
        results = [scenarios.run(rules, scenario) for scenario in chosen]
        gone = scenarios.covered(rules, (each for result in results for each in result.decisions))
        where = places_in(root)
        asked = gone if coverage or minimum is not None else None
        click.echo(_coloured(report(Format(format_), Outcome(rules, results, asked, where)), format_), nl=False)
        failures = [result.scenario for result in results if not result.passed]
        failed |= bool(failures) or (minimum is not None and gone.share * 100 < minimum)
        if story:
            for scenario in failures:
                click.echo("\n" + _story(rules, scenario, where), nl=False)
    return 1 if failed else 0


def _story(rules: engine.Rules, scenario: Scenario, where: Callable[[Span], str]) -> str:
    story = tell(rules, scenario.contact, scenarios.inputs(scenario), *scenarios.period(scenario))
    return story_text(rules, story, where)


_COLOURS = {"  - ": "red", "  + ": "green", "FAILED": "red"}


def _coloured(text: str, output: str) -> str:
    """The lines of a report for people in colours, where they are for a terminal."""
    if output != Format.TEXT or not use_color(sys.stdout):
        return text
    styles = {
        line: next((colour for mark, colour in _COLOURS.items() if line.startswith(mark)), None)
        for line in text.splitlines()
    }
    return "".join(f"{click.style(line, fg=styles[line])}\n" for line in text.splitlines())
