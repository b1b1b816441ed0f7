"""What is said otherwise in a scenario, and of what is known of a contact or an event."""

from __future__ import annotations

from journeydsl.diagnostics import Code, Edit, Fix
from journeydsl.source import Span
from journeydsl.syntax.advice.sayings import Saying, declared, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble
from journeydsl.syntax.advice.words import close

DAY = r"\d+-\d+-\d+"
TIME = r"\d+:\d+"
NAME = r"[a-z]\w*"
IS = "(?:is|was|gets|got|be|has been|have been|to be|will be|should be)"
ENDS = "(?:stopped|stops|finished|completed|exited|left|over)"

GIVEN = (
    Saying(r"^(?P<wrong>contact) ?‸$", "this says nothing of the contact", 'add it, as in `contact country: "DE"`'),
    Saying(
        rf"^contact .*subscribed to {NAME}(?P<wrong>, {NAME}‸$| ‸and {NAME})",
        "each topic is said by itself",
        "write it as in `subscribed to promotions, subscribed to newsletter`",
    ),
    Saying(
        r"^contact .* ?‸(?P<wrong>and|;|with)\b", "`{wrong}` is not said here", "a `,` stands between what is known"
    ),
    Saying(
        r"^contact .*\bsubscribed (?P<here>)‸(?P<wrong>[a-z]\w*)",
        "`to` is missing before `{wrong}`",
        "write `subscribed to {wrong}`",
        insert="to ",
    ),
    Saying(
        r"\b(?P<wrong>subscribed) ?‸$", "this does not say to what", "add a topic, as in `subscribed to promotions`"
    ),
    Saying(
        r"^contact .*(?P<wrong>(?:unsubscribed|not subscribed)) ?‸.*",
        "`{wrong}` is not said here",
        "leave it out: a contact is subscribed to what you say, and to nothing else",
    ),
)
HAPPENING = (
    Saying(
        r"^(?P<word>contact|expect|never|always)(?P<wrong>‸:)",
        "`:` does not belong after `{word}`",
        "leave it out",
        None,
        "",
    ),
    Saying(rf"^‸(?P<wrong>{DAY}T{TIME}\S*)", "`{wrong}` is not a date and time", "write it as in `2026-03-02 10:00`"),
    Saying(rf"^‸(?P<wrong>{DAY})", "this does not say at what time", "a date and its time are written `{wrong} 10:00`"),
    Saying(rf"^‸(?P<wrong>{TIME})", "this does not say on which day", "begin with it, as in `2026-03-02 {wrong}`"),
    Saying(rf"^‸(?P<wrong>(?:at|on) )(?={DAY}|{TIME})", "`{wrong}` is not said here", "leave it out", None, ""),
    Saying(
        rf"^(?P<wrong>{DAY} {TIME}) ?‸$", "this does not say what happens then", "add an event, as in `order_placed`"
    ),
    Saying(rf"^{DAY} {TIME}(?P<wrong>‸:)", "`:` does not belong here", "leave it out", None, ""),
    Saying(
        rf"^{DAY} {TIME} {NAME} (?P<wrong>with )‸", "`with` is not said here", "leave it out", place="COLON", instead=""
    ),
    Saying(rf"^{DAY} {TIME} {NAME} ?‸(?P<wrong>,)", "`,` does not belong here", "leave it out", None, ""),
    Saying(
        rf"^{DAY} {TIME} (?P<event>{NAME}) ?(?P<wrong>‸\(.*)",
        "what is known of an event stands in no parentheses",
        "write it as in `{event} total: 80`",
    ),
    Saying(
        rf"^{DAY} {TIME} (?P<wrong>(?P<attribute>{NAME}) (?:becomes|is|changes|turns)) ‸",
        "`{wrong}` is not said here",
        "a change of the contact is written `set {attribute} to …`",
        place="COLON",
    ),
    Saying(r"\bset [\w.]+(?P<wrong>‸:)", "`:` is not said here", "write `to`", place="TO", instead=" to"),
)
IN_THE_PAST = {
    "opens": "opened",
    "clicks": "clicked",
    "bounces": "bounced",
    "complains": "complained",
    "subscribes": "subscribed",
    "unsubscribes": "unsubscribed",
}
BETWEEN = {"complained": "about", "subscribed": "to", "unsubscribed": "from"}
IN_EVERY_PROJECT = (
    Saying(
        rf"^{DAY} {TIME} (?P<wrong>(?:is|was|has|gets|got) )(?={'|'.join(IN_THE_PAST.values())})",
        "`{wrong}` is not said here",
        "leave it out",
        instead="",
    ),
    *(
        Saying(rf"^{DAY} {TIME} (?P<wrong>{now}) ", "`{wrong}` is not said here", f"write `{then}`", instead=then)
        for now, then in IN_THE_PAST.items()
    ),
    *(
        Saying(
            rf"^{DAY} {TIME} {word} (?P<here>)(?P<wrong>(?!{between}\b){NAME}) ?‸$",
            f"`{between}` is missing before `{{wrong}}`",
            f"write `{word} {between} {{wrong}}`",
            insert=f"{between} ",
        )
        for word, between in BETWEEN.items()
    ),
    Saying(
        rf"^{DAY} {TIME} (?:opened|clicked|bounced) (?P<wrong>the ‸message |the ‸|message ‸)",
        "`{wrong}` is not said here",
        "leave it out",
        instead="",
    ),
    Saying(
        rf"^{DAY} {TIME} (?P<message>{NAME}) (?P<wrong>(?:was )?(?P<word>opened|clicked|bounced)) ?‸",
        "`{wrong}` stands before the message",
        "write `{word} {message}`",
    ),
    Saying(
        rf"^{DAY} {TIME} journey {NAME} ‸(?P<wrong>(?:is|was|gets|got) )called",
        "`{wrong}` is not said here",
        "leave it out",
        instead="",
    ),
    Saying(
        rf"^{DAY} {TIME} journey (?P<wrong>{NAME}) ?‸$",
        "this does not say what becomes of `{wrong}`",
        "add `called`: everything else a journey does by itself",
    ),
    Saying(
        rf"^{DAY} {TIME} (?P<wrong>calls?|called) (?:‸?journey )?‸?(?P<journey>{NAME})",
        "`{wrong}` is not said here",
        "write `journey {journey} called`",
        place="COLON",
    ),
)
EXPECTED = (
    Saying(
        r"^expect (?P<wrong>(?:no|not|never) ‸?(?:messages?|emails?|sms|anything|any|sends?)\b.*|nothing) ?‸?$",
        "this does not say what is not to happen",
        "write `expect nothing sent`",
    ),
    Saying(
        rf"^expect (?P<wrong>(?:no|not|never|‸not)) ‸?(?:send |sent )?(?P<message>{NAME}).*",
        "`{wrong}` stands after the message",
        "write `expect {message} not sent`",
    ),
    Saying(
        rf"^expect (?P<wrong>send|sends|sending|receives?|sent) ‸(?P<message>{NAME})",
        "`{wrong}` stands after the message",
        "write `expect {message} sent`",
    ),
    Saying(
        r"^expect .*‸(?P<wrong>(?:isn|wasn|hasn)'t(?: been)?)",
        "`{wrong}` is not said here",
        "write `not`",
        None,
        "not",
    ),
    Saying(
        rf"^expect .*‸(?P<wrong>{IS} )(?=not\b|sent\b|started\b|ended\b|never\b|reached\b)",
        "`{wrong}` is not said here",
        "leave it out",
        instead="",
    ),
    Saying(
        rf"^expect (?P<wrong>{NAME}) (?:not )?‸(?:not )?(?:never )?(?:start|end|reach|{ENDS})",
        "`{wrong}` was read as the name of a message",
        "write `journey` before the name of a journey, as in `expect journey {wrong} started`",
        place="SENT",
    ),
    Saying(rf"^expect {NAME} ‸(?P<wrong>never) sent", "`never` is not said here", "write `not`", None, "not"),
    Saying(
        rf"^expect (?P<wrong>{NAME}) ?‸$",
        "this does not say what becomes of `{wrong}`",
        "add `sent` or `not sent`; of a journey, write `expect journey {wrong} started`",
    ),
    Saying(rf"^expect .*\bsent ‸(?P<wrong>on) {DAY}", "`on` is not said here", "write `at`", place="AT", instead="at"),
    Saying(
        rf"^expect .*\b(?:sent|started) (?:at )?‸(?P<wrong>{TIME})",
        "this does not say on which day",
        "write it as in `at 2026-03-02 10:00`",
    ),
    Saying(
        rf"^expect .*\b(?:sent|started) at ‸(?P<wrong>{DAY})",
        "this does not say at what time",
        "write it as in `at {wrong} 10:00`",
    ),
    Saying(
        r"^expect .*\bsent ‸(?P<wrong>\d+ (?:times?|x)|once|twice)\b",
        "how often is not said here",
        "say when, in a line for each time, or what may never be passed, as in `always at most 2 emails in 24 hours`",
    ),
    Saying(
        r"^expect .*\b(?:sent|started) ‸(?P<wrong>before|after|within|by|in|until)\b",
        "`{wrong}` is not said here",
        "a scenario knows the very time: write `at 2026-03-02 10:00`",
    ),
    Saying(
        r"^expect .* not sent ‸(?P<wrong>as|since|for|due to)\b",
        "`{wrong}` is not said here",
        "write `because`",
        None,
        "because",
    ),
    Saying(rf"^expect journey {NAME} ‸(?P<wrong>not) start", "`not` is not said here", "write `never`", None, "never"),
    Saying(
        rf"^expect journey {NAME} ‸(?P<wrong>{ENDS})\b", "`{wrong}` is not said here", "write `ended`", None, "ended"
    ),
    Saying(
        rf"^expect journey {NAME} ?‸(?P<wrong>(?:converted|goal)\b.*)",
        "`{wrong}` is not said here",
        "write `reached its goal`",
        instead="reached its goal",
    ),
    Saying(
        rf"^expect journey (?P<wrong>{NAME}) ?‸$",
        "this does not say what becomes of `{wrong}`",
        "add `started`, `never started`, `ended` or `reached its goal`",
    ),
    Saying(
        rf"^expect journey {NAME} reached ‸(?P<wrong>(?:the |a )?goal)",
        "`{wrong}` is not said here",
        "write `its goal`",
        None,
        "its goal",
    ),
)
ALWAYS = (
    Saying(
        r"^(?:always )?‸(?P<wrong>(?:max|maximum|no more than|up to) )(?P<number>\d+)",
        "`{wrong}` is not said here",
        "write `always at most {number}`",
    ),
    Saying(
        r"^always (?P<here>)‸(?P<wrong>\d+)",
        "`at most` is missing before `{wrong}`",
        "write it as in `always at most 2 emails in 24 hours`",
        None,
        None,
        "at most ",
    ),
    Saying(
        r"^always (?P<wrong>at ‸least)",
        "what always holds is a bound that is never passed",
        "write `at most`; what is to happen is written `expect cart_reminder sent`",
    ),
    Saying(
        r"^(?P<here>)‸(?P<wrong>at most)\b",
        "`always` is missing before `at most`",
        "write it as in `always at most 2 emails in 24 hours`",
        None,
        None,
        "always ",
    ),
    Saying(
        r"^always (?P<wrong>at most \d+ \w+(?: \w+)?) ?‸$",
        "this does not say in what time",
        "add it, as in `in 24 hours`",
    ),
    Saying(r"^always .*‸(?P<wrong>, ?else.*)", "a scenario only says what must hold", "leave it out", None, ""),
    Saying(r"^never (?P<wrong>(?:send|sends|sent) )‸", "`{wrong}` goes without saying", "leave it out", None, ""),
    Saying(
        r"^never (?P<message>\w+)(?P<wrong> ‸(?:is )?(?:sent|send))",
        "`{wrong}` goes without saying",
        "leave it out",
        None,
        "",
    ),
    Saying(
        rf"^‸(?P<wrong>send) (?P<message>{NAME})",
        "a scenario has no steps",
        "what is to be sent is written `expect {message} sent`",
    ),
)


