"""What the documentation says of the response model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from journeydsl.cli.group import root
from journeydsl.forecast import defaults
from journeydsl.forecast.reading import load
from journeydsl.model.values import duration_words
from journeydsl.source import Source
from journeydsl.workspace import compiled, read_project

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", (DOCS / "forecast.md").read_text(encoding="utf-8"), re.DOTALL)


def rows() -> Iterator[str]:
    """The table of defaults."""
    sections: dict[str, Any] = {
        "promotional e-mail": defaults.PROMOTIONAL,
        "transactional e-mail": {
            rate: figure for rate, figure in defaults.TRANSACTIONAL.items() if figure != defaults.PROMOTIONAL[rate]
        },
        **{str(provider): figures for provider, figures in defaults.PROVIDERS.items()},
        "channels with a phone number": defaults.PHONES,
        "other channels": defaults.OTHERS,
        "the mix": dict(defaults.MIX),
    }
    for name, figures in sections.items():
        for rate, figure in figures.items():
            yield f"| {name} | `{rate}` | {round(figure.share * 100, 6):g}% | {figure.source} |"
    for timing, (delay, source) in defaults.DELAYS.items():
        yield f"| delays | `{timing}` | {duration_words(delay.median)}, spread {delay.spread:g} | {source} |"


def test_the_record_has_every_default_with_where_it_is_from(request: pytest.FixtureRequest) -> None:
    record = DOCS / "decisions" / "response-model.md"
    text = record.read_text(encoding="utf-8")
    head, rule, rest = text.partition("|---|---|---|---|\n")
    kept = head + rule + "".join(f"{row}\n" for row in rows()) + rest[rest.index("\n**Sources.**") :]
    if request.config.getoption("--accept"):
        record.write_text(kept, encoding="utf-8")
    assert record.read_text(encoding="utf-8") == kept


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_can_be_read(example: str, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    CliRunner().invoke(root, ["init", str(shop)], standalone_mode=False)
    program = compiled(read_project(shop)).program
    assert program is not None
    assumed, diagnostics = load(Source("assumptions.yaml", example), program)
    assert [each.message for each in diagnostics] == []
    assert assumed is not None
