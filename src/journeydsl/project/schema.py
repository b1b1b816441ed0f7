"""The shape of `journeydsl.yaml`, as pydantic models; their JSON Schema is published for editors.

Validate with the `Declared` names of the same file as context, so that every mistake shows at once.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError, PydanticUseDefault

from journeydsl.diagnostics import Code, did_you_mean
from journeydsl.model.happenings import BUILT_IN
from journeydsl.model.project import Change, ContactColumns, EventColumns, Identity, Origin, Throughput
from journeydsl.model.values import DAY, HOUR, MINUTE, SECOND, TEXTUAL, WEEK, Kind
from journeydsl.project.names import PATTERN, RESERVED, Declared

MISTAKE = "mistake"
"""The type of the errors that say themselves what is wrong; their context is that of `mistake`."""

_UNITS = {"second": SECOND, "minute": MINUTE, "hour": HOUR, "day": DAY, "week": WEEK}
_DURATION = rf"^[1-9][0-9]{{0,9}} ({'|'.join(_UNITS)})s?$"
_RATE = rf"^[1-9][0-9]{{0,9}} per ({'|'.join(_UNITS)})$"


def mistake(message: str, *, code: Code = Code.PROJECT_VALUE, hint: str | None = None) -> Exception:
    """An error of the value in words for its author."""
    return PydanticCustomError(MISTAKE, "{message}", {"message": message, "code": code, "hint": hint})


def _usable(name: str) -> str:
    if name in RESERVED:
        raise mistake(f"`{name}` is a word of the language and cannot be a name")
    return name


def _own_event(name: str) -> str:
    if name in BUILT_IN:
        told = ", ".join(f"`{each}`" for each in BUILT_IN[name].properties)
        raise mistake(f"every project has the event `{name}`", hint=f"leave it out; its property is {told}")
    return name


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        meant = did_you_mean(name, zoneinfo.available_timezones())
        hint = f"did you mean `{meant}`?" if meant else "zones are named like `Europe/Berlin`"
        raise mistake(f"`{name}` is no time zone", hint=hint) from None
    return name


def _nothing_as_empty(value: Any) -> Any:
    return {} if value is None else value


def _short_form(value: Any) -> Any:
    return value if isinstance(value, dict) else {"type": value}


def _attribute(name: str, info: ValidationInfo) -> str:
    return _known(name, "attribute", Code.UNKNOWN_ATTRIBUTE, _names(info).attributes)


def _property(name: str, info: ValidationInfo) -> str:
    return _known(name, "property of an event", Code.UNKNOWN_PROPERTY, _names(info).properties)


def _event(name: str, info: ValidationInfo) -> str:
    return _known(name, "event", Code.UNKNOWN_EVENT, _names(info).events)


def _topic(name: str, info: ValidationInfo) -> str:
    return _known(name, "topic", Code.UNKNOWN_TOPIC, _names(info).topics)


def _account_fact(name: str, info: ValidationInfo) -> str:
    return _known(name, "attribute of an account", Code.UNKNOWN_ATTRIBUTE, _names(info).account)


def _score_column(name: str, info: ValidationInfo) -> str:
    parts = [f"{score}{part}" for score in _names(info).scores for part in ("", ".confidence", ".at")]
    return _known(name, "part of a score", Code.UNKNOWN_SCORE, parts)


def _address(name: str, info: ValidationInfo) -> str:
    kind = _names(info).attributes.get(_attribute(name, info))
    if kind in set(Kind) - TEXTUAL:
        raise mistake(f"`{name}` is of type `{kind}` and cannot hold an address")
    if name in _names(info).lists:
        raise mistake(f"`{name}` holds many values and cannot hold an address")
    return name


def _link(written: str) -> str:
    if not written.startswith(("https://", "http://", "mailto:")):
        raise mistake(f"`{written}` is no address of a page", hint="write it with `https://`, or `mailto:`")
    return written


def read_duration(written: Any) -> int:
    """The duration that is written as `7 days`, in microseconds; a mistake otherwise."""
    found = re.match(_DURATION, written) if isinstance(written, str) else None
    if found is None:
        raise mistake(f"`{written}` is no duration", hint="write how long, such as `7 days`")
    return int(written.partition(" ")[0]) * _UNITS[found[1]]


def _rate(written: Any) -> Throughput:
    found = re.match(_RATE, written) if isinstance(written, str) else None
    if found is None:
        raise mistake(f"`{written}` does not say how many in which time", hint="write it as `50000 per hour`")
    return Throughput(number=int(written.partition(" ")[0]), period=_UNITS[found[1]])


def _list_attribute(name: str, info: ValidationInfo) -> str:
    if _attribute(name, info) not in _names(info).lists:
        raise mistake(f"`{name}` holds one value, and a ranking is a list", hint="declare it with `many: true`")
    return name


def _bought(written: Any, info: ValidationInfo) -> tuple[str, str]:
    event, dot, property_ = written.partition(".") if isinstance(written, str) else ("", "", "")
    if not dot:
        raise mistake(f"`{written}` names no property of an event", hint="write it as `order_placed.product`")
    return _event(event, info), _property(property_, info)


def _names(info: ValidationInfo) -> Declared:
    assert isinstance(info.context, Declared)
    return info.context


def _known(name: str, what: str, code: Code, names: Any) -> str:
    if name not in names:
        meant = did_you_mean(name, names)
        raise mistake(f"no {what} is named `{name}`", code=code, hint=f"did you mean `{meant}`?" if meant else None)
    return name


Name: TypeAlias = Annotated[str, StringConstraints(pattern=PATTERN), AfterValidator(_usable)]
EventName: TypeAlias = Annotated[Name, AfterValidator(_own_event)]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
Link: TypeAlias = Annotated[Text, AfterValidator(_link)]
Zone: TypeAlias = Annotated[str, AfterValidator(_zone)]
KnownAttribute: TypeAlias = Annotated[str, AfterValidator(_attribute)]
KnownProperty: TypeAlias = Annotated[str, AfterValidator(_property)]
KnownEvent: TypeAlias = Annotated[str, AfterValidator(_event)]
KnownTopic: TypeAlias = Annotated[str, AfterValidator(_topic)]
KnownFact: TypeAlias = Annotated[str, AfterValidator(_account_fact)]
KnownScore: TypeAlias = Annotated[str, AfterValidator(_score_column)]
AddressAttribute: TypeAlias = Annotated[str, AfterValidator(_address)]
Duration: TypeAlias = Annotated[
    int, BeforeValidator(read_duration), WithJsonSchema({"type": "string", "pattern": _DURATION})
]
Rate: TypeAlias = Annotated[Throughput, BeforeValidator(_rate), WithJsonSchema({"type": "string", "pattern": _RATE})]
Amount: TypeAlias = Annotated[StrictInt, Field(gt=0)]
Bought: TypeAlias = Annotated[tuple[str, str], BeforeValidator(_bought), WithJsonSchema({"type": "string"})]
ListAttribute: TypeAlias = Annotated[str, AfterValidator(_list_attribute)]


class Section(BaseModel):
    """A part of a file, in which nothing may stand that means nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _a_key_without_a_value_counts_as_not_written(cls, value: Any) -> Any:
        if value is None:
            raise PydanticUseDefault
        return value


