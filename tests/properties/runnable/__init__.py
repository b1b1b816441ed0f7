"""Whole programs that can be run, at random, and what happens to contacts while they run."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import assume, note
from hypothesis import strategies as st

from journeydsl import engine, project
from journeydsl import messages as messages_of_journeys
from journeydsl.compiler import Compilation, Readers, compile_sources
from journeydsl.engine import Rules
from journeydsl.source import Source
from tests.properties.runnable.aiming import cases
from tests.properties.runnable.conditions import Scope
from tests.properties.runnable.entries import check_entries
from tests.properties.runnable.files import write
from tests.properties.runnable.histories import Case, Situation, alike, situation
from tests.properties.runnable.journeys import journey
from tests.properties.runnable.messages import messages
from tests.properties.runnable.protections import check_protections
from tests.properties.runnable.rules import limits, segments, suppressions
from tests.properties.runnable.running import Ran, begin, resume, run
from tests.properties.runnable.visits import check_visits
from tests.properties.runnable.words import FILES, PROJECT_FILE, crowded_project

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
    "crowded_project",
    "program_text",
    "program_texts",
    "ready",
    "resume",
    "run",
    "situation",
    "situations",
    "write",
]


def program_text(chance: Random) -> str:
    """A program of one to three journeys, with the rules around them."""
    names, written_segments = segments(chance)
    known, written_messages = messages(chance)
    scope = Scope(segments=names, messages=tuple(message.name for message in known))
    written_journeys = [journey(chance, number, scope, known) for number in range(chance.choice([2, 1, 3]))]
    rules = [suppressions(chance, scope), limits(chance)]
    return "\n".join(part for part in [written_segments, *rules, written_messages, *written_journeys] if part)


def program_texts() -> st.SearchStrategy[str]:
    """Programs that Hypothesis can make smaller."""
    return st.randoms(use_true_random=False).map(program_text)


def situations(most: int = 1) -> st.SearchStrategy[Situation]:
    """Situations that Hypothesis can make smaller, of at most so many contacts."""
    return st.randoms(use_true_random=False).map(lambda chance: situation(chance, most=most))


def ready(text: str) -> Rules:
    """A random program that can be run, ready to run."""
    note(text)
    compilation = compile_text(text)
    assume(compilation.is_sound)
    assert compilation.program is not None
    return engine.prepare(compilation.program)


def compile_text(text: str, project_file: Source = PROJECT_FILE) -> Compilation:
    """What comes of a program's text with the project of all random programs, or with another one."""
    return compile_sources(project_file, [Source("random.journey", text)], FILES, READERS)


READERS = Readers(project=cache(project.load), fields=cache(messages_of_journeys.mentions))
