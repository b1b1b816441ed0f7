"""Syntax trees into a program: every name resolved, every value typed, everything that cannot work reported.

In: the project's facts, the files as written, and the text of the templates. Out: `Checked`.
Promises: nothing is raised for an author's mistake; all mistakes of all files are found at once, each reported once and
in the order of the text; a program that was reported without errors can run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from journeydsl import messages as templating
from journeydsl.checker import chains, journeys, limits, messages, modules, names, offers, partial, rules, scenarios
from journeydsl.checker import templates as document_templates
from journeydsl.checker.content import FieldsOf, Texts
from journeydsl.checker.scope import NoTrigger, Scope
from journeydsl.diagnostics import Diagnostic, Severity
from journeydsl.model.program import Program
from journeydsl.model.project import Project
from journeydsl.model.scenarios import Scenario
from journeydsl.syntax import ast

__all__ = ["Checked", "check"]

Named = TypeVar("Named", ast.Segment, ast.Family, ast.Suppression, ast.Message, ast.Journey)
Built = TypeVar("Built")

_NO_JOURNEY = NoTrigger(
    "only a journey that starts on an event has a trigger",
    "ask for the event itself, such as `order_placed in the last 30 days`",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What could be built, and everything that was found; without errors, `program` is the whole."""

    program: Program
    diagnostics: tuple[Diagnostic, ...]


def check(
    project: Project,
    files: Sequence[ast.File],
    templates: Mapping[str, str],
    fields: FieldsOf = templating.mentions,
    folder: str = "",
) -> Checked:
    """Check the files of one project.

    `templates` holds the text of each template by its normalised path, `fields` finds what a text names. The files
    of offers are among the templates; their paths start in `folder`, that of the project file. Declarations with
    errors, and later ones of a name that is taken, are left out of the program.
    """
    texts = Texts(templates, cache(fields), modules.collect(templates))
    shelves = offers.collect(project, templates, folder)
    declared, found = names.collect(project, files, shelves)
    scope = Scope(names=declared, findings=found, trigger=_NO_JOURNEY)
    circular = rules.report_cycles(scope)
    segments = _built(scope, declared.of(ast.Segment), rules.segment)
    families = _built(scope, declared.of(ast.Family), rules.family)
    members = {member.name: member for family in families.values() for member in family}
    suppressions = _built(scope, declared.of(ast.Suppression), rules.suppression)
    sendable = _built(scope, declared.of(ast.Message), lambda own, each: messages.check(own, each, texts))
    chains.report_cycles(scope, declared.journeys)
    program = Program(
        project=project,
        segments={name: each for name, each in sorted((members | segments).items()) if name not in circular},
        suppressions=tuple(suppressions.values()),
        limits=limits.check(scope, declared.of(ast.Limits)),
        messages=sendable,
        modules=texts.modules,
        offers={name: shelf.offers for name, shelf in shelves.items() if shelf.offers is not None},
        journeys=_built(scope, declared.of(ast.Journey), lambda own, each: journeys.check(own, each, sendable)),
        scenarios=_scenarios(scope, declared.of(ast.Scenario)),
    )
    written = [each for each in declared.of(ast.Message) if each.name.text in sendable]
    document_templates.report(scope, written, sendable, program.modules, templates)
    partial.report(scope, [each for file in files for each in file.partial], sendable)
    return Checked(program, tuple(sorted(found, key=lambda each: (each.span.file, each.span.start, each.span.end))))


def _scenarios(scope: Scope, written: Sequence[ast.Scenario]) -> tuple[Scenario, ...]:
    """The scenarios without errors."""
    scenarios.report_same_titles(scope, written)
    built: list[Scenario] = []
    for each in written:
        own = replace(scope, findings=[])
        scenario = scenarios.check(own, each)
        scope.findings.extend(own.findings)
        if all(found.severity is not Severity.ERROR for found in own.findings):
            built.append(scenario)
    return tuple(built)


def _built(
    scope: Scope, declarations: Sequence[Named], build: Callable[[Scope, Named], Built | None]
) -> dict[str, Built]:
    """What was built without errors, in the order of names."""
    built: dict[str, Built] = {}
    taken: set[str] = set()
    for declaration in declarations:
        own = replace(scope, findings=[])
        value = build(own, declaration)
        scope.findings.extend(own.findings)
        is_sound = all(each.severity is not Severity.ERROR for each in own.findings)
        if value is not None and is_sound and declaration.name.text not in taken:
            built[declaration.name.text] = value
        taken.add(declaration.name.text)
    return dict(sorted(built.items()))