class Property(Section):
    """A property of an event."""

    type: Kind = Field(description="What kind of value it holds.")
    values: tuple[Text, ...] = Field(
        default=(), min_length=1, description="The texts that it can hold, where only these."
    )
    many: StrictBool = Field(default=False, description="Whether it holds a list of such values.")

    @field_validator("values", mode="before")
    @classmethod
    def _values_are_texts(cls, values: Any, info: ValidationInfo) -> Any:
        kind = info.data.get("type", Kind.TEXT)
        if kind not in TEXTUAL:
            raise mistake(f"`values` lists texts, but the type is `{kind}`")
        return values


class Fact(Property):
    """Something that is known of an account."""

    optional: StrictBool = Field(default=False, description="Whether it may be missing.")
    source: Origin | None = Field(default=None, description="Where the value comes from.")
    changes: Change = Field(default=Change.FREELY, description="How the value may move while a contact waits.")
    expected: StrictBool = Field(default=True, description="Whether contacts expect that it is known.")


class Attribute(Fact):
    """Something that a contact's profile may hold."""

    unique: StrictBool = Field(default=False, description="Whether no two contacts have the same value.")
    identifies: Identity | None = Field(
        default=None, description="`account` where contacts with the same value belong to one account."
    )


ShortProperty: TypeAlias = Annotated[Property, BeforeValidator(_short_form, json_schema_input_type=Kind | Property)]
ShortAttribute: TypeAlias = Annotated[Attribute, BeforeValidator(_short_form, json_schema_input_type=Kind | Attribute)]
ShortFact: TypeAlias = Annotated[Fact, BeforeValidator(_short_form, json_schema_input_type=Kind | Fact)]


