"""The steps of a journey."""

from __future__ import annotations

from dataclasses import replace

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import Case, at_most_one, mistake, only, over

INSTEAD_OF_DAYS = {
    "today": "wait until 18:00",
    "tonight": "wait until 21:00",
    "tomorrow": "wait 1 day, then until 09:00",
    "morning": "wait until 09:00",
    "noon": "wait until 12:00",
    "midnight": "wait until 00:00",
}


def body(*steps: ast.Step) -> ast.Block:
    return steps


def send(keyword: ast.Name, message: ast.Name) -> ast.Send:
    return ast.Send(message, (), over(keyword, message))


def guarded_send(plain: ast.Send, *guards: ast.IfNotSent) -> ast.Send:
    for reason in {guard.reason.text: None for guard in guards if guard.reason}:
        same = [guard for guard in guards if guard.reason and guard.reason.text == reason]
        at_most_one(same, f"if not sent because {reason}", "this `send`")
    rest = [guard for guard in guards if guard.reason is None]
    at_most_one(rest, "if not sent", "this `send`")
    if rest and rest[0] is not guards[-1]:
        message = "`if not sent` without a reason comes last: it is for all other reasons"
        raise mistake(Code.LINE_ORDER, message, rest[0].span, hint="move it beneath those with `because`")
    return ast.Send(plain.message, guards, over(plain, *guards))


def if_not_sent(keyword: ast.Name, reason: ast.Name | None, block: ast.Block) -> ast.IfNotSent:
    return ast.IfNotSent(block, over(keyword, block[-1]), reason)


def wait(keyword: ast.Name, duration: ast.Duration, day: ast.Name | None, until: ast.TimeOfDay | None) -> ast.Wait:
    return ast.Wait(duration, until, over(keyword, duration, until), _weekday(day))


def wait_until(keyword: ast.Name, day: ast.Name | None, until: ast.TimeOfDay) -> ast.Wait:
    return ast.Wait(None, until, over(keyword, until), _weekday(day))


def wait_until_date(keyword: ast.Name, date: ast.Date | ast.Instant) -> ast.WaitUntilDate:
    return ast.WaitUntilDate(date, over(keyword, date))


def wait_until_attribute(keyword: ast.Name, attribute: ast.Path) -> ast.WaitUntilAttribute:
    _not_a_day(attribute)
    return ast.WaitUntilAttribute(None, attribute, None, None, over(keyword, attribute))


def wait_until_attribute_at(
    keyword: ast.Name, attribute: ast.Name | ast.Path, at: ast.TimeOfDay
) -> ast.WaitUntilAttribute:
    path = attribute if isinstance(attribute, ast.Path) else ast.Path((attribute.text,), attribute.span)
    _not_a_day(path)
    return ast.WaitUntilAttribute(None, path, at, None, over(keyword, at))


def wait_until_offset(
    keyword: ast.Name, offset: ast.Offset, attribute: ast.Path, at: ast.TimeOfDay | None
) -> ast.WaitUntilAttribute:
    return ast.WaitUntilAttribute(offset, attribute, at, None, over(keyword, attribute, at))


def guarded_wait(plain: ast.WaitUntilAttribute, *cases: Case) -> ast.WaitUntilAttribute:
    at_most_one(cases, "if missing", "this wait")
    return replace(plain, if_missing=cases[0].block if cases else None, span=over(plain, *cases))


def if_missing(keyword: ast.Name, block: ast.Block) -> Case:
    return Case("if missing", block, keyword.span, over(keyword, block[-1]))


def wait_until_condition(
    keyword: ast.Name, condition: ast.Condition, up_to: ast.Duration, *cases: Case
) -> ast.WaitUntilCondition:
    head = over(keyword, condition)
    happened, timed_out = (_case(name, cases, "this `wait until`", head) for name in ("happened", "timed out"))
    return ast.WaitUntilCondition(condition, up_to, happened, timed_out, over(keyword, cases[-1]))


def wait_for(
    keyword: ast.Name, event: ast.Name, where: ast.Condition | None, up_to: ast.Duration, *cases: Case
) -> ast.WaitFor:
    head = over(keyword, event)
    happened, timed_out = (_case(name, cases, "this `wait for`", head) for name in ("happened", "timed out"))
    return ast.WaitFor(event, where, up_to, happened, timed_out, over(keyword, cases[-1]))


def happened_case(keyword: ast.Name, block: ast.Block) -> Case:
    return Case("happened", block, keyword.span, over(keyword, block[-1]))


def timed_out_case(keyword: ast.Name, out: ast.Name, block: ast.Block) -> Case:
    return Case("timed out", block, over(keyword, out), over(keyword, block[-1]))


