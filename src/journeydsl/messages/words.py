"""What jinja2's complaint about a template means for somebody who does not know its words."""

from __future__ import annotations

import re

from jinja2.exceptions import TemplateSyntaxError

from journeydsl.diagnostics import did_you_mean
from journeydsl.messages.template import TemplateProblem, line_of

TAGS = ("elif", "else", "endfilter", "endfor", "endif", "endset", "endwith", "filter", "for", "if", "set", "with")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TAG = re.compile(r"\{%[-+]?\s*(end)?(if|for|set|with|filter|raw)\b([^%]*)")


def explain(text: str, error: TemplateSyntaxError, offset: int) -> TemplateProblem:
    """The problem behind `error`, which jinja2 noticed at `offset`."""
    complaint = error.message or ""
    if found := _never_closed(text, complaint, offset):
        return found
    return TemplateProblem(_words(complaint), line_of(text, offset))


def _never_closed(text: str, complaint: str, offset: int) -> TemplateProblem | None:
    """The problem where something is opened and not closed, on the line where it is opened."""
    if "Missing end of comment" in complaint:
        return TemplateProblem("`{#` is never closed with `#}`", line_of(text, text.rindex("{#")))
    tag, at = _open_tag(text)
    if "Missing end of raw" in complaint or "Unexpected end of template" in complaint:
        return TemplateProblem(f"`{{% {tag} %}}` is never closed with `{{% end{tag} %}}`", line_of(text, at))
    opening = max(text.rfind("{{", 0, offset + 1), text.rfind("{%", 0, offset + 1))
    if opening < 0:
        return None
    sign = text[opening : opening + 2]
    inside = re.split(r"\{[{%#]", text[opening + 2 :], maxsplit=1)[0]
    if _CLOSING[sign] in inside:
        return None
    return TemplateProblem(f"`{sign}` is never closed with `{_CLOSING[sign]}`", line_of(text, opening))


def _open_tag(text: str) -> tuple[str, int]:
    """The innermost tag that is not closed, and where it stands."""
    opened: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        end, name, rest = tag.groups()
        if end and opened:
            opened.pop()
        elif not end and not (name == "set" and "=" in rest):
            opened.append((name, tag.start()))
    return opened[-1] if opened else ("if", 0)


def _words(complaint: str) -> str:
    if tag := re.match(r"Encountered unknown tag '(\w+)'\.(?:.*closed is '(\w+)')?", complaint):
        return _unknown_tag(*tag.groups())
    if character := re.match(r"unexpected char (.+) at \d+", complaint):
        quoted = character[1][1:-1]
        return f"the text in `{quoted}` is not closed" if quoted in "'\"" else f"`{quoted}` does not fit here"
    if "got '='" in complaint:
        return "`=` does not compare; write `==`"
    if got := re.search(r"got '(\W|\w+)'$", complaint):
        return f"`{got[1]}` does not fit here"
    if re.match(r"Expected an expression|expected name or number|.*got 'end of|unexpected 'end of", complaint):
        return "something is missing before the closing signs"
    if bracket := re.search(r", expected '([])}])'", complaint):
        return f"a `{bracket[1]}` is missing"
    if sign := re.match(r"unexpected '([])}])'", complaint):
        return f"`{sign[1]}` does not fit here"
    return "this cannot be read as a template"


def _unknown_tag(name: str, open_tag: str | None) -> str:
    if open_tag and name.startswith("end"):
        return f"`{{% {name} %}}` stands where `{{% end{open_tag} %}}` is expected"
    if name in TAGS:
        return f"`{{% {name} %}}` belongs to nothing that is open"
    meant = did_you_mean(name, TAGS)
    return f"`{{% {name} %}}` is not known" + (f"; did you mean `{meant}`?" if meant else "")
