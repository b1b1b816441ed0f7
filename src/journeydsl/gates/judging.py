"""Whether the gates hold, by the decisions of a run, and by its effects where it was compared with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from journeydsl.comparison import EXAMPLES, Effects, Group, Shift, open_runs
from journeydsl.data.staging import Staging
from journeydsl.gates import queries
from journeydsl.gates.sentences import (
    Bound,
    Change,
    Crowd,
    Gate,
    Of,
    People,
    Reach,
    Sentence,
    Share,
    Unreached,
    Unsent,
    Volume,
    Way,
)
from journeydsl.gates.verdicts import Finding, Verdict

_WHOLE = 1_000_000


def judge(gates: Sequence[Gate], run: Path, effects: Effects | None) -> tuple[Verdict, ...]:
    """A verdict for each gate over the run whose folder is `run`; `effects` are those against the run that it was
    compared with.

    A forecast of several seeds would be judged run by run: a gate reads one table of decisions. Raises ValueError where
    a gate is about a change and there are no effects, FileProblem where the folder has no decisions.
    """
    if effects is None and any(gate.is_about_a_change for gate in gates):
        raise ValueError("a gate about a change needs the effects of one")
    with closing(Staging()) as staging:
        open_runs(staging, {"after": run})
        return tuple(Verdict(gate, tuple(_findings(staging, gate.sentence, effects))) for gate in gates)


def _findings(staging: Staging, sentence: Sentence, effects: Effects | None) -> Iterator[Finding]:
    match sentence:
        case Crowd():
            yield _crowd(staging, sentence)
        case Volume():
            yield _volume(staging, sentence)
        case Change(subject=subject):
            assert effects is not None
            shifts = effects.messages if subject.of is Of.MESSAGE else effects.entries
            yield from (_change(shift, sentence) for shift in shifts if subject.every or shift.name in subject.names)
        case Reach(subject=subject):
            yield from (_reach(staging, sentence, name) for name in subject.names)
        case Unsent(subject=subject):
            yield from (_unsent(staging, sentence, name) for name in subject.names)
        case Unreached(subject=subject):
            yield from (_unreached(staging, sentence, name) for name in subject.names)


def _crowd(staging: Staging, gate: Crowd) -> Finding:
    asked = [list(gate.messages), gate.window, gate.number, EXAMPLES]
    most, at, contacts, examples = next(staging.records(queries.CROWD, asked))
    names = tuple(name for _, name in examples or ())
    return Finding(name="", failed=most > gate.number, worst=most, contacts=contacts, examples=names, at=at)


def _volume(staging: Staging, gate: Volume) -> Finding:
    most, at = next(staging.records(queries.VOLUME, [list(gate.messages), gate.window]))
    return Finding(name="", failed=most > gate.number, worst=most, at=at)


def _change(shift: Shift, gate: Change) -> Finding:
    group: Group = shift.lost if gate.way is Way.LOSES else shift.gained
    before = shift.contacts_before
    match gate.limit:
        case People(number):
            worst, failed = group.contacts, group.contacts > number
        case Share(millionths):
            worst = _share(group.contacts, before)
            failed = group.contacts * _WHOLE > millionths * before
    return Finding(
        name=shift.name,
        failed=failed,
        worst=worst,
        count=group.contacts,
        total=before,
        contacts=group.contacts,
        examples=group.examples,
    )


def _reach(staging: Staging, gate: Reach, name: str) -> Finding:
    outcome, column = ("sent", "message") if gate.subject.of is Of.MESSAGE else ("entered", "journey")
    contacts, examples = next(staging.records(queries.REACH.format(name=column), [outcome, name, EXAMPLES]))
    failed = contacts > gate.number if gate.bound is Bound.MORE else contacts < gate.number
    return Finding(name=name, failed=failed, worst=contacts, contacts=contacts, examples=tuple(examples or ()))


def _unsent(staging: Staging, gate: Unsent, name: str) -> Finding:
    asked = [name, gate.reason, EXAMPLES]
    count, total, contacts, examples = next(staging.records(queries.UNSENT, asked))
    return Finding(
        name=name,
        failed=count * _WHOLE > gate.share.millionths * total,
        worst=_share(count, total),
        count=count,
        total=total,
        contacts=contacts,
        examples=tuple(examples or ()),
    )


def _unreached(staging: Staging, gate: Unreached, name: str) -> Finding:
    count, total = next(staging.records(queries.UNREACHED, [name]))
    failed = count * _WHOLE < gate.share.millionths * total
    return Finding(name=name, failed=failed, worst=_share(count, total), count=count, total=total)


def _share(count: int, total: int) -> int:
    """In millionths, rounded; nothing of nothing is none, something of nothing is everything."""
    return round(count * _WHOLE / total) if total else _WHOLE * (count > 0)
