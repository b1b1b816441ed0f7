"""`journeydsl preview`: messages as contacts will get them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from journeydsl import engine
from journeydsl.cli.filling_in import INSTALL, Asked
from journeydsl.cli.people import people
from journeydsl.cli.project import program_at
from journeydsl.cli.survey import survey
from journeydsl.conditions.words import operand_words
from journeydsl.content import Recipient, Recipients, Rendered, Renderer, TriggerFrom, choices_of
from journeydsl.data import Population
from journeydsl.diagnostics import FileProblem, did_you_mean
from journeydsl.diagnostics.problem import Problem
from journeydsl.markup import InliningUnavailable, rendered_findings
from journeydsl.messages import TemplateProblem
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.program import Program
from journeydsl.workspace import find_projects, read_project, write_text

_FILE = click.Path(path_type=Path)
_NOT_IN_NAMES = re.compile(r"[^\w.@+-]+")
_MADE_UP = 1_000


@click.command()
@click.argument("names", nargs=-1, metavar="[MESSAGE]... [PATH]")
@click.option("--contact", metavar="ID", help="The contact who would get it.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="So many contacts, evenly over the list.")
@click.option("--all", "everybody", is_flag=True, help="The whole list: what is wrong with a message for anybody.")
@click.option("--contacts", type=_FILE, metavar="FILE", help="The contacts.  [default: made up]")
@click.option("--events", type=_FILE, metavar="FILE", help="Their events.")
@click.option(
    "--out", type=_FILE, metavar="DIR", help="Write HTML and text, or with --all every problem, into a folder."
)
def command(
    names: tuple[str, ...],
    contact: str | None,
    sample: int | None,
    contacts: Path | None,
    events: Path | None,
    out: Path | None,
    *,
    everybody: bool,
) -> int:
    """Show a MESSAGE of the project at PATH as contacts would get it: subject, preview, text, and with --out the HTML.

    What `trigger` holds is that of the contact's latest event that starts a journey with the message; where there is no
    such event, sample values of the declared types, which is said. Without --contacts and --events, contacts and what
    they did are made up.

    With --all, the message is filled in for everybody on the list, or each message of the project where none is
    named, and what is wrong is told, with how many contacts get it so. The exit code is 1 where anything is wrong.

    \b
    Examples:
      journeydsl preview welcome_hello shop --sample 1
      journeydsl preview welcome_hello shop --contact c0004 --contacts shop/sample/contacts.csv \\
          --events shop/sample/events.csv --out preview
      journeydsl preview shop --all --contacts shop/sample/contacts.csv --events shop/sample/events.csv
    """
    path, wanted = _split(names)
    if sum((contact is not None, sample is not None, everybody)) != 1:
        raise click.UsageError("say for whom: `--contact ID`, `--sample N` or `--all`")
    if contact is not None and contacts is None:
        raise click.UsageError("`--contact` is one of a list: say `--contacts` and `--events`, or `--sample 1`")
    if not wanted and not everybody:
        raise click.UsageError("say which message to show; only with `--all` it may be each of them")
    program = program_at(path)
    chosen = [_named(program, name) for name in wanted] or list(program.messages.values())
    asked = Asked(program, read_project(find_projects(path)[0]).templates, chosen, out)
    with people(program.project, contacts, events, sample or _MADE_UP) as population:
        if everybody:
            return survey(asked, population, made_up=contacts is None)
        return _show(asked, population, contact, sample)


def _split(names: Sequence[str]) -> tuple[Path, Sequence[str]]:
    """The path and the messages: the last name is a path where there is a file or folder of that name."""
    if names and Path(names[-1]).exists():
        return Path(names[-1]), names[:-1]
    return Path(), names


def _named(program: Program, name: str) -> Message:
    if name in program.messages:
        return program.messages[name]
    guess = did_you_mean(name, program.messages)
    raise FileProblem(f"there is no message `{name}`", f"did you mean `{guess}`?" if guess else None)


def _show(asked: Asked, population: Population, contact: str | None, sample: int | None) -> int:
    rules = engine.prepare(asked.program)
    renderers = [asked.renderer(message) for message in asked.messages]
    made = [(renderer, Recipients(rules, renderer.message, renderer.fields)) for renderer in renderers]
    _, latest = population.period or (0, 0)
    places = _places(len(population), sample)
    shown = False
    for place, (each, history) in enumerate(population):
        if each.id == contact or (contact is None and place in places):
            shown = True
            for renderer, recipients in made:
                _show_one(asked, renderer, recipients.recipient(each, history, latest + 1))
    if not shown:
        raise FileProblem(f"there is no contact `{contact}`" if contact is not None else "there are no contacts")
    return 0


def _places(contacts: int, sample: int | None) -> frozenset[int]:
    """The places of a sample, evenly over a list."""
    number = min(sample or 0, contacts)
    return frozenset(place * contacts // number for place in range(number))


def _show_one(asked: Asked, renderer: Renderer, recipient: Recipient) -> None:
    message, said = renderer.message, renderer.wording(recipient.facts)
    click.echo(f"{message.name} for {recipient.contact.id}{_about_trigger(renderer, recipient)}")
    for choice in choices_of(said):
        click.echo(f"  {choice.part}: {choice.words}")
    for field in said.fallbacks:
        click.echo(f"  {operand_words(field)} is missing: its fallback is used")
    if said.missing:
        missing = ", ".join(f"`{operand_words(field)}`" for field in said.missing)
        click.echo(f"  not sent: {missing} is missing\n")
        return
    try:
        rendered = renderer.render(renderer.values(recipient.contact.id, recipient.facts, said))
    except TemplateProblem as problem:
        click.echo(f"  cannot be filled in: {problem.message}\n")
        return
    except InliningUnavailable as cause:
        raise Problem("styles cannot be put into elements here", INSTALL) from cause
    _echo(rendered, message, is_written=asked.out is not None)
    if asked.out is not None:
        _write(asked.out, f"{message.name}-{recipient.contact.id}", rendered)


def _about_trigger(renderer: Renderer, recipient: Recipient) -> str:
    """Where what the message reads of `trigger` comes from."""
    if not renderer.reads_trigger:
        return ""
    match recipient.trigger_from:
        case TriggerFrom.EVENT:
            assert recipient.trigger is not None
            return f", from the event `{recipient.trigger.name}` {recipient.trigger.id}"
        case TriggerFrom.SAMPLE:
            return ", with sample values for `trigger`: no event of this contact starts a journey with it"
        case TriggerFrom.NONE:
            return ""


def _echo(rendered: Rendered, message: Message, *, is_written: bool) -> None:
    if rendered.subject:
        click.echo(f"  subject: {rendered.subject}")
    if rendered.preview:
        click.echo(f"  preview: {rendered.preview}")
    if rendered.html is not None:
        click.echo(f"  HTML: {len(rendered.html.encode()) / 1000:.1f} KB")
        promotional = message.message_class is MessageClass.PROMOTIONAL
        for found in rendered_findings(rendered.html, promotional=promotional):
            click.echo(f"  note: {found.message}")
    if not is_written:
        click.echo("\n" + "".join(f"    {line}\n" if line else "\n" for line in rendered.text.splitlines()))


def _write(folder: Path, name: str, rendered: Rendered) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = _NOT_IN_NAMES.sub("_", name)
    for suffix, text in {".html": rendered.html, ".txt": rendered.text}.items():
        if text is not None:
            write_text(folder / f"{stem}{suffix}", text)
            click.echo(f"  written to {folder / (stem + suffix)}")
