"""Who keeps the mailbox behind an e-mail address, by its domain.

Which domains are Microsoft's, Google's and Yahoo's (with AOL's) is from Spam Resource's reference
(https://www.spamresource.com/2021/09/reference-magy-microsoft-aol-gmail.html), and whose mailboxes Yahoo keeps besides
from Twilio's inbox provider insights (https://www.twilio.com/docs/sendgrid/concepts/inbox-provider-insights/yahoo);
Apple's are the three of iCloud Mail, with the relay that hides addresses. Yahoo Japan is another company. Who keeps the
mailboxes of a company's own domain stands in its MX record, which nobody looks up here, so it is `other`. Nobody gets
mail under `.example` (RFC 2606), so made-up contacts have `gmail.com.example` where their mailbox counts as Gmail's.
"""

from __future__ import annotations

import re
from enum import StrEnum

from journeydsl.model.project import Project
from journeydsl.model.values import Kind, Value


class Mailbox(StrEnum):
    """Who keeps a mailbox; `none` where there is no address that can be one."""

    GMAIL = "gmail"
    MICROSOFT = "microsoft"
    YAHOO = "yahoo"
    APPLE = "apple"
    OTHER = "other"
    NONE = "none"


_EMAIL = re.compile(r"[^\s@\"<>(),;:\\]+@[^\s@.]+(\.[^\s@.]+)+")

_COUNTRY = r"\.(?:com|com?\.[a-z]{2}|[a-z]{2})"
"""The ending of a brand that has a domain in many countries: `.com`, `.de`, `.co.uk`, `.com.br`."""

_NOT_YAHOO = frozenset({"yahoo.co.jp", "ymail.ne.jp"})

_DOMAINS = {
    Mailbox.GMAIL: re.compile(r"gmail\.com|googlemail\.com"),
    Mailbox.MICROSOFT: re.compile(rf"(?:hotmail|outlook|live|windowslive|msn){_COUNTRY}|passport\.com"),
    Mailbox.YAHOO: re.compile(
        rf"(?:yahoo|aol){_COUNTRY}|(?:ymail|rocketmail|myyahoo|aim|netscape)\.com|netscape\.net"
        r"|(?:att|sbcglobal|bellsouth|verizon|comcast)\.net"
    ),
    Mailbox.APPLE: re.compile(r"(?:icloud|me|mac)\.com|privaterelay\.appleid\.com"),
}


def is_email(value: Value | None) -> bool:
    """Whether a value has the form of an e-mail address."""
    return isinstance(value, str) and _EMAIL.fullmatch(value) is not None


def mailbox_of(address: Value | None) -> Mailbox:
    """Who keeps the mailbox of an address, whatever the case it is written in; `.example` at its end does not count."""
    if not isinstance(address, str) or not is_email(address):
        return Mailbox.NONE
    domain = address.rpartition("@")[2].lower().removesuffix(".example")
    if domain in _NOT_YAHOO:
        return Mailbox.OTHER
    return next((mailbox for mailbox, domains in _DOMAINS.items() if domains.fullmatch(domain)), Mailbox.OTHER)


def email_attribute(project: Project) -> str | None:
    """The attribute of a contact that holds its e-mail address: that of the first channel which sends to one, else the
    first of its kind; None where the project knows of none."""
    of_channels = (channel.address for channel in project.channels.values())
    return next((name for name in (*of_channels, *project.attributes) if _holds_email(project, name)), None)


def _holds_email(project: Project, attribute: str) -> bool:
    declared = project.attributes.get(attribute)
    return declared is not None and declared.type.kind is Kind.EMAIL
