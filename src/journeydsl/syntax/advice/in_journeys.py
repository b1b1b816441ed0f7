"""What is said otherwise at the head of a journey and in its steps."""

from __future__ import annotations

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.sayings import Saying, declared, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble

WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = r"\d+-\d+-\d+"
TIME = r"\d+:\d+"
NAME = r"[a-z]\w*"
SIDE = "(?:before|after)"
FIGURES = {"once": "1", "twice": "2", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}

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
        r"^(?P<word>owner|stage|priority|ends|holdout|goal|label|send|emit|call|start|offer|set|wait)(?P<wrong>‸:)",
        "`:` does not belong after `{word}`",
        "leave it out",
        instead="",
    ),
)
REPEATING = (
    Saying(
        r"\brepeat (?P<here>)‸(?P<wrong>\d+)(?: times?)?",
        "`up to` is missing before `{wrong}`",
        "a `repeat` may be left early: write `repeat up to {wrong} times:`",
        insert="up to ",
    ),
    *(
        Saying(
            rf"\brepeat (?:up to )?‸(?P<wrong>{word}(?: times)?)",
            "`{wrong}` is not said here",
            f"write `repeat up to {figure} {'time' if figure == '1' else 'times'}:`",
        )
        for word, figure in FIGURES.items()
    ),
    Saying(
        r"\brepeat up to (?P<wrong>\d+)(?P<here>) ?‸(?::|$)",
        "`times` is missing after `{wrong}`",
        "write `repeat up to {wrong} times:`",
        None,
        None,
        " times",
    ),
    Saying(
        rf"^‸(?P<wrong>goto|jump to|jump) ?(?P<label>{NAME})",
        "`{wrong}` is not said here",
        "write `go to {label}`",
    ),
    Saying(
        rf"\bgo to (?P<wrong>label|step) ‸(?P<label>{NAME})",
        "`{wrong}` goes without saying",
        "leave it out: `go to {label}`",
    ),
)
WAITING = (
    Saying(
        rf"\buntil (?P<wrong>next|the next|coming|this) ‸(?P<day>{WEEKDAY})",
        "`{wrong}` goes without saying",
        "write `until {day} at 09:00`: that is the next one",
    ),
    Saying(rf"\buntil (?P<wrong>{WEEKDAY}) ?‸$", "this does not say at what time", "add it, as in `{wrong} at 09:00`"),
    Saying(
        rf"\buntil (?P<day>{WEEKDAY}) ?‸(?P<wrong>,?) ?{TIME}",
        "`at` is missing after `{day}`",
        "write it as in `until {day} at 09:00`",
    ),
    Saying(
        rf"\buntil {TIME} ‸(?P<wrong>(?:on )?(?P<day>{WEEKDAY}))",
        "the day stands before the time",
        "write it as in `until {day} at 09:00`",
    ),
    Saying(
        r"\buntil ‸?(?P<wrong>\d{1,2}) ?‸?$",
        "`{wrong}` is neither a time nor a date",
        "a time is written `09:00`, a distance `3 days before renewal_date`",
    ),
    Saying(
        r"\buntil [\w.]+ at ‸(?P<wrong>\d{1,2}(?: ?[ap]m)?)(?! times)",
        "`{wrong}` is not a time",
        "a time has hours and minutes, on a clock of 24 hours, as in `09:00` or `21:00`",
    ),
    Saying(rf"\buntil {DAY} ‸(?P<wrong>at )(?P<time>{TIME})", "`at` is not said here", "leave it out", None, ""),
    Saying(
        rf"\buntil (?P<wrong>\d+ \w+ (?P<side>{SIDE})) ?‸$",
        "this does not say {side} what",
        "add an attribute that holds a date, as in `{wrong} renewal_date`",
    ),
    Saying(
        rf"\buntil (?P<wrong>{SIDE}) ‸{NAME}",
        "this does not say how long {wrong}",
        "begin with it, as in `until 3 days {wrong} renewal_date`",
    ),
    Saying(
        rf"\b(?P<wrong>wait) (?P<distance>\d+ \w+) ‸{SIDE}\b",
        "`until` is missing after `wait`",
        "write it as in `wait until {distance} before renewal_date`",
        instead="wait until",
    ),
    Saying(
        r"\bwait (?P<distance>\d+ \w+) ‸(?P<wrong>(?:and )?until)\b",
        "`{wrong}` is not said here",
        "write `wait {distance}, then until 10:00`",
    ),
    Saying(r"\bwait ‸(?P<wrong>till|unless|to)\b", "`{wrong}` is not said here", "write `until`", None, "until"),
    Saying(
        r"\bwait (?P<wrong>for )‸(?P<duration>\d+ \w+)",
        "`for` is not said of a time",
        "leave it out: `wait {duration}`",
        instead="",
    ),
    Saying(
        rf"\bwait (?P<wrong>for) (?:in|not|no|has|is) ‸{NAME}|\bwait (?P<for>for) ‸(?:not|\()",
        "`wait for` goes on with the name of an event",
        "a condition is awaited as in `wait until in loyal_vips, up to 7 days`",
    ),
    Saying(r"\bwait for .*‸(?P<wrong>,) ?up to\b", "`,` does not belong before `up to` here", "leave it out", None, ""),
    Saying(
        r", up (?P<here>)‸(?P<wrong>\d+ \w+)", "`to` is missing after `up`", "write `up to {wrong}`", None, None, "to "
    ),
    Saying(r"^(?P<wrong>wait) ?‸$", "this does not say how long", "add it, as in `wait 2 days` or `wait until 10:00`"),
)
ACTING = (
    Saying(
        rf"\boffer (?P<wrong>{NAME} ‸from) (?P<list>{NAME})",
        "`{wrong}` is not said here",
        "say only which list, as in `offer {list}`",
    ),
    Saying(
        rf"\b(?P<verb>add|remove|unsubscribe) ‸(?P<wrong>{NAME} )(?P<side>to|from) (?P<list>{NAME})",
        "a step is about the contact who has come to it",
        "leave out `{wrong}`: `{verb} {side} {list}`",
        instead="",
    ),
    Saying(
        rf"\bgo (?P<here>)‸(?P<wrong>{NAME})",
        "`to` is missing before `{wrong}`",
        "write `go to {wrong}`",
        None,
        None,
        "to ",
    ),
    Saying(
        rf"\b(?P<verb>send|emit|call|start|offer|go to|add to|remove from|unsubscribe from|start) "
        r"(?P<wrong>email|sms|push|message|event|webhook|journey|flow|list|topic|label|product|from|the|a) "
        rf"‸(?P<name>{NAME})",
        "`{wrong}` goes without saying",
        "leave it out: `{verb} {name}`",
    ),
    Saying(
        r"\bsend \w+ ‸(?P<wrong>(?:at|on|after|in|until|every)\b.*)",
        "a message is sent when its step is reached",
        "to send it later, put a step before it, as in `wait 2 days` or `wait until 10:00`",
    ),
    Saying(
        r"\bemit \w+ (?P<here>)‸(?P<wrong>\w+) ?[:=]",
        "`with` is missing before `{wrong}`",
        "what is known of an event follows `with`, as in `with total: 20`",
        None,
        None,
        "with ",
    ),
    Saying(
        r"\bemit (?P<event>\w+) (?P<wrong>‸\(.*)",
        "what is known of an event stands in no parentheses",
        "write it as in `emit {event} with total: 20`",
    ),
    Saying(
        rf"\badd (?P<here>)‸(?P<wrong>{NAME})$",
        "`to` is missing before `{wrong}`",
        "write `add to {wrong}`",
        None,
        None,
        "to ",
    ),
    Saying(
        rf"\b(?P<verb>remove|unsubscribe) (?P<here>)‸(?P<wrong>{NAME})$",
        "`from` is missing before `{wrong}`",
        "write `{verb} from {wrong}`",
        insert="from ",
    ),
    Saying(
        r"^‸(?P<wrong>subscribe)\b",
        "no step subscribes a contact",
        "that takes the consent of the contact: ask for it in a message",
    ),
    Saying(
        r"^‸(?P<wrong>if not sent)\b",
        "`{wrong}` stands alone here",
        "it belongs beneath a `send`, indented by two more spaces",
    ),
    Saying(
        r"^‸(?P<wrong>if missing)\b",
        "`{wrong}` stands alone here",
        "it belongs beneath a `wait until` with a date of the contact, indented by two more spaces",
    ),
    Saying(
        r"^if not sent ‸(?P<wrong>as|for|due to|since|when|if|with)\b",
        "`{wrong}` is not said here",
        "write `because`",
        None,
        "because",
    ),
)


