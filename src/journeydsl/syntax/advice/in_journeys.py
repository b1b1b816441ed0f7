"""What is said otherwise at the head of a journey."""

from __future__ import annotations

from journeydsl.syntax.advice.sayings import Saying, declared, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble

WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = r"\d+-\d+-\d+"
TIME = r"\d+:\d+"
NAME = r"[a-z]\w*"
SIDE = "(?:before|after)"

STARTING = (
    Saying(
        rf"^(?P<wrong>start) (?:(?:on|when|every|at) ‸|‸\d+ \w+ {SIDE})",
        "`start` is a step here: it starts another journey",
        "did you mean `starts`, at the head of the journey?",
        instead="starts",
    ),
    Saying(
        rf"^(?P<wrong>starts (?:every (?:day|{WEEKDAY}|year on [\w.]+)|\d+ \w+ {SIDE} [\w.]+)) ?‸(?:$|for\b)",
        "this does not say at what time",
        "add it, as in `at 09:00`",
    ),
    Saying(
        rf"^(?P<wrong>starts (?:every (?:day|{WEEKDAY}) at {TIME}|on {DAY} {TIME})) ?‸$",
        "this does not say for whom",
        "add a segment, as in `for loyal_vips`",
    ),
    Saying(
        rf"^starts every {WEEKDAY} ?‸(?P<wrong>(?:and|or|,).*)",
        "a line says one day",
        "write a line for each, as in `starts every friday at 09:00 for loyal_vips`",
    ),
    Saying(
        r"^starts (?P<wrong>every year) ?‸(?!on)",
        "this does not say on which day of the year",
        "add an attribute that holds a date, as in `every year on birthday at 09:00`",
    ),
    Saying(
        r"^starts (?P<wrong>(?:every ‸\w+|‸(?:hour|dai|week|month|year)ly))",
        "`{wrong}` is not said here",
        "a journey starts `every day`, `every monday` or another day of the week, or `every year on birthday`",
    ),
    Saying(
        rf"^starts (?P<wrong>on) {WEEKDAY}s? ‸(?:at|for)\b",
        "a day of the week comes again: `on` is not said of it",
        "write `every`, as in `starts every monday at 09:00 for loyal_vips`",
        instead="every",
    ),
    Saying(
        rf"^starts on (?P<wrong>{NAME}) ‸at\b",
        "`{wrong}` was read as the name of an event, and those have no time of day",
        "a date of the contact is written `every year on {wrong} at 09:00` or `14 days before {wrong} at 09:00`",
    ),
    Saying(
        rf"^starts on ‸(?P<wrong>{DAY})(?: at)?",
        "this does not say at what time",
        "a date and its time are written `{wrong} 09:00`",
    ),
    Saying(rf"^starts ‸(?P<wrong>at) {DAY}", "`at` is not said of a date", "write `on`", instead="on"),
    Saying(
        rf"^starts ‸(?P<wrong>{SIDE})",
        "this does not say how long {wrong}",
        "begin with it, as in `starts 14 days {wrong} renewal_date at 10:00`",
    ),
    Saying(
        rf"^(?:starts|.*\buntil) (?P<wrong>\d+ \w+) ‸(?P<date>{NAME})",
        "`before` or `after` is missing after `{wrong}`",
        "say on which side of the date, as in `{wrong} before {date}`",
        place="BEFORE",
    ),
    Saying(
        r"^starts (?P<wrong>when ‸.+)",
        "a condition starts no journey",
        "make a segment of those who meet it, and write `starts on entering` with its name",
    ),
    Saying(
        r"^starts (?P<here>)‸(?P<wrong>entering)\b",
        "`on` is missing before `entering`",
        "write `starts on entering`",
        insert="on ",
    ),
    Saying(
        rf"^starts on (?P<wrong>entry|enter|enters|entered|joining|joins) ‸(?P<segment>{NAME})",
        "`{wrong}` is not said here",
        "write `starts on entering {segment}`",
        instead="entering",
    ),
    Saying(
        rf"^starts on (?P<wrong>leaving|leaves|exiting|exit) ‸{NAME}",
        "leaving a segment starts no journey",
        "make a segment of those who have left, and start on entering it",
    ),
    Saying(
        rf"^(?:starts|stops|goal) (?:on )?{NAME} ‸(?P<wrong>with|if|when)\b",
        "`{wrong}` is not said here",
        "write `where`",
        place="WHERE",
        instead="where",
    ),
    Saying(
        r"^starts on .*, then quiet (?P<here>)‸(?P<wrong>\d+ \w+)",
        "`for` is missing before `{wrong}`",
        "write `, then quiet for {wrong}`",
        insert="for ",
    ),
    Saying(
        r"^starts on .*‸(?P<wrong>,) ?quiet",
        "`then` is missing before `quiet`",
        "write `, then quiet`",
        instead=", then",
    ),
)
RULING = (
    Saying(
        rf"^ends ‸(?P<wrong>on ){DAY}", "`on` is not said here", "leave it out, as in `ends 2027-06-30`", instead=""
    ),
    Saying(
        r"^(?P<wrong>ends) ‸(?:on|when|if|as|with)\b",
        "`ends` goes on with a date: the last day on which anybody enters",
        "what ends it for a contact is written `stops on order_placed` or `stops when vip`",
    ),
    Saying(
        rf"^ends (?:{DAY} ?‸|‸{DAY} )(?P<wrong>(?:at )?{TIME})",
        "a journey ends with a whole day",
        "leave out the time",
    ),
    Saying(r"^ends ‸(?P<wrong>never)", "`never` is not said here", "leave out the line: then the journey has no end"),
    Saying(
        r"^one ‸(?P<wrong>for(?: each| every)?|each|every|by)\b",
        "`{wrong}` is not said here",
        "write `per`",
        instead="per",
    ),
    Saying(r"^(?P<wrong>once) ‸per\b", "`once` is said of all entries together", "write `one per`", instead="one"),
    Saying(
        r"^(?P<wrong>goal) to ‸.*",
        "`goal` goes on with an event",
        "what you expect of it stands beneath `hypothesis:`, as in `expect goal to rise by 2 points`",
    ),
    Saying(
        r'^(?P<wrong>hypothesis) ?‸".*',
        "a hypothesis has three lines",
        'write `hypothesis:`, and beneath it `because "…"`, `change "…"` and `expect goal to rise by 2 points`',
    ),
    Saying(
        rf"^expect {NAME} ‸(?P<wrong>rises?|increases?|grows?|falls?|drops?|decreases?)\b",
        "`{wrong}` is not said here",
        "write `to rise` or `to fall`",
    ),
    Saying(
        rf"^expect {NAME} to ‸(?P<wrong>increase|grow|improve|go up)\b",
        "`{wrong}` is not said here",
        "write `rise`",
        None,
        "rise",
    ),
    Saying(
        rf"^expect {NAME} to ‸(?P<wrong>decrease|drop|decline|sink|go down)\b",
        "`{wrong}` is not said here",
        "write `fall`",
        instead="fall",
    ),
    Saying(
        r"^expect .* by (?P<wrong>‸[\d.]+%|[\d.]+ ?‸.*)",
        "how far is said in points",
        "write it as in `by 2 points`, which is from 10% to 12%",
    ),
    Saying(
        r"^‸(?P<wrong>global|universal|common|joint) holdout\b",
        "`{wrong}` is not said here",
        "write `shared holdout`",
        instead="shared",
    ),
    Saying(
        r"^holdout (?P<share>[\d.]+%) ‸(?P<wrong>shared|(for|across|in|of) (all|every)\b.*)",
        "a holdout that journeys share is said first",
        "write `shared holdout {share}`",
    ),
    Saying(
        r"^on ‸(?P<wrong>edits|editing|change|changes|update|updates|publish|publishing)\b",
        "`{wrong}` is not said here",
        "write `on edit`",
        instead="edit",
    ),
    Saying(
        r"^on edit ‸(?P<wrong>pinned|keep|stay|freeze|finish|continue)\b",
        "`{wrong}` is not said here",
        "write `pin`: contacts inside stay on the version that they entered",
        instead="pin",
    ),
    Saying(
        r"^on edit ‸(?P<wrong>move|moves|moved|update|migrate|switch)\b",
        "`{wrong}` is not said here",
        "write `follow`: contacts inside move to the new version",
        instead="follow",
    ),
    Saying(
        rf"^moved {NAME} ‸(?P<wrong>into|onto|is now|becomes|as)",
        "`{wrong}` is not said here",
        "write `to`",
        instead="to",
    ),
    Saying(r"^‸(?P<wrong>pause)$", "`pause` is not said here", "write `paused`", instead="paused"),
    Saying(
        r"^overdue spread (?P<here>)‸(?P<wrong>\d+ \w+)",
        "`over` is missing before `{wrong}`",
        "write `overdue spread over {wrong}`",
        insert="over ",
    ),
    Saying(r"^overdue ‸(?P<wrong>drop|ignore|discard)\b", "`{wrong}` is not said here", "write `skip`", instead="skip"),
    Saying(
        r"^(?P<word>owner|stage|priority|ends|holdout|goal|paused|label|send|emit|call|start|offer|set|wait)(?P<wrong>‸:)",
        "`:` does not belong after `{word}`",
        "leave it out",
        instead="",
    ),
)


def said_in_journeys(trouble: Trouble) -> Advice | None:
    return first_said(trouble, (*STARTING, *RULING)) if declared(trouble) == "journey" else None
