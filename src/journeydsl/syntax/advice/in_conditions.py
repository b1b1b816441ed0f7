"""Mistakes in conditions: what is missing from them, and what is said otherwise."""

from __future__ import annotations

from journeydsl.diagnostics import Code
from journeydsl.syntax.advice.sayings import Saying, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble

ENDS_CONDITION = frozenset({"_NL", "COLON", "AND", "OR", "RPAR", "$END"})

SAID_OF_EVENTS = (
    Saying(
        r"\b(?P<function>sum|average|lowest|highest|latest) (?P<here>)‸(?P<wrong>[a-z]\w*)",
        "`of` is missing after `{function}`",
        "say of what, as in `{function} of order_placed.total in the last 30 days`",
        place="OF",
        insert="of ",
    ),
    Saying(
        r"\bnumber of ‸(?P<wrong>[a-z]\w*)",
        "`number of` goes on with `distinct`",
        "how often something happened is written `{wrong} at least 3 times in the last 30 days`",
        place="DISTINCT",
    ),
    Saying(
        r"\b(?P<wrong>how (?:‸many|often|much)\b|count (?=‸(?:of\b|[a-z])))",
        "`{wrong}` is not said here",
        "how often something happened is written `order_placed at least 3 times in the last 30 days`",
        place="IS",
    ),
    *(
        Saying(rf"\b(?P<wrong>{said}) ‸of\b", "`{wrong} of` is not said here", f"write `{meant} of`", "IS", meant)
        for meant, said in {
            "sum": "total",
            "average": "avg|mean",
            "highest": "max|maximum|largest|biggest",
            "lowest": "min|minimum|smallest",
            "latest": "last|newest|recent",
        }.items()
    ),
    Saying(
        r"\b(?P<wrong>unique|distinct|different) ‸of\b",
        "`{wrong} of` is not said here",
        "write `number of distinct`, as in `number of distinct order_placed.category`",
        place="IS",
    ),
    Saying(
        r"\btime since [a-z]\w* ‸(?P<wrong>is|more|longer|greater|over|at least|less|shorter|under|at most)\b",
        "`{wrong}` is not said of a time",
        "compare it with a sign, as in `> 30 days` or `< 30 days`",
        place="COMPARE",
    ),
    Saying(
        r"\b(?P<wrong>since) ‸\d+ (?:second|minute|hour|day|week)s?\b",
        "`since` goes on with a date or with `entry`",
        "a time to look back is written `in the last 3 days`",
        place="ENTRY",
        instead="in the last",
    ),
    Saying(
        r" ‸(?P<wrong>(?P<number>\d+) (?:times?|x)\b)",
        "`{wrong}` does not say whether more would do",
        "write `at least {number} times`, `at most {number} times` or `exactly {number} times`",
        place="EVER",
    ),
    Saying(
        r"\bwhere (?P<wrong>(?:not )?[a-z][\w.]*) ‸(?:within|in|ever|since|at|exactly)\b",
        "`{wrong}` does not stand alone before a time",
        "put it in parentheses: `where ({wrong})`",
        place="IS",
    ),
)