def said_in_scenarios(trouble: Trouble) -> Advice | None:
    if declared(trouble) != "scenario":
        return None
    return first_said(trouble, (*GIVEN, *HAPPENING, *IN_EVERY_PROJECT, *EXPECTED, *ALWAYS))


def timeless(trouble: Trouble) -> Advice | None:
    """`order_placed total: 80`: what happens, but not when."""
    word = trouble.word
    if trouble.before or word.kind != "NAME" or "INSTANT" not in trouble.accepts or "CONTACT" not in trouble.accepts:
        return None
    if word.text in trouble.line_words or close(word.text, trouble.accepted_words):
        return None
    end_of_line = trouble.text.find("\n", word.start)
    rest = trouble.text[word.end : end_of_line if end_of_line >= 0 else None].strip()
    if rest and ":" not in rest:
        return None
    return trouble.advice(
        Code.SYNTAX,
        "this does not say when it happens",
        hint=f"begin the line with a date and time, as in `2026-03-02 10:00  {word.text}`",
    )


def missing_colon_of_fact(trouble: Trouble) -> Advice | None:
    """`total 80`, `total is 80` of what is known of a contact or an event."""
    kinds = {word.kind for word in trouble.before}
    if trouble.accepts - {"DOT"} != {"COLON"} or not kinds & {"CONTACT", "INSTANT", "EMIT"} or trouble.previous is None:
        return None
    name, word = trouble.previous, trouble.word
    end = word.end if word.text in {"is", "to", "equals"} else name.end
    span = Span(trouble.file, trouble.offset + name.end, trouble.offset + end)
    return trouble.advice(
        Code.MISSING_COLON,
        f"a `:` is missing after `{name.text}`",
        span=trouble.span(name),
        hint="a value stands after a `:`, as in `total: 80`",
        fix=Fix("write `:`", (Edit(span, ":"),)) if not trouble.ends_line else None,
    )
