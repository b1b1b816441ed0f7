"""The texts of messages: which fields they need, and what they say once these are filled in.

In: a template (a subject, a file) and values. Out: the uses of fields in it, or the text with the values.
Promises: pure; nothing of Python's or the machine's can be reached from a template; jinja2 is
not imported until a text that has something to fill in needs it.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeydsl.messages.template import FieldUse, TemplateProblem, is_plain

__all__ = ["FieldUse", "TemplateProblem", "fields", "is_plain", "mentions", "render", "render_marked"]


def fields(text: str) -> tuple[FieldUse, ...]:
    """The fields that `text` cannot be filled in without: those that no `if`, `or` or `default` provides for.

    A field that is used several times is there several times. Raises TemplateProblem for a text that is no template.
    """
    return tuple(use for use in mentions(text) if use.needed)


def mentions(text: str) -> tuple[FieldUse, ...]:
    """Every field that `text` names, needed or not; raises TemplateProblem as `fields` does."""
    if is_plain(text):
        return ()
    from journeydsl.messages import reading

    return tuple(reading.read(text))


def render(text: str, values: Mapping[str, object], *, html: bool) -> str:
    """`text` with `values` filled in; with `html`, values are escaped.

    A value of None counts as missing. Raises TemplateProblem for a text that is no template, for a needed field
    without a value, and for values that do not fit what the template does with them.
    """
    if is_plain(text):
        return text
    from journeydsl.messages import filling

    return filling.fill(text, values, html=html)


def render_marked(text: str, values: Mapping[str, object], *, html: bool) -> str:
    """As `render`, with each value that is printed between `template.MARK` and `template.END_MARK`."""
    if is_plain(text):
        return text
    from journeydsl.messages import filling

    return filling.fill(text, values, html=html, marked=True)
