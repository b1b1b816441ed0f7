"""Each format of a drawing, exactly; and that every one of them takes whatever words an author writes."""

from __future__ import annotations

import json
import re
import struct
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from journeydsl.graph.drawing import DrawingUnavailable, Format, Theme, draw
from journeydsl.graph.drawing.png import _FONTS, _NAMES, _shipped
from journeydsl.graph.drawing.typesetting import clean, typeset, width
from journeydsl.model.conditions import InSegment
from journeydsl.model.journeys import Goal, Journey, OnEvent, StopsOn
from journeydsl.model.messages import Message, MessageClass
from journeydsl.model.steps import Arm, Choose, Send, Stop, WaitFor
from journeydsl.model.values import DAY, HOUR
from journeydsl.source import Span

NOWHERE = Span("a.journey", 0, 0)
XHTML = "{http://www.w3.org/2000/svg}"


def journey(question: str = "in vips", message: str = "reminder", label: str = "Cart recovery") -> Journey:
    follow_up = Send(id="send_2", words=f"send {message}", message=message, span=NOWHERE)
    arm = Arm(words=question, condition=InSegment("vips"), block=(follow_up,))
    return Journey(
        name="cart",
        label=label,
        starts=(OnEvent(words="starts on cart_updated where total >= 20", event="cart_updated"),),
        stops=(StopsOn(event="order_placed", reason="converted"),),
        goal=Goal(event="order_placed", within=7 * DAY),
        holdout=100_000,
        steps=(
            WaitFor(
                id="wait_for_1",
                words="wait for order_placed up to 23 hours",
                event="order_placed",
                where=None,
                up_to=23 * HOUR,
                happened=(Stop(id="end", words="stop as converted", reason="converted", span=NOWHERE),),
                timed_out=(),
                span=NOWHERE,
            ),
            Choose(id="choose_1", words="choose", arms=(arm,), otherwise=(), span=NOWHERE),
        ),
        span=NOWHERE,
    )


REMINDER = Message(
    name="reminder",
    label="First reminder",
    channel="sms",
    message_class=MessageClass.PROMOTIONAL,
    topic=None,
    subject="",
    template=None,
    span=NOWHERE,
)


def text(made: Journey, form: Format, theme: Theme = Theme.AUTO) -> str:
    drawn = draw(made, form, messages={"reminder": REMINDER}, theme=theme)
    assert isinstance(drawn, str)
    return drawn


def test_mermaid() -> None:
    assert (
        text(journey(), Format.MERMAID)
        == """\
flowchart TD
    n_start_1(["starts on cart_updated<br/><small>where total #gt;= 20</small>"])
    n_wait_for_1("wait for order_placed<br/><small>up to 23 hours</small>")
    n_end(["stop as converted"])
    n_choose_1{"in vips?"}
    n_send_2["send reminder<br/><small>First reminder · sms</small>"]
    n_completed(["completed<br/><small>end of the journey</small>"])
    n_start_1 --> n_wait_for_1
    n_wait_for_1 -->|"happened"| n_end
    n_wait_for_1 -->|"after 23 hours"| n_choose_1
    n_choose_1 -->|"yes"| n_send_2
    n_choose_1 -->|"no"| n_completed
    n_send_2 --> n_completed
    terms["stops on order_placed as converted<br/>goal order_placed within 7 days<br/>holdout 10%"]
    style terms fill:none,stroke-dasharray:4 3
"""
    )


def test_dot() -> None:
    assert (
        text(journey(question='name is "x\\y"'), Format.DOT)
        == r"""digraph "cart" {
    label="Cart recovery\nstops on order_placed as converted\ngoal order_placed within 7 days\nholdout 10%"; labelloc=t;
    node [fontname="Helvetica"]; edge [fontname="Helvetica"];
    n_start_1 [label="starts on cart_updated\nwhere total >= 20", shape=box, style="rounded,bold"];
    n_wait_for_1 [label="wait for order_placed\nup to 23 hours", shape=box, style=rounded];
    n_end [label="stop as converted", shape=oval];
    n_choose_1 [label="name is \"x\\y\"?", shape=diamond];
    n_send_2 [label="send reminder\nFirst reminder · sms", shape=box];
    n_completed [label="completed\nend of the journey", shape=oval];
    n_start_1 -> n_wait_for_1;
    n_wait_for_1 -> n_end [label="happened"];
    n_wait_for_1 -> n_choose_1 [label="after 23 hours"];
    n_choose_1 -> n_send_2 [label="yes"];
    n_choose_1 -> n_completed [label="no"];
    n_send_2 -> n_completed;
}
"""
    )


