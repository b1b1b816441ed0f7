"""Cells that can be read many at a time: SQL that gives the value of a cell exactly as `values` does, or says that
somebody has to look.

Nothing here rejects or repairs. It knows the plain ways to write a value; a row with a cell in any other way, right or
wrong, is left to be read by itself, by the rules of `values`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journeydsl.data.slots import Slot
from journeydsl.data.wall_times import instant_of_wall
from journeydsl.model.values import LARGEST_INTEGER, Kind

TEXT = "VARCHAR"
_BOOLEANS = {True: ("true", "True", "TRUE", "yes", "1"), False: ("false", "False", "FALSE", "no", "0")}
_NUMBER = r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?"
_INTEGER = r"[+-]?[0-9]{1,15}"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_INSTANT = _DATE + r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_OFFSET = r"(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)"
_ADDRESSES = {
    Kind.EMAIL: r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
    Kind.PHONE: r"\+?[0-9][0-9 ]{4,30}[0-9]",
    Kind.URL: r"https?:[!-~]+",
}
_WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


class Plain(NamedTuple):
    """SQL for the value of a cell, null where it is missing, and for whether somebody has to look; the latter is never
    null."""

    value: str
    doubt: str


def plain_cell(slot: Slot, types: Sequence[str], zone: str) -> Plain:
    """How the cells of a slot are read; `types` are those of the columns, `zone` is that of wall times."""
    cell, type_name = f"c{slot.position}", types[slot.position]
    if slot.type.many:
        return _plain_list(slot, cell, type_name)
    if type_name == TEXT:
        cell = f"nullif({cell}, '')"
    value = _value(cell, type_name, slot.type.kind, zone)
    doubts = [f"({cell} is not null and ({value}) is null)"] if value != cell else []
    if slot.required:
        doubts.append(f"{cell} is null")
    if slot.type.values:
        doubts.append(f"({cell} is not null and {value} not in ({listed(slot.type.values)}))")
    if slot.bounds is not None:
        least, most = slot.bounds
        doubts.append(f"coalesce(({value}) not between {least!r} and {most!r}, false)")
    if slot.type.kind in _ADDRESSES:
        doubts.append(f"coalesce(not {is_plain_address(value, slot.type.kind)}, false)")
    return Plain(value, " or ".join(doubts) or "false")


def _plain_list(slot: Slot, cell: str, type_name: str) -> Plain:
    """A Parquet list of texts can be read at once; any other list is left to `lists`, each by itself."""
    if slot.type.kind is not Kind.TEXT or type_name != f"{TEXT}[]":
        cell = f"nullif({cell}, '')" if type_name == TEXT else cell
        return Plain("null", "true" if slot.required else f"{cell} is not null")
    wrong = "item is null or item = ''"
    if slot.type.values:
        wrong += f" or item not in ({listed(slot.type.values)})"
    doubt = f"coalesce(len(list_filter({cell}, lambda item: {wrong})) > 0, {str(slot.required).lower()})"
    return Plain(f"to_json({cell})::varchar", doubt)


def is_plain_address(cell: str, kind: Kind) -> str:
    """SQL for whether an address is written in the way of most, and so can be one."""
    return f"regexp_full_match({cell}, '{_ADDRESSES[kind]}')"


def missing(kind: Kind) -> Plain:
    """What no column of the file holds."""
    return Plain("false" if kind is Kind.BOOLEAN else "null", "false")


def listed(texts: Iterable[str]) -> str:
    """Texts as SQL writes them, separated by commas."""
    return ", ".join(quoted(text) for text in texts)


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _value(cell: str, type_name: str, kind: Kind, zone: str) -> str:
    """SQL for the value, null for all that is not plain."""
    match kind, type_name:
        case _, "VARCHAR":
            return _of_text(cell, kind, zone)
        case Kind.NUMBER, "DOUBLE":
            return f"if(isfinite({cell}), {cell}, null)"
        case Kind.NUMBER, whole if whole in _WHOLE_NUMBERS:
            return f"{cell}::double"
        case Kind.INTEGER, whole if whole in _WHOLE_NUMBERS:
            return f"if({cell} between {-LARGEST_INTEGER} and {LARGEST_INTEGER}, {cell}::bigint, null)"
        case Kind.BOOLEAN, "BOOLEAN":
            return cell
        case Kind.DATE, "DATE":
            return f"if(isfinite({cell}) and year({cell}) between 1 and 9999, {cell}, null)"
        case Kind.INSTANT, "TIMESTAMP WITH TIME ZONE":
            utc = f"make_timestamp(epoch_us({cell}))"
            return f"if(isfinite({cell}) and year({utc}) between 2 and 9998, epoch_us({cell}), null)"
        case Kind.INSTANT, "TIMESTAMP":
            instant = instant_of_wall(f"epoch_us({cell})", zone)
            return f"if(isfinite({cell}), {instant}, null)"
        case ((Kind.TEXT | Kind.EMAIL | Kind.URL | Kind.PHONE), whole) if whole in _WHOLE_NUMBERS:
            return f"{cell}::varchar"
        case _:
            return "null"


def _of_text(cell: str, kind: Kind, zone: str) -> str:
    match kind:
        case Kind.TEXT | Kind.EMAIL | Kind.URL | Kind.PHONE:
            return cell
        case Kind.NUMBER:
            return f"if(regexp_full_match({cell}, '{_NUMBER}'), try_cast({cell} as double), null)"
        case Kind.INTEGER:
            return f"if(regexp_full_match({cell}, '{_INTEGER}'), try_cast({cell} as bigint), null)"
        case Kind.BOOLEAN:
            cases = (f"when {cell} in ({listed(texts)}) then {truth}" for truth, texts in _BOOLEANS.items())
            return f"case {' '.join(cases)} end"
        case Kind.DATE:
            return f"if(regexp_full_match({cell}, '{_DATE}'), try_cast({cell} as date), null)"
        case Kind.INSTANT:
            utc = f"epoch_us(try_cast({cell} as timestamptz))"
            wall = instant_of_wall(f"epoch_us(try_cast(replace({cell}, 'T', ' ') as timestamp))", zone)
            in_years = f"left({cell}, 4) between '0002' and '9998'"
            with_offset = f"{in_years} and regexp_full_match({cell}, '{_INSTANT}{_OFFSET}')"
            return f"if({with_offset}, {utc}, if(regexp_full_match({cell}, '{_INSTANT}'), {wall}, null))"
        case Kind.DURATION:
            return "null"
