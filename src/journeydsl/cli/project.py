"""What several commands do first: read a project, compile it, and say what is wrong with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from journeydsl import compiler
from journeydsl.compiler import Compilation
from journeydsl.compiler.files import ProjectFiles, find_projects, read_project
from journeydsl.compiler.keeping import keeping_readers
from journeydsl.diagnostics.problem import FileProblem
from journeydsl.diagnostics.render import Format, render


def compile_at(path: Path) -> tuple[ProjectFiles, Compilation]:
    """Compile the one project that `path` belongs to; raises FileProblem where it is not exactly one."""
    roots = find_projects(path)
    if len(roots) > 1:
        names = ", ".join(f"`{root.name}`" for root in roots)
        raise FileProblem(f"there are several projects in `{path}`: {names}", "name one of them")
    return compile_root(roots[0])


def compile_root(root: Path) -> tuple[ProjectFiles, Compilation]:
    """Read and compile the project in the folder `root`."""
    files = read_project(root)
    return files, compiler.compile_sources(files.project_file, files.journey_files, files.templates, keeping_readers())


def require_sound(files: ProjectFiles, compilation: Compilation) -> None:
    """Leave with exit code 1, having shown the mistakes, where there are any that stand against running."""
    if compilation.is_sound:
        return
    checked = [source.path for source in files.journey_files]
    click.echo(render(Format.TEXT, compilation.diagnostics, compilation.sources, checked, color=use_color()), err=True)
    sys.exit(1)


def use_color() -> bool:
    """Whether standard output wants colour: a terminal does, unless `NO_COLOR` says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
