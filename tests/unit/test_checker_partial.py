"""What is found in declarations with lines that could not be read: only what no such line can mend."""

from __future__ import annotations

import pytest

from journeydsl import checker, syntax
from journeydsl.source import Source
from tests.unit.checking import PROJECT


def found(text: str) -> list[tuple[str, str]]:
    """The mistakes beside those of syntax, of which there has to be one."""
    file, mistakes = syntax.parse(Source("1.journey", text))
    assert len(mistakes) == 1, mistakes
    assert not file.declarations
    result = checker.check(PROJECT, [file], {"a.html": "{{ nothing }}"})
    program = result.program
    assert [*program.segments, *program.suppressions, *program.messages, *program.journeys, *program.limits.caps] == []
    return [(each.code.value, text[each.span.start : each.span.end]) for each in result.diagnostics]


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("segment s:\n  refresh dayly\n  when orders > nothing\n", [("unknown-attribute", "nothing")]),
        (
            'segments f:\n  a: when vip\n  b: when birthday is not not today\n  c: when orders is "5"\n',
            [("type-mismatch", '"5"')],
        ),
        (
            "suppression s:\n  when orders within 0 days\n  blocks promotional\n  hold on\n",
            [("type-mismatch", "orders"), ("empty-duration", "0 days")],
        ),
        (
            "limits:\n  at most 0 emials in 7 days, else drop\n  quiet at night\n",
            [("zero-limit", "0"), ("unknown-channel", "emials")],
        ),
        (
            'message m:\n  chanel email\n  topic newz\n  subject "{{ hero }}"\n  template "a.html"\n',
            [("unknown-topic", "newz")],
        ),
        (
            "journey j:\n  starts on nothing\n  holdout\n  send nobody\n",
            [("unknown-event", "nothing"), ("unknown-message", "nobody")],
        ),
    ],
)
def test_names_types_and_values_are_checked_in_what_could_be_read(text: str, mistakes: list[tuple[str, str]]) -> None:
    assert found(text) == mistakes


@pytest.mark.parametrize(
    "text",
    [
        "segment s:\n  when birthday is today\n  hold on\n",
        "suppression s:\n  when tickets > 0\n  blocks promotional\n  hold on\n",
        "message m:\n  chanel email\n",
        "journey j:\n  starts at signed_up\n  only if trigger.total > 5\n",
    ],
)
def test_nothing_is_said_of_what_was_perhaps_not_read(text: str) -> None:
    assert found(text) == []
