"""The steps of a journey."""

from __future__ import annotations

from journeydsl.diagnostics import Code
from journeydsl.source import Span
from journeydsl.syntax import ast
from journeydsl.syntax.build.parts import Case, at_most_one, mistake, only, over


def body(*steps: ast.Step) -> ast.Block:
    return steps


def send(keyword: ast.Name, message: ast.Name) -> ast.Send:
    return ast.Send(message, None, over(keyword, message))


def guarded_send(plain: ast.Send, *guards: ast.IfNotSent) -> ast.Send:
    at_most_one(guards, "if not sent", "this `send`")
    return ast.Send(plain.message, guards[0], over(plain, guards[0]))


def if_not_sent(keyword: ast.Name, block: ast.Block) -> ast.IfNotSent:
    return ast.IfNotSent(block, over(keyword, block[-1]))


def wait(keyword: ast.Name, duration: ast.Duration, until: ast.TimeOfDay | None) -> ast.Wait:
    return ast.Wait(duration, until, over(keyword, duration, until))


def wait_until(keyword: ast.Name, until: ast.TimeOfDay) -> ast.Wait:
    return ast.Wait(None, until, over(keyword, until))


def wait_for(
    keyword: ast.Name, event: ast.Name, where: ast.Condition | None, up_to: ast.Duration, *cases: Case
) -> ast.WaitFor:
    happened = _case("happened", cases, over(keyword, event))
    timed_out = _case("timed out", cases, over(keyword, event))
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


def split(keyword: ast.Name, experiment: ast.Name, *variants: ast.Variant) -> ast.Split:
    return ast.Split(experiment, variants, over(keyword, *variants))


def variant(share: ast.Percent, name: ast.Name, block: ast.Block) -> ast.Variant:
    return ast.Variant(share, name, block, over(share, block[-1]))


def set_step(keyword: ast.Name, attribute: ast.Path, value: ast.Literal) -> ast.Set:
    return ast.Set(attribute, value, over(keyword, value))


def stop(keyword: ast.Name, reason: ast.Name | None) -> ast.Stop:
    return ast.Stop(reason, over(keyword, reason))


def continue_step(keyword: ast.Name) -> ast.Continue:
    return ast.Continue(keyword.span)


def _case(name: str, cases: tuple[Case, ...], head: Span) -> ast.Block:
    hint = f"add `{name}: continue`, or the steps to take then"
    return only([case for case in cases if case.name == name], name, "this `wait for`", head, hint).block
