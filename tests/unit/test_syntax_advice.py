"""What authors are told who write conditions, segments, limits and messages in other words."""

from __future__ import annotations

import pytest

from journeydsl.diagnostics import Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import parse

CONDITION = "segment a:\n  when {}\n"
SEGMENT = "segment a:\n  {}\n  when vip\n"
MEMBER = "segments a:\n  {}\n  b: otherwise\n"
SUPPRESSION = "suppression a:\n  when vip\n  {}\n"
LIMIT = "limits:\n  {}\n"
MESSAGE = "message a:\n  {}\n"

# The construct, what is written, what is said of it, and a part of the hint.
MISTAKES = [
    (CONDITION, "count of order_placed ever > 3", "`count` is not said here", "`order_placed at least 3 times"),
    (CONDITION, "how many orders", "`how many` is not said here", "`order_placed at least 3 times"),
    (CONDITION, "number of order_placed ever > 3", "`number of` goes on with `distinct`", "at least 3 times"),
    (CONDITION, "unique of order_placed.total ever > 3", "`unique of` is not said here", "`number of distinct`"),
    (
        CONDITION,
        "sum of order_placed ever > 3",
        "`order_placed` is an event, and this does not say which of its values is meant",
        "`order_placed.total`",
    ),
    (CONDITION, "sum of order_placed.total > 3", "this does not say since when", "`in the last 30 days`"),
    (CONDITION, "sum of order_placed.total ever", "this is compared with nothing", "`>= 500`"),
    (CONDITION, "time since order_placed", "this does not say how long ago", "`> 30 days`"),
    (CONDITION, "time since order_placed more than 3 days", "`more` is not said of a time", "`> 30 days`"),
    (CONDITION, "time since order_placed > 30", "`30` has no unit of time", "`30 days`"),
    (CONDITION, "order_placed 3 times ever", "`3 times` does not say whether more would do", "`exactly 3 times`"),
    (CONDITION, "no order_placed where vip ever", "`vip` does not stand alone before a time", "`where (vip)`"),
    (
        CONDITION,
        "no order_placed where a > 1 and b > 2 ever",
        "`and` does not say whether it still belongs to `where`",
        "parentheses",
    ),
    (CONDITION, "renewal within", "this does not say how far ahead", "`within 14 days`"),
    (CONDITION, "renewal within the last 3 days", "`within` looks ahead", "`in the last 14 days`"),
    (CONDITION, "renewal in the next 3 days", "`in the next` is not said here", "`within 14 days`"),
    (CONDITION, "renewal in 3 days", "`in 3 days` does not say whether it looks back or ahead", "`within 14 days`"),
    (CONDITION, 'email ends with "de"', "`ends with` is not said here", "`contains` or `starts with`"),
    (CONDITION, "opened hello for 7 days", "`for` is not said here", "`in the last 7 days`"),
    (CONDITION, "has opened hello", "`has` is not said before `opened`", "leave it out"),
    (CONDITION, "score churn > 0.7", "a `.` is missing after `score`", "`score.churn`"),
    (CONDITION, "has been in vips", "this does not say for how long", "`has been in vips for 7 days`"),
    (CONDITION, "has been in vips since 7 days", "`since` is not said here", "`has been in vips for 7 days`"),
    (CONDITION, "been in vips", "`been in` is not said here", "`has been in vips for 7 days`"),
    (CONDITION, "country is in vips", "`is in` is not said here", "`not in vips`"),
    (CONDITION, 'country in "DE", "AT"', "`in` goes on with the name of a segment, or with `the last`", "`is one of"),
    (SEGMENT, "refresh every 2 days", "`every 2 days` is not said here", "`live`, `hourly`, `daily` or `weekly`"),
    (SEGMENT, "refresh monthly", "`monthly` is not said here", "`live`, `hourly`, `daily` or `weekly`"),
    (SEGMENT, 'c "C": when vip', "a segment has no segments of its own", "`segments`"),
    (MEMBER, 'c "C":', "this does not say who belongs to `c`", "`otherwise`"),
    (MEMBER, "when vip", "`when` does not say which segment it is about", "begin the line with a name"),
    (MEMBER, "otherwise", "`otherwise` does not say which segment it is about", "begin the line with a name"),
    (SUPPRESSION, "blocks sms for all", "`for all` is not said here", "`blocks sms for the whole account`"),
    (SUPPRESSION, "blocks all sms", "`all` is not said here", "`blocks sms`"),
    (LIMIT, "quiet on weekends, else wait", "`weekends` is not said here", "`quiet on saturday, else wait`"),
    (LIMIT, "quiet on sunday", "this does not say what happens to a message then", "`, else wait`"),
    (LIMIT, "warmup email", "this does not say how much is sent and how it grows", "`warm up email from 2000"),
    (LIMIT, "warm up email from 9 per day", "this does not say how much is sent and how it grows", "by 30% per day"),
    (MESSAGE, 'call to action "Read"', "this does not say where it leads", "`to trigger.url`"),
    (MESSAGE, 'cta "Read" to "x"', '`cta "Read"` is not said here', "`call to action"),
    (MESSAGE, "block b:\n    when vip", "this does not say what is shown then", "`when in loyal_vips:"),
    (MESSAGE, "helps saves time", "`saves` has no quotes round it", '`"saves time"`'),
    (MESSAGE, 'preheader "Read"', "`preheader` does not begin a line here", "`preview`"),
]

