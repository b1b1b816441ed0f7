"""Diagnostics as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from journeydsl import __version__
from journeydsl.diagnostics.codes import Code
from journeydsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from journeydsl.diagnostics.render.place import Place, exact, place
from journeydsl.source import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_PAGES = "tests/cases/mistakes"


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """A log with one run; fingerprints survive that lines move, but not that they change."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "journeydsl",
                "semanticVersion": __version__,
                "rules": [_rule(code, diagnostics) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder that the command was run in"}}},
        "results": _results(diagnostics, sources, codes),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: Code, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    worst = Severity.ERROR in {diagnostic.severity for diagnostic in diagnostics if diagnostic.code is code}
    return {
        "id": code,
        "shortDescription": {"text": code.replace("-", " ")},
        "helpUri": f"{_PAGES}/{code}.md",
        "defaultConfiguration": {"level": Severity.ERROR if worst else Severity.WARNING},
    }


def _results(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], codes: Sequence[Code]
) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for diagnostic in diagnostics:
        mark = _fingerprint(diagnostic, sources)
        seen[mark] += 1
        result = _result(diagnostic, sources)
        result["ruleIndex"] = codes.index(diagnostic.code)
        result["partialFingerprints"] = {"primaryLocationLineHash": f"{mark}:{seen[mark]}"}
        results.append(result)
    return results


def _result(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": diagnostic.severity,
        "message": {"text": diagnostic.message + hint},
        "locations": [_location(diagnostic.span, sources)],
    }
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": label.text}, **_location(label.span, sources)}
            for number, label in enumerate(diagnostic.labels, start=1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix, sources)]
    return result


def _fix(fix: Fix, sources: Mapping[str, Source]) -> dict[str, Any]:
    by_file = groupby(
        sorted(fix.edits, key=lambda edit: (edit.span.file, edit.span.start)), lambda edit: edit.span.file
    )
    changes = [
        {"artifactLocation": _artifact(file), "replacements": [_replacement(edit, sources) for edit in edits]}
        for file, edits in by_file
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _replacement(edit: Edit, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"deletedRegion": _region(exact(sources, edit.span)), "insertedContent": {"text": edit.text}}


def _location(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(span.file), "region": _region(place(sources, span))}}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": quote(file.replace("\\", "/").encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}


def _region(found: Place | None) -> dict[str, int]:
    if found is None:
        return {"startLine": 1}
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
    }


def _fingerprint(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """What stays the same while lines move: the code, the file and the text of the line."""
    found = place(sources, diagnostic.span)
    line = sources[diagnostic.span.file].line(found.line).strip() if found else ""
    parts = "\0".join((diagnostic.code, diagnostic.span.file, line))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
