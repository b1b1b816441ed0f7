"""The root command: it knows every command's name and line of help, and imports a command only to run it."""

from __future__ import annotations

from importlib import import_module

import click

import journeydsl

_COMMANDS = {
    "add": "Copy a shipped journey into a project.",
    "assumptions": "Print what a forecast assumes, to be changed.",
    "check": "Find every mistake in a project.",
    "completion": "Print what makes your shell complete commands.",
    "demo": "Dry-run the shipped journeys over made-up contacts.",
    "diff": "Say what has changed in meaning between two versions.",
    "explain": "Tell what happened to a contact, and why.",
    "explain-code": "Tell what a kind of mistake is, and what to write instead.",
    "fmt": "Lay out journey files in the one canonical way.",
    "generate": "Make up contacts and events that fit a project.",
    "graph": "Draw a journey.",
    "init": "Write a small project to start from.",
    "preview": "Show a message as contacts will get it.",
    "report": "Write the report of a run: one page that works offline.",
    "simulate": "Dry-run a project over contacts and events.",
    "test": "Play the scenarios of a project.",
}

_EXAMPLES = """\b
Examples:
  journeydsl init shop
  journeydsl check shop
  journeydsl graph shop/welcome/welcome.journey --out welcome.svg
  journeydsl simulate shop --contacts shop/sample/contacts.csv \\
      --events shop/sample/events.csv --from 2026-01-01 --to 2026-03-31
"""


class _LateGroup(click.Group):
    """A group whose commands are in modules of their own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"journeydsl.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_LateGroup, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(journeydsl.__version__, prog_name="journeydsl")
def root() -> None:
    """Customer journeys as text: check them, draw them, dry-run them over the whole contact list."""
