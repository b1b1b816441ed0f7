"""What is kept of each contact at the end of a run, for whoever counts by segment or by mailbox provider."""

from __future__ import annotations

from typing import NamedTuple

from journeydsl.engine import ContactState, Rules
from journeydsl.model.mailboxes import Mailbox, email_attribute, mailbox_of


class ContactEnd(NamedTuple):
    """A contact at the end of a run: who keeps its mailbox, and the segments that it is in."""

    contact: str
    provider: Mailbox
    segments: tuple[str, ...]


def contact_end(rules: Rules, state: ContactState, segments: tuple[str, ...]) -> ContactEnd:
    """A contact whose state and segments at the end are known."""
    attribute = email_attribute(rules.program.project)
    address = None if attribute is None else state.attributes.get(attribute)
    return ContactEnd(state.contact, mailbox_of(address), segments)
