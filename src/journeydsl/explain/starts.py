"""Why nothing ever triggered a journey."""

from __future__ import annotations

from journeydsl.conditions import Facts, is_in, read
from journeydsl.conditions.words import operand_words, value_words
from journeydsl.engine import Rules
from journeydsl.engine.turn import Turn
from journeydsl.explain.parts import Part, parts_of
from journeydsl.explain.refusals import Answer
from journeydsl.explain.story import Story
from journeydsl.model import clock
from journeydsl.model.conditions import InSegment
from journeydsl.model.journeys import Around, At, Every, EveryYear, OnEntering, OnEvent, Start, WhenCalled


def never_triggered(rules: Rules, story: Story, start: Start) -> Answer:
    """Why a start never came for a contact, as it stood at the end; the first note goes on after the start's words."""
    now = Turn(rules, story.end, story.ended).facts()
    match start:
        case OnEvent(event=event, quiet_for=quiet_for):
            if quiet_for is not None and any(each.name == event for each in story.ended.history):
                return Answer(notes=(f"and no {event} of this contact that meets it was followed by so much quiet",))
            return Answer(notes=(f"and there was no {event} of this contact in the period",))
        case OnEntering(segment=segment):
            return _entering(rules, story, segment, now)
        case EveryYear(date=date) | Around(date=date):
            value = read(date, now)
            known = (
                "is missing" if value is None else f"is {value_words(value)}, which brings no such day in the period"
            )
            return Answer(notes=(f"and `{operand_words(date)}` of this contact {known}",))
        case At(wall=wall) if not story.start <= clock.to_instant(wall, story.timezone) <= story.end:
            return Answer(notes=("and that was not in the period",))
        case Every(segment=segment) | At(segment=segment):
            return Answer(_segment(segment, now), ("and this contact was not in the segment then; at the end:",))
        case WhenCalled():
            return Answer(notes=("and nobody called it for this contact in the period",))


def _entering(rules: Rules, story: Story, segment: str, now: Facts) -> Answer:
    then = Turn(rules, story.start, story.began).facts()
    if is_in(segment, then) and is_in(segment, now):
        note = "`existing members too` would have taken this contact along"
        return Answer(notes=("and this contact was in the segment from the beginning", note))
    return Answer(_segment(segment, now), ("and this contact did not come into the segment; at the end:",))


def _segment(segment: str, now: Facts) -> tuple[Part, ...]:
    return parts_of(InSegment(segment), now)
