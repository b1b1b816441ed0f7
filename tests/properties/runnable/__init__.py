"""Whole programs that can be run, at random, and what happens to contacts while they run."""

from __future__ import annotations

from random import Random

from hypothesis import assume, note
from hypothesis import strategies as st

from journeydsl import engine
from journeydsl.compiler import Compilation, compile_sources
from journeydsl.engine import Rules
from journeydsl.source import Source
from tests.properties.runnable.aiming import cases
from tests.properties.runnable.conditions import Scope
from tests.properties.runnable.entries import check_entries
from tests.properties.runnable.files import write
from tests.properties.runnable.histories import Case, Situation, alike, situation
from tests.properties.runnable.journeys import journey
from tests.properties.runnable.protections import check_protections
from tests.properties.runnable.rules import limits, messages, segments, suppressions
from tests.properties.runnable.running import Ran, begin, resume, run
from tests.properties.runnable.visits import check_visits
from tests.properties.runnable.words import PROJECT_FILE

__all__ = [
    "Case",
    "Ran",
    "Situation",
    "alike",
    "begin",
    "cases",
    "check_entries",
    "check_protections",
    "check_visits",
    "compile_text",
    "program_text",
    "program_texts",
    "ready",
    "resume",
    "run",
    "situation",
    "situations",
    "write",
]


def program_text(chance: Random, *, plain: bool = False) -> str:
    """A program of one to three journeys, with the rules around them; a `plain` one starts on events and segments,
    waits for durations, times and events, and has nothing that contacts share."""
    names, written_segments = segments(chance, plain=plain)
    known, written_messages = messages(chance, plain=plain)
    scope = Scope(segments=names, messages=tuple(message.name for message in known), plain=plain)
    written_journeys = [journey(chance, number, scope, known) for number in range(chance.choice([2, 1, 3]))]
    rules = [suppressions(chance, scope), limits(chance, plain=plain)]
    return "\n".join(part for part in [written_segments, *rules, written_messages, *written_journeys] if part)


def program_texts(*, plain: bool = False) -> st.SearchStrategy[str]:
    """Programs that Hypothesis can make smaller."""
    return st.randoms(use_true_random=False).map(lambda chance: program_text(chance, plain=plain))


def situations(most: int = 1, *, plain: bool = False) -> st.SearchStrategy[Situation]:
    """Situations that Hypothesis can make smaller, of at most so many contacts."""
    return st.randoms(use_true_random=False).map(lambda chance: situation(chance, most=most, plain=plain))


def ready(text: str) -> Rules:
    """A random program that can be run, ready to run."""
    note(text)
    compilation = compile_text(text)
    assume(compilation.is_sound)
    assert compilation.program is not None
    return engine.prepare(compilation.program)


def compile_text(text: str) -> Compilation:
    """What comes of a program's text with the project of all random programs."""
    return compile_sources(PROJECT_FILE, [Source("random.journey", text)], {"plain.html": "<p>Hello</p>"})
