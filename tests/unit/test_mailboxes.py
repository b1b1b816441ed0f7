"""Who keeps the mailbox behind an address."""

from __future__ import annotations

import pytest

from journeydsl.model.mailboxes import Mailbox, email_attribute, mailbox_of
from journeydsl.model.project import Attribute, Channel, Project
from journeydsl.model.values import Kind, ValueType


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("ann@gmail.com", "gmail"),
        ("Ann@GoogleMail.com", "gmail"),
        ("ann@gmail.com.evil.com", "other"),
        ("ann@notgmail.com", "other"),
        ("ann@hotmail.co.uk", "microsoft"),
        ("ann@outlook.de", "microsoft"),
        ("ann@live.com.mx", "microsoft"),
        ("ann@msn.com", "microsoft"),
        ("ann@yahoo.com", "yahoo"),
        ("ann@yahoo.co.in", "yahoo"),
        ("ann@yahoo.com.br", "yahoo"),
        ("ann@yahoo.co.jp", "other"),
        ("ann@aol.com", "yahoo"),
        ("ann@verizon.net", "yahoo"),
        ("ann@icloud.com", "apple"),
        ("ann@me.com", "apple"),
        ("x7@privaterelay.appleid.com", "apple"),
        ("ann@shop.example", "other"),
        ("ann@gmail.com.example", "gmail"),
        ("ann@outlook.com.example", "microsoft"),
        ("ann@gmail.example", "other"),
        ("ann@", "none"),
        ("gmail.com", "none"),
        ("a b@gmail.com", "none"),
        ("", "none"),
        (None, "none"),
        (7, "none"),
    ],
)
def test_the_domain_of_an_address_says_who_keeps_the_mailbox(address: str | int | None, mailbox: str) -> None:
    assert mailbox_of(address) is Mailbox(mailbox)


def test_the_address_is_that_of_the_first_channel_that_sends_e_mail() -> None:
    email, phone = ValueType(Kind.EMAIL), ValueType(Kind.PHONE)
    attributes = {
        name: Attribute(name=name, type=kind) for name, kind in (("work", email), ("email", email), ("phone", phone))
    }
    channels = {
        "sms": Channel(name="sms", address="phone"),
        "email": Channel(name="email", address="email"),
    }
    assert email_attribute(Project(name="shop", attributes=attributes, channels=channels)) == "email"
    assert email_attribute(Project(name="shop", attributes=attributes)) == "work"
    assert email_attribute(Project(name="shop")) is None
