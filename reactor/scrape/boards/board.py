"""What every board is to the scraper, and lenient access to what their APIs answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from reactor.errors import LastingError
from reactor.posting import Posting


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """One company's board.

    Attributes:
        board: the system's name, a key of `BOARDS`.
        slug: the company's name on that system.
        eu: whether it was found on the system's European hosts.
    """

    board: str
    slug: str
    eu: bool = False


class Board(Protocol):
    """An applicant tracking system. Pure: fetching and parsing HTML are others' business."""

    @property
    def name(self) -> str:
        """What notes and logs call it."""

    @property
    def addresses(self) -> re.Pattern[str]:
        """Matches a hosted board's URL, with the groups `slug` and perhaps `eu`."""

    @property
    def widgets(self) -> re.Pattern[str]:
        """Matches what an embedded board leaves in a company's own page.

        The groups are the same; in alternatives they are numbered: `slug2`, `eu2`.
        """

    def endpoints(self, address: BoardAddress) -> tuple[str, ...]:
        """The URLs that may list the postings: the first that is not gone is right."""

    def postings(self, answer: Any) -> Iterable[Posting]:
        """The postings in an endpoint's JSON; each `text` is still HTML.

        Raises:
            LastingError: the answer is not of the expected shape.
        """


def listed(answer: Any, key: str | None = None) -> list[dict[str, Any]]:
    """The postings' documents: the list `answer`, or the one under its `key`.

    Raises:
        LastingError: there is no such list.
    """
    found = answer.get(key) if key and isinstance(answer, dict) else answer
    if not isinstance(found, list):
        raise LastingError("The board's answer holds no list of postings")
    return [entry for entry in found if isinstance(entry, dict)]


def as_text(value: Any) -> str:
    """`value` if it is text, stripped; else `""`."""
    return value.strip() if isinstance(value, str) else ""


def as_mapping(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_mappings(value: Any) -> list[dict[str, Any]]:
    """The objects in the list `value`; none if it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def date_of_milliseconds(value: Any) -> str:
    """The ISO date of a Unix time in milliseconds, `""` if it is none."""
    try:
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
