"""What is said otherwise in the steps of a journey."""

from __future__ import annotations

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.in_journeys import DAY, NAME, SIDE, TIME, WEEKDAY
from journeydsl.syntax.advice.sayings import Saying, declared, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble

FIGURES = {"once": "1", "twice": "2", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}

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
        rf"\buntil (?P<day>{WEEKDAY}) (?P<here>)‸(?P<wrong>{TIME})",
        "`at` is missing after `{day}`",
        "write `until {day} at {wrong}`",
        insert="at ",
    ),
    Saying(
        rf"\buntil (?P<day>{WEEKDAY}) ?‸(?P<wrong>,) ?(?P<time>{TIME})",
        "`,` is not said here",
        "write `until {day} at {time}`",
        instead=" at",
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
        r"\bwait (?P<wrong>for) (?:(?:in|not|no|has|is) ‸|‸(?:not\b|\())",
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


def said_in_steps(trouble: Trouble) -> Advice | None:
    return first_said(trouble, (*REPEATING, *WAITING, *ACTING)) if declared(trouble) == "journey" else None


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
