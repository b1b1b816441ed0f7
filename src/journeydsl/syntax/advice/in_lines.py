"""What is said otherwise in the lines of segments, families, suppressions, limits and messages."""

from __future__ import annotations

from journeydsl.syntax.advice.sayings import Saying, declared, first_said
from journeydsl.syntax.advice.trouble import Advice, Trouble

REFRESHING = (
    *(
        Saying(rf"^refresh ‸(?P<wrong>{said})\b", "`{wrong}` is not said here", f"write `refresh {meant}`", None, meant)
        for meant, said in {
            "live": "always|constantly|continuously|immediately|now|(?:in )?real time|realtime",
            "hourly": "(?:(?:every|each|once an|per) )?hour",
            "daily": "(?:(?:every|each|once a|per) )?(?:day|night|morning)|nightly",
            "weekly": "(?:(?:every|each|once a|per) )?(?:week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
        }.items()
    ),
    Saying(
        r"^refresh ‸(?P<wrong>\d.*|every \d.*|.*month\w*|.*year\w*)",
        "`{wrong}` is not said here",
        "a segment is refreshed `live`, `hourly`, `daily` or `weekly`",
    ),
    Saying(r"^(?:refresh|hold)(?P<wrong>‸:)", "`:` does not belong here", "leave it out", place="LIVE", instead=""),
)
NAME = r'^(?P<wrong>(?!(?:when|otherwise)\b)[a-z]\w*)(?: "[^"]*")?'
MEMBER = r'^[a-z]\w*(?: "[^"]*")?'

SAID_BENEATH = {
    "segment": (
        *REFRESHING,
        Saying(
            r'^‸(?P<wrong>[a-z]\w*)(?: "[^"]*")?: ?(?:when|otherwise)\b',
            "a segment has no segments of its own",
            'several that belong together stand beneath `segments`, as in `segments lifecycle "Lifecycle":`',
        ),
    ),
    "segments": (
        *REFRESHING,
        Saying(
            rf"{NAME}(?P<here>) ‸(?P<word>when|otherwise)\b",
            "a `:` is missing before `{word}`",
            "a segment of a family has its condition after a `:`",
            place="COLON",
            insert=":",
        ),
        Saying(
            r"^‸?(?P<wrong>when|otherwise)\b ?‸?(?!:)",
            "`{wrong}` does not say which segment it is about",
            'begin the line with a name, as in `at_risk "At risk": when …` or `others "All others": otherwise`',
        ),
        Saying(
            rf"{MEMBER}: ?‸(?P<wrong>else|rest|others?|default|everyone|everybody|all)\b.*",
            "`{wrong}` is not said here",
            "write `otherwise`",
            place="OTHERWISE",
            instead="otherwise",
        ),
        Saying(
            rf"{MEMBER}: ?‸(?P<wrong>if)\b",
            "`{wrong}` is not said here",
            "write `when`",
            place="OTHERWISE",
            instead="when",
        ),
        Saying(
            rf"{MEMBER}: ?(?P<here>)‸(?P<wrong>[a-z(]\w*)",
            "`when` is missing before `{wrong}`",
            "say who belongs to the segment with `when`, or `otherwise` for all who are in none of the others",
            place="OTHERWISE",
            insert="when ",
        ),
    ),
    "suppression": (
        Saying(
            r"^blocks (?P<class>\w+) ?(?P<wrong>‸?(?:for|on|in|across|whole|entire|all|per)\b.*)",
            "`{wrong}` is not said here",
            "write `blocks {class} for the whole account`",
        ),
        Saying(
            r"^blocks (?P<wrong>all|any|every) ‸(?P<class>\w+)",
            "`{wrong}` is not said here",
            "leave it out: `blocks {class}`",
        ),
    ),
    "limits": (
        Saying(
            r"^quiet on ‸(?P<wrong>(?:the )?weekends?|weekdays|holidays)\b",
            "`{wrong}` is not said here",
            "write a line for each day, as in `quiet on saturday, else wait`",
        ),
        Saying(
            r"^(?P<wrong>(?:at most|quiet) [^\n,]*)‸$",
            "this does not say what happens to a message then",
            "add `, else wait` or `, else drop`",
            place="COMMA",
        ),
        Saying(
            r"^(?P<wrong>warm up\b.*‸.*|‸(?:warmup|warming|ramp)\b.*)",
            "this does not say how much is sent and how it grows",
            "write it as in `warm up email from 2000 per day by 30% per day`",
        ),
    ),
    "message": (
        Saying(
            r'^(?P<wrong>call to action "[^"]*") ?‸$',
            "this does not say where it leads",
            'add `to` and an address, as in `to trigger.url` or `to "https://acme.example/cart"`',
        ),
        Saying(
            r"^footer (?P<here>)‸(?P<wrong>[a-z][\w.]*)",
            "`by` is missing after `footer`",
            "say which attribute it goes by, as in `footer by country`",
            place="BY",
            insert="by ",
        ),
        Saying(
            r"^(?P<wrong>when [^\n:]*)‸$",
            "this does not say what is shown then",
            'add it after a `:`, as in `when in loyal_vips: "hero_vip"`',
            place="COLON",
        ),
        Saying(
            r"^(?:when [^:]*|otherwise|\"[^:]*): ?(?P<here>)‸(?P<wrong>module)\b",
            "`use` is missing before `{wrong}`",
            'a module is used, as in `use module "hero_vip"`',
            place="USE",
            insert="use ",
        ),
        Saying(
            r'^(?P<wrong>(?:call(?: to)?|cta|button|link) ‸"[^"]*")',
            "`{wrong}` is not said here",
            'write it as in `call to action "Return to your cart" to trigger.url`',
        ),
    ),
}


def said_beneath(trouble: Trouble) -> Advice | None:
    return first_said(trouble, SAID_BENEATH.get(declared(trouble), ()))
