"""What the commands that run a program do first: read its project, compile it, and refuse one with mistakes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from journeydsl.cli.color import use_color
from journeydsl.diagnostics.render import Format, render
from journeydsl.model.program import Program
from journeydsl.workspace import ProjectFiles, compiled, read_project
from journeydsl.workspace.naming import the_project


def program_at(path: Path) -> Program:
    """The program of the one project that `path` belongs to; raises FileProblem where it is not exactly one.

    Leaves with exit code 1, having shown the mistakes, where there are any that stand against running it.
    """
    return program_in(the_project(path))


def program_in(root: Path) -> Program:
    """The program of the project in the folder `root`; leaves with exit code 1 where it has mistakes."""
    return program_of(read_project(root))


def program_of(files: ProjectFiles) -> Program:
    """The program of a project; leaves with exit code 1 where it has mistakes."""
    compilation = compiled(files)
    if compilation.program is not None and compilation.is_sound:
        return compilation.program
    checked = [source.path for source in (files.project_file, *files.journey_files)]
    color = use_color(sys.stderr)
    shown = render(Format.TEXT, compilation.diagnostics, compilation.sources, checked, color=color)
    click.echo(shown, err=True, nl=False, color=color)
    sys.exit(1 if compilation.program is not None else 2)
