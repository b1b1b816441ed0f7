"""What holds for every journey: segments, suppressions, limits, and the messages that journeys send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.properties.runnable.conditions import Scope, conditions
from tests.properties.runnable.words import durations, one_in, weekdays

SEGMENTS = ("active", "idle", "loyal")
FAMILY = ("fresh", "keen", "gone")


@dataclass(frozen=True)
class Message:
    """A message as far as journeys have to know it."""

    name: str
    needs_cart: bool


@st.composite
def segments(draw: st.DrawFn, plain: bool) -> tuple[tuple[str, ...], str]:
    """The names of some segments, and their declarations; a later one may ask for an earlier one."""
    names = SEGMENTS[: draw(st.integers(1, len(SEGMENTS)))]
    written = [
        _block(f"segment {name}:", [*draw(_steady(plain)), f"when {draw(conditions(scope))}"])
        for name, scope in ((name, Scope(segments=names[:place], plain=plain)) for place, name in enumerate(names))
    ]
    if not plain and draw(one_in(3)):
        members = [f"{name}: when {draw(conditions(Scope(segments=names), 1))}" for name in FAMILY[:-1]]
        written.append(_block("segments life:", [*draw(_steady(plain)), *members, f"{FAMILY[-1]}: otherwise"]))
        names += FAMILY
    return names, "\n".join(written)


@st.composite
def _steady(draw: st.DrawFn, plain: bool) -> list[str]:
    """When a segment is looked at, and how long it holds; mostly nothing of both."""
    refresh = f"refresh {draw(st.sampled_from(['hourly', 'daily', 'weekly', 'live']))}"
    hold = f"hold for {draw(durations)}"
    return [line for line in (refresh, hold) if not plain and draw(one_in(3))]


@st.composite
def suppressions(draw: st.DrawFn, scope: Scope) -> str:
    """At most two suppressions; what they ask is rarely so, lest nothing were ever sent."""
    rarely = st.sampled_from(
        ["order_cancelled in the last 36 hours", "order_placed in the last 6 hours", "points > 200"]
    )
    written = [
        f"suppression block_{number}:\n"
        f"  when {draw(st.one_of(rarely, rarely, rarely, conditions(scope, 1)))}\n"
        f"  blocks {draw(st.sampled_from(['promotional', 'promotional', 'everything']))}"
        f"{'' if scope.plain else draw(st.sampled_from(['', '', ' for the whole account']))}\n"
        for number in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    return "\n".join(written)


elses = st.sampled_from(["else drop", "else wait"]) | durations.map(lambda duration: f"else wait up to {duration}")
nouns = st.sampled_from(["emails", "promotional emails", "messages", "promotional messages", "sms"])
caps = st.builds("at most {} {} in {}, {}".format, st.integers(1, 2), nouns, durations, elses)
quiets = st.sampled_from(
    [
        "quiet from 21:00 to 08:00, else wait",
        "quiet from 21:00 to 02:30, else wait",
        "quiet from 02:15 to 02:30, else wait",
        "quiet from 12:00 to 14:00, else drop",
        "quiet from 12:00 to 14:00, else wait up to 30 minutes",
    ]
)
quiet_days = weekdays.map(lambda day: f"quiet on {day}, else wait")


@st.composite
def limits(draw: st.DrawFn, plain: bool) -> str:
    """All the limits of a program."""
    lines = draw(st.lists(caps, min_size=draw(st.sampled_from([0, 1, 2])), max_size=3))
    lines += draw(st.lists(quiets, min_size=draw(st.sampled_from([0, 1, 1])), max_size=2, unique=True)) + draw(
        st.lists(quiet_days, max_size=1)
    )
    if not plain and draw(one_in(6)):
        lines.append(f"warm up {draw(st.sampled_from(['email', 'sms']))} from 1 per day by 50% per day")
    return "limits:\n" + "".join(f"  {line}\n" for line in lines) if lines else ""


@st.composite
def messages(draw: st.DrawFn, plain: bool) -> tuple[tuple[Message, ...], str]:
    """Some messages, and their declarations; in `plain` ones nothing hangs on conditions."""
    written, known = [], []
    for number in range(draw(st.integers(1, 4))):
        name, channel = f"message_{number}", draw(st.sampled_from(["email", "email", "sms"]))
        purpose = draw(
            st.sampled_from(["topic promotions", "topic promotions", "topic newsletter", "class transactional"])
        )
        field = draw(st.sampled_from(["", "", "nickname", "points", "trigger.total"]))
        lines = [f"channel {channel}", purpose, f'subject "Hello {{{{ {field} }}}}"' if field else 'subject "Hello"']
        lines += ['template "plain.html"'] if channel == "email" else []
        arms = [] if plain or not draw(one_in(4)) else draw(st.lists(st.sampled_from(_ARMS), min_size=1, max_size=3))
        if arms:
            lines[2] = f'{lines[2][:-1]} {{{{ gift }}}}"'
            lines += ["block gift:", *(f"  {arm}" for arm in arms), '  otherwise: "A card"']
        asked = dict.fromkeys([*([field] if field else []), *(["nickname"] if _ARMS[0] in arms else [])])
        lines += [f"{each} or {draw(st.sampled_from(['skip', _STANDING_IN]))}" for each in asked]
        written.append(_block(f"message {name}:", lines))
        known.append(Message(name, needs_cart=field.startswith("trigger.")))
    return tuple(known), "\n".join(written)


_STANDING_IN = '"there"'
_ARMS = (
    'when vip: "A tree for {{ nickname }}"',
    'when points >= 10: "{{ points }} points"',
    'when nickname is known and not vip: "{{ nickname }}"',
    'when order_placed in the last 2 days: "Thank you"',
)


def _block(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"  {line}" for line in lines)]) + "\n"
