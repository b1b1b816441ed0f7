"""Messages: how often each was due, sent, held back and not sent, in all journeys together."""

from __future__ import annotations

from journeydsl.model.program import Program
from journeydsl.reports.figures import Count, MessageFigures
from journeydsl.reports.reading.tables import Tables

_OUTCOMES = """
select message, outcome, reason, detail, count(*) as times from decisions
where message <> '' and outcome in ('sent', 'held_out', 'not_sent', 'held')
group by all order by times desc, reason, detail
"""


def read_messages(tables: Tables, program: Program) -> tuple[MessageFigures, ...]:
    """The figures of each message of the program, in its order."""
    counted: dict[str, list[Count]] = {}
    for message, outcome, reason, detail, times in tables.rows(_OUTCOMES):
        counted.setdefault(message, []).append(Count(outcome=outcome, reason=reason, detail=detail, times=times))
    return tuple(
        MessageFigures(
            name=name,
            label=message.label,
            channel=message.channel,
            message_class=message.message_class.value,
            sent=sum(each.times for each in counted.get(name, ()) if each.outcome == "sent"),
            held_out=sum(each.times for each in counted.get(name, ()) if each.outcome == "held_out"),
            not_sent=tuple(each for each in counted.get(name, ()) if each.outcome == "not_sent"),
            held=tuple(each for each in counted.get(name, ()) if each.outcome == "held"),
        )
        for name, message in program.messages.items()
    )
