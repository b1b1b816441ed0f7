"""What authors are told of journeys, line by line."""

from __future__ import annotations

import pytest

from journeydsl.diagnostics import Diagnostic
from journeydsl.source import Source
from journeydsl.syntax import parse

MENDED = (
    ("repeat 3 times:", "repeat up to 3 times:", "`up to` is missing before `3`"),
    ("repeat up to 3:", "repeat up to 3 times:", "`times` is missing after `3`"),
    ("repeat up to 3 times", "repeat up to 3 times:", "a `:` is missing after `times`"),
    ("go x", "go to x", "`to` is missing before `x`"),
    ("label: x", "label x", "`:` does not belong after `label`"),
    ("global holdout 10%", "shared holdout 10%", "`global` is not said here"),
    ("wait until monday 09:00", "wait until monday at 09:00", "`at` is missing after `monday`"),
    ("wait until monday, 09:00", "wait until monday at 09:00", "`,` is not said here"),
    ("wait until 2027-06-30 at 09:00", "wait until 2027-06-30 09:00", "`at` is not said here"),
    ("wait 3 days before renewal_date", "wait until 3 days before renewal_date", "`until` is missing after `wait`"),
    ("wait until vip, up 7 days", "wait until vip, up to 7 days", "`to` is missing after `up`"),
    ("wait until vip up to 7 days", "wait until vip, up to 7 days", "a `,` is missing after `vip`"),
    ("wait until in loyal_vips", "wait until in loyal_vips, up to 3 days", "this wait could last forever"),
    (
        "wait until in loyal_vips up to 7 days",
        "wait until in loyal_vips, up to 7 days",
        "a `,` is missing after `loyal_vips`",
    ),
    (
        "wait for order_placed, up to 7 days",
        "wait for order_placed up to 7 days",
        "`,` does not belong before `up to` here",
    ),
    ("wait for 2 days", "wait 2 days", "`for` is not said of a time"),
    (
        "wait 2 days then until monday at 09:00",
        "wait 2 days, then until monday at 09:00",
        "a `,` is missing after `days`",
    ),
    ("wait till 10:00", "wait until 10:00", "`till` is not said here"),
    ("emit x total: 2", "emit x with total: 2", "`with` is missing before `total`"),
    ("emit x with total 2", "emit x with total: 2", "a `:` is missing after `total`"),
    ("emit x with total = 2", "emit x with total : 2", "`=` is not a sign of this language"),
    ("emit x with total is 2", "emit x with total: 2", "a `:` is missing after `total`"),
    ("start on cart_updated", "starts on cart_updated", "`start` is a step here: it starts another journey"),
    ("add x to y", "add to y", "a step is about the contact who has come to it"),
    ("add contact to y", "add to y", "a step is about the contact who has come to it"),
    ("add y", "add to y", "`to` is missing before `y`"),
    ("remove x from y", "remove from y", "a step is about the contact who has come to it"),
    ("remove y", "remove from y", "`from` is missing before `y`"),
    ("unsubscribe x", "unsubscribe from x", "`from` is missing before `x`"),
    ("starts on x with total > 2", "starts on x where total > 2", "`with` is not said here"),
    ("starts on x then quiet for 1 hour", "starts on x, then quiet for 1 hour", "a `,` is missing after `x`"),
    ("starts on x, then quiet 1 hour", "starts on x, then quiet for 1 hour", "`for` is missing before `1 hour`"),
    ("starts on x, quiet for 1 hour", "starts on x, then quiet for 1 hour", "`then` is missing before `quiet`"),
    ("on edits pin", "on edit pin", "`edits` is not said here"),
    ("on edit keep", "on edit pin", "`keep` is not said here"),
    ("on edit migrate", "on edit follow", "`migrate` is not said here"),
    ("moved wait_7_days into wait_5_days", "moved wait_7_days to wait_5_days", "`into` is not said here"),
    ("pause", "paused", "`pause` is not said here"),
    ("paused:", "paused", "`:` does not belong after `paused`"),
    ("overdue spread 2 days", "overdue spread over 2 days", "`over` is missing before `2 days`"),
    ("overdue drop", "overdue skip", "`drop` is not said here"),
    (
        "starts on monday at 09:00 for x",
        "starts every monday at 09:00 for x",
        "a day of the week comes again: `on` is not said of it",
    ),
    ("starts at 2026-11-27 08:00 for x", "starts on 2026-11-27 08:00 for x", "`at` is not said of a date"),
    ("starts entering x", "starts on entering x", "`on` is missing before `entering`"),
    ("starts on entry x", "starts on entering x", "`entry` is not said here"),
    ("one for cart_id", "one per cart_id", "`for` is not said here"),
    ("once per cart_id", "one per cart_id", "`once` is said of all entries together"),
    ("ends on 2027-06-30", "ends 2027-06-30", "`on` is not said here"),
    ('owner: "x"', 'owner "x"', "`:` does not belong after `owner`"),
    ("stage: convert", "stage convert", "`:` does not belong after `stage`"),
    ("hypothesis", "hypothesis:", "a `:` is missing after `hypothesis`"),
)
TOLD = (
    ("holdout 10% shared", "a holdout that journeys share is said first", "write `shared holdout 10%`"),
    (
        "holdout 2.5% for all journeys",
        "a holdout that journeys share is said first",
        "write `shared holdout 2.5%`",
    ),
    (
        "repeat:",
        "this could repeat forever",
        "say how often at most, as in `repeat up to 3 times:`; `go to` and `stop` leave it earlier",
    ),
    (
        "repeat up to times:",
        "this could repeat forever",
        "say how often at most, as in `repeat up to 3 times:`; `go to` and `stop` leave it earlier",
    ),
    ("repeat up to three times:", "`three times` is not said here", "write `repeat up to 3 times:`"),
    (
        "repeat until vip:",
        "this could repeat forever",
        "say how often at most, as in `repeat up to 3 times:`; `go to` and `stop` leave it earlier",
    ),
    ("loop 3 times:", "`loop` is not said here", "write `repeat up to`"),
    ("goto x", "`goto` is not said here", "write `go to x`"),
    ("jump to x", "`jump to` is not said here", "write `go to x`"),
    ("wait until tomorrow", "`tomorrow` is not said here", "write `wait 1 day, then until 09:00`"),
    ("wait until tomorrow at 09:00", "`tomorrow` is not said here", "write `wait 1 day, then until 09:00`"),
    ("wait until next monday", "`next` goes without saying", "write `until monday at 09:00`: that is the next one"),
    ("wait until monday", "this does not say at what time", "add it, as in `monday at 09:00`"),
    (
        "wait until 10",
        "`10` is neither a time nor a date",
        "a time is written `09:00`, a distance `3 days before renewal_date`",
    ),
    ("wait until 09:00 on monday", "the day stands before the time", "write it as in `until monday at 09:00`"),
    (
        "wait until 3 days before",
        "this does not say before what",
        "add an attribute that holds a date, as in `3 days before renewal_date`",
    ),
    (
        "wait until 3 days renewal_date",
        "`before` or `after` is missing after `3 days`",
        "say on which side of the date, as in `3 days before renewal_date`",
    ),
    (
        "wait until before renewal_date",
        "this does not say how long before",
        "begin with it, as in `until 3 days before renewal_date`",
    ),
    (
        "wait until in loyal_vips, up to 7 days",
        "the lines that belong to `wait until` are missing",
        "say beneath it what follows: `happened: …` and `timed out: …`, indented",
    ),
    (
        "wait for in loyal_vips up to 7 days",
        "`wait for` goes on with the name of an event",
        "a condition is awaited as in `wait until in loyal_vips, up to 7 days`",
    ),
    (
        "wait for vip up to 7 days",
        "the lines that belong to `wait for` are missing",
        "say beneath it what follows: `happened: …` and `timed out: …`, indented",
    ),
    ("wait 2 days until 10:00", "`until` is not said here", "write `wait 2 days, then until 10:00`"),
    (
        "wait until birthday at 9",
        "`9` is not a time",
        "a time has hours and minutes, on a clock of 24 hours, as in `09:00` or `21:00`",
    ),
    ("wait", "this does not say how long", "add it, as in `wait 2 days` or `wait until 10:00`"),
    (
        "emit x (total: 2)",
        "what is known of an event stands in no parentheses",
        "write it as in `emit x with total: 20`",
    ),
    ("call webhook crm", "`webhook` goes without saying", "leave it out: `call crm`"),
    ("start journey win_back", "`journey` goes without saying", "leave it out: `start win_back`"),
    ("enroll in x", "`enroll` is not said here", "write `start`"),
    ("add to list y", "`list` goes without saying", "leave it out: `add to y`"),
    (
        "subscribe to x",
        "no step subscribes a contact",
        "that takes the consent of the contact: ask for it in a message",
    ),
    ("offer from x", "`from` goes without saying", "leave it out: `offer x`"),
    ("offer product from x", "`product from` is not said here", "say only which list, as in `offer x`"),
    (
        "if not sent: send y",
        "`if not sent` stands alone here",
        "it belongs beneath a `send`, indented by two more spaces",
    ),
    (
        "if missing: stop",
        "`if missing` stands alone here",
        "it belongs beneath a `wait until` with a date of the contact, indented by two more spaces",
    ),
    ("starts every day", "this does not say at what time", "add it, as in `at 09:00`"),
    ("starts every day for x", "this does not say at what time", "add it, as in `at 09:00`"),
    ("starts every day at 09:00", "this does not say for whom", "add a segment, as in `for loyal_vips`"),
    (
        "starts every day at 9am for x",
        "`9am` is not a time",
        "a time has hours and minutes, on a clock of 24 hours, as in `09:00` or `21:00`",
    ),
    ("starts every monday", "this does not say at what time", "add it, as in `at 09:00`"),
    (
        "starts every month at 09:00 for x",
        "`every month` is not said here",
        "a journey starts `every day`, `every monday` or another day of the week, or `every year on birthday`",
    ),
    (
        "starts every monday and friday at 09:00 for x",
        "a line says one day",
        "write a line for each, as in `starts every friday at 09:00 for loyal_vips`",
    ),
    (
        "starts every year",
        "this does not say on which day of the year",
        "add an attribute that holds a date, as in `every year on birthday at 09:00`",
    ),
    ("starts every year on birthday", "this does not say at what time", "add it, as in `at 09:00`"),
    (
        "starts every year at 09:00",
        "this does not say on which day of the year",
        "add an attribute that holds a date, as in `every year on birthday at 09:00`",
    ),
    (
        "starts every hour",
        "`every hour` is not said here",
        "a journey starts `every day`, `every monday` or another day of the week, or `every year on birthday`",
    ),
    (
        "starts daily at 09:00 for x",
        "`daily` is not said here",
        "a journey starts `every day`, `every monday` or another day of the week, or `every year on birthday`",
    ),
    (
        "starts on birthday at 09:00",
        "`birthday` was read as the name of an event, and those have no time of day",
        "a date of the contact is written `every year on birthday at 09:00` or `14 days before birthday at 09:00`",
    ),
    ("starts 14 days before renewal_date", "this does not say at what time", "add it, as in `at 09:00`"),
    (
        "starts 14 days renewal_date at 10:00",
        "`before` or `after` is missing after `14 days`",
        "say on which side of the date, as in `14 days before renewal_date`",
    ),
    (
        "starts before renewal_date at 10:00",
        "this does not say how long before",
        "begin with it, as in `starts 14 days before renewal_date at 10:00`",
    ),
    (
        "starts on 2026-11-27 for x",
        "this does not say at what time",
        "a date and its time are written `2026-11-27 09:00`",
    ),
    (
        "starts on 2026-11-27 at 08:00 for x",
        "this does not say at what time",
        "a date and its time are written `2026-11-27 09:00`",
    ),
    ("starts on 2026-11-27 08:00", "this does not say for whom", "add a segment, as in `for loyal_vips`"),
    (
        "starts when in x",
        "a condition starts no journey",
        "make a segment of those who meet it, and write `starts on entering` with its name",
    ),
    (
        "starts on leaving x",
        "leaving a segment starts no journey",
        "make a segment of those who have left, and start on entering it",
    ),
    (
        "ends on order_placed",
        "`ends` goes on with a date: the last day on which anybody enters",
        "what ends it for a contact is written `stops on order_placed` or `stops when vip`",
    ),
    ("ends 2027-06-30 09:00", "a journey ends with a whole day", "leave out the time"),
    ("ends never", "`never` is not said here", "leave out the line: then the journey has no end"),
    ("owner x@y", "`x` has no quotes round it", 'write `"x@y"`'),
    (
        'hypothesis "x"',
        "a hypothesis has three lines",
        'write `hypothesis:`, and beneath it `because "…"`, `change "…"` and `expect goal to rise by 2 points`',
    ),
    ("stops when vip because moved", "`because` is not said here", "write `as`"),
    (
        "goal to rise",
        "`goal` goes on with an event",
        "what you expect of it stands beneath `hypothesis:`, as in `expect goal to rise by 2 points`",
    ),
    ('because "x"', "`because` does not begin a line here", "it belongs beneath `hypothesis:`"),
    (
        "expect goal to rise by 2 points",
        "`expect` does not begin a line here",
        "it belongs beneath `hypothesis:` or a scenario",
    ),
)


