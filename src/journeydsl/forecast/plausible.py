"""Whether rates can hold at once: nobody clicks, unsubscribes or complains who has not opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from journeydsl.forecast.assumptions import Assumptions, Rate
from journeydsl.forecast.defaults import default_assumptions
from journeydsl.forecast.rates import Case, Rates
from journeydsl.model.mailboxes import Mailbox
from journeydsl.model.program import Program


class _Limit(NamedTuple):
    """A field of `Shares` that must not exceed 1, the rates that make it, and what is wrong where it does."""

    share: str
    rates: tuple[Rate, ...]
    words: str


_LIMITS = (
    _Limit("soft", (Rate.SOFT_BOUNCED, Rate.HARD_BOUNCED), "more would bounce than is sent"),
    _Limit("opened", (Rate.OPENED, Rate.INBOX), "more would be opened than is placed in the inbox"),
    _Limit("clicked", (Rate.CLICKED, Rate.OPENED), "more would be clicked than opened"),
    _Limit("unsubscribed", (Rate.UNSUBSCRIBED, Rate.OPENED), "more would unsubscribe than open"),
    _Limit("complained", (Rate.COMPLAINED, Rate.OPENED), "more would complain than open"),
    _Limit(
        "caused", (Rate.LIFT, Rate.CLICKED, Rate.ORGANIC), "the lift asks for more conversions than there are clicks"
    ),
)


def implausible(assumed: Assumptions, program: Program) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where something is said that cannot be, as a path in the file, and what is wrong: each place once."""
    rates, told = Rates(assumed, program.project, program.messages), set[tuple[str, ...]]()
    for case in _cases(assumed, program):
        shares = rates.shares(case)
        broken = (limit for limit in _LIMITS if getattr(shares, limit.share) > 1 + 1e-9)
        for limit in broken:
            place = _said_at(assumed, program, case, limit)
            if place not in told:
                told.add(place)
                where = f" by {case.provider.value}" if limit.share == "opened" else ""
                yield place, f"{limit.words}{where} (message `{case.message}`)"
            break


def _cases(assumed: Assumptions, program: Program) -> Iterator[Case]:
    """Every message with every provider, outside all segments and in each of which something is said."""
    for name in program.messages:
        for provider in Mailbox:
            yield Case(name, provider)
            yield from (Case(name, provider, (segment,)) for segment in assumed.segments)


def _said_at(assumed: Assumptions, program: Program, case: Case, limit: _Limit) -> tuple[str, ...]:
    """Where the nearest of the rates is said that make a share: of the message, a segment, a provider, or the class."""
    usual = default_assumptions()
    for rate in limit.rates:
        if rate in assumed.messages.get(case.message, {}):
            return "messages", case.message, rate
        for segment in case.segments:
            if rate in assumed.segments[segment]:
                return "segments", segment, rate
        said = assumed.providers.get(case.provider, {})
        if rate in said and said[rate] != usual.providers.get(case.provider, {}).get(rate):
            return "providers", case.provider, rate
        of_class = program.messages[case.message].message_class
        if assumed.classes[of_class][rate] != usual.classes[of_class][rate]:
            return "email", of_class, rate
    return "channels", program.messages[case.message].channel
