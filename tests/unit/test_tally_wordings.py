"""How often a message was sent with what in it, where versions of the message differ."""

from __future__ import annotations

from journeydsl import engine
from journeydsl.model.contacts import Contact, Event
from journeydsl.model.values import DAY, HOUR
from journeydsl.simulator import Change, simulate
from tests.cases.situations import compiled

MESSAGE = 'message hello:\n  channel email\n  topic promotions\n  subject "Hello{field}"\n  template "plain.html"\n'
BLOCK = '  block gift:\n    when vip: "A tree"\n    otherwise: "A card"\n'
JOURNEY = "journey j:\n  starts on signed_up\n  always\n  send hello\n"


def test_what_a_part_said_counts_though_a_later_version_of_the_message_has_it_no_more() -> None:
    with_block = compiled(MESSAGE.format(field=" {{ gift }}") + BLOCK + "\n" + JOURNEY)
    without = compiled(MESSAGE.format(field="") + "\n" + JOURNEY)
    ann = Contact(id="ann", attributes={"email": "ann@example.com"}, subscriptions={"promotions": True})
    signed_up = [Event(id=str(at), name="signed_up", at=at * DAY) for at in (0, 2)]
    change = Change(DAY, engine.prepare(without, earlier=[with_block]))
    tally = simulate(engine.prepare(with_block), [(ann, signed_up)], 0, 3 * DAY + HOUR, changes=[change])
    assert tally.messages["hello"].sent == 2
    assert tally.messages["hello"].wordings.parts == {"gift": {"otherwise": 1}}
