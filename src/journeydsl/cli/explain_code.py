"""`journeydsl explain-code`: what a kind of mistake is, why it matters, and what to write instead."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

from journeydsl import resources
from journeydsl.cli.color import use_color
from journeydsl.diagnostics import Code, Problem, did_you_mean

_FENCE = re.compile(r"```(?P<kind>\w*)(?: (?P<file>\S+))?")
_FIRST_SENTENCE = re.compile(r"# [^\n]*\n\n(.*?)(?:\.(?=\s)|\n\n)", re.DOTALL)
_MARK = re.compile(r" *# (?:error|warning): (?P<code>[a-z-]+)")


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [code for code in Code if code.startswith(incomplete)]


@click.command()
@click.argument("code", required=False, shell_complete=_complete)
@click.option("--list", "list_all", is_flag=True, help="List every code with what it says in a sentence.")
def command(code: str | None, *, list_all: bool) -> None:
    """Say what the mistake CODE is, why it matters, and what to write instead.

    `journeydsl check` says the code of a mistake in brackets, as in `error[unknown-event]`.

    \b
    Examples:
      journeydsl explain-code unknown-event
      journeydsl explain-code --list
    """
    if list_all == (code is not None):
        raise click.UsageError("say one CODE, or --list")
    if code is None:
        width = max(len(code) for code in Code)
        click.echo("\n".join(f"{known:{width}}  {_first_sentence(_page(known))}" for known in sorted(Code)))
    else:
        text = "\n".join(_plain(_known(code))).strip()
        click.echo(re.sub(r"\n{3,}", "\n\n", text), color=use_color())


def _known(code: str) -> Code:
    written = code.strip("[]")
    if written in set(Code):
        return Code(written)
    guess = did_you_mean(written, Code)
    hint = f"did you mean `{guess}`?" if guess else "`journeydsl explain-code --list` lists all"
    raise Problem(f"there is no mistake called `{written}`", hint)


def _page(code: Code) -> str:
    return (resources.folder("mistakes") / f"{code}.md").read_text(encoding="utf-8")


def _first_sentence(page: str) -> str:
    found = _FIRST_SENTENCE.match(page)
    return " ".join(found[1].split()) if found else ""


def _plain(code: Code) -> Iterator[str]:
    """The lines of a page for a terminal: its prose, and its programs set in.

    What `check` says of them is left out, and so are the marks of other mistakes.
    """
    page = _MARK.sub(lambda mark: mark[0] if mark["code"] == code else "", _page(code))
    lines = iter(page.split("\n"))
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if fence is None:
            yield click.style(line.lstrip("# "), bold=True) if line.startswith("#") else line
        else:
            program = list(iter(lambda: next(lines, "```"), "```"))
            if fence["kind"] != "text":
                yield textwrap.indent("\n".join([fence["file"], "", *program] if fence["file"] else program), "    ")
