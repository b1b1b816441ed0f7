"""The shape of `journeydsl.yaml`, as pydantic models; their JSON Schema is published for editors.

Validate with the `Declared` names of the same file as context, so that every mistake shows at once.
"""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticCustomError, PydanticUseDefault

from journeydsl.diagnostics import Code, did_you_mean
from journeydsl.model.project import Change, ContactColumns, EventColumns, Origin
from journeydsl.model.values import TEXTUAL, Kind
from journeydsl.project.names import PATTERN, RESERVED, Declared

LATER = frozenset({"scores", "team", "throughput", "arrives_within", "expected", "identifies"})
"""Keys of the language that are not understood yet."""

MISTAKE = "mistake"
"""The type of the errors that say themselves what is wrong; their context is that of `mistake`."""


def mistake(message: str, *, code: Code = Code.PROJECT_VALUE, hint: str | None = None) -> Exception:
    """An error of the value in words for its author."""
    return PydanticCustomError(MISTAKE, "{message}", {"message": message, "code": code, "hint": hint})


def _usable(name: str) -> str:
    if name in RESERVED:
        raise mistake(f"`{name}` is a word of the language and cannot be a name")
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


def _address(name: str, info: ValidationInfo) -> str:
    kind = _names(info).attributes.get(_attribute(name, info))
    if kind in set(Kind) - TEXTUAL:
        raise mistake(f"`{name}` is of type `{kind}` and cannot hold an address")
    return name


def _names(info: ValidationInfo) -> Declared:
    assert isinstance(info.context, Declared)
    return info.context


def _known(name: str, what: str, code: Code, names: Any) -> str:
    if name not in names:
        meant = did_you_mean(name, names)
        raise mistake(f"no {what} is named `{name}`", code=code, hint=f"did you mean `{meant}`?" if meant else None)
    return name


Name: TypeAlias = Annotated[str, StringConstraints(pattern=PATTERN), AfterValidator(_usable)]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
Zone: TypeAlias = Annotated[str, AfterValidator(_zone)]
KnownAttribute: TypeAlias = Annotated[str, AfterValidator(_attribute)]
KnownProperty: TypeAlias = Annotated[str, AfterValidator(_property)]
KnownEvent: TypeAlias = Annotated[str, AfterValidator(_event)]
KnownTopic: TypeAlias = Annotated[str, AfterValidator(_topic)]
AddressAttribute: TypeAlias = Annotated[str, AfterValidator(_address)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _a_key_without_a_value_counts_as_not_written(cls, value: Any) -> Any:
        if value is None:
            raise PydanticUseDefault
        return value


class Property(_Section):
    """A property of an event."""

    type: Kind = Field(description="What kind of value it holds.")
    values: tuple[Text, ...] = Field(
        default=(), min_length=1, description="The texts that it can hold, where only these."
    )

    @field_validator("values", mode="before")
    @classmethod
    def _values_are_texts(cls, values: Any, info: ValidationInfo) -> Any:
        kind = info.data.get("type", Kind.TEXT)
        if kind not in TEXTUAL:
            raise mistake(f"`values` lists texts, but the type is `{kind}`")
        return values


class Attribute(Property):
    """Something that a contact's profile may hold."""

    optional: StrictBool = Field(default=False, description="Whether it may be missing.")
    unique: StrictBool = Field(default=False, description="Whether no two contacts have the same value.")
    source: Origin | None = Field(default=None, description="Where the value comes from.")
    changes: Change = Field(default=Change.FREELY, description="How the value may move while a contact waits.")


ShortProperty: TypeAlias = Annotated[Property, BeforeValidator(_short_form, json_schema_input_type=Kind | Property)]
ShortAttribute: TypeAlias = Annotated[Attribute, BeforeValidator(_short_form, json_schema_input_type=Kind | Attribute)]


class Event(_Section):
    """Something that happens to contacts."""

    properties: dict[Name, ShortProperty] = Field(default={}, description="What is known of each occurrence.")


EventOrNothing: TypeAlias = Annotated[Event, BeforeValidator(_nothing_as_empty, json_schema_input_type=Event | None)]


class Channel(_Section):
    """A way to reach contacts."""

    address: AddressAttribute = Field(description="The attribute that holds the address.")
    sender: Text | None = Field(default=None, description="Who the messages come from.")


class Contacts(_Section):
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


class Events(_Section):
    """Which column of an events file holds what."""

    contact: Text = Field(default=EventColumns().contact, description="The identifier of the contact.")
    event: Text = Field(default=EventColumns().event, description="The name of the event.")
    at: Text = Field(default=EventColumns().at, description="When it happened.")
    id: Text = Field(default=EventColumns().id, description="The event's own identifier.")
    properties: dict[KnownProperty, Text] = Field(
        default={}, description="Columns that are not named like their property."
    )
    names: dict[str, KnownEvent] = Field(default={}, description="The event that each name in the file stands for.")


class Data(_Section):
    """How the columns of data files are named."""

    contacts: Contacts = Field(default_factory=Contacts)
    events: Events = Field(default_factory=Events)


class ProjectFile(_Section):
    """Facts about the company that every journey reads."""

    project: Text = Field(description="The project's name.")
    timezone: Zone = Field(default="UTC", description="The zone of contacts whose own is missing or invalid.")
    salt: str = Field(default="", description="Change it to draw every variant and holdout anew.")
    attributes: dict[Name, ShortAttribute] = Field(default={}, description="What a contact's profile may hold.")
    events: dict[Name, EventOrNothing] = Field(default={}, description="What may happen to a contact.")
    topics: tuple[Name, ...] = Field(default=(), description="What a contact can consent to.")
    channels: dict[Name, Channel] = Field(default={}, description="How contacts are reached.")
    data: Data = Field(default_factory=Data)


SECTIONS: dict[tuple[str, ...], type[BaseModel]] = {
    (): ProjectFile,
    ("attributes", "*"): Attribute,
    ("events", "*"): Event,
    ("events", "*", "properties", "*"): Property,
    ("channels", "*"): Channel,
    ("data",): Data,
    ("data", "contacts"): Contacts,
    ("data", "events"): Events,
}
"""The model at each path of the file; `*` stands for any name."""


class _Untitled(GenerateJsonSchema):
    """JSON Schema without a title for every field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the project file."""
    schema = ProjectFile.model_json_schema(schema_generator=_Untitled)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": "journeydsl.yaml"}
