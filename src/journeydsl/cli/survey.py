"""What `journeydsl preview --all` does: messages for a whole list, and what is wrong with them for whom."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import click

from journeydsl import engine
from journeydsl.cli.filling_in import Asked
from journeydsl.conditions.words import operand_words
from journeydsl.content import HARMLESS, Survey, Surveyor
from journeydsl.data import Population

_EXAMPLES = 3
_PROBLEMS = "problems.jsonl"


def survey(asked: Asked, population: Population, *, made_up: bool) -> int:
    """Fill in messages for everybody, tell what is wrong, and write it down where that was asked for; the exit code."""
    rules = engine.prepare(asked.program)
    surveyors = [Surveyor(rules, asked.renderer(message)) for message in asked.messages]
    _, latest = population.period or (0, 0)
    for contact, history in population.walk(_wanted(surveyors)):
        for each in surveyors:
            each.add(contact, history, latest + 1)
    surveys = [each.survey() for each in surveyors]
    whose = "made-up contacts" if made_up else "contacts"
    click.echo(f"{_number(len(surveys), 'message')} for {len(population):,} {whose}\n")
    for found in surveys:
        click.echo("\n".join(_told(found)))
    wrong = sum(1 for found in surveys if any(each.trouble not in HARMLESS for each in found.problems))
    click.echo(f"\n{_number(wrong, 'message')} of {len(surveys):,} with problems" if wrong else "\nno problems")
    if asked.out is not None:
        _write(asked.out, surveys)
    return 1 if wrong else 0


def _wanted(surveyors: Sequence[Surveyor]) -> Collection[str] | None:
    """The events that have to be read; None for all."""
    events = [each.events for each in surveyors]
    return None if None in events else frozenset(name for names in events if names is not None for name in names)


def _told(survey: Survey) -> Iterator[str]:
    different = f"{survey.renderings:,} different" if survey.renderings > 1 else "the same for everybody"
    yield f"{survey.message}: {different}"
    events = " or ".join(f"`{name}`" for name in survey.events)
    if survey.from_samples:
        whom = _number(survey.from_samples, "contact")
        yield f"  {whom} with sample values for `trigger`, having no {events} that starts its journey"
    for field, contacts in survey.unsent.items():
        yield f"  {_people(contacts)}: not sent, since `{operand_words(field)}` is missing"
    for found, contacts in survey.problems.items():
        yield f"  {found.trouble}, in the {found.part}: {found.words}"
        yield f"    {_people(contacts)}"
    for finding, contacts in survey.findings.items():
        yield f"  note: {finding.message} ({_number(len(contacts), 'contact')})"


def _people(contacts: Sequence[str]) -> str:
    examples = ", ".join(contacts[:_EXAMPLES])
    return f"{_number(len(contacts), 'contact')}, such as {examples}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _write(folder: Path, surveys: Sequence[Survey]) -> None:
    """Everything that was found, a line each, with everybody whom it concerns."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _PROBLEMS).open("w", encoding="utf-8") as file:
        for survey in surveys:
            for row in _rows(survey):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    click.echo(f"written to {folder}: {_PROBLEMS}", err=True)


def _rows(survey: Survey) -> Iterator[Mapping[str, object]]:
    message = {"message": survey.message}
    for field, contacts in survey.unsent.items():
        yield {**message, "problem": "not sent", "words": operand_words(field), "contacts": contacts}
    for found, contacts in survey.problems.items():
        problem = {"problem": found.trouble, "part": found.part, "words": found.words}
        yield {**message, **problem, "contacts": contacts}
    for finding, contacts in survey.findings.items():
        yield {**message, "problem": finding.code, "part": "HTML", "words": finding.message, "contacts": contacts}
