"""`journeydsl check`: every mistake of every file at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.diagnostics import Diagnostic, Severity
from journeydsl.diagnostics.render import Format, render
from journeydsl.source import Source
from journeydsl.workspace import ProjectFiles, Report, find_projects, is_within, makes_html, mistakes, read_project

NOT_MADE = (
    "no HTML was made of MJML, so that contrast and links in texts were not looked at; for that:"
    ' pip install "journeydsl[mjml]"'
)
MORE = "for more about a mistake: journeydsl explain-code CODE\n"


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
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--fix", is_flag=True, help="First mend what is certain how to mend.")
@click.option("--diff", is_flag=True, help="With --fix: write nothing; show what would change.")
@click.option("--fingerprint", is_flag=True, help="Print a hash of what the project means, instead of a report.")
def command(
    paths: tuple[Path, ...], format_: str, out: Path | None, *, fix: bool, diff: bool, fingerprint: bool
) -> int:
    """Find every mistake in the files of PATH (a file or a folder; by default the current folder).

    The whole project around PATH is read, since its files share their names; what is shown is about PATH alone, and
    --fix changes nothing else. What is left after --fix is shown, with --diff on standard error.
    With --fingerprint, a project without errors is told by a hash of what it means and one of each journey, which
    layout, comments and titles do not change.
    The exit code is 0 where there is no error (left), 1 where there is one, 2 where it could not be found out.

    \b
    Examples:
      journeydsl check
      journeydsl check shop/welcome/welcome.journey
      journeydsl check shop --format sarif --out journeys.sarif
      journeydsl check shop --fix --diff
    """
    if diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: say both")
    wanted = paths or (Path(),)
    projects = [read_project(root) for root in {root: None for path in wanted for root in find_projects(path)}]
    if fix:
        from journeydsl.cli import fixes

        as_read = projects
        projects = [fixes.with_fixes(files, wanted) for files in as_read]
        (fixes.show if diff else fixes.write)(as_read, projects)
    reports = [mistakes(files) for files in projects]
    found = [diagnostic for report in reports for diagnostic in _about(report, wanted)]
    if fingerprint and not any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        from journeydsl.cli.fingerprints import fingerprints

        click.echo("\n".join(line for files in projects for line in fingerprints(files)))
        return _exit_code(reports, found)
    _say(Format(format_), found, projects, wanted, out, err=diff)
    if not makes_html() and any(path.endswith(".mjml") for files in projects for path in files.templates):
        click.echo(NOT_MADE, err=True)
    return _exit_code(reports, found)


def _say(
    format_: Format,
    found: Sequence[Diagnostic],
    projects: Sequence[ProjectFiles],
    wanted: Sequence[Path],
    out: Path | None,
    *,
    err: bool,
) -> None:
    sources = {source.path: source for files in projects for source in (*_sources(files), *_templates(files))}
    checked = [source.path for files in projects for source in _sources(files) if _is_wanted(source, files, wanted)]
    color = use_color(sys.stderr if err else sys.stdout) and out is None
    text = render(format_, found, sources, checked, color=color)
    text += MORE if found and format_ is Format.TEXT else ""
    if out is None:
        click.echo(text, nl=False, color=color, err=err)
    else:
        out.write_text(text, encoding="utf-8")


def _exit_code(reports: Sequence[Report], found: Sequence[Diagnostic]) -> int:
    if not all(report.has_program for report in reports):
        return 2
    return 1 if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else 0


def _sources(files: ProjectFiles) -> tuple[Source, ...]:
    return (files.project_file, *files.journey_files)


def _templates(files: ProjectFiles) -> list[Source]:
    return [Source(path, text) for path, text in files.templates.items()]


def _about(report: Report, wanted: Sequence[Path]) -> list[Diagnostic]:
    """What concerns the wanted paths; a project file that cannot be read concerns everything."""
    if not report.has_program:
        return list(report.diagnostics)
    return [diagnostic for diagnostic in report.diagnostics if is_within(diagnostic.span.file, wanted)]


def _is_wanted(source: Source, files: ProjectFiles, wanted: Sequence[Path]) -> bool:
    return source is files.project_file or is_within(source.path, wanted)
