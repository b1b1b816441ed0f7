"""What a project would be with a shipped journey in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from journeydsl import engine, scenarios
from journeydsl.diagnostics import Code, Diagnostic, FileProblem, Severity
from journeydsl.library.needs import Entry, needs
from journeydsl.library.shelf import MODULES, RULES_FILE, Shelf, Shipped
from journeydsl.model.program import Program
from journeydsl.model.scenarios import Scenario
from journeydsl.project.extending import entries, extended
from journeydsl.source import Source
from journeydsl.workspace import ProjectFiles, compiled, read_project, shown

_TITLES = 30


class NameTaken(FileProblem):
    """The project has something of the same name already."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written (`texts` by path), what is said of the project file's new lines (`added`) and of those that
    its author has to write (`to_paste`), the segments that the rules get, the files of `modules`, scenarios by their
    old and new titles, those that fail, and the mistakes that remain."""

    texts: Mapping[Path, str]
    added: tuple[tuple[Entry, str], ...]
    to_paste: tuple[tuple[Entry, str], ...]
    declarations: tuple[str, ...]
    modules: tuple[str, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
    failing: tuple[str, ...] = ()
    mistakes: tuple[Diagnostic, ...] = ()


def addition(shelf: Shelf, shipped: Shipped, root: Path) -> Addition:
    """What the project at `root` would be with `shipped` in a folder of its name.

    Raises NameTaken where the folder is there already or a name is declared already, FileProblem where the project
    cannot be read or its project file has mistakes.
    """
    folder = root / shipped.name
    if folder.exists():
        raise NameTaken(f"`{shown(folder)}` is there already", "nothing is overwritten: rename or remove it first")
    files = read_project(root)
    before = compiled(files).program
    if before is None:
        raise FileProblem(f"`{files.project_file.path}` has mistakes", "`journeydsl check` says which")
    if shipped.name in before.journeys:
        raise NameTaken(f"the project has a journey `{shipped.name}` already", "nothing is overwritten")
    lacking = needs(shelf, shipped, before.project, {*before.segments, *(each.name for each in before.suppressions)})
    written = entries(shelf.project_file)
    text, added, to_paste = _extended(files.project_file, {entry: written[entry] for entry in lacking.entries})
    texts = {folder / name: content for name, content in shipped.files.items()}
    modules = {
        name: content for name, content in shipped.modules.items() if PurePosixPath(name).stem not in before.modules
    }
    texts |= {root / MODULES / name: content for name, content in modules.items()}
    if added:
        texts[root / files.project_file.path.rpartition("/")[2]] = text
    if lacking.declarations:
        texts[root / RULES_FILE] = _with_rules(root / RULES_FILE, files, lacking.declarations)
    planned = Addition(texts, added, to_paste, tuple(lacking.declarations), tuple(modules))
    return _tried(planned, files, folder)


def _extended(
    project_file: Source, wanted: Mapping[Entry, str]
) -> tuple[str, tuple[tuple[Entry, str], ...], tuple[tuple[Entry, str], ...]]:
    """The text of the project file with what is wanted, what of it was added, and what could not be."""
    added, left = [], []
    for entry, value in wanted.items():
        text = extended(project_file, entry, value)
        if text is None:
            left.append((entry, value))
        else:
            project_file = Source(project_file.path, text)
            added.append((entry, value))
    return project_file.text, tuple(added), tuple(left)


def _with_rules(path: Path, files: ProjectFiles, declarations: Mapping[str, str]) -> str:
    there = next((source.text.rstrip() + "\n\n" for source in files.journey_files if source.path == shown(path)), "")
    return there + "\n".join(declarations.values())


def _tried(planned: Addition, files: ProjectFiles, folder: Path) -> Addition:
    """The addition with what the compiler and its own scenarios say of it in this project."""
    after = compiled(_with(files, planned.texts))
    own = {shown(path) for path in planned.texts}
    mistakes = tuple(d for d in after.diagnostics if d.severity is Severity.ERROR)
    taken = [d for d in mistakes if d.code is Code.DUPLICATE_NAME and {d.span.file, *_labelled(d)} & own]
    if taken and not planned.to_paste:
        raise NameTaken(taken[0].message, "rename what the project has of this name, or leave this journey out")
    if mistakes or after.program is None:
        return replace(planned, mistakes=mistakes)
    return _titled(planned, after.program, folder)


def _titled(planned: Addition, program: Program, folder: Path) -> Addition:
    """The addition with titles of scenarios that fit this project: a title draws variants and holdouts, each project
    draws differently, and a scenario about a message is none where its contact is held out."""
    rules, file = engine.prepare(program), folder / "scenarios.journey"
    renamed: dict[str, str] = {}
    failing: list[str] = []
    for scenario in program.scenarios:
        if scenario.span.file != shown(file):
            continue
        title = scenario.contact.id
        tries = (title, *(f"{title} ({number})" for number in range(2, _TITLES + 1)))
        fits = next((each for each in tries if _holds(rules, scenario, each)), None)
        if fits is None:
            failing.append(title)
        elif fits != title:
            renamed[title] = fits
    text = planned.texts.get(file, "")
    for title, fits in renamed.items():
        text = text.replace(f'scenario "{title}":', f'scenario "{fits}":')
    texts = {**planned.texts, file: text} if renamed else planned.texts
    return replace(planned, texts=texts, renamed=renamed, failing=tuple(failing))


def _holds(rules: engine.Rules, scenario: Scenario, title: str) -> bool:
    contact = replace(scenario.contact, id=title)
    return scenarios.run(rules, replace(scenario, contact=contact)).passed


def _with(files: ProjectFiles, texts: Mapping[Path, str]) -> ProjectFiles:
    """The files of a project as they would be."""
    new = {shown(path): text for path, text in texts.items()}
    sources = {source.path: source for source in files.journey_files}
    sources |= {path: Source(path, text) for path, text in new.items() if path.endswith(".journey")}
    templates = {path: text for path, text in new.items() if PurePosixPath(path).suffix in (".html", ".mjml", ".txt")}
    project_file = files.project_file
    return ProjectFiles(
        root=files.root,
        project_file=Source(project_file.path, new.get(project_file.path, project_file.text)),
        journey_files=tuple(sources[path] for path in sorted(sources)),
        templates={**files.templates, **templates},
    )


def _labelled(diagnostic: Diagnostic) -> set[str]:
    return {label.span.file for label in diagnostic.labels}
