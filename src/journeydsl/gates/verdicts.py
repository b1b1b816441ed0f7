"""What became of a gate."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.gates.sentences import Gate
from journeydsl.model.values import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a gate found for one name, or for all messages that it counts (`name` is empty).

    `worst` is the figure that is held against the gate's (contacts, messages, or millionths for a share, with `count`
    of `total` behind it); `examples` are contacts, `contacts` how many there are of them; `at` is when the worst was
    reached, where that can be said.
    """

    name: str
    failed: bool
    worst: int
    count: int = 0
    total: int = 0
    contacts: int = 0
    examples: tuple[str, ...] = ()
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gate and what it found, the failures first."""

    gate: Gate
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether the gate fails."""
        return any(finding.failed for finding in self.findings)