# The construct, what is written, and what the fix makes of it.
FIXES = [
    (CONDITION, "sum order_placed.total ever > 3", "sum of order_placed.total ever > 3"),
    (CONDITION, "total of order_placed.total ever > 3", "sum of order_placed.total ever > 3"),
    (CONDITION, "max of order_placed.total ever > 3", "highest of order_placed.total ever > 3"),
    (CONDITION, "avg of order_placed.total ever > 3", "average of order_placed.total ever > 3"),
    (CONDITION, "last of order_placed.total ever > 3", "latest of order_placed.total ever > 3"),
    (CONDITION, "order_placed since 3 days", "order_placed in the last 3 days"),
    (CONDITION, "renewal within the next 14 days", "renewal within 14 days"),
    (CONDITION, "birthday today", "birthday is today"),
    (CONDITION, 'email begins with "a"', 'email starts with "a"'),
    (CONDITION, 'email starts "a"', 'email starts with "a"'),
    (CONDITION, 'email includes "a"', 'email contains "a"'),
    (CONDITION, 'country is in "DE", "AT"', 'country is one of "DE", "AT"'),
    (CONDITION, "open hello", "opened hello"),
    (CONDITION, "vip\n   and subscribed news", "vip\n   and subscribed to news"),
    (SEGMENT, "refresh every day", "refresh daily"),
    (SEGMENT, "refresh once a week", "refresh weekly"),
    (SEGMENT, "refresh: hourly", "refresh hourly"),
    (SEGMENT, "refresh real time", "refresh live"),
    (SEGMENT, "refresh dayly", "refresh daily"),
    (SEGMENT, "hold 7 days", "hold for 7 days"),
    (MEMBER, 'c "C": order_placed ever', 'c "C": when order_placed ever'),
    (MEMBER, 'c "C" when vip', 'c "C": when vip'),
    (MEMBER, "c when vip", "c: when vip"),
    (MEMBER, "c: if vip", "c: when vip"),
    (LIMIT, "quiet on sundays, else wait", "quiet on sunday, else wait"),
    (MESSAGE, "footer country", "footer by country"),
    (MESSAGE, 'first_name "there"', 'first_name or "there"'),
]


def mistake(construct: str, written: str) -> tuple[str, Diagnostic]:
    text = construct.format(written)
    (found,) = parse(Source("a.journey", text))[1]
    return text, found


@pytest.mark.parametrize(("construct", "written", "message", "hint"), MISTAKES, ids=[each[1] for each in MISTAKES])
def test_a_mistake_is_told_in_the_words_of_the_language(construct: str, written: str, message: str, hint: str) -> None:
    _, found = mistake(construct, written)
    assert found.message == message
    assert hint in (found.hint or "")
    assert found.fix is None


@pytest.mark.parametrize(("construct", "wrong", "right"), FIXES, ids=[each[1] for each in FIXES])
def test_what_is_certain_is_mended(construct: str, wrong: str, right: str) -> None:
    text, found = mistake(construct, wrong)
    assert found.fix
    (edit,) = found.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == construct.format(right)
    assert not parse(Source("a.journey", mended))[1]


def test_what_could_be_several_words_is_asked_and_not_mended() -> None:
    _, (mistake,) = parse(Source("a.journey", "journey x:\n  starts on signed_up\n  onle if vip\n  stop\n"))
    assert mistake.hint is not None
    assert mistake.fix is None