SAID_OF_CONTACTS = (
    Saying(
        r"\bhas been in (?P<segment>\w+) ‸(?P<wrong>[a-z]\w*).*",
        "`{wrong}` is not said here",
        "say for how long, as in `has been in {segment} for 7 days`",
        place="FOR",
    ),
    Saying(
        r"\bhas been (?P<wrong>in (?P<segment>\w+)) ?‸",
        "this does not say for how long",
        "add it, as in `has been in {segment} for 7 days`; who is in it now is `in {segment}`",
        place="FOR",
    ),
    Saying(
        r"\b(?P<wrong>(?:been|was) in) ‸(?P<segment>[a-z]\w*)",
        "`{wrong}` is not said here",
        "who is in it now is `in {segment}`; who has been for some time is `has been in {segment} for 7 days`",
        place="THE",
    ),
    Saying(
        r"\b(?P<wrong>is (?:not )?in) ‸(?P<segment>[a-z]\w*)",
        "`{wrong}` is not said here",
        "a contact is `in {segment}`, or `not in {segment}`",
        place="AND",
    ),
    Saying(
        r'\b(?P<wrong>is in) ‸"',
        "`is in` is not said here",
        'one of several values is written `is one of "DE", "AT"`',
        place="AND",
        instead="is one of",
    ),
    Saying(
        r'\b(?P<wrong>in) ‸"',
        "`in` goes on with the name of a segment, or with `the last`",
        'one of several values is written `is one of "DE", "AT"`',
    ),
    Saying(
        r" (?P<here>)‸(?P<wrong>today)\b",
        "`is` is missing before `today`",
        "write `is today`",
        place="IS",
        insert="is ",
    ),
    Saying(
        r"\bwithin ‸(?P<wrong>(?:the )?(?:next|coming) )\d",
        "`within` says by itself that it looks ahead",
        "leave out `{wrong}`, as in `within 14 days`",
        instead="",
    ),
    Saying(
        r"\b(?P<wrong>within ‸(?:the )?(?:last|past))\b",
        "`within` looks ahead",
        "looking back is written `in the last 14 days`, after an event",
    ),
    Saying(
        r"\b(?P<wrong>in the ‸(?:next|coming))\b",
        "`{wrong}` is not said here",
        "looking ahead to a date is written `within 14 days`",
    ),
    Saying(
        r"\b(?P<wrong>in ‸\d+ [a-z]+)",
        "`{wrong}` does not say whether it looks back or ahead",
        "looking back after an event is written `in the last 14 days`, ahead to a date `within 14 days`",
        place="THE",
    ),
    *(
        Saying(rf" ‸(?P<wrong>{said})\b", "`{wrong}` is not said here", f'write `{meant} "…"`', "CONTAINS", meant)
        for meant, said in {
            "starts with": "(?:begins?|beginning|start|starting)(?: with)?",
            "contains": "contain|containing|includes?|like|matches",
        }.items()
    ),
    Saying(
        r" ‸(?P<wrong>ends? with)\b",
        "`{wrong}` is not said here",
        "text is searched with `contains` or `starts with`",
        place="CONTAINS",
    ),
    *(
        Saying(rf"\b(?P<wrong>{said}) ‸[a-z]", "`{wrong}` is not said of a message", f"write `{meant}`", "IS", meant)
        for meant, said in {"opened": "opens?", "clicked": "clicks?", "received": "receives?|got|gets|sent"}.items()
    ),
    Saying(
        r"\b(?P<wrong>has) ‸(?P<did>opened|clicked|received)\b",
        "`has` is not said before `{did}`",
        "leave it out",
        place="BEEN",
    ),
    Saying(
        r"\b(?:opened|clicked|received) [a-z]\w* ‸(?P<wrong>for|within|during|over)\b",
        "`{wrong}` is not said here",
        "a time to look back is written `in the last 7 days`",
        place="EVER",
    ),
    Saying(
        r"\bsubscribed (?P<here>)‸(?P<wrong>[a-z]\w*)",
        "`to` is missing after `subscribed`",
        "write `subscribed to {wrong}`",
        place="TO",
        insert="to ",
    ),
    Saying(
        r"\b(?P<first>score|account|trigger) ‸(?P<wrong>[a-z]\w*)",
        "a `.` is missing after `{first}`",
        "write `{first}.{wrong}`",
        place="IS",
    ),
)


def missing_property(trouble: Trouble) -> Advice | None:
    """`sum of order_placed in the last 30 days`."""
    previous = trouble.previous
    if trouble.accepts != {"DOT"} or previous is None:
        return None
    return trouble.advice(
        Code.SYNTAX,
        f"`{previous.text}` is an event, and this does not say which of its values is meant",
        span=trouble.span(previous),
        hint=f"add a property after a dot, as in `{previous.text}.total`",
    )


def missing_comparison(trouble: Trouble) -> Advice | None:
    """`sum of order_placed.total ever` or `time since order_placed` with nothing after it."""
    compared = "COMPARE" in trouble.accepts and trouble.accepts <= {"COMPARE", "IS", "WHERE"}
    if not compared or trouble.word.kind not in ENDS_CONDITION or not trouble.head:
        return None
    of_time = "IS" not in trouble.accepts
    return trouble.advice(
        Code.SYNTAX,
        "this does not say how long ago" if of_time else "this is compared with nothing",
        span=trouble.span(trouble.head[-1]),
        hint="add it, as in `> 30 days`" if of_time else "add what it should be, as in `>= 500`",
    )


def missing_time_ahead(trouble: Trouble) -> Advice | None:
    """`renewal_date within` with nothing after it."""
    previous = trouble.previous
    if previous is None or previous.text != "within" or trouble.word.kind not in ENDS_CONDITION:
        return None
    return trouble.advice(
        Code.SYNTAX,
        "this does not say how far ahead",
        span=trouble.span(previous),
        hint="add a duration, as in `within 14 days`",
    )


def said_of_events(trouble: Trouble) -> Advice | None:
    return first_said(trouble, SAID_OF_EVENTS)


def said_of_contacts(trouble: Trouble) -> Advice | None:
    return first_said(trouble, SAID_OF_CONTACTS)
