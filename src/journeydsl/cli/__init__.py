"""The command `journeydsl`: one module a command, imported only when it is called.

Exit codes: 0 done and clean · 1 mistakes found · 2 could not run · 3 a failure of the program itself · 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

import click

from journeydsl.cli.group import root
from journeydsl.diagnostics.problem import Problem

__all__ = ["main", "root"]

# How much is built before it is searched for garbage: by default 700, though most of it lives as long as the command.
_ALLOCATIONS = 100_000

_INTERRUPTED = "Query interrupted"
"""What DuckDB makes of Ctrl-C, as a RuntimeError."""


def main() -> NoReturn:
    """Run the command line of this process and exit with its code."""
    gc.set_threshold(_ALLOCATIONS)
    code = run(sys.argv[1:])
    # Python would take apart what is left, which takes as long as reading ten journeys; only duckdb has a use for it.
    if "duckdb" not in sys.modules:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line; returns its exit code, having printed everything there is to say."""
    try:
        code = root.main(arguments, prog_name="journeydsl", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.UsageError as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except click.ClickException as error:
        return _refuse(error.format_message(), None)
    except Problem as problem:
        return _refuse(str(problem), problem.hint)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refuse(_said_by_the_system(error), None)
    except Exception as error:
        return _interrupted() if str(error) == _INTERRUPTED else _crash(error)
    return code if isinstance(code, int) else 0


def _said_by_the_system(error: OSError) -> str:
    """Why a file or folder, which nobody could tell more about, cannot be read or written."""
    why = (error.strerror or str(error)).lower()
    return why if error.filename is None else f"`{error.filename}` cannot be read or written: {why}"


def _interrupted() -> int:
    click.echo("interrupted", err=True)
    return 130


def _refuse(message: str, hint: str | None) -> int:
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True)
    if hint:
        click.echo(f"  = hint: {hint}", err=True)
    return 2


def _crash(error: Exception) -> int:
    """Say that the program itself has failed, and keep what a report needs in a file."""
    import traceback
    from tempfile import NamedTemporaryFile, gettempdir

    click.echo(f"{click.style('failure', fg='red', bold=True)}: journeydsl itself has failed", err=True)
    click.echo(f"  {type(error).__name__}: {error}", err=True)
    try:
        with NamedTemporaryFile("w", prefix="journeydsl-", suffix=".txt", delete=False, encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        details = f"the details could not be kept in {gettempdir()}"
    else:
        details = f"the details are in {file.name}"
    click.echo(f"  = hint: please report it; {details}", err=True)
    return 3