def choose(keyword: ast.Name, *cases: ast.Arm | Case) -> ast.Choose:
    arms = tuple(case for case in cases if isinstance(case, ast.Arm))
    rest = [case for case in cases if isinstance(case, Case)]
    at_most_one(rest, "otherwise", "this `choose`")
    if not arms:
        raise mistake(Code.MISSING_LINE, "this `choose` has no `when` line", keyword.span, hint="add `when CONDITION:`")
    if rest and cases[-1] is not rest[0]:
        raise mistake(Code.LINE_ORDER, "`otherwise` comes last in a `choose`", rest[0].head, hint="move it to the end")
    return ast.Choose(arms, rest[0].block if rest else None, over(keyword, cases[-1]))


def arm(keyword: ast.Name, condition: ast.Condition, block: ast.Block) -> ast.Arm:
    return ast.Arm(condition, block, over(keyword, block[-1]))


def otherwise(keyword: ast.Name, block: ast.Block) -> Case:
    return Case("otherwise", block, keyword.span, over(keyword, block[-1]))


def split(keyword: ast.Name, experiment: ast.Name, account: ast.Name | None, *variants: ast.Variant) -> ast.Split:
    return ast.Split(experiment, variants, over(keyword, *variants), account is not None)


def variant(share: ast.Percent, name: ast.Name, block: ast.Block) -> ast.Variant:
    return ast.Variant(share, name, block, over(share, block[-1]))


def repeat(keyword: ast.Name, times: ast.Number, _unit: ast.Name, block: ast.Block) -> ast.Repeat:
    return ast.Repeat(times, block, over(keyword, block[-1]))


def set_step(keyword: ast.Name, attribute: ast.Path, value: ast.Literal) -> ast.Set:
    return ast.Set(attribute, value, over(keyword, value))


def emit(keyword: ast.Name, event: ast.Name, *facts: ast.Fact) -> ast.Emit:
    return ast.Emit(event, facts, over(keyword, event, *facts))


def call(keyword: ast.Name, webhook: ast.Name) -> ast.Call:
    return ast.Call(webhook, over(keyword, webhook))


def start_journey(keyword: ast.Name, journey: ast.Name) -> ast.StartJourney:
    return ast.StartJourney(journey, over(keyword, journey))


def add_to(keyword: ast.Name, contact_list: ast.Name) -> ast.AddTo:
    return ast.AddTo(contact_list, over(keyword, contact_list))


def remove_from(keyword: ast.Name, contact_list: ast.Name) -> ast.RemoveFrom:
    return ast.RemoveFrom(contact_list, over(keyword, contact_list))


def unsubscribe_from(keyword: ast.Name, topic: ast.Name) -> ast.UnsubscribeFrom:
    return ast.UnsubscribeFrom(topic, over(keyword, topic))


def offer(keyword: ast.Name, item_list: ast.Name) -> ast.Offer:
    return ast.Offer(item_list, over(keyword, item_list))


def guarded_offer(plain: ast.Offer, *cases: Case) -> ast.Offer:
    at_most_one(cases, "if nothing left", "this `offer`")
    return replace(plain, nothing_left=cases[0].block if cases else None, span=over(plain, *cases))


def if_nothing_left(keyword: ast.Name, block: ast.Block) -> Case:
    return Case("if nothing left", block, keyword.span, over(keyword, block[-1]))


def label(keyword: ast.Name, name: ast.Name) -> ast.Label:
    return ast.Label(name, over(keyword, name))


def go_to(keyword: ast.Name, place: ast.Name) -> ast.GoTo:
    return ast.GoTo(place, over(keyword, place))


def stop(keyword: ast.Name, reason: ast.Name | None) -> ast.Stop:
    return ast.Stop(reason, over(keyword, reason))


def continue_step(keyword: ast.Name) -> ast.Continue:
    return ast.Continue(keyword.span)


def _case(name: str, cases: tuple[Case, ...], owner: str, head: Span) -> ast.Block:
    hint = f"add `{name}: continue`, or the steps to take then"
    return only([case for case in cases if case.name == name], name, owner, head, hint).block


def _weekday(day: ast.Name | None) -> ast.Weekday | None:
    return ast.Weekday(day.text) if day else None


def _not_a_day(attribute: ast.Path) -> None:
    """Raises for `tomorrow` and the like, which name no date of the contact."""
    if instead := INSTEAD_OF_DAYS.get(attribute.text):
        raise mistake(
            Code.UNKNOWN_WORD, f"`{attribute.text}` is not said here", attribute.span, hint=f"write `{instead}`"
        )