class Event(Section):
    """Something that happens to contacts."""

    properties: dict[Name, ShortProperty] = Field(default={}, description="What is known of each occurrence.")
    arrives_within: Duration | None = Field(default=None, description="After what time an occurrence is surely known.")


EventOrNothing: TypeAlias = Annotated[Event, BeforeValidator(_nothing_as_empty, json_schema_input_type=Event | None)]


class Channel(Section):
    """A way to reach contacts."""

    address: AddressAttribute = Field(description="The attribute that holds the address.")
    sender: Text | None = Field(default=None, description="Who the messages come from.")
    unsubscribe: Link | None = Field(
        default=None,
        description="Where contacts can unsubscribe, as `{{ unsubscribe_link }}`; `{contact}` stands for the contact's"
        " id. Without it, that is a message to the sender.",
    )
    throughput: Rate | None = Field(default=None, description="How many messages the channel can send.")


class Score(Section):
    """A prediction about contacts, which is unknown where it is missing, too old, or not sure enough."""

    fresh_for: Duration | None = Field(default=None, description="How long a prediction counts.")
    minimum_confidence: Annotated[StrictFloat, Field(ge=0, le=1)] | None = Field(
        default=None, description="How sure a prediction must be, from 0 to 1."
    )


ScoreOrNothing: TypeAlias = Annotated[Score, BeforeValidator(_nothing_as_empty, json_schema_input_type=Score | None)]


class Offer(Section):
    """A ranked list of what contacts can be offered."""

    list: Text = Field(description="The file of the ranked list, the best first, with a column `item`.")
    stock: Text = Field(description="The file that says how many there are, with the columns `item` and `stock`.")
    bought: Bought = Field(description="The event and the property that say what a contact has bought.")
    overrides: Text | None = Field(default=None, description="What is said by hand: `contact`, `item` and `say`.")
    ranked_by: ListAttribute | None = Field(default=None, description="The attribute with a contact's own ranking.")


class Team(Section):
    """Who makes the messages."""

    people: Amount | None = Field(default=None, description="How many people work on journeys.")
    content_variants_per_month: Amount | None = Field(default=None, description="How many texts they can make a month.")


class Contacts(Section):
    """Which column of a contacts file holds what."""

    id: Text = Field(default=ContactColumns().id, description="The contact's identifier.")
    timezone: Text = Field(default=ContactColumns().timezone, description="The contact's time zone.")
    unsubscribed: Text = Field(
        default=ContactColumns().unsubscribed, description="Whether the contact wants no messages."
    )
    attributes: dict[KnownAttribute, Text] = Field(
        default={}, description="Columns that are not named like their attribute."
    )
    subscriptions: dict[KnownTopic, Text] = Field(
        default={}, description="The column of each topic's consent, where it is not `subscribed_to_<topic>`."
    )
    account: dict[KnownFact, Text] = Field(
        default={}, description="Columns of what is known of the account, where they are not `account.<name>`."
    )
    scores: dict[KnownScore, Text] = Field(
        default={},
        description="Columns of scores, where they are not `score.<name>`, and with `<name>.confidence` and "
        "`<name>.at` of how sure they are and when they were made.",
    )


