"""How a draft can be changed so that a message is sent, or is not, for some reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from journeydsl.model import clock
from journeydsl.model.conditions import Known
from journeydsl.model.contacts import Change, Event
from journeydsl.model.happenings import CONSENT_WITHDRAWN, MESSAGE, MESSAGE_BOUNCED, MESSAGE_COMPLAINED, TOPIC
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.reasons import NotSent
from journeydsl.model.rules import Suppression
from journeydsl.model.values import DAY, HOUR, MINUTE
from journeydsl.scenarios.suggesting import values
from journeydsl.scenarios.suggesting.drafts import Draft
from journeydsl.scenarios.suggesting.scene import Scene
from journeydsl.scenarios.suggesting.solving import change, change_to_unknown

_CAN_BE_MADE = (
    NotSent.NOT_SUBSCRIBED,
    NotSent.MISSING_ADDRESS,
    NotSent.INVALID_ADDRESS,
    NotSent.UNSUBSCRIBED,
    NotSent.SUPPRESSED,
    NotSent.MISSING_FIELD,
    NotSent.HARD_BOUNCED,
    NotSent.COMPLAINED,
    NotSent.OVER_LIMIT,
    NotSent.QUIET_HOURS,
    NotSent.HOLD_EXPIRED,
)


def let_through(scene: Scene, message: Message, reason: str, detail: str) -> Iterator[Draft]:
    """Drafts in which what kept a message from being sent is perhaps gone."""
    draft, project = scene.draft, scene.rules.program.project
    address = project.channels[message.channel].address
    match NotSent(reason):
        case NotSent.MISSING_ADDRESS | NotSent.INVALID_ADDRESS:
            yield draft.with_attribute(address, values.sample(project.attributes[address].type, address, scene.at))
        case NotSent.UNSUBSCRIBED:
            yield draft.unsubscribed(truth=False)
        case NotSent.NOT_SUBSCRIBED:
            yield draft.subscribed(detail, truth=True)
        case NotSent.SUPPRESSED:
            for suppression in scene.rules.program.suppressions:
                if suppression.name == detail:
                    yield from change(suppression.condition, scene, truth=False)
        case NotSent.MISSING_FIELD:
            for field in message.needs:
                yield from change(Known(field), scene, truth=True)
        case NotSent.QUIET_HOURS | NotSent.OVER_LIMIT | NotSent.HOLD_EXPIRED | NotSent.OVER_CAPACITY:
            yield from at_other_times(scene)
        case NotSent.HARD_BOUNCED | NotSent.COMPLAINED | NotSent.STOPPED_WHILE_HELD | NotSent.OVERDUE:
            yield from (draft.without(index) for index in range(len(draft.inputs)))


def keep_back(scene: Scene, message: Message, reasons: frozenset[NotSent]) -> Iterator[Draft]:
    """Drafts in which a message is perhaps not sent, for one of these reasons."""
    for reason in _CAN_BE_MADE:
        if reason in reasons:
            yield from _keep_back(scene, message, reason)


def _keep_back(scene: Scene, message: Message, reason: NotSent) -> Iterator[Draft]:  # noqa: C901 a case a kind
    draft, before = scene.draft, scene.at - scene.at % MINUTE - MINUTE
    address = scene.rules.program.project.channels[message.channel].address
    match reason:
        case NotSent.MISSING_ADDRESS if scene.rules.program.project.attributes[address].optional:
            yield draft.with_attribute(address, None)
        case NotSent.INVALID_ADDRESS:
            yield draft.with_attribute(address, "not an address")
            yield draft.with_input(Change(at=before, attribute=address, value="not an address"))[0]
        case NotSent.NOT_SUBSCRIBED if message.topic and message.message_class is MessageClass.PROMOTIONAL:
            yield draft.subscribed(message.topic, truth=False)
            yield draft.with_input(_event(before, CONSENT_WITHDRAWN, TOPIC, message.topic))[0]
        case NotSent.UNSUBSCRIBED if message.message_class is MessageClass.PROMOTIONAL:
            yield draft.unsubscribed(truth=True)
            yield draft.with_input(Event(id="", name=CONSENT_WITHDRAWN, at=before))[0]
        case NotSent.SUPPRESSED:
            for suppression in scene.rules.program.suppressions:
                if suppression.blocks in (None, message.message_class):
                    yield from _suppress(scene, suppression)
        case NotSent.MISSING_FIELD:
            for field in message.needs:
                yield from change(Known(field), scene, truth=False)
        case NotSent.HARD_BOUNCED:
            yield draft.with_input(_event(before, MESSAGE_BOUNCED, MESSAGE, message.name))[0]
        case NotSent.COMPLAINED:
            yield draft.with_input(_event(before, MESSAGE_COMPLAINED, MESSAGE, message.name))[0]
        case NotSent.OVER_LIMIT | NotSent.QUIET_HOURS | NotSent.HOLD_EXPIRED:
            yield from _again(scene)
            yield from at_other_times(scene)
        case NotSent.MISSING_ADDRESS | NotSent.NOT_SUBSCRIBED | NotSent.UNSUBSCRIBED | NotSent.OVER_CAPACITY:
            return
        case NotSent.STOPPED_WHILE_HELD | NotSent.OVERDUE:
            return


def at_other_times(scene: Scene) -> Iterator[Draft]:
    """The same at other times of the day, and on other days of the week."""
    local = clock.to_wall(scene.at, scene.facts.timezone)
    for hour in (12, 23, 3):
        yield scene.draft.later((hour - local.hour) * HOUR)
    for days in (1, 2, 3, 4, 5, 6):
        yield scene.draft.later(days * DAY)


def _again(scene: Scene) -> Iterator[Draft]:
    """What happened already happens once more, sooner or later: whatever it starts sends more messages."""
    for each in scene.draft.inputs:
        for apart in (-DAY, -HOUR, HOUR, DAY):
            yield scene.draft.with_input(replace(each, at=each.at + apart))[0]


def _suppress(scene: Scene, suppression: Suppression) -> Iterator[Draft]:
    yield from change(suppression.condition, scene, truth=True)
    yield from change_to_unknown(suppression.condition, scene)


def _event(at: int, name: str, about: str, value: str) -> Event:
    return Event(id="", name=name, at=at, properties={about: value})