def mistake_in(line: str) -> tuple[str, Diagnostic]:
    """The whole text around `line`, and the one thing that is wrong with it."""
    text = f"journey a:\n  {line}\n"
    (mistake,) = parse(Source("a.journey", text))[1]
    return text, mistake


@pytest.mark.parametrize(("wrong", "right", "message"), MENDED)
def test_a_mistake_that_is_certain_is_mended(wrong: str, right: str, message: str) -> None:
    text, mistake = mistake_in(wrong)
    assert mistake.message == message
    assert mistake.fix
    (edit,) = mistake.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == text.replace(wrong, right)


@pytest.mark.parametrize(("line", "message", "hint"), TOLD)
def test_a_mistake_is_told_in_words_of_the_language(line: str, message: str, hint: str) -> None:
    _, mistake = mistake_in(line)
    assert (mistake.message, mistake.hint) == (message, hint)
    assert mistake.fix is None


def test_a_wait_for_a_condition_without_a_deadline_is_told_from_a_wait_for_a_date() -> None:
    text = "journey a:\n  wait until vip\n    happened: stop\n    timed out: continue\n"
    (mistake,) = parse(Source("a.journey", text))[1]
    assert mistake.message == "this wait could last forever"
    assert mistake.fix
    (edit,) = mistake.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert parse(Source("a.journey", mended))[1] == ()
