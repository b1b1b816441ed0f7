"""`journeydsl completion`: the shell code that completes this command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "fish", "zsh")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the code that makes SHELL complete `journeydsl`.

    \b
    Examples:
      eval "$(journeydsl completion bash)"
      journeydsl completion fish > ~/.config/fish/completions/journeydsl.fish
    """
    from journeydsl.cli.group import root

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(root, {}, "journeydsl", "_JOURNEYDSL_COMPLETE").source())