def node(identity: str, kind: str, title: str, detail: str, *edges: tuple[str, str]) -> dict[str, object]:
    ways = [{"words": words, "target": target} for words, target in edges]
    return {"id": identity, "kind": kind, "title": title, "detail": detail, "edges": ways}


def test_the_longest_stay_is_told_in_seconds_and_among_the_terms() -> None:
    drawn = json.loads(text(replace(journey(), longest_stay=26 * HOUR), Format.JSON))
    assert drawn["longest_stay_seconds"] == 26 * 60 * 60
    assert drawn["terms"][-1] == "over within 26 hours"


def test_json() -> None:
    assert json.loads(text(journey(), Format.JSON)) == {
        "format_version": 1,
        "journey": "cart",
        "label": "Cart recovery",
        "longest_stay_seconds": None,
        "terms": ["stops on order_placed as converted", "goal order_placed within 7 days", "holdout 10%"],
        "nodes": [
            node("start_1", "start", "starts on cart_updated", "where total >= 20", ("", "wait_for_1")),
            node(
                "wait_for_1",
                "wait_for",
                "wait for order_placed",
                "up to 23 hours",
                ("happened", "end"),
                ("after 23 hours", "choose_1"),
            ),
            node("end", "stop", "stop as converted", ""),
            node("choose_1", "choose", "in vips?", "", ("yes", "send_2"), ("no", "completed")),
            node("send_2", "send", "send reminder", "First reminder · sms", ("", "completed")),
            node("completed", "completed", "completed", "end of the journey"),
        ],
    }


def test_mermaid_takes_words_that_mean_something_to_it() -> None:
    drawn = text(journey(question='`x` is "<b>" & #35; %%{init}'), Format.MERMAID)
    assert '{"#96;x#96; is #quot;#lt;b#gt;#quot; #amp; #35;35; #37;#37;{init}?"}' in drawn


def test_svg_tells_the_journey_to_those_who_do_not_see_it() -> None:
    root = ElementTree.fromstring(text(journey(), Format.SVG))
    named = root.get("aria-labelledby", "").split()
    told = [each.text or "" for each in root if each.get("id") in named]
    assert root.get("role") == "img"
    assert told[0] == "Cart recovery"
    assert "wait for order_placed (after 23 hours), then in vips?." in told[1]


def test_svg_names_nodes_lines_and_labels_for_styles_to_find() -> None:
    root = ElementTree.fromstring(text(journey(), Format.SVG))
    identities = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(identities) == len(set(identities))
    assert {"cart-n-choose_1", "cart-e-choose_1-0", "cart-l-choose_1-1"} <= set(identities)


def test_svg_follows_the_viewer_between_light_and_dark() -> None:
    media = "@media (prefers-color-scheme: dark)"
    assert media in text(journey(), Format.SVG)
    light, dark = text(journey(), Format.SVG, Theme.LIGHT), text(journey(), Format.SVG, Theme.DARK)
    assert media not in light + dark
    assert light != dark


def test_svg_needs_nothing_from_outside_and_runs_nothing() -> None:
    drawn = text(journey(), Format.SVG)
    assert re.findall(r"<script|href|url\(|@import|on\w+=|https?://(?!www\.w3\.org/2000/svg)", drawn) == []


