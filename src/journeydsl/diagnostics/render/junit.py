"""Diagnostics as a JUnit report: what is wrong in a file fails, a clean file passes, a warning is only printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree

from journeydsl.diagnostics.codes import Code
from journeydsl.diagnostics.diagnostic import Diagnostic, Severity
from journeydsl.diagnostics.render.place import place
from journeydsl.source import Source

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], files: Sequence[str]) -> str:
    """One test case for each code found in a file, and one for each file in which nothing was found."""
    ordered = sorted(diagnostics, key=lambda diagnostic: (diagnostic.span.file, diagnostic.code))
    cases = [
        _case(file, code, list(found), sources)
        for (file, code), found in groupby(ordered, lambda diagnostic: (diagnostic.span.file, diagnostic.code))
    ]
    touched = {diagnostic.span.file for diagnostic in diagnostics}
    cases += [_element("testcase", classname=file, name="check") for file in files if file not in touched]
    cases.sort(key=lambda case: case.get("classname", ""))
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suites = _element("testsuites", **counts)
    suite = _element("testsuite", name="journeydsl check", **counts)
    suites.append(suite)
    suite.extend(cases)
    ElementTree.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


def _case(file: str, code: Code, found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> ElementTree.Element:
    case = _element("testcase", classname=file, name=code)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if errors:
        failure = _element("failure", message=errors[0].message, type=code)
        failure.text = _told(errors, sources)
        case.append(failure)
    if warnings := [diagnostic for diagnostic in found if diagnostic.severity is Severity.WARNING]:
        printed = _element("system-out")
        printed.text = _told(warnings, sources)
        case.append(printed)
    return case


def _told(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    lines = []
    for diagnostic in diagnostics:
        found = place(sources, diagnostic.span)
        where = f"{diagnostic.span.file}:{found.line}:{found.column}" if found else diagnostic.span.file
        lines.append(f"{where}: {diagnostic.message}" + (f" ({diagnostic.hint})" if diagnostic.hint else ""))
    return _writable("\n".join(lines))


def _element(tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(tag, {name: _writable(value) for name, value in attributes.items()})


def _writable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
