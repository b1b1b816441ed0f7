"""Messages: their lines, what a channel asks of them, and the fields without which they are not complete."""

from __future__ import annotations

from journeydsl.checker import choices, content, fields, lines, links, references
from journeydsl.checker.rules import label
from journeydsl.checker.scope import Scope
from journeydsl.diagnostics import Code
from journeydsl.messages.composing import UNSUBSCRIBE_LINK
from journeydsl.model.conditions import Attribute, TriggerProperty
from journeydsl.model.messages import CallToAction, Message, MessageClass
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
    ast.CallToAction: "call to action",
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
    shown = choices.check(scope, written) | {UNSUBSCRIBE_LINK}
    found = content.read(scope, written, texts)
    read = fields.check(scope, found, (line for line in written.lines if isinstance(line, ast.Fallback)), shown)
    call_to_action = _call_to_action(scope, lines.first(written.lines, ast.CallToAction))
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
        call_to_action=call_to_action,
        goal=_text(lines.first(written.lines, ast.GoalLine)),
        helps=_text(lines.first(written.lines, ast.Helps)),
        needs=read.needs,
        fallbacks=read.fallbacks,
        span=written.span,
    )


def _text(line: ast.SubjectLine | ast.PreviewLine | ast.GoalLine | ast.Helps | None) -> str | None:
    return None if line is None else line.text.value


def _call_to_action(scope: Scope, line: ast.CallToAction | None) -> CallToAction | None:
    """Where a call to action leads; None where it leads nowhere. Whether its field is there is seen with the others."""
    if line is None:
        return None
    links.report_no_link(scope, line)
    match line.to:
        case ast.Text(value):
            return CallToAction(line.text.value, value)
        case ast.Path(("trigger", name)):
            return CallToAction(line.text.value, TriggerProperty(name))
        case ast.Path(parts):
            return CallToAction(line.text.value, Attribute(".".join(parts)))


def _said(line: ast.MessageLine) -> str:
    match line:
        case ast.Fallback():
            return f"what to do without `{line.subject.text}`"
        case ast.BlockLine():
            return f"`block {line.name.text}`"
        case ast.ChannelLine() | ast.ClassLine() | ast.TopicLine() | ast.GoalLine() | ast.SubjectLine():
            return f"`{_WORDS[type(line)]}`"
        case ast.PreviewLine() | ast.TemplateLine() | ast.CallToAction() | ast.Helps() | ast.FooterBy():
            return f"`{_WORDS[type(line)]}`"


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
