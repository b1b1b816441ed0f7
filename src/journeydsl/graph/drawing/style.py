"""The colours and type of a picture, light and dark, as a style sheet without variables: some renderers have none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from journeydsl.graph.drawing.labels import Kind
from journeydsl.graph.drawing.measuring import DETAIL_SIZE, TITLE_SIZE
from journeydsl.graph.drawing.placing import CAPTION_SIZE, HEADING_SIZE
from journeydsl.graph.flow import WIDTHS

FONTS = 'Roboto, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", sans-serif'


class Theme(StrEnum):
    """Light, dark, or as the viewer prefers."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class _Palette:
    paper: str
    card: str
    ink: str
    quiet: str
    line: str
    untried: str
    kinds: dict[Kind, str]


_LIGHT = _Palette(
    paper="#ffffff",
    card="#f8fafc",
    ink="#0f172a",
    quiet="#526077",
    line="#94a3b8",
    untried="#dc2626",
    kinds={
        Kind.START: "#1d4ed8",
        Kind.SEND: "#0f766e",
        Kind.WAIT: "#b45309",
        Kind.WAIT_FOR: "#b45309",
        Kind.CHOOSE: "#475569",
        Kind.SPLIT: "#be185d",
        Kind.REPEAT: "#475569",
        Kind.SET: "#6d28d9",
        Kind.EMIT: "#6d28d9",
        Kind.CALL: "#6d28d9",
        Kind.START_JOURNEY: "#1d4ed8",
        Kind.LIST: "#6d28d9",
        Kind.OFFER: "#6d28d9",
        Kind.UNSUBSCRIBE: "#6d28d9",
        Kind.MARK: "#64748b",
        Kind.GO_TO: "#64748b",
        Kind.STOP: "#64748b",
        Kind.COMPLETED: "#15803d",
    },
)
_DARK = _Palette(
    paper="#0f172a",
    card="#1e293b",
    ink="#f1f5f9",
    quiet="#a3b1c6",
    line="#64748b",
    untried="#f87171",
    kinds={
        Kind.START: "#60a5fa",
        Kind.SEND: "#2dd4bf",
        Kind.WAIT: "#fbbf24",
        Kind.WAIT_FOR: "#fbbf24",
        Kind.CHOOSE: "#94a3b8",
        Kind.SPLIT: "#f472b6",
        Kind.REPEAT: "#94a3b8",
        Kind.SET: "#a78bfa",
        Kind.EMIT: "#a78bfa",
        Kind.CALL: "#a78bfa",
        Kind.START_JOURNEY: "#60a5fa",
        Kind.LIST: "#a78bfa",
        Kind.OFFER: "#a78bfa",
        Kind.UNSUBSCRIBE: "#a78bfa",
        Kind.MARK: "#94a3b8",
        Kind.GO_TO: "#94a3b8",
        Kind.STOP: "#94a3b8",
        Kind.COMPLETED: "#4ade80",
    },
)


def sheet(theme: Theme) -> str:
    """The style sheet of a picture in a theme."""
    match theme:
        case Theme.LIGHT:
            return f"{_TYPE}\n{_colours(_LIGHT)}\n"
        case Theme.DARK:
            return f"{_TYPE}\n{_colours(_DARK)}\n"
        case Theme.AUTO:
            dark = f"@media (prefers-color-scheme: dark) {{\n{_colours(_DARK)}\n}}"
            return f"{_TYPE}\n{_colours(_LIGHT)}\n{dark}\n"


def page_sheet() -> str:
    """The style sheet of the pictures in a page with flows, in both themes: the viewer's, unless the page's root says
    another by `data-theme`. On paper it is light."""
    dark = _colours(_DARK)
    return "\n".join(
        (
            _TYPE,
            _FLOW,
            _colours(_LIGHT),
            f'@media screen and (prefers-color-scheme: dark) {{\n:root:not([data-theme="light"]) {{\n{dark}\n}}\n}}',
            f'@media screen {{\n:root[data-theme="dark"] {{\n{dark}\n}}\n}}',
        )
    )


_FLOW = "\n".join(
    (
        ".journey .line.width-0 { stroke-width: 1.5px; stroke-dasharray: 3 4; }",
        *(f".journey .line.width-{each} {{ stroke-width: {0.5 + each:g}px; }}" for each in range(1, WIDTHS + 1)),
        ".journey g.width-0 { opacity: 0.75; }",
    )
)

_TYPE = f"""
.journey text {{ font-family: {FONTS}; }}
.journey .heading {{ font-size: {HEADING_SIZE:g}px; font-weight: 500; }}
.journey .caption {{ font-size: {CAPTION_SIZE:g}px; }}
.journey .title {{ font-size: {TITLE_SIZE:g}px; font-weight: 500; }}
.journey .detail {{ font-size: {DETAIL_SIZE:g}px; }}
.journey .label {{ font-size: {DETAIL_SIZE:g}px; text-anchor: middle; }}
.journey .box {{ stroke-width: 1.5px; }}
.journey .icon {{ fill: none; stroke-width: 1.3px; stroke-linejoin: round; stroke-linecap: round; }}
.journey .line {{ fill: none; stroke-width: 2px; }}
.journey .back {{ stroke-dasharray: 5 4; }}
.journey .pill {{ stroke-width: 1px; }}
.journey .unreachable {{ opacity: 0.45; }}
.journey .unreachable .box {{ stroke-dasharray: 4 3; }}
.journey .remark, .journey .legend {{ font-size: {DETAIL_SIZE:g}px; font-weight: 500; }}
.journey .line.untried {{ stroke-dasharray: 0.1 5; stroke-linecap: round; stroke-width: 2.2px; }}
.journey .untried .box {{ stroke-dasharray: 0.1 4; stroke-linecap: round; stroke-width: 2.2px; }}
.journey .untried .pill {{ stroke-dasharray: 0.1 3; stroke-linecap: round; stroke-width: 1.6px; }}
""".strip()


def _colours(palette: _Palette) -> str:
    rules = [
        f".journey .paper {{ fill: {palette.paper}; }}",
        f".journey .heading, .journey .title, .journey .label {{ fill: {palette.ink}; }}",
        f".journey .caption, .journey .detail {{ fill: {palette.quiet}; }}",
        f".journey .box {{ fill: {palette.card}; }}",
        f".journey .line {{ stroke: {palette.line}; }}",
        f".journey .arrow {{ fill: {palette.line}; }}",
        f".journey .pill {{ fill: {palette.paper}; stroke: {palette.line}; }}",
    ]
    rules += [f".journey .{kind} .box, .journey .{kind} .icon {{ stroke: {palette.kinds[kind]}; }}" for kind in Kind]
    rules += [
        f".journey .untried .box, .journey .untried .icon, .journey .untried .pill {{ stroke: {palette.untried}; }}",
        f".journey .line.untried {{ stroke: {palette.untried}; }}",
        f".journey .arrow.untried, .journey .remark, .journey .legend {{ fill: {palette.untried}; }}",
    ]
    return "\n".join(rules)
