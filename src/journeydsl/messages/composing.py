"""A message put together from its parts, once for everybody: what is left to do for a contact is to fill it in.

Modules, and every arm of every block and footer, are put where the template shows them; which arm counts is a value
that is filled in like any other. MJML becomes HTML here, since that is the same for everybody.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from journeydsl.markup import Inside, MjmlProblem, as_document, has_components, scan, text_of, to_html
from journeydsl.markup.filled_in import PART
from journeydsl.messages.template import TemplateProblem
from journeydsl.model.messages import Content, Message, MessageClass, Module, UseModule, Words

_DOCUMENT = re.compile(r"<html[\s>]", re.IGNORECASE)
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)
_PREVIEW = "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;"
_SHELL = (
    '<!doctype html>\n<html>\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title></head>\n<body>\n{body}{footer}\n</body>\n</html>\n"
)
_SHELL_FOOTER = (
    '{% if unsubscribe_link %}\n<p><small><a href="{{ unsubscribe_link }}">Unsubscribe</a></small></p>{% endif %}'
)
UNSUBSCRIBE_LINK = "unsubscribe_link"
"""The name under which texts show where a contact can unsubscribe."""

Templates: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Composed:
    """The texts of a message, to be filled in. `html` is None for a message of text alone; `text` is None where the
    text is made of the filled-in HTML. The HTML `is_styled` where its styles need not be put into its elements."""

    subject: str
    preview: str
    html: str | None
    text: str | None
    is_styled: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that a template shows by its name: its arms, of which the last is for all others."""

    name: str
    arms: tuple[Content, ...]


def choice_name(part: str) -> str:
    """The value that says which arm of a block or footer counts: its place, from 0."""
    return f"arm_of_{part}__"


def arms_of(message: Message) -> Mapping[str, tuple[Content, ...]]:
    """What each block of a message, its footer and its modules may hold, by name; the last is what is left."""
    arms = {block.name: (*(arm.content for arm in block.arms), block.otherwise) for block in message.blocks}
    if message.footer is not None:
        otherwise = (message.footer.otherwise,) if message.footer.otherwise is not None else ()
        arms["footer"] = (*(entry.content for entry in message.footer.entries), *otherwise)
    return arms | {module.module: (module,) for module in message.modules}


def text_beside(template: str) -> str:
    """Where the text part of a template is, if its author writes one: `cart.txt` beside `cart.mjml`."""
    return posixpath.splitext(template)[0] + ".txt"


def compose(message: Message, modules: Mapping[str, Module], templates: Templates) -> Composed:
    """The texts of a message; `templates` are by their path.

    Raises TemplateProblem for a template that no HTML can be made of, and MjmlUnavailable.
    """
    assembly = _Assembly(message, modules, templates)
    path = message.template
    subject, preview = assembly.expanded(message.subject, "txt"), assembly.expanded(message.preview, "txt")
    if path is None or path.endswith(".txt"):
        plain = subject if path is None else assembly.expanded(templates[path], "txt")
        return Composed(subject, preview, None, plain)
    beside = text_beside(path)
    text = assembly.expanded(templates[beside], "txt") if beside in templates else None
    made = assembly.mjml(path) if path.endswith(".mjml") else assembly.html(path)
    return Composed(subject, preview, made, text, is_styled=path.endswith(".mjml"))


class _Assembly:
    def __init__(self, message: Message, modules: Mapping[str, Module], templates: Templates) -> None:
        self.message = message
        self.modules = modules
        self.templates = templates
        self.parts = tuple(_Part(name, arms) for name, arms in arms_of(message).items())

    def mjml(self, path: str) -> str:
        """The HTML of a template in MJML."""
        source = self.expanded(self.templates[path], "mjml")
        preview = self.message.preview
        made = _compiled(source)
        return _with_preview(made, preview) if preview and "<mj-preview" not in source else made

    def html(self, path: str) -> str:
        """The HTML of a template in HTML; one that is no whole document is put into a plain one."""
        body = self.expanded(self.templates[path], "html")
        if not _DOCUMENT.search(body):
            body = _SHELL.format(title=_escaped(self.message.subject), body=body, footer=self._footer(body))
        return _with_preview(body, self.message.preview) if self.message.preview else body

    def _footer(self, body: str) -> str:
        """What is added to a piece of HTML where the law asks for a way out and it shows none."""
        is_promotional = self.message.message_class is MessageClass.PROMOTIONAL
        return _SHELL_FOOTER if is_promotional and UNSUBSCRIBE_LINK not in body else ""

    def expanded(self, template: str, form: str) -> str:
        """A template in the form `mjml`, `html` or `txt` with its parts in place."""
        for part in self.parts:
            shown = re.compile(r"\{\{[-+]?\s*" + part.name + r"\s*[-+]?\}\}")
            if not shown.search(template):
                continue
            inside = _spans_of_text(template) if form == "mjml" else ()

            def put(found: re.Match[str], part: _Part = part, inside: Sequence[range] = inside) -> str:
                between = form == "mjml" and not any(found.start() in span for span in inside)
                return self._choice(part, form, _raw if between else _bare)

            template = shown.sub(put, template)
        return template

    def _choice(self, part: _Part, form: str, control: Callable[[str], str]) -> str:
        """The arms of a part, with what picks one of them."""
        texts = [self._content(arm, form) for arm in part.arms]
        if len(texts) == 1:
            return texts[0]
        name, pieces = choice_name(part.name), []
        for place, text in enumerate(texts):
            tag = "if" if place == 0 else "elif" if place < len(texts) - 1 else "else"
            asked = "" if tag == "else" else f" {name} == {place}"
            pieces += [control(f"{{%+ {tag}{asked} +%}}"), text]
        return "".join([*pieces, control("{%+ endif +%}")])

    def _content(self, content: Content, form: str) -> str:
        match content:
            case Words(text):
                return text if form == "txt" else _escaped(text)
            case UseModule(name):
                return self._module(self.modules[name], form)

    def _module(self, module: Module, form: str) -> str:
        if form in module.files:
            return self.templates[module.files[form]].strip("\n")
        if "mjml" in module.files and form == "txt":
            text = self.templates[module.files["mjml"]]
            return text_of(_compiled(as_document(text)) if has_components(text) else text).strip()
        if "html" in module.files:
            text = self.templates[module.files["html"]]
            return text_of(text).strip() if form == "txt" else text
        return _escaped(self.templates[module.files["txt"]])


def _compiled(source: str) -> str:
    try:
        return to_html(source)
    except MjmlProblem as problem:
        raise TemplateProblem(str(problem), 1) from problem


def _spans_of_text(mjml: str) -> Sequence[range]:
    return [range(token.start, token.end) for token in scan(mjml) if isinstance(token, Inside)]


def _raw(control: str) -> str:
    return f"<mj-raw>{control}</mj-raw>"


def _bare(control: str) -> str:
    return control


def _escaped(template: str) -> str:
    """A text as markup, the parts to be filled in left as they are."""
    words: Iterable[str] = PART.split(template)
    parts = [*PART.findall(template), ""]
    return "".join(html.escape(word, quote=False) + part for word, part in zip(words, parts, strict=True))


def _with_preview(document: str, preview: str) -> str:
    """A document with the line that an inbox shows beside the subject."""
    hidden = f'<div style="{_PREVIEW}">{_escaped(preview)}</div>'
    return _BODY.sub(lambda body: body[0] + hidden, document, count=1)