def test_a_node_keeps_its_full_words_where_the_picture_shortens_them() -> None:
    message = "a_very_long_name_of_a_message_" * 10
    root = ElementTree.fromstring(text(journey(message=message), Format.SVG))
    group = next(each for each in root if each.get("id") == "cart-n-send_2")
    lines = [each.text or "" for each in group.iter(f"{XHTML}text")]
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert group[0].text == f"send {message}"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(WORDS, WORDS, WORDS)
def test_any_words_make_well_formed_drawings(question: str, message: str, label: str) -> None:
    made = journey(question, message, label)
    root = ElementTree.fromstring(text(made, Format.SVG))
    assert (root[0].text or "") == clean(label)
    assert json.loads(text(made, Format.JSON))["label"] == clean(label)
    drawn = text(made, Format.MERMAID)
    assert drawn.count("\n") == text(journey(), Format.MERMAID).count("\n")
    assert re.findall(r'^ *n_choose_1\{"[^"]*"\}$', drawn, re.MULTILINE)
    assert text(made, Format.DOT).count("\n") == text(journey(), Format.DOT).count("\n")


@pytest.mark.parametrize("form", Format)
def test_a_drawing_is_the_same_every_time(form: Format) -> None:
    assert draw(journey(), form) == draw(journey(), form)


def test_png_is_painted_at_twice_the_size() -> None:
    painted = draw(journey(), Format.PNG, messages={"reminder": REMINDER})
    assert isinstance(painted, bytes)
    assert painted[:8] == b"\x89PNG\r\n\x1a\n"
    root = ElementTree.fromstring(text(journey(), Format.SVG))
    size = [float(root.get(side, "0")) for side in ("width", "height")]
    assert [pixels / 2 for pixels in struct.unpack(">II", painted[16:24])] == pytest.approx(size, abs=1)


def test_png_holds_text_without_any_font_of_the_machine() -> None:
    """Every letter of the sample is in the shipped fonts, so that the machine's are not looked at."""
    assert all(map(_shipped, text(journey(), Format.SVG, Theme.LIGHT)))
    assert draw(journey(question="in abc"), Format.PNG) != draw(journey(question="in cba"), Format.PNG)


def test_png_says_what_to_install_where_the_painter_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(DrawingUnavailable) as raised:
        draw(journey(), Format.PNG)
    assert str(raised.value.hint).startswith('pip install "journeydsl[draw]"')


@pytest.mark.parametrize("name", _NAMES)
def test_no_letter_is_wider_than_the_room_that_is_measured_for_it(name: str) -> None:
    with _FONTS.joinpath(name).open("rb") as file, TTFont(file) as font:
        units, letters, advances = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
        texts = [
            "wait for order_placed up to 23 hours",
            "trigger.total >= 150 and in loyal_vips",
            "Größe, café, žluťoučký",
        ]
        texts += ["Напоминание о корзине", "Καλάθι αγορών"]
        for each in texts:
            real = sum(advances[letters[ord(letter)]][0] for letter in each) / units
            assert real <= width(each, 1.0) <= 1.35 * real


def test_the_shipped_fonts_have_what_is_taken_for_granted() -> None:
    for name in _NAMES:
        with _FONTS.joinpath(name).open("rb") as file, TTFont(file) as font:
            promised = {code for code in range(0x20, 0x2266) if _shipped(chr(code)) and chr(code).isprintable()}
            assert promised - set(font.getBestCmap()) == set()


def test_text_is_broken_into_lines_of_like_length() -> None:
    made = typeset("where total >= 20, then quiet for 1 hour", 11.0, 220.0, 2)
    assert made.lines == ("where total >= 20,", "then quiet for 1 hour")


def test_a_word_that_is_too_long_is_broken_where_it_may_be() -> None:
    assert typeset("send a_name_that_is_long", 10.0, 80.0, 3).lines == ("send a_name_", "that_is_long")


@given(WORDS, st.floats(20, 300), st.integers(1, 3))
def test_text_keeps_to_its_room_and_its_lines(words: str, room: float, lines: int) -> None:
    made = typeset(words, 13.0, room, lines)
    assert len(made.lines) <= lines
    assert made.width <= room or all(len(line) == 1 for line in made.lines)
    assert made.whole == clean(words)
    if not any(line.endswith("…") for line in made.lines):
        assert "".join("".join(made.lines).split()) == "".join(made.whole.split())
