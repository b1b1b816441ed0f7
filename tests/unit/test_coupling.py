"""Who can make a difference to whom."""

from __future__ import annotations

from journeydsl import engine
from journeydsl.model.contacts import Change, Contact, Input
from journeydsl.simulator.coupling import groups
from tests.cases.situations import compiled

WHOLE_ACCOUNTS = """\
suppression bought:
  when order_placed in the last 36 hours
  blocks everything for the whole account

journey j:
  starts on signed_up
  wait 1 day
"""


def together(*inputs: Input) -> list[list[str]]:
    """Who is walked together of Ann and Bo of one company, Cy of another, and Di of none, to whom this happens."""
    rules = engine.prepare(compiled(WHOLE_ACCOUNTS))
    companies = {"ann": "one", "bo": "one", "cy": "other"}
    known = [Contact(id=name, attributes={"company": company}) for name, company in companies.items()]
    rows = [*((contact, ()) for contact in known), (Contact(id="di"), inputs), (Contact(id="ed"), ())]
    return sorted(sorted(contact.id for contact, _ in group) for group in groups(rules, rows))


def test_accounts_are_walked_by_themselves() -> None:
    assert together() == [["ann", "bo"], ["cy"], ["di"], ["ed"]]


def test_accounts_are_walked_together_where_somebody_goes_from_one_to_another() -> None:
    joining = Change(at=5, attribute="company", value="one")
    assert together(joining) == [["ann", "bo", "cy", "di"], ["ed"]]
