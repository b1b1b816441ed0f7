"""E-mail documents: MJML and HTML, before and after they are filled in.

In: the text of a template or of a message. Out: HTML of MJML, a text part of HTML, HTML with its styles in the
elements, and findings about what a reader could not read, see or follow.
Promises: pure; no library is imported until a text needs it; whatever has a place is told with its offset in the text
that came in; an MJML file never reaches for another file.
"""

from __future__ import annotations

from journeydsl.markup.checking import has_components, message_findings, rendered_findings, template_findings
from journeydsl.markup.finding import Finding
from journeydsl.markup.inlining import InliningUnavailable, inlined
from journeydsl.markup.mjml import MjmlProblem, MjmlUnavailable, as_document, is_document, is_installed, to_html
from journeydsl.markup.scanning import Inside, scan
from journeydsl.markup.text_part import text_of
from journeydsl.markup.tree import Element, parse

__all__ = [
    "Element",
    "Finding",
    "InliningUnavailable",
    "Inside",
    "MjmlProblem",
    "MjmlUnavailable",
    "as_document",
    "has_components",
    "inlined",
    "is_document",
    "is_installed",
    "message_findings",
    "parse",
    "rendered_findings",
    "scan",
    "template_findings",
    "text_of",
    "to_html",
]
