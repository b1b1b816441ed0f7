"""Who can make a difference to whom: contacts that share nothing are stepped one after the other, each on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from journeydsl.engine import ContactState, Rules
from journeydsl.model import steps
from journeydsl.model.contacts import Change, Contact, Input
from journeydsl.model.program import Program
from journeydsl.model.values import Value

Row: TypeAlias = tuple[Contact, Sequence[Input]]
"""A contact, and everything that happened to it."""

Told = TypeVar("Told", bound=Row)


def groups(rules: Rules, population: Iterable[Told]) -> Iterator[Sequence[Told]]:
    """The population in groups that do not depend on each other: everybody where a channel can send only so much, else
    the accounts where a suppression is for whole ones, else each contact alone, as it is read."""
    account = account_attribute(rules.program)
    if has_capacity(rules.program) or (account is not None and _is_set(rules, account)):
        yield list(population)
    elif account is not None:
        yield from _accounts(account, population)
    else:
        yield from ([row] for row in population)


def group_of(rules: Rules, population: Iterable[Row], contact: str) -> Sequence[Row]:
    """Everybody who can make a difference to a contact, and the contact itself; nobody where it is not there."""
    return next((group for group in groups(rules, population) if any(each.id == contact for each, _ in group)), ())


def has_capacity(program: Program) -> bool:
    """Whether a channel can send only so much."""
    return bool(program.limits.warm_ups) or any(channel.throughput for channel in program.project.channels.values())


def account_attribute(program: Program) -> str | None:
    """The attribute that says which account a contact belongs to, where a suppression asks for that."""
    if not any(suppression.whole_account for suppression in program.suppressions):
        return None
    return next(name for name, attribute in program.project.attributes.items() if attribute.identifies)


def _is_set(rules: Rules, attribute: str) -> bool:
    """Whether a journey can change the attribute, and with it who belongs together."""
    nodes = (node for chart in rules.charts.values() for node in chart.nodes)
    return any(isinstance(node.step, steps.Set) and node.step.attribute == attribute for node in nodes)


def _accounts(attribute: str, population: Iterable[Told]) -> Iterator[Sequence[Told]]:
    """Each account in the order of its first contact; a contact without a value is an account of its own. Where
    somebody goes from one account to another, they all belong together."""
    accounts: dict[Value | None, list[Told]] = {}
    moves = False
    for row in population:
        account, is_moving = row[0].attributes.get(attribute), _is_moving(attribute, row)
        moves = moves or is_moving
        if account is None and not is_moving:
            yield [row]
        else:
            accounts.setdefault(account, []).append(row)
    together = list(accounts.values())
    yield from [[row for rows in together for row in rows]] if moves else together


def _is_moving(attribute: str, row: Row) -> bool:
    """Whether what is known of the contact's account changes."""
    return any(isinstance(each, Change) and each.attribute == attribute for each in row[1])


class Company:
    """Contacts who are stepped together, as they stand."""

    def __init__(self, program: Program) -> None:
        self.states: dict[str, ContactState] = {}
        self._attribute = account_attribute(program)
        self._accounts: dict[Value, set[str]] = {}

    def put(self, state: ContactState) -> None:
        """Take a contact in, or keep it as it is now."""
        before, account = self._account(self.states.get(state.contact)), self._account(state)
        self.states[state.contact] = state
        if before != account and before is not None:
            self._accounts[before].remove(state.contact)
        if before != account and account is not None:
            self._accounts.setdefault(account, set()).add(state.contact)

    def peers(self, state: ContactState) -> tuple[ContactState, ...]:
        """The others of a contact's account, in the order of their ids."""
        account = self._account(state)
        names = set() if account is None else self._accounts[account] - {state.contact}
        return tuple(self.states[name] for name in sorted(names))

    def _account(self, state: ContactState | None) -> Value | None:
        return None if state is None or self._attribute is None else state.attributes.get(self._attribute)
