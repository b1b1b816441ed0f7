"""Messages: their lines, what a channel asks of them, and the fields without which they are not complete."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.checker import choices, content, fields, lines, parts, references
from journeydsl.checker.rules import label
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.messages.composing import UNSUBSCRIBE_LINK
from journeydsl.model.messages import (
    Block,
    CallArm,
    CallToAction,
    Field,
    Footer,
    Message,
    MessageClass,
    UseModule,
)
from journeydsl.syntax import ast

_EMAIL = "email"
_WORDS: dict[type[ast.MessageLine], str] = {
    ast.ChannelLine: "channel",
    ast.ClassLine: "class",
    ast.TopicLine: "topic",
    ast.GoalLine: "goal",
    ast.SubjectLine: "subject",
    ast.PreviewLine: "preview",
    ast.TemplateLine: "template",
    ast.Helps: "helps",
    ast.FooterBy: "footer by",
}


def check(scope: Scope, written: ast.Message, texts: content.Texts) -> Message | None:
    """What a message means; None where its channel or its class is not known."""
    lines.report_repeated(scope, written.lines, _said)
    channel = _channel(scope, written)
    message_class = _class(scope, written)
    topic = _topic(scope, written, message_class)
    subject, template = lines.first(written.lines, ast.SubjectLine), lines.first(written.lines, ast.TemplateLine)
    if channel is not None:
        _report_no_text(scope, written, channel, subject, template)
    whole = _whole(scope, written, texts)
    if channel is None or message_class is None:
        return None
    return Message(
        name=written.name.text,
        label=label(written.name, written.label),
        channel=channel,
        message_class=message_class,
        topic=topic,
        subject=_text(subject) or "",
        preview=_text(lines.first(written.lines, ast.PreviewLine)) or "",
        template=None if template is None else content.file_of(template.path),
        blocks=whole.blocks,
        modules=whole.modules,
        footer=whole.footer,
        calls=whole.calls,
        call_to_action=whole.call,
        goal=_text(lines.first(written.lines, ast.GoalLine)),
        helps=_text(lines.first(written.lines, ast.Helps)),
        fields=whole.fields,
        needs=tuple(field for field in whole.fields if field not in dict(whole.fallbacks)),
        fallbacks=whole.fallbacks,
        span=written.span,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """What a message says to whom, and the fields of what it says to everybody."""

    blocks: tuple[Block, ...]
    modules: tuple[UseModule, ...]
    footer: Footer | None
    calls: tuple[CallArm, ...]
    call: CallToAction | None
    fields: tuple[Field, ...]
    fallbacks: tuple[tuple[Field, str], ...]


def _whole(scope: Scope, written: ast.Message, texts: content.Texts) -> _Whole:
    shown = parts.shown(scope, written, texts.modules) | {UNSUBSCRIBE_LINK}
    gathered = fields.gather(scope, written.lines, shown)
    of_texts = gathered.of(content.read(scope, written, texts))
    around = choices.choosing(scope, gathered, texts, content.suffix(written))
    modules = tuple(around.module(line) for line in written.lines if isinstance(line, ast.UseModule))
    call = choices.call(around, lines.first(written.lines, ast.CallToAction))
    blocks = choices.blocks(around, written)
    footer = choices.footer(around, lines.first(written.lines, ast.FooterBy))
    calls, other_call = choices.calls(around, lines.first(written.lines, ast.CallsToAction))
    gathered.report_unused()
    parts.report_not_shown(scope, written, gathered)
    of_parts = [*(field for each in modules for field in each.fields), *(() if call is None else call.fields)]
    return _Whole(
        blocks=blocks,
        modules=modules,
        footer=footer,
        calls=calls,
        call=call or other_call,
        fields=tuple(dict.fromkeys((*of_texts, *of_parts))),
        fallbacks=gathered.texts(),
    )


def _text(line: ast.SubjectLine | ast.PreviewLine | ast.GoalLine | ast.Helps | None) -> str | None:
    return None if line is None else line.text.value


def _said(line: ast.MessageLine) -> str:
    match line:
        case ast.Fallback():
            return f"what to do without `{line.subject.text}`"
        case ast.BlockLine():
            return f"`block {line.name.text}`"
        case ast.ChannelLine() | ast.ClassLine() | ast.TopicLine() | ast.GoalLine() | ast.SubjectLine():
            return f"`{_WORDS[type(line)]}`"
        case ast.PreviewLine() | ast.TemplateLine() | ast.Helps() | ast.FooterBy():
            return f"`{_WORDS[type(line)]}`"
        case ast.CallToAction() | ast.CallsToAction():
            return "`call to action`"
        case ast.UseModule():
            return f'`use module "{line.name.value}"`'


def _channel(scope: Scope, written: ast.Message) -> str | None:
    line = lines.first(written.lines, ast.ChannelLine)
    if line is None:
        known = scope.names.project.channels
        hint = f"add a line such as `channel {next(iter(known))}`" if known else "add a line such as `channel email`"
        scope.report(Code.MISSING_LINE, f"`{written.name.text}` has no channel", written.name.span, hint=hint)
        return None
    return line.channel.text if references.channel(scope, line.channel) else None


def _class(scope: Scope, written: ast.Message) -> MessageClass | None:
    line = lines.first(written.lines, ast.ClassLine)
    return MessageClass.PROMOTIONAL if line is None else references.message_class(scope, line.name)


def _topic(scope: Scope, written: ast.Message, message_class: MessageClass | None) -> str | None:
    line = lines.first(written.lines, ast.TopicLine)
    if line is not None:
        return line.topic.text if references.topic(scope, line.topic) else None
    if message_class is MessageClass.PROMOTIONAL:
        topics = scope.names.project.topics
        scope.report(
            Code.MISSING_LINE,
            f"`{written.name.text}` is promotional and has no topic that contacts can consent to",
            written.name.span,
            hint=f"add a line such as `topic {topics[0] if topics else 'promotions'}`, or `class transactional`",
        )
    return None


def _report_no_text(
    scope: Scope,
    written: ast.Message,
    channel: str,
    subject: ast.SubjectLine | None,
    template: ast.TemplateLine | None,
) -> None:
    """An email has a subject and a template; for other channels one of the two is the text."""
    name = written.name
    if channel == _EMAIL and subject is None:
        hint = 'add a line such as `subject "Your cart is saved"`'
        scope.report(Code.MISSING_LINE, f"`{name.text}` is an email and has no subject", name.span, hint=hint)
    if channel == _EMAIL and template is None:
        hint = f'add a line such as `template "{name.text}.html"`'
        scope.report(Code.MISSING_LINE, f"`{name.text}` is an email and has no template", name.span, hint=hint)
    if channel != _EMAIL and subject is None and template is None:
        hint = f'add its text as `subject "…"` or as `template "{name.text}.txt"`'
        scope.report(Code.MISSING_LINE, f"`{name.text}` has no text", name.span, hint=hint)
