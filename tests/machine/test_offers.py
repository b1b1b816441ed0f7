"""Offers on both engines: rankings, stock, purchases and what people say by hand, in every mixture."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from journeydsl import engine
from tests.cases.situations import compiled, parse_instant, population
from tests.machine.both import assert_same, by_id

JOURNEYS = """
message winter:
  channel email
  topic promotions
  subject "{{ offer.name }} for you"
  template "plain.html"
  offer.name or "Something"

message summer:
  channel email
  topic promotions
  subject "{{ offer.url }} is for you"
  template "plain.html"
  offer.url or "somewhere"

journey j:
  starts on signed_up

  offer picks
    if nothing left: continue
  send winter
  emit order_placed with order_id: "hat"
  choose:
    when points > 5: set recommended to ("pen", "stranger", "hat")
    when points is known: set recommended to "cup"
    otherwise: continue
  offer picks
    if nothing left: stop as nothing_to_offer
  send summer
  wait 2 days
  offer extras
    if nothing left: continue
  send winter
"""
ITEMS = ("mug", "hat", "cup", "pen", "stranger")
items = st.sampled_from(ITEMS)
people = st.sampled_from(["ann", "bob", "cid"])
rankings = st.lists(items, min_size=1, max_size=4, unique=True)
overrides = st.lists(st.tuples(people | st.just(""), st.sampled_from(ITEMS[:4]), st.sampled_from(["first", "never"])))


@settings(max_examples=25, deadline=None)
@given(
    overrides.map(lambda rows: {(who, item): say for who, item, say in rows}),
    st.dictionaries(people, rankings),
    st.lists(st.tuples(people, st.integers(1, 20), rankings), max_size=6),
    st.lists(st.sampled_from("01"), min_size=4, max_size=4),
    st.dictionaries(people, st.integers(4, 7)),
)
def test_both_engines_offer_the_same(
    said: dict[tuple[str, str], str],
    own: dict[str, list[str]],
    bought: list[tuple[str, int, list[str]]],
    stock: list[str],
    points: dict[str, int],
) -> None:
    files = {
        "picks.csv": "item,name,url\nmug,Mug,\nhat,Hat,u/hat\ncup,,u/cup\npen,Pen,u/pen\n",
        "extras.csv": "item,name\nmug,Big mug\nscarf,\n",
        "stock.csv": "item,stock\n" + "".join(f"{item},{number}\n" for item, number in zip(ITEMS, stock, strict=False)),
        "extra_stock.csv": "item,stock\nmug,1\nscarf,2\n",
        "by_hand.csv": "contact,item,say\n" + "".join(f"{who},{item},{say}\n" for (who, item), say in said.items()),
    }
    listed = {"list": "picks.csv", "stock": "stock.csv", "overrides": "by_hand.csv", "ranked_by": "recommended"}
    offers = {
        "picks": {**listed, "bought": "order_placed.order_id"},
        "extras": {"list": "extras.csv", "stock": "extra_stock.csv", "bought": "picked.tags"},
    }
    history = {
        "contacts": {
            name: ({"recommended": ";".join(own[name])} if name in own else {})
            | ({"points": points[name]} if name in points else {})
            for name in ("ann", "bob", "cid")
        },
        "events": [
            *((name, "2026-03-10 10:00", "signed_up") for name in ("ann", "bob", "cid")),
            *((who, f"2026-03-{day:02} 09:00", "order_placed", {"order_id": items[0]}) for who, day, items in bought),
            *((who, f"2026-03-{day:02} 09:30", "picked", {"tags": ";".join(items)}) for who, day, items in bought),
        ],
    }
    program = compiled(JOURNEYS, {"offers": offers}, files)
    rows = by_id(population(program.project, history))
    decided = assert_same(engine.prepare(program), rows, parse_instant("2026-03-01"), parse_instant("2026-03-31"))
    assert {"offered", "nothing_left"} & {each.outcome for each in decided}
