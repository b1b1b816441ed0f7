"""`journeydsl preview`: a message as contacts will get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from journeydsl import data, engine
from journeydsl.cli.project import program_at
from journeydsl.conditions.words import operand_words
from journeydsl.content import Recipient, Recipients, Rendered, Renderer, TriggerFrom, choices_of
from journeydsl.data import Population
from journeydsl.diagnostics import FileProblem, did_you_mean
from journeydsl.diagnostics.problem import Problem
from journeydsl.generating import Order, generate
from journeydsl.markup import InliningUnavailable, MjmlUnavailable
from journeydsl.messages import TemplateProblem
from journeydsl.model.messages import Message
from journeydsl.model.program import Program
from journeydsl.model.project import Project
from journeydsl.model.values import DAY, Instant
from journeydsl.workspace import find_projects, read_project, write_text

_FILE = click.Path(path_type=Path)
_NOT_IN_NAMES = re.compile(r"[^\w.@+-]+")
_FIRST: Instant = 20_454 * DAY  # 2026-01-01


@click.command()
@click.argument("message")
@click.argument("path", type=_FILE, default=Path())
@click.option("--contact", metavar="ID", help="The contact who would get it.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="So many contacts, evenly over the list.")
@click.option("--contacts", type=_FILE, metavar="FILE", help="The contacts.  [default: made up, with --sample]")
@click.option("--events", type=_FILE, metavar="FILE", help="Their events.")
@click.option("--out", type=_FILE, metavar="DIR", help="Write HTML and text into a folder.")
def command(
    message: str,
    path: Path,
    contact: str | None,
    sample: int | None,
    contacts: Path | None,
    events: Path | None,
    out: Path | None,
) -> int:
    """Show MESSAGE of the project at PATH as a contact would get it: subject, preview, text, and with --out the HTML.

    What `trigger` holds is that of the contact's latest event that starts a journey with the message; where there is no
    such event, sample values of the declared types, which is said. Without --contacts and --events, contacts and what
    they did are made up.

    \b
    Examples:
      journeydsl preview welcome_hello shop --sample 1
      journeydsl preview welcome_hello shop --contact c0004 --contacts shop/sample/contacts.csv \\
          --events shop/sample/events.csv --out preview
    """
    if (contact is None) == (sample is None):
        raise click.UsageError("say for whom: `--contact ID` or `--sample N`")
    if contact is not None and contacts is None:
        raise click.UsageError("`--contact` is one of a list: say `--contacts` and `--events`, or `--sample 1`")
    if (contacts is None) != (events is None):
        raise click.UsageError("`--contacts` and `--events` belong together: say both")
    program = program_at(path)
    asked = _Asked(program, path, _named(program, message), out)
    with _population(program.project, contacts, events, sample) as population:
        return _show(asked, population, contact, sample)


@dataclass(frozen=True, slots=True)
class _Asked:
    program: Program
    path: Path
    message: Message
    out: Path | None


def _named(program: Program, name: str) -> Message:
    if name in program.messages:
        return program.messages[name]
    guess = did_you_mean(name, program.messages)
    raise FileProblem(f"there is no message `{name}`", f"did you mean `{guess}`?" if guess else None)


@contextmanager
def _population(
    project: Project, contacts: Path | None, events: Path | None, number: int | None
) -> Iterator[Population]:
    """The population of two files, or one that is made up."""
    if contacts is not None and events is not None:
        with data.read(project, contacts, events) as population:
            yield population
        return
    with TemporaryDirectory(prefix="journeydsl-") as folder:
        order = Order(project=project, contacts=number or 1, seed=0, first=_FIRST, last=_FIRST + 90 * DAY)
        *_, made = generate(order, Path(folder))
        assert not isinstance(made, int)
        with data.read(project, made.contacts, made.events) as population:
            yield population


def _show(asked: _Asked, population: Population, contact: str | None, sample: int | None) -> int:
    templates = read_project(find_projects(asked.path)[0]).templates
    renderer = renderer_of(asked.program, templates, asked.message)
    recipients = Recipients(engine.prepare(asked.program), asked.message)
    _, latest = population.period or (0, 0)
    chosen = _places(len(population), sample)
    shown = 0
    for place, (each, history) in enumerate(population):
        if each.id == contact or (contact is None and place in chosen):
            _show_one(asked, renderer, recipients.recipient(each, history, latest + 1))
            shown += 1
    if not shown:
        raise FileProblem(f"there is no contact `{contact}`")
    return 0


def renderer_of(program: Program, templates: dict[str, str], message: Message) -> Renderer:
    """What fills in a message; raises Problem where that cannot be."""
    try:
        return Renderer(program, templates, message)
    except TemplateProblem as problem:
        raise FileProblem(f"`{message.template}` cannot be made HTML of: {problem.message}") from problem
    except MjmlUnavailable as cause:
        raise Problem("MJML cannot be made HTML of here", 'pip install "journeydsl[mjml]"') from cause


def _places(contacts: int, sample: int | None) -> frozenset[int]:
    """The places of a sample, evenly over a list."""
    number = min(sample or 0, contacts)
    return frozenset(place * contacts // number for place in range(number))


def _show_one(asked: _Asked, renderer: Renderer, recipient: Recipient) -> None:
    said = renderer.wording(recipient.facts)
    click.echo(f"{asked.message.name} for {recipient.contact.id}{_about_trigger(renderer, recipient)}")
    for choice in choices_of(said):
        click.echo(f"  {choice.part}: {choice.words}")
    for field in said.fallbacks:
        click.echo(f"  {operand_words(field)} is missing: its fallback is used")
    if said.missing:
        missing = ", ".join(f"`{operand_words(field)}`" for field in said.missing)
        click.echo(f"  not sent: {missing} is missing, and nothing says what to write then\n")
        return
    try:
        rendered = renderer.render(renderer.values(recipient.contact.id, recipient.facts, said))
    except TemplateProblem as problem:
        click.echo(f"  cannot be filled in: {problem.message}\n")
        return
    except InliningUnavailable as cause:
        raise Problem("styles cannot be put into the elements here", 'pip install "journeydsl[mjml]"') from cause
    _echo(rendered, hidden=asked.out is not None)
    if asked.out is not None:
        _write(asked.out, f"{asked.message.name}-{recipient.contact.id}", rendered)


def _about_trigger(renderer: Renderer, recipient: Recipient) -> str:
    """Where what the message reads of `trigger` comes from."""
    if not any(path[0] == "trigger" for path in renderer.paths):
        return ""
    match recipient.trigger_from:
        case TriggerFrom.EVENT:
            assert recipient.trigger is not None
            return f", from the event `{recipient.trigger.name}` {recipient.trigger.id}"
        case TriggerFrom.SAMPLE:
            return ", with sample values for `trigger`: no event of this contact starts a journey with it"
        case TriggerFrom.NONE:
            return ""


def _echo(rendered: Rendered, *, hidden: bool) -> None:
    if rendered.subject:
        click.echo(f"  subject: {rendered.subject}")
    if rendered.preview:
        click.echo(f"  preview: {rendered.preview}")
    if rendered.html is not None:
        click.echo(f"  HTML: {len(rendered.html.encode()) / 1024:.1f} KB")
    if not hidden:
        click.echo("\n" + "".join(f"    {line}\n" if line else "\n" for line in rendered.text.splitlines()))


def _write(folder: Path, name: str, rendered: Rendered) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = _NOT_IN_NAMES.sub("_", name)
    texts = {".html": rendered.html, ".txt": rendered.text}
    for suffix, text in texts.items():
        if text is not None:
            write_text(folder / f"{stem}{suffix}", text)
            click.echo(f"  written to {folder / (stem + suffix)}")
