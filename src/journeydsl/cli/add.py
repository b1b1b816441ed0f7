"""`journeydsl add`: a shipped journey, copied into a project."""

from __future__ import annotations

from pathlib import Path

import click

from journeydsl.diagnostics import did_you_mean
from journeydsl.diagnostics.problem import FileProblem
from journeydsl.library import MODULES, Addition, Shelf, Shipped, addition, shelf
from journeydsl.workspace import PROJECT_FILE, find_projects, shown, write_text


@click.command()
@click.argument("name", required=False)
@click.option("--to", "path", type=click.Path(path_type=Path), default=Path(), metavar="PATH", help="The project.")
def command(name: str | None, path: Path) -> int:
    """Copy the shipped journey NAME into a project, or list what there is.

    The journey, its templates and its scenarios come into a folder of its name, and what its messages share with others
    into `modules`, unless the project has a module of that name. What the project file lacks for them
    is added to it, and its other lines stay as they are. Nothing is overwritten.

    \b
    Examples:
      journeydsl add
      journeydsl add birthday --to shop
    """
    library = shelf()
    if name is None:
        click.echo(_listed(library), nl=False)
        return 0
    shipped = _named(library, name)
    roots = find_projects(path)
    if len(roots) > 1:
        raise FileProblem(f"there are several projects in `{path}`", "name one of them with `--to`")
    planned = addition(library, shipped, roots[0])
    for file, text in planned.texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, text)
    click.echo(_said(planned, shipped, roots[0]), nl=False)
    return 1 if planned.mistakes else 0


def _listed(library: Shelf) -> str:
    width = max(map(len, library.journeys))
    return "".join(f"{each.name:<{width}}  {each.label}. {each.about}\n" for each in library.journeys.values())


def _named(library: Shelf, name: str) -> Shipped:
    if name in library.journeys:
        return library.journeys[name]
    meant = did_you_mean(name, library.journeys)
    hint = f"did you mean `{meant}`?" if meant else f"there are {', '.join(library.journeys)}"
    raise FileProblem(f"no journey `{name}` is shipped", hint)


def _said(planned: Addition, shipped: Shipped, root: Path) -> str:
    """What was written, what is still to do, and what to do next."""
    folder, project_file = shown(root / shipped.name), shown(root / PROJECT_FILE)
    lines = [f"wrote {folder}: {', '.join(shipped.files)}"]
    if planned.modules:
        lines.append(f"wrote {shown(root / MODULES)}: {', '.join(planned.modules)}")
    if planned.added:
        lines += [f"added to {project_file}:", *_entries(planned.added)]
    if planned.declarations:
        lines.append(f"added to {shown(root / 'rules.journey')}: {', '.join(planned.declarations)}")
    if planned.to_paste:
        lines += [f"add to {project_file}, which could not be done without touching other lines:"]
        lines += _entries(planned.to_paste)
    if planned.renamed:
        lines.append(f"{_count(len(planned.renamed), 'scenario')} renamed, because a title draws variants and holdouts")
    if planned.failing:
        failing = _count(len(planned.failing), "scenario")
        lines.append(f"{failing} of other times, limits or journeys than this project's: `journeydsl test {folder}`")
    if planned.mistakes:
        lines.append(f"{_count(len(planned.mistakes), 'mistake')} left: `journeydsl check {shown(root)}`")
    lines += ["next:", "", f"  journeydsl test {folder}", f"  journeydsl graph {folder}/{shipped.name}.journey"]
    return "\n".join(lines) + "\n"


def _entries(entries: tuple[tuple[tuple[str, ...], str], ...]) -> list[str]:
    """Entries as they stand in a project file, each section once."""
    sections: dict[str, list[str]] = {}
    for (section, name, *inner), value in entries:
        line = f"{name}: {{{inner[0]}: {{{inner[1]}: {value}}}}}" if inner else f"{name}: {value}"
        sections.setdefault(section, []).append(name if section == "topics" else line)
    lines = []
    for section, parts in sections.items():
        lines += [f"  {section}:", *(f"    {'- ' if section == 'topics' else ''}{part}" for part in parts)]
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
