"""What a board's API answered, and lenient access to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reactor.errors import LastingError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from reactor.fetch.page import Page


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read as what the board expects it to be. XML and HTML: in the parsing process."""

    page: Page

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.page.url

    def json(self) -> Any:
        """The answer as JSON.

        Raises:
            LastingError: it is none.
        """
        return self.page.json()

    def listed(self, key: str | None = None) -> list[dict[str, Any]]:
        """The documents in its JSON: the list that it is, or the one under its `key`.

        Raises:
            LastingError: there is no such list.
        """
        return listed(self.json(), key)

    def xml(self) -> _Element:
        """The root of the answer as XML; entities are left alone.

        Raises:
            LastingError: it is none.
        """
        from lxml import etree  # noqa: PLC0415 - only ever in the parsing process

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, recover=True, strip_cdata=False
        )
        root = etree.fromstring(self.page.body, parser)
        if root is None:
            raise LastingError(f"{self.url} should be XML and is not")
        return root

    def html(self) -> HtmlElement:
        """The answer as an HTML document, however broken."""
        from reactor.scrape.text import parse_html  # noqa: PLC0415 - likewise

        return parse_html(self.page.text)


def listed(answer: Any, key: str | None = None) -> list[dict[str, Any]]:
    """The documents in the list `answer`, or in the one under its `key`.

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


def as_truth(value: Any) -> bool | None:
    """`value` if it is a truth, else None."""
    return value if isinstance(value, bool) else None


def date_of_milliseconds(value: Any) -> str:
    """The ISO date of a Unix time in milliseconds, `""` if it is none."""
    try:
        return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
