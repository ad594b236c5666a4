"""Lenient readers for field values that other programs and people stored.

A value of the wrong type counts as missing.
"""

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from bson import Decimal128, ObjectId
from pydantic import BeforeValidator

from reactor.storable import storable_text

DEFAULT_RANK = 50
_MAX_COUNTED = 1_000_000


def valid_rank(value: Any) -> int | None:
    """The rank as an int, or None if it is not a whole number from 1 to 100.

    A missing rank is 50, Mongoose's default. Drivers store numbers as int32, int64, double or
    Decimal128; 80.0 is read as 80.
    """
    if value is None:
        return DEFAULT_RANK
    if type(value) is int:
        return value if 1 <= value <= 100 else None  # noqa: PLR2004 - the scale itself
    number = number_in(value)
    return int(number) if number == int(number) and 1 <= number <= 100 else None  # noqa: PLR2004 - the scale itself


def number_in(value: Any) -> int | float | Decimal:
    """The number, or 0 for anything that is not a finite number."""
    number = value.to_decimal() if isinstance(value, Decimal128) else value
    match number:
        case bool():
            return 0
        case Decimal():
            return number if number.is_finite() else 0
        case int() | float():
            return number if math.isfinite(number) else 0
    return 0


def date_in(value: Any) -> datetime | None:
    """The date, taken as UTC if it has no zone; None for anything else."""
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def text_in(value: Any) -> str:
    """The text without surrounding blanks, `""` for anything else."""
    return storable_text(value).strip() if isinstance(value, str) else ""


def shown_in(value: Any) -> str:
    """The value of a text field as text, whatever its type, so that a message can show it."""
    return "" if value is None else storable_text(str(value)).strip()


def texts_in(value: Any) -> tuple[str, ...]:
    """The non-empty texts of a list."""
    return tuple(filter(None, map(text_in, value))) if isinstance(value, list | tuple) else ()


def mapping_in(value: Any) -> dict[str, Any]:
    """The embedded document, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings_in(value: Any) -> tuple[dict[str, Any], ...]:
    """The non-empty embedded documents of a list."""
    return tuple(filter(None, map(mapping_in, value))) if isinstance(value, list | tuple) else ()


def name_in(value: Any) -> str:
    """A person's identifier: a text as spelled, or the hex of an ObjectId; `""` for anything else.

    Apps store the hex of an id as a text. An ObjectId that a person stored means the same.
    """
    return str(value) if isinstance(value, ObjectId) else text_in(value)


def count_in(value: Any) -> int:
    """A count from 0 to one million; the cap keeps increments within MongoDB's integers."""
    return min(max(int(number_in(value)), 0), _MAX_COUNTED)


def as_stored(value: Any) -> Any:
    """A text normalised as the reactor stores it; other values unchanged.

    A typed value is compared with the stored one. Without the same normalisation, a control
    character in an address would look like a new edit at every comparison.
    """
    return storable_text(value).strip() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(text_in)]
Name = Annotated[str, BeforeValidator(name_in)]
Date = Annotated[datetime | None, BeforeValidator(date_in)]
Count = Annotated[int, BeforeValidator(count_in)]
