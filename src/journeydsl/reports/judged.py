"""Which gates held and which failed, and by how much: for a terminal, for GitHub's annotations, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from journeydsl.diagnostics.render.github import command
from journeydsl.gates import Finding, Gate, Verdict
from journeydsl.gates.sentences import Change, Crowd, Of, People, Reach, Sentence, Unreached, Unsent, Volume, Way
from journeydsl.model import clock
from journeydsl.model.values import duration_words
from journeydsl.reports.lines import count
from journeydsl.source import Source

FORMAT_VERSION = "1.0"
"""A change that can break a reader raises the first number; an addition raises the second."""

_MOST_FINDINGS = 10


def verdicts_text(verdicts: Sequence[Verdict], zone: str, explain: str) -> str:
    """Each gate with what it found, those that failed first; `explain` is the command that tells of a contact of the
    run, up to the contact."""
    return "\n".join(_text(verdicts, zone, explain)) + "\n"


def _text(verdicts: Sequence[Verdict], zone: str, explain: str) -> Iterator[str]:
    failed = sum(verdict.failed for verdict in verdicts)
    yield f"{failed:,} of {count(len(verdicts), 'gate')} failed" if failed else f"{count(len(verdicts), 'gate')} held"
    for verdict in sorted(verdicts, key=lambda each: not each.failed):
        yield f"  {'FAILED' if verdict.failed else 'held  '}  {verdict.gate.words}"
        told = _told(verdict)
        yield from (f"            {finding_words(verdict.gate, finding, zone)}" for finding in told[:_MOST_FINDINGS])
        if len(told) > _MOST_FINDINGS:
            yield f"            and {len(told) - _MOST_FINDINGS} more"
        if verdict.failed and told[0].examples:
            about = _about(verdict.gate.sentence, told[0].name)
            yield f"            why: {explain} --contact {told[0].examples[0]}{about}"


def _about(sentence: Sentence, name: str) -> str:
    """What is to be told of a contact, as `journeydsl explain` takes it."""
    match sentence:
        case Change(subject=subject, way=way) if subject.of is Of.JOURNEY:
            return f" --why-not {name}" if way is Way.LOSES else ""
        case Change(subject=subject) | Reach(subject=subject) | Unsent(subject=subject):
            return f" --message {name}" if subject.of is Of.MESSAGE else ""
        case Crowd() | Volume() | Unreached():
            return ""


def _told(verdict: Verdict) -> list[Finding]:
    """What failed, the worst first; where nothing did, what came nearest."""
    worst_is_low = isinstance(verdict.gate.sentence, Unreached) or (
        isinstance(verdict.gate.sentence, Reach) and verdict.gate.sentence.bound == "fewer"
    )
    ordered = sorted(verdict.findings, key=lambda each: (each.worst if worst_is_low else -each.worst, each.name))
    return [finding for finding in ordered if finding.failed] or ordered[:1]


def finding_words(gate: Gate, finding: Finding, zone: str) -> str:
    """What a gate found, in a sentence; instants are wall time of `zone`."""
    examples = f": {', '.join(finding.examples)}{', …' if finding.contacts > len(finding.examples) else ''}"
    such_as = examples if finding.examples else ""
    match gate.sentence:
        case Crowd(window=window):
            most = f"the most is {finding.worst:,} in {duration_words(window)}{_when(finding, zone)}"
            return f"{count(finding.contacts, 'contact')}{such_as}; {most}" if finding.failed else most
        case Volume(window=window):
            return f"the most is {finding.worst:,} in {duration_words(window)}{_when(finding, zone)}"
        case Change(limit=limit, way=way):
            share = "" if isinstance(limit, People) else f" ({_percent(finding.worst)})"
            verb, against = ("lost by", "of") if way is Way.LOSES else ("gained by", "contacts, before there were")
            return f"{finding.name}: {verb} {finding.count:,} {against} {finding.total:,}{share}{such_as}"
        case Reach(subject=subject):
            verb = "sent to" if subject.of is Of.MESSAGE else "entered by"
            return f"{finding.name}: {verb} {count(finding.contacts, 'contact')}{such_as}"
        case Unsent():
            return f"{finding.name}: {_percent(finding.worst)}, {finding.count:,} of {finding.total:,}{such_as}"
        case Unreached():
            return f"{finding.name}: {_percent(finding.worst)}, {finding.count:,} of {finding.total:,} who entered"


def _when(finding: Finding, zone: str) -> str:
    return "" if finding.at is None else f", by {clock.to_wall(finding.at, zone):%Y-%m-%d %H:%M}"


def _percent(millionths: int) -> str:
    return f"{millionths / 10_000:.4g}%"


def verdicts_annotations(verdicts: Sequence[Verdict], sources: Mapping[str, Source], zone: str) -> str:
    """An annotation of a GitHub Actions job for each gate that failed, at its line where it stands in a file."""
    lines = []
    for verdict in verdicts:
        if verdict.failed:
            words = "; ".join(finding_words(verdict.gate, each, zone) for each in _told(verdict)[:_MOST_FINDINGS])
            place = verdict.gate.span if verdict.gate.span.file in sources else None
            lines.append(command("error", "gate", f"{verdict.gate.words}\n{words}", place, sources))
    return "".join(f"{line}\n" for line in lines)


def verdicts_document(verdicts: Sequence[Verdict], zone: str) -> dict[str, Any]:
    """The verdicts as JSON values; instants are microseconds since 1970 in UTC, shares are of one."""
    return {
        "format_version": FORMAT_VERSION,
        "failed": sum(verdict.failed for verdict in verdicts),
        "gates": [
            {
                "gate": verdict.gate.words,
                "failed": verdict.failed,
                "findings": [
                    {
                        "name": finding.name,
                        "failed": finding.failed,
                        "words": finding_words(verdict.gate, finding, zone),
                        "worst": finding.worst / 1_000_000 if _is_share(verdict.gate.sentence) else finding.worst,
                        "count": finding.count,
                        "total": finding.total,
                        "contacts": finding.contacts,
                        "examples": list(finding.examples),
                    }
                    for finding in verdict.findings
                ],
            }
            for verdict in verdicts
        ],
    }


def _is_share(sentence: Sentence) -> bool:
    match sentence:
        case Change(limit=limit):
            return not isinstance(limit, People)
        case Unsent() | Unreached():
            return True
        case Crowd() | Volume() | Reach():
            return False
