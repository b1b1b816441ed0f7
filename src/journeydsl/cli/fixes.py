"""The certain fixes of a project, made: what `check --fix` does before it checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from journeydsl.cli.difference import difference
from journeydsl.diagnostics.fixing import fixed
from journeydsl.source import Source
from journeydsl.workspace import ProjectFiles, is_within, mistakes, write_text

MOST_ROUNDS = 100


def with_fixes(files: ProjectFiles, wanted: Sequence[Path]) -> ProjectFiles:
    """`files` with every certain fix made that changes nothing but `wanted`.

    A mistake may hide another, and of fixes that touch each other one is made at a time, so it goes round until there
    is nothing to fix, or for `MOST_ROUNDS`.
    """
    within = [source.path for source in _sources(files) if is_within(source.path, wanted)]
    for _ in range(MOST_ROUNDS):
        texts = {source.path: source.text for source in _sources(files) if source.path in within}
        result = fixed(texts, [found.fix for found in mistakes(files).diagnostics if found.fix is not None])
        if not result.fixes:
            break
        files = _with_texts(files, result.texts)
    return files


def show(before: Sequence[ProjectFiles], after: Sequence[ProjectFiles]) -> None:
    """Print what has changed, as a diff."""
    click.echo("".join(difference(old, new.text) for old, new in _changes(before, after)), nl=False)


def write(before: Sequence[ProjectFiles], after: Sequence[ProjectFiles]) -> None:
    """Write the files that have changed, and say which; raises FileProblem for one that cannot be written."""
    changes = list(_changes(before, after))
    for _, new in changes:
        write_text(Path(new.path), new.text)
        click.echo(f"fixed: {new.path}", err=True)
    if not changes:
        click.echo("nothing to fix", err=True)


def _sources(files: ProjectFiles) -> tuple[Source, ...]:
    return (files.project_file, *files.journey_files)


def _with_texts(files: ProjectFiles, texts: Mapping[str, str]) -> ProjectFiles:
    project_file, *journey_files = (Source(old.path, texts.get(old.path, old.text)) for old in _sources(files))
    return replace(files, project_file=project_file, journey_files=tuple(journey_files))


def _changes(before: Sequence[ProjectFiles], after: Sequence[ProjectFiles]) -> Iterator[tuple[Source, Source]]:
    """The files that differ, as they were and as they are."""
    for old_files, new_files in zip(before, after, strict=True):
        for old, new in zip(_sources(old_files), _sources(new_files), strict=True):
            if old.text != new.text:
                yield old, new
