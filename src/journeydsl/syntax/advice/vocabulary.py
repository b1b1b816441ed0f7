"""What authors write who know another tool, and what it is called here."""

from __future__ import annotations

SHORT_UNITS = {
    "s": "seconds",
    "sec": "seconds",
    "secs": "seconds",
    "m": "minutes",
    "min": "minutes",
    "mins": "minutes",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
}
LONG_UNITS = {
    "month": "days",
    "months": "days",
    "quarter": "weeks",
    "quarters": "weeks",
    "year": "days",
    "years": "days",
}

# What other tools call it, and what it is called here.
OTHER_WORDS = {
    "audience": ("segment",),
    "audiences": ("segments",),
    "automation": ("journey",),
    "because": ("as",),
    "body": ("template",),
    "button": ("call to action",),
    "branch": ("choose",),
    "campaign": ("journey",),
    "cohort": ("segment",),
    "cta": ("call to action",),
    "default": ("otherwise",),
    "delay": ("wait",),
    "during": ("in the last",),
    "elif": ("when",),
    "else": ("otherwise",),
    "elseif": ("when",),
    "email": ("send",),
    "end": ("stop",),
    "ends": ("stops",),
    "equals": ("is",),
    "exit": ("stop",),
    "exits": ("stops",),
    "experiment": ("split",),
    "fewer": ("at most",),
    "finish": ("stop",),
    "flow": ("journey",),
    "if": ("when",),
    "less": ("at most",),
    "more": ("at least",),
    "over": ("in the last",),
    "pause": ("wait",),
    "preheader": ("preview",),
    "previewtext": ("preview",),
    "sleep": ("wait",),
    "start": ("starts",),
    "switch": ("choose",),
    "then": ("and",),
    "till": ("to",),
    "timeout": ("timed out",),
    "teaser": ("preview",),
    "title": ("subject",),
    "trigger": ("starts",),
    "unless": ("not",),
    "until": (
        "to",
        "up to",
    ),
    "within": (
        "up to",
        "in the last",
    ),
    "workflow": ("journey",),
}


# What the lines of the language belong to, for those that are written elsewhere.
OWNERS = {
    **dict.fromkeys(("when", "otherwise"), "`choose:`"),
    **dict.fromkeys(("happened", "timed"), "`wait for`"),
    "if": "`send`",
    **dict.fromkeys(("refresh", "hold"), "a segment"),
    "blocks": "a suppression",
    **dict.fromkeys(("channel", "class", "topic", "subject", "preview", "template"), "a message"),
    **dict.fromkeys(("block", "helps", "footer"), "a message"),
    **dict.fromkeys(("at", "quiet", "warm"), "`limits:`"),
    **dict.fromkeys(("starts", "again", "once", "always", "only", "stops", "goal", "holdout", "priority"), "a journey"),
    **dict.fromkeys(("send", "wait", "choose", "split", "set", "stop", "continue"), "a journey"),
}
