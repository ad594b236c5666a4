"""The base of all views: frozen, with the same names in every JSON."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

Id = Annotated[str, BeforeValidator(str)]
"""The hex of an id of MongoDB."""


def iso(moment: datetime) -> str:
    """A moment in UTC to the millisecond, as ISO 8601 writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


Moment = Annotated[
    datetime,
    PlainSerializer(iso, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A time; in JSON with MongoDB's milliseconds, in UTC."""


class ReadModel(BaseModel):
    """Base of what is read: camelCase in JSON, where new names may come and none goes."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        populate_by_name=True,
        from_attributes=True,
        # What is answered has every name.
        json_schema_serialization_defaults_required=True,
    )


R = TypeVar("R", bound=ReadModel)


def retold(record: R, said: Callable[[str], str]) -> R:
    """A record whose every text is said as `said` says it."""
    changed = {name: _retold(value, said) for name, value in record}
    return record.model_copy(update=changed)


def _retold(value: Any, said: Callable[[str], str]) -> Any:
    if isinstance(value, ReadModel):
        return retold(value, said)
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple):
        return tuple(_retold(each, said) for each in value)
    if isinstance(value, Mapping):
        return {name: _retold(each, said) for name, each in value.items()}
    return value
