"""The fingerprints of a project, for whoever has to know whether it is still the one that was approved."""

from __future__ import annotations

from collections.abc import Iterator

from journeydsl.versions import Edition, journey_fingerprint, program_fingerprint
from journeydsl.workspace import ProjectFiles, compiled


def fingerprints(files: ProjectFiles) -> Iterator[str]:
    """A line for the whole project and one for each journey; none where the project has mistakes."""
    compilation = compiled(files)
    if compilation.program is not None and compilation.is_sound:
        program = compilation.program
        yield f"{program_fingerprint(Edition(program, files.templates))}  {program.project.name}"
        for name, journey in program.journeys.items():
            yield f"{journey_fingerprint(journey)}  journey {name}"
