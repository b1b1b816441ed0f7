"""How a contact can be reached and what it consents to, told again from what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journeydsl.engine import Rules
from journeydsl.model import steps
from journeydsl.model.contacts import Change, Event
from journeydsl.model.decisions import Decision, Outcome
from journeydsl.model.happenings import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    MESSAGE,
    MESSAGE_BOUNCED,
    MESSAGE_COMPLAINED,
    TOPIC,
)
from journeydsl.model.reasons import NotSent
from journeydsl.model.values import Instant, Value
from tests.properties.runnable.histories import Case
from tests.properties.runnable.words import the_project


@dataclass(frozen=True)
class Reach:
    """The address of each channel, the channels that are lost and why, and consent by topic; by None to everything."""

    addresses: Mapping[str, Value]
    lost: Mapping[str, NotSent]
    consents: Mapping[str | None, bool]


def reach_of(rules: Rules, case: Case, decisions: Sequence[Decision], asked: Decision, start: Instant) -> Reach:
    """How a contact can be reached when a message is asked for.

    At one instant what happens to it comes before what steps do. Before `start`, its profile says what it consents to.
    """
    addresses = dict(case.contact.attributes)
    lost: dict[str, NotSent] = {}
    consents: dict[str | None, bool] = {None: not case.contact.unsubscribed}
    consents.update(case.contact.subscriptions.items())
    words: list[tuple[Instant, str | None]] = []
    before = decisions[: decisions.index(asked)]
    done = [each for each in before if each.outcome in (Outcome.UNSUBSCRIBED, Outcome.CHANGED)]
    told: list[Event | Change | Decision] = [each for each in case.inputs if each.arrives <= asked.at]
    for each in sorted([*told, *done], key=_place):
        match each:
            case Change(attribute=attribute, value=value):
                lost = _learnt(addresses, lost, attribute, value)
            case Event() if each.name in (CONSENT_GIVEN, CONSENT_WITHDRAWN):
                topic = each.properties.get(TOPIC)
                about = None if topic is None else str(topic)
                if each.arrives >= start and not any(at > each.at and about == other for at, other in words):
                    consents[about] = each.name == CONSENT_GIVEN
                words.append((each.at, about))
            case Event() if each.name in (MESSAGE_BOUNCED, MESSAGE_COMPLAINED):
                message = rules.program.messages.get(str(each.properties.get(MESSAGE)))
                if message is not None and lost.get(message.channel) is not NotSent.COMPLAINED:
                    bounced = each.name == MESSAGE_BOUNCED
                    lost[message.channel] = NotSent.HARD_BOUNCED if bounced else NotSent.COMPLAINED
            case Event():
                pass
            case Decision(outcome=Outcome.CHANGED):
                step = next(node.step for node in rules.charts[each.journey].nodes if node.step.id == each.step)
                assert isinstance(step, steps.Set)
                lost = _learnt(addresses, lost, step.attribute, step.value)
            case Decision():
                consents[each.detail] = False
                words.append((each.at, each.detail))
    return Reach(addresses, lost, consents)


def _learnt(addresses: dict[str, Value], lost: dict[str, NotSent], attribute: str, value: Value) -> dict[str, NotSent]:
    """Note what is known of a contact from now on; the channels that are still lost."""
    if addresses.get(attribute) == value:
        return lost
    addresses[attribute] = value
    return {channel: why for channel, why in lost.items() if not _is_renewed(channel, why, attribute)}


def _place(each: Event | Change | Decision) -> tuple[Instant, int, Instant, str]:
    match each:
        case Event():
            return each.arrives, 0, each.at, each.id
        case Change():
            return each.arrives, 1, each.at, ""
        case Decision():
            return each.at, 2, each.at, ""


def _is_renewed(channel: str, why: NotSent, attribute: str) -> bool:
    """Whether a new address makes up for what was wrong with the old one."""
    return why is NotSent.HARD_BOUNCED and the_project().channels[channel].address == attribute
