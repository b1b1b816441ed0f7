"""Readers that keep what they find in the user's cache folder, so that a second run need not find it again."""

from __future__ import annotations

from functools import partial

from journeydsl import project
from journeydsl.compiler import Readers
from journeydsl.compiler.field_cache import fields_cached
from journeydsl.resources.cache import user_folder


def keeping_readers() -> Readers:
    """Readers that keep; plain ones where there is no folder to keep anything in."""
    folder = user_folder()
    if folder is None:
        return Readers()
    return Readers(
        project=partial(project.load_cached, cache_folder=folder),
        fields=partial(fields_cached, cache_folder=folder),
    )
