"""Syntax mistakes in words that a marketer can act on.

In: a `Trouble`, the place where reading stopped. Out: one diagnostic, and how reading can go on after it. The kinds of
mistake are tried in order, the most telling first; the last always has an answer.
"""

from __future__ import annotations

from journeydsl.syntax.advice import (
    in_conditions,
    in_journeys,
    in_lines,
    in_scenarios,
    in_steps,
    layout,
    sentences,
    signs,
    words,
)
from journeydsl.syntax.advice.trouble import Advice, Mend, Trouble

__all__ = ["Advice", "Mend", "Trouble", "advise"]

KINDS = (
    layout.too_deep,
    signs.unclosed_text,
    layout.unclosed_parenthesis,
    sentences.missing_colon_of_when,
    layout.wrong_indentation,
    layout.at_the_margin,
    layout.member_without_condition,
    layout.missing_block,
    signs.invisible,
    signs.quotes,
    signs.hyphen,
    signs.foreign,
    sentences.list_of_values,
    sentences.thousands,
    in_lines.said_beneath,
    in_journeys.said_in_journeys,
    in_steps.said_in_steps,
    in_steps.endless_repeat,
    in_steps.endless_condition,
    in_scenarios.said_in_scenarios,
    in_scenarios.missing_colon_of_fact,
    in_conditions.said_of_events,
    in_conditions.said_of_contacts,
    in_conditions.missing_time_ahead,
    in_conditions.missing_property,
    sentences.missing_name,
    sentences.missing_deadline,
    words.twelve_hours,
    words.unknown_unit,
    words.missing_unit,
    sentences.missing_window,
    sentences.loose_where,
    in_conditions.missing_comparison,
    sentences.missing_colon,
    sentences.missing_comma,
    sentences.not_a_percentage,
    sentences.not_a_time,
    sentences.two_signs,
    words.stop_or_stops,
    words.unknown_field,
    words.capitals,
    words.text_without_quotes,
    words.name_in_quotes,
    words.choice,
    words.said_otherwise,
    words.elsewhere,
    in_scenarios.timeless,
    words.misspelt,
    sentences.missing_word,
    sentences.out_of_place,
)


def advise(trouble: Trouble) -> Advice:
    """What to tell the author about `trouble`."""
    return next(advice for kind in KINDS if (advice := kind(trouble)))
