"""Styles of a document put into its elements, since some mail programs read no others."""

from __future__ import annotations


class InliningUnavailable(Exception):
    """The library that does it is not installed."""


def inlined(html: str) -> str:
    """`html` with the rules of its `<style>` elements in the elements; those for some screens only stay where they are.

    Nothing is fetched. Raises InliningUnavailable where it is not installed and there is something to do.
    """
    if "<style" not in html:
        return html
    try:
        from css_inline import CSSInliner
    except ImportError as cause:
        raise InliningUnavailable from cause
    inliner = CSSInliner(keep_at_rules=True, keep_style_tags=False, load_remote_stylesheets=False)
    return inliner.inline(html)