class Events(Section):
    """Which column of an events file holds what."""

    contact: Text = Field(default=EventColumns().contact, description="The identifier of the contact.")
    event: Text = Field(default=EventColumns().event, description="The name of the event.")
    at: Text = Field(default=EventColumns().at, description="When it happened.")
    received_at: Text = Field(
        default=EventColumns().received_at, description="When it became known, where that was later."
    )
    id: Text = Field(default=EventColumns().id, description="The event's own identifier.")
    properties: dict[KnownProperty, Text] = Field(
        default={}, description="Columns that are not named like their property."
    )
    names: dict[str, KnownEvent] = Field(default={}, description="The event that each name in the file stands for.")


class Data(Section):
    """How the columns of data files are named."""

    contacts: Contacts = Field(default_factory=Contacts)
    events: Events = Field(default_factory=Events)


class ProjectFile(Section):
    """Facts about the company that every journey reads."""

    project: Text = Field(description="The project's name.")
    timezone: Zone = Field(default="UTC", description="The zone of contacts whose own is missing or invalid.")
    salt: str = Field(default="", description="Change it to draw every variant and holdout anew.")
    attributes: dict[Name, ShortAttribute] = Field(default={}, description="What a contact's profile may hold.")
    account: dict[Name, ShortFact] = Field(
        default={}, description="What is known of a contact's account, read as `account.NAME`."
    )
    scores: dict[Name, ScoreOrNothing] = Field(default={}, description="Predictions, read as `score.NAME`.")
    events: dict[EventName, EventOrNothing] = Field(default={}, description="What may happen to a contact.")
    topics: tuple[Name, ...] = Field(default=(), description="What a contact can consent to.")
    channels: dict[Name, Channel] = Field(default={}, description="How contacts are reached.")
    team: Team | None = Field(default=None, description="Who makes the messages.")
    offers: dict[Name, Offer] = Field(default={}, description="Ranked lists of what contacts can be offered.")
    data: Data = Field(default_factory=Data)

    @field_validator("attributes")
    @classmethod
    def _one_attribute_identifies_the_account(cls, attributes: dict[str, Attribute]) -> dict[str, Attribute]:
        identifying = [name for name, attribute in attributes.items() if attribute.identifies]
        if len(identifying) > 1:
            raise mistake(f"both `{identifying[0]}` and `{identifying[1]}` identify the account; only one can")
        return attributes

    @field_validator("account")
    @classmethod
    def _something_identifies_the_account(cls, account: dict[str, Fact], info: ValidationInfo) -> dict[str, Fact]:
        attributes = info.data.get("attributes")
        if account and attributes is not None and not any(each.identifies for each in attributes.values()):
            hint = "add `identifies: account` to the attribute that says which account a contact belongs to"
            raise mistake("no attribute says which account a contact belongs to", hint=hint)
        return account


Sections: TypeAlias = Mapping[tuple[str, ...], type[BaseModel]]
"""The model at each path of a file; `*` stands for any name."""

SECTIONS: Sections = {
    (): ProjectFile,
    ("attributes", "*"): Attribute,
    ("account", "*"): Fact,
    ("scores", "*"): Score,
    ("events", "*"): Event,
    ("events", "*", "properties", "*"): Property,
    ("channels", "*"): Channel,
    ("offers", "*"): Offer,
    ("team",): Team,
    ("data",): Data,
    ("data", "contacts"): Contacts,
    ("data", "events"): Events,
}


class _Untitled(GenerateJsonSchema):
    """JSON Schema without a title for every field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the project file."""
    schema = ProjectFile.model_json_schema(schema_generator=_Untitled)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": "journeydsl.yaml"}
