"""Keyset paging: fifty rows at a time, addressed by the last row seen."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId

ROWS = 50
"""Rows of a page; ask for one more, to see whether there are any."""

_BEYOND = 1 << 63


@dataclass(frozen=True, slots=True)
class PageKey:
    """The last row of a page.

    Attributes:
        value: what the list is sorted by: a date, a number or a text.
        id: of the row, which decides between equal ones.
    """

    value: datetime | float | str
    id: ObjectId

    def __str__(self) -> str:
        """As it stands in an address, `older=...`."""
        at = isinstance(self.value, datetime)
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return base64.urlsafe_b64encode(json.dumps([at, value, str(self.id)]).encode()).decode()

    def after(self, field: str, direction: int) -> Mapping[str, Any]:
        """The filter of the rows that come after it.

        Args:
            field: that the list is sorted by, and by `_id` in the same direction.
            direction: 1 upwards, -1 downwards.
        """
        beyond = "$gt" if direction > 0 else "$lt"
        same = {field: self.value, "_id": {beyond: self.id}}
        return {"$or": [{field: {beyond: self.value}}, same]}


_NAMELESS = -1.0
"""What a cursor says of a row that has no text to be sorted by: these come first."""


def beyond_text(after: PageKey, field: str) -> Mapping[str, Any]:
    """The filter of the rows after one, in a list sorted upwards by a text and by `_id`."""
    if after.value == _NAMELESS:
        unnamed = {field: None, "_id": {"$gt": after.id}}
        return {"$or": [unnamed, {field: {"$gte": ""}}]}
    return after.after(field, 1)


def text_cursor(document: Mapping[str, Any], field: str) -> str:
    """Where such a list goes on after a document."""
    text = document.get(field)
    return str(PageKey(text if isinstance(text, str) else _NAMELESS, document["_id"]))


def cursor_in(said: str) -> PageKey | None:
    """The cursor of an address; None if there is none, or it makes no sense."""
    try:
        at, value, row = json.loads(base64.urlsafe_b64decode(said.encode()))
        known = datetime.fromisoformat(value).astimezone(UTC) if at else value
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    if not ObjectId.is_valid(row) or not isinstance(known, datetime | float | int | str):
        return None
    if isinstance(known, int) and not -_BEYOND <= known < _BEYOND:
        return None  # MongoDB has no such number
    return PageKey(known, ObjectId(row))
