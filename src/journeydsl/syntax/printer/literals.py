"""Names, text and figures in their plainest form."""

from __future__ import annotations

from decimal import Decimal

from journeydsl.syntax import ast


def literal(value: ast.Literal) -> str:
    """A literal value as it is written."""
    match value:
        case ast.Text():
            escaped = value.value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case ast.Number():
            return f"{Decimal(repr(value.value)):f}"
        case ast.Percent():
            return f"{(Decimal(value.millionths) / 10_000).normalize():f}%"
        case ast.Boolean():
            return "true" if value.value else "false"
        case ast.Duration():
            return f"{value.amount} {value.unit}{'' if value.amount == 1 else 's'}"
        case ast.TimeOfDay():
            return f"{value.minutes // 60:02}:{value.minutes % 60:02}"
        case ast.Date():
            return value.value.isoformat()
        case ast.Instant():
            return value.value.isoformat(" ", "minutes")


def told(value: ast.Told) -> str:
    """A value, or several, as they are written."""
    if isinstance(value, ast.ListOf):
        return f"({', '.join(map(literal, value.items))})"
    return literal(value)


def operand(value: ast.Operand) -> str:
    return value.text if isinstance(value, ast.Path) else literal(value)


def as_reason(reason: ast.Name | None) -> str:
    return f" as {reason.text}" if reason else ""
