"""Offers: their files, which item is picked, and where a message may show it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journeydsl import checker, syntax
from journeydsl.checker import Checked
from journeydsl.conditions import Facts, pick
from journeydsl.model.contacts import Event
from journeydsl.model.offers import Offers, Override
from journeydsl.model.project import OfferFiles
from journeydsl.model.steps import Offer
from journeydsl.source import Source
from tests.unit.checking import PROJECT

FILES = {
    "offers/picks.csv": "item,name,url\nmug,Mug,https://acme.example/mug\nhat,Hat,\ncup,Cup,https://acme.example/cup\n",
    "offers/stock.csv": "item,stock\nmug,3\nhat,1\ncup,0\npen,9\n",
    "offers/by_hand.csv": "contact,item,say\n,hat,never\nann,hat,first\nbob,mug,never\n",
}
DECLARED = OfferFiles(
    name="picks",
    list="offers/picks.csv",
    stock="offers/stock.csv",
    bought=("order_placed", "order_id"),
    overrides="offers/by_hand.csv",
    ranked_by="tags",
)
SHOW = 'message m:\n  channel sms\n  class transactional\n  subject "{}"\n'
JOURNEY = "journey j:\n  starts on order_placed\n"


def check(text: str, files: dict[str, str] | None = None) -> Checked:
    file, mistakes = syntax.parse(Source("1.journey", text))
    assert not mistakes, mistakes
    project = replace(PROJECT, offers={"picks": DECLARED})
    return checker.check(project, [file], {**FILES, **(files or {})})


def told(text: str, files: dict[str, str] | None = None) -> list[str]:
    return [f"{found.code}: {found.message}" for found in check(text, files).diagnostics]


def steps(*lines: str) -> str:
    return JOURNEY + "".join(f"  {line}\n" for line in lines)


def offers() -> Offers:
    return check("").program.offers["picks"]


def test_the_files_of_an_offer_are_read() -> None:
    found = offers()
    assert [item.name for item in found.items] == ["mug", "hat", "cup"]
    assert found.items[1].facts == {"item": "hat", "name": "Hat"}
    assert (found.columns, found.in_stock) == (("item", "name", "url"), frozenset({"mug", "hat", "pen"}))
    assert found.overrides == (
        Override(None, "hat", False),
        Override("ann", "hat", True),
        Override("bob", "mug", False),
    )


@pytest.mark.parametrize(
    ("contact", "tags", "bought", "item"),
    [
        ("cid", None, (), "mug"),
        ("cid", ("cup", "hat"), (), "mug"),  # the cup is not in stock, nobody gets the hat
        ("cid", None, ("mug",), None),
        ("ann", None, (), "hat"),
        ("ann", None, ("hat",), "mug"),
        ("ann", None, ("hat", "mug"), None),
        ("bob", None, (), None),
        ("bob", ("pen",), (), None),  # what is not in the list is not offered
    ],
)
def test_the_first_that_is_in_stock_and_not_bought_is_picked(
    contact: str, tags: tuple[str, ...] | None, bought: tuple[str, ...], item: str | None
) -> None:
    history = [Event(id=name, name="order_placed", at=1, properties={"order_id": name}) for name in bought]
    facts = Facts(now=2, attributes={} if tags is None else {"tags": tags}, history=history)
    found = pick(offers(), contact, facts)
    assert (None if found is None else found.name) == item


def test_a_contact_s_own_ranking_goes_before_the_list_s_and_what_is_said_by_hand_before_both() -> None:
    plain = replace(offers(), in_stock=frozenset({"mug", "hat", "cup"}), overrides=())
    facts = Facts(now=1, attributes={"tags": ("cup",)})
    assert (found := pick(plain, "cid", facts)) is not None
    assert found.name == "cup"
    by_hand = replace(plain, overrides=(Override(None, "hat", True),))
    assert (found := pick(by_hand, "cid", facts)) is not None
    assert found.name == "hat"


def test_what_was_bought_may_be_a_list() -> None:
    both = Event(id="1", name="order_placed", at=1, properties={"order_id": ("mug", "hat")})
    assert pick(offers(), "cid", Facts(now=2, history=[both])) is None


@pytest.mark.parametrize(
    ("file", "text", "mistake"),
    [
        ("picks", "name\nMug\n", "offers/picks.csv:1: there is no column `item`"),
        (
            "picks",
            "item,Image URL\nmug,x\n",
            "offers/picks.csv:1: `Image URL` cannot be the name of a column; write it like `image_url`",
        ),
        ("picks", "item,name\nmug,Mug\nmug,Cup\n", "offers/picks.csv:3: `mug` is there twice"),
        ("picks", "item,name\n,Mug\n", "offers/picks.csv:2: the item has no name"),
        (
            "picks",
            "item,name\nmug,Mug,3\n",
            "offers/picks.csv:2: 3 cells for 2 columns; a cell with a comma in it stands in quotes",
        ),
        ("picks", 'item,name\nmug,"Mug\n', "offers/picks.csv:2: this is no CSV: unexpected end of data"),
        ("picks", "", "offers/picks.csv:1: there is no column `item`"),
        (
            "stock",
            "item,stock\nmug,many\n",
            "offers/stock.csv:2: `many` is no whole number, which says how many are in stock",
        ),
        ("stock", "item,stock,where\nmug,1,x\n", "offers/stock.csv:1: the column `where` means nothing here"),
        (
            "by_hand",
            "contact,item,say\n,mgu,first\n",
            "offers/by_hand.csv:2: the list has no item `mgu`; did you mean `mug`?",
        ),
        (
            "by_hand",
            "contact,item,say\n,mug,top\n",
            "offers/by_hand.csv:2: `top` is not said here; write `first` or `never`",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line_at_the_first_step_that_offers(
    file: str, text: str, mistake: str
) -> None:
    twice = steps("offer picks", "  if nothing left: stop", "wait 1 day", "offer picks", "  if nothing left: stop")
    files = {f"offers/{file}.csv": text}
    if file == "picks":
        files["offers/by_hand.csv"] = "contact,item,say\n"
    assert told(twice, files) == [f"offer-file: {mistake}"]


def test_a_file_that_is_not_there_is_told() -> None:
    project = replace(PROJECT, offers={"picks": replace(DECLARED, stock="stock.csv", overrides=None)})
    file, _ = syntax.parse(Source("1.journey", steps("offer picks", "  if nothing left: stop")))
    (found,) = checker.check(project, [file], FILES).diagnostics
    assert found.message == "there is no file `stock.csv`; it has to be a `.csv` file in a folder `offers`"


def test_an_offer_says_what_follows_where_nothing_is_left() -> None:
    result = check(steps("offer picks", "  if nothing left: stop as sold_out", "wait 1 day"))
    assert not result.diagnostics
    step = result.program.journeys["j"].steps[0]
    assert isinstance(step, Offer)
    assert (step.offers, step.id, len(step.nothing_left)) == ("picks", "offer_picks", 1)
    assert told(steps("offer picks", "wait 1 day")) == [
        "missing-if-nothing-left: this does not say what happens where nothing is left to offer"
    ]
    assert told(steps("offer pick", "  if nothing left: stop"))[0] == "unknown-offer: there is no offer `pick`"


OFFER = ("offer picks", "  if nothing left: stop")
WITHOUT = "missing-offer: `m` shows `offer.name`, and contacts may come here without an offer"


@pytest.mark.parametrize(
    ("lines", "mistakes"),
    [
        ((*OFFER, "send m"), []),
        (("send m", *OFFER), [WITHOUT]),
        (("offer picks", "  if nothing left: continue", "send m"), [WITHOUT]),
        (("offer picks", "  if nothing left: send m", "wait 1 day"), [WITHOUT]),
        (
            (
                "choose:",
                "  when vip:",
                "    offer picks",
                "      if nothing left: stop",
                "  otherwise: continue",
                "send m",
            ),
            [WITHOUT],
        ),
        (
            ("choose:", "  when vip:", "    offer picks", "      if nothing left: stop", "  otherwise: stop", "send m"),
            [],
        ),
        (("choose:", "  when vip: go to end", "  otherwise: continue", *OFFER, "label end", "send m"), [WITHOUT]),
        ((*OFFER, "choose:", "  when vip: go to end", "  otherwise: continue", "label end", "send m"), []),
        (("repeat up to 3 times:", "  offer picks", "    if nothing left: stop", "  send m"), []),
        (("repeat up to 3 times:", "  send m", "  offer picks", "    if nothing left: stop"), [WITHOUT]),
        (
            (
                "wait for cart_updated up to 1 day",
                "  happened:",
                "    offer picks",
                "      if nothing left: stop",
                "  timed out: stop",
                "send m",
            ),
            [],
        ),
    ],
)
def test_a_message_shows_an_offer_only_where_there_is_one(lines: tuple[str, ...], mistakes: list[str]) -> None:
    assert told(SHOW.format("{{ offer.name }}") + steps(*lines)) == mistakes


def test_a_message_with_a_fallback_does_without_an_offer() -> None:
    show = SHOW.format("{{ offer.name }}") + '  offer.name or "our best"\n'
    assert told(show + steps("send m")) == []


def test_the_columns_of_an_offer_are_fields() -> None:
    assert told(SHOW.format("{{ offer.nam }}") + steps(*OFFER, "send m")) == [
        "unknown-property: no list of offers has a column `nam`"
    ]
    assert told(SHOW.format("{{ offer.url }}") + steps(*OFFER, "send m")) == [
        "missing-fallback: `offer.url` may be missing, and nothing says what to write then"
    ]
    assert told("segment s:\n  when offer.name is known\n")[0].startswith("condition-out-of-place: `offer.name`")
