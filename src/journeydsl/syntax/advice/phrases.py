"""What could stand at a place, in words."""

from __future__ import annotations

from journeydsl.syntax.advice.trouble import Trouble

UNITS = frozenset(f"{unit}{plural}" for unit in ("SECOND", "MINUTE", "HOUR", "DAY", "WEEK") for plural in ("", "S"))
CONDITION = frozenset({"NAME", "IN", "NO", "LPAR"})
# Words that begin a condition, where they are no names.
BEGINNINGS = frozenset(
    {"SUBSCRIBED", "HAS", "RECEIVED", "OPENED", "CLICKED", "TIME", "NUMBER"}
    | {"SUM", "AVERAGE", "LOWEST", "HIGHEST", "LATEST"}
)
COMPARISON = frozenset({"IS", "COMPARE"})
WINDOW = frozenset({"IN", "SINCE", "EVER"})
WEEKDAYS = frozenset({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"})
VALUE = frozenset({"TEXT", "INTEGER", "DECIMAL", "PERCENT", "TIME_OF_DAY", "DATE", "INSTANT", "TRUE", "FALSE"})
STEPS = frozenset({"SEND", "WAIT", "CHOOSE", "SPLIT", "SET", "STOP", "CONTINUE"})
OTHER_STEPS = frozenset({"REPEAT", "EMIT", "CALL", "START", "ADD", "REMOVE", "UNSUBSCRIBE", "OFFER", "LABEL", "GO"})
HEAD_LINES = frozenset({"STARTS", "AGAIN", "ONCE", "ALWAYS", "ONLY", "STOPS", "GOAL", "HOLDOUT", "PRIORITY"})
OTHER_HEAD_LINES = frozenset(
    {"OWNER", "STAGE", "ENDS", "HYPOTHESIS", "ONE", "SHARED", "ON", "MOVED", "PAUSED", "OVERDUE"}
)
SCENARIO_LINES = frozenset({"CONTACT", "EXPECT", "ALWAYS", "NEVER"})

# Several terminals that are one thing to an author: named together where all of the first set can stand.
GROUPS = (
    (CONDITION, CONDITION | {"NOT"}, "a condition"),
    (VALUE | {"NAME"}, VALUE | {"NAME"}, "a value"),
    (VALUE, VALUE, "a value"),
    (STEPS, STEPS | OTHER_STEPS, "a step such as `send` or `wait`"),
    (HEAD_LINES, HEAD_LINES | OTHER_HEAD_LINES, "a line such as `starts on` or `goal`"),
    (SCENARIO_LINES, SCENARIO_LINES, "a line such as `contact` or `expect`"),
    (UNITS, UNITS, "a unit such as `days`"),
    (COMPARISON, COMPARISON | {"CONTAINS", "STARTS", "WITHIN"}, "a comparison such as `is` or `>=`"),
    (WINDOW, WINDOW | {"AT", "EXACTLY", "WHERE"}, "a time to look back such as `in the last 30 days`"),
    (WEEKDAYS, WEEKDAYS, "a day such as `sunday`"),
)
NEVER_NAMED = frozenset({"DOT", "HOLE", "_DEDENT", "$END"})
THINGS = {
    "NAME": "a name",
    "TEXT": "text in double quotes",
    "INTEGER": "a whole number",
    "DECIMAL": "a number",
    "PERCENT": "a percentage such as `10%`",
    "TIME_OF_DAY": "a time such as `09:00`",
    "DATE": "a date such as `2027-06-30`",
    "INSTANT": "a date and time such as `2027-06-30 09:00`",
    "COMPARE": "a sign such as `>=`",
    "_THEN": "`, then`",
    "_UP": "`, up to`",
    "_INDENT": "an indented line",
    "_NL": "the end of the line",
}
# What a name names, by the word before it.
NAMED_AFTER = {
    "SEND": "the name of a message",
    "ON": "the name of an event",
    "FOR": "the name of an event",
    "NO": "the name of an event",
    "GOAL": "the name of an event",
    "ENTERING": "the name of a segment",
    "IN": "the name of a segment",
    "TO": "a name",
    "MOVED": "the name of a step, as results show it",
    "OF": "the name of an event",
    "DISTINCT": "the name of an event",
    "SINCE": "the name of an event",
    "RECEIVED": "the name of a message",
    "OPENED": "the name of a message",
    "CLICKED": "the name of a message",
    "UP": "the name of a channel",
    "TOPIC": "the name of a topic",
    "CHANNEL": "the name of a channel",
    "CLASS": "`promotional` or `transactional`",
    "EMIT": "the name of an event",
    "CALL": "the name of a webhook",
    "START": "the name of a journey",
    "JOURNEY": "the name of a journey",
    "EXPECT": "the name of a message",
    "NEVER": "the name of a message",
    "OFFER": "the name of an offer",
    "STAGE": "the name of a stage",
    "PER": "the name of a property of the event",
    "BLOCKS": "`promotional` or `transactional`",
    "AS": "a reason in one word",
    "PERCENT": "the name of a variant",
}
MOST = 8


def expected(trouble: Trouble) -> str:
    """What could stand at the place of `trouble`, as a list in words."""
    left, phrases = set(trouble.accepts - NEVER_NAMED), list[str]()
    if "NAME" in left:
        left -= BEGINNINGS  # names too, there
    for needed, covered, phrase in GROUPS:
        if needed <= left:
            phrases.append(phrase)
            left -= covered
    phrases += sorted(_phrase(terminal, trouble) for terminal in left)
    return _listed(phrases[:MOST])


def name_expected(trouble: Trouble) -> str:
    """What a name at the place of `trouble` would name."""
    return NAMED_AFTER.get(trouble.previous.kind, THINGS["NAME"]) if trouble.previous else THINGS["NAME"]


def _phrase(terminal: str, trouble: Trouble) -> str:
    if terminal == "NAME":
        return name_expected(trouble)
    return THINGS.get(terminal) or f"`{trouble.vocabulary[terminal]}`"


def _listed(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases) or "nothing more"
    return f"{', '.join(phrases[:-1])} or {phrases[-1]}"
