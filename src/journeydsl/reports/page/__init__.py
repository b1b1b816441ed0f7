"""The report as one HTML page that works offline: styles, script and pictures are inside it.

In: `Figures`, what was found in them, and the program, whose journeys are drawn. Out: the text of an HTML file.
Promises: nothing is fetched and nothing of the run is executed: everything is escaped, and a content security policy
allows the page's own style sheet and script alone, by their hashes. The same figures give the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import journeydsl
from journeydsl.graph.drawing import page_sheet, svg_in_page
from journeydsl.graph.flow import Shown
from journeydsl.model.program import Program
from journeydsl.reports.figures import Figures
from journeydsl.reports.findings import Finding
from journeydsl.reports.findings.segments import least_contacts
from journeydsl.reports.page import words
from journeydsl.reports.page.chain import grid
from journeydsl.reports.page.charts import chart
from journeydsl.reports.page.comparing import judged

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page"]

_HERE = Path(__file__).parent


def page(figures: Figures, findings: Sequence[Finding], program: Program) -> str:
    """The page of a report; the same for the same run, whenever it is made."""
    from markupsafe import Markup

    style = f"{(_HERE / 'report.css').read_text(encoding='utf-8')}\n{page_sheet()}"
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    pictures = {
        each.name: Markup(
            svg_in_page(program.journeys[each.name], program.messages, Shown(each.flow, f"step-{each.name}"))
        )
        for each in figures.journeys
    }
    return (
        _environment()
        .get_template("report.html")
        .render(
            figures=figures,
            run=figures.run,
            findings=findings,
            pictures=pictures,
            charts=[chart(each) for each in figures.channels],
            chain=grid(figures.chain),
            per_contact=words.grouped(figures.volume.in_all),
            comparisons=[judged(each) for each in figures.comparisons],
            least_contacts=least_contacts(),
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            version=journeydsl.__version__,
        )
    )


def _policy(style: str, script: str) -> str:
    """What the page may do: nothing but apply its own styles and run its own script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        counted=words.counted,
        number=words.number,
        percent=words.percent,
        rate=words.rate,
        share=words.share,
        outcome=words.outcome,
        reason=words.reason,
    )
    return environment
