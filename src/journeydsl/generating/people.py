"""Who the contacts are: what their profile says, what they consent to, what is predicted of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from journeydsl.generating.chance import Chance, Weighted
from journeydsl.generating.countries import ANYWHERE, COUNTRIES
from journeydsl.generating.guesses import guessed
from journeydsl.generating.period import DAY, Period
from journeydsl.model import project as model
from journeydsl.model.values import SECOND, Kind

ID, ZONE, UNSUBSCRIBED = "the id", "the zone", "unsubscribed from everything"
"""What stands in the columns that every file of contacts has; no attribute can be called so."""

_MISSING = {"first_name": 0.12, "last_name": 0.2, "phone": 0.6, "birthday": 0.45, "renewal_date": 0.7}
_OFTEN_MISSING = 0.3
_COMPANIES = ("Miller", "Novák", "Dupont", "Rossi", "Tanaka", "Silva", "Jensen", "Okafor", "Patel", "Weber")
_KINDS_OF_COMPANY = ("& Sons", "Interiors", "Catering", "Studio", "Hotels", "Works")
_LAST_NAMES = ("Berg", "Costa", "Duval", "Evans", "Fischer", "Gruber", "Hansen", "Ito", "Jones", "Klein")
_MAILBOXES = Weighted({"gmail.com": 39, "outlook.com": 35, "yahoo.com": 18, "mail": 5, "icloud.com": 3})
"""Whose mailboxes, out of a hundred, as forecasts assume of a list (`forecast.defaults.MIX`)."""
_CONSENT = Weighted({"yes": 68, "no": 20, "": 12})
_FRESH_FOR = 30 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A contact: its cells by what they are about, and what its life hangs on.

    `cells` has attributes by name, `subscribed_to_` and a topic, `account.` and a fact, `score.` and the parts of a
    score, and what every contact has under `ID`, `ZONE` and `UNSUBSCRIBED`. `active` is 1 on average, `east` the hours
    that its clock is before that of Greenwich."""

    number: int
    cells: dict[str, str]
    active: float
    east: int
    at_company: bool

    @property
    def id(self) -> str:
        """The contact's id."""
        return self.cells[ID]


class People:
    """The contacts of a project, each by its number."""

    def __init__(self, project: model.Project, seed: int, period: Period) -> None:
        self.project, self.seed, self.period = project, seed, period
        self._in_order = sorted(project.attributes.values(), key=lambda each: each.type.kind is Kind.EMAIL)
        self._account = next((each for each in project.attributes.values() if each.identifies), None)
        declared = project.attributes.get("country")
        known = [code for code in (declared.type.values if declared else ()) if code in COUNTRIES]
        self._countries = known or list(COUNTRIES)

    def person(self, number: int, chance: Chance) -> Person:
        """The contact of a number, from 1."""
        code = chance.first_ones(self._countries)
        country = COUNTRIES[code] if "country" in self.project.attributes else ANYWHERE
        zone, east = chance.drawn(country.zones)
        account = self._account_of(number, chance)
        cells = {ID: f"c{number:07}", ZONE: zone if chance.happens(0.92) else ""}
        cells[UNSUBSCRIBED] = "yes" if chance.happens(0.02) else "no"
        for attribute in self._in_order:
            cells[attribute.name] = self._attribute(attribute, number, cells, code, account, chance)
        for topic in self.project.topics:
            cells[f"subscribed_to_{topic}"] = chance.drawn(_CONSENT)
        if account:
            cells |= self._facts(account)
        for score in self.project.scores.values():
            if chance.happens(0.85):
                cells |= self._score(score, chance)
        return Person(
            number=number,
            cells=cells,
            active=chance.heavy(30),
            east=east,
            at_company=bool(account),
        )

    def _account_of(self, number: int, chance: Chance) -> str:
        """The account that a contact belongs to, or nothing. Few accounts have many contacts."""
        if self._account is None or (self._account.optional and not chance.happens(0.25)):
            return ""
        return f"a{number // 50:05}{chance.first_ones(range(20)):02}"

    def _attribute(
        self,
        attribute: model.Attribute,
        number: int,
        cells: dict[str, str],
        code: str,
        account: str,
        chance: Chance,
    ) -> str:
        name, kind = attribute.name, attribute.type.kind
        if attribute.identifies:
            return account
        if name == "company":
            return _company(self.seed, account) if account or not attribute.optional else ""
        if attribute.optional and chance.happens(_MISSING.get(name, _OFTEN_MISSING)):
            return ""
        if name == "country" and code in (attribute.type.values or (code,)):
            return code
        if kind is Kind.EMAIL:
            mailbox = Chance(self.seed, f"mailbox {number}").drawn(_MAILBOXES)
            return _email(cells.get("first_name", ""), number, mailbox, chance)
        if kind is Kind.PHONE:
            return f"{COUNTRIES[code].phone}{number % 1000:03}"
        if kind is Kind.TEXT and not attribute.type.values:
            return self._text(attribute, number, code, chance)
        return guessed(name, attribute.type, chance, self.period)

    def _text(self, attribute: model.Attribute, number: int, code: str, chance: Chance) -> str:
        if attribute.unique:
            return f"{attribute.name}-{number}"
        if attribute.name in ("first_name", "name", "given_name"):
            return chance.one_of(COUNTRIES[code].names)
        if attribute.name in ("last_name", "surname", "family_name"):
            return chance.one_of(_LAST_NAMES)
        return guessed(attribute.name, attribute.type, chance, self.period)

    def _facts(self, account: str) -> dict[str, str]:
        """What is known of an account: the same for whoever belongs to it."""
        chance = Chance(self.seed, f"account {account}")
        return {
            f"account.{fact.name}": ""
            if fact.optional and chance.happens(0.1)
            else guessed(fact.name, fact.type, chance, self.period)
            for fact in self.project.account.values()
        }

    def _score(self, score: model.Score, chance: Chance) -> dict[str, str]:
        """A prediction: mostly sure and fresh, sometimes neither."""
        fresh_for = score.fresh_for / SECOND if score.fresh_for else _FRESH_FOR
        unsure = chance.share()
        made = self.period.first - chance.wait(fresh_for / 4)
        return {
            f"score.{score.name}": f"{chance.below(1001) / 1000:.3f}",
            f"score.{score.name}.confidence": f"{1 - 0.7 * unsure * unsure:.3f}",
            f"score.{score.name}.at": self.period.instant(made),
        }


def _company(seed: int, account: str) -> str:
    chance = Chance(seed, f"company {account}")
    return f"{chance.one_of(_COMPANIES)} {chance.one_of(_KINDS_OF_COMPANY)}"


def _email(first_name: str, number: int, domain: str, chance: Chance) -> str:
    """An address in a domain that cannot exist; one in a hundred is written wrongly."""
    plain = unicodedata.normalize("NFKD", first_name).encode("ascii", "ignore").decode().lower() or "shopper"
    return f"{plain}.{number}{'@' if chance.happens(0.99) else ' at '}{domain}.example"
