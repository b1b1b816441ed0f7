"""A project file gets more in it, and what its author wrote stays as it was."""

from __future__ import annotations

import pytest

from journeydsl.project.extending import entries, extended
from journeydsl.source import Source


def after(text: str, path: tuple[str, ...], value: str) -> str | None:
    return extended(Source("journeydsl.yaml", text), path, value)


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        (
            "attributes:  # of all\n  email: {type: email}  # mail\n\nevents: {}\n",
            ("attributes", "birthday"),
            "{type: date}",
            "attributes:  # of all\n  email: {type: email}  # mail\n  birthday: {type: date}\n\nevents: {}\n",
        ),
        ("project: x\n", ("scores", "churn"), "{}", "project: x\n\nscores:\n  churn: {}\n"),
        ("project: x", ("topics", "news"), "news", "project: x\n\ntopics: [news]\n"),
        ("topics: [news]  # all\n", ("topics", "offers"), "offers", "topics: [news, offers]  # all\n"),
        ("topics:\n- news\n- letters\n", ("topics", "offers"), "offers", "topics:\n- news\n- letters\n- offers\n"),
        ("topics: []\n", ("topics", "offers"), "offers", "topics: [offers]\n"),
        ("events:  # none yet\ntopics: [a]\n", ("events", "e"), "{}", "events:  # none yet\n  e: {}\ntopics: [a]\n"),
        ("events: {a: {}, b: {} }\n", ("events", "e"), "{}", "events: {a: {}, b: {}, e: {} }\n"),
        (
            "events:\n  a: {properties: {id: text}}\n",
            ("events", "a", "properties", "url"),
            "url",
            "events:\n  a: {properties: {id: text, url: url}}\n",
        ),
        (
            "events:\n    a:\n      properties:\n        id:\n          type: text\n    b: {}\n",
            ("events", "a", "properties", "url"),
            "url",
            "events:\n    a:\n      properties:\n        id:\n          type: text\n        url: url\n    b: {}\n",
        ),
        ("events:\n  a: {}\n", ("events", "a", "properties", "url"), "url", "events:\n  a: {properties: {url: url}}\n"),
        (
            "topics: [a]\r\nevents:\r\n  a: {}",
            ("events", "b"),
            "{}",
            "topics: [a]\r\nevents:\r\n  a: {}\r\n  b: {}\r\n",
        ),
    ],
)
def test_one_thing_is_added_and_the_rest_stays(text: str, path: tuple[str, ...], value: str, expected: str) -> None:
    assert after(text, path, value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "events: {a: {}\n",  # cannot be read
        "events: something else\n",
        "events:\n  a: {}\nevents:\n  b: {}\n",  # which of them?
        "events: {a: {},}\n",  # a comma would stand twice
    ],
)
def test_what_cannot_be_added_safely_is_not(text: str) -> None:
    assert after(text, ("events", "e"), "{}") is None


def test_the_parts_of_a_file_are_told_with_what_they_say() -> None:
    told = entries(Source("journeydsl.yaml", "topics: [news]\nevents:\n  a: {properties: {id: text}}  # an event\n"))
    assert told["events", "a"] == "{properties: {id: text}}"
    assert told["topics", "news"] == "news"