def said_in_journeys(trouble: Trouble) -> Advice | None:
    if declared(trouble) != "journey":
        return None
    return first_said(trouble, (*STARTING, *RULING, *REPEATING, *WAITING, *ACTING))


def endless_repeat(trouble: Trouble) -> Advice | None:
    """`repeat:`, `repeat until vip:`."""
    if not trouble.before or trouble.before[0].kind != "REPEAT" or not trouble.accepts_any(("UP", "INTEGER")):
        return None
    return trouble.advice(
        Code.MISSING_DEADLINE,
        "this could repeat forever",
        span=trouble.span(trouble.before[0], trouble.before[-1]),
        hint="say how often at most, as in `repeat up to 3 times:`; `go to` and `stop` leave it earlier",
    )


def endless_condition(trouble: Trouble) -> Advice | None:
    """`wait until vip` with what follows beneath it, but no deadline: it was read as a wait for a date."""
    head = trouble.layout.line_before
    waits = [word.kind for word in head[:2]] == ["WAIT", "UNTIL"]
    if trouble.before or not waits or trouble.word.text not in {"happened", "timed"} or "IF" not in trouble.accepts:
        return None
    end = trouble.offset + head[-1].end
    return trouble.advice(
        Code.MISSING_DEADLINE,
        "this wait could last forever",
        span=trouble.span(head[0], head[-1]),
        hint="a wait for a condition needs a deadline: add `, up to 3 days`",
        fix=Fix("add `, up to 3 days`", (Edit(Span(trouble.file, end, end), ", up to 3 days"),)),
    )
