"""Everything that a run needs to know about a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from journeydsl.model.journeys import Journey
from journeydsl.model.messages import Message, Module
from journeydsl.model.offers import Offers
from journeydsl.model.project import Project
from journeydsl.model.rules import Limits, Segment, Suppression
from journeydsl.model.scenarios import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A checked project; mappings are by name, in the order of names, and scenarios in the order of the files."""

    project: Project
    segments: Mapping[str, Segment] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    limits: Limits = Limits()
    messages: Mapping[str, Message] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)
    offers: Mapping[str, Offers] = field(default_factory=dict)
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()
