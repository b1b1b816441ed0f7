"""A project on disk: which files belong to it, what they say, and what is wrong with them.

In: a path. Out: `ProjectFiles`, and by `compiled` or `mistakes` what the compiler makes of them.
Promises: what was found out before about the same text is not found out again; where nothing can be kept, or what was
kept is damaged, only time is lost. Importing this package imports neither the parser nor the checker.
"""

from journeydsl.workspace.files import (
    PROJECT_FILE,
    ProjectFiles,
    find_projects,
    is_within,
    journey_files,
    read_project,
    read_source,
    shown,
)
from journeydsl.workspace.keeping import Report, compiled, makes_html, mistakes
from journeydsl.workspace.parsed_files import ParsedFiles
from journeydsl.workspace.writing import write_text

__all__ = [
    "PROJECT_FILE",
    "ParsedFiles",
    "ProjectFiles",
    "Report",
    "compiled",
    "find_projects",
    "is_within",
    "journey_files",
    "makes_html",
    "mistakes",
    "read_project",
    "read_source",
    "shown",
    "write_text",
]
