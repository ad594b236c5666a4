"""The response of a board's API, with lenient accessors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reactor.errors import LastingError
from reactor.language.pay import amount
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from reactor.fetch.page import Page


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A response with accessors by format; XML and HTML only in the parsing process.

    Attributes:
        page: the page as fetched.
        request: the request for it.
        board: the name of the requested board.
    """

    page: Page
    request: Request
    board: str

    @property
    def url(self) -> str:
        """The final address of the response."""
        return self.page.url

    def json(self) -> Any:
        """Return the response as JSON.

        Raises:
            LastingError: it is not JSON.
        """
        try:
            return self.page.json()
        except LastingError:
            raise self.unlike("JSON") from None

    def mapping(self, *path: str) -> dict[str, Any]:
        """Return the object in its JSON, or the one at the end of a `path` of keys.

        Raises:
            LastingError: there is no such object.
        """
        found = self.json()
        for name in path:
            found = as_mapping(found).get(name)
        if not isinstance(found, dict):
            raise self.unlike("what it should hold")
        return found

    def listed(self, key: str | None = None) -> list[dict[str, Any]]:
        """Return the objects in its JSON: those of the list itself, or of the list under `key`.

        An entry that is no object becomes an empty one, so that the caller drops and counts it.

        Raises:
            LastingError: there is no such list.
        """
        answer = self.json()
        found = answer.get(key) if key and isinstance(answer, dict) else answer
        if not isinstance(found, list):
            raise self.unlike("a list of postings")
        return list(map(as_mapping, found))

    def xml(self, root_name: str) -> _Element:
        """Return the root of the response as XML; entities are not resolved, errors are recovered.

        Raises:
            LastingError: it is not XML, has another root, or is truncated.
        """
        from lxml import etree  # noqa: PLC0415 - only in the parsing process

        from reactor.scrape.markup.text import clean  # noqa: PLC0415 - likewise

        text = clean(self.page.text).strip()
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, recover=True
        )
        try:
            root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError:
            raise self.unlike("XML") from None
        # A recovering parser also accepts a truncated document.
        ended = text.endswith((f"</{root_name}>", "/>")) or "<!--" in text[-500:]
        if root is None or _local_name(root) != root_name or not ended:
            raise self.unlike(f"XML of {root_name}")
        return root

    def html(self) -> HtmlElement:
        """Return the response as an HTML document, however malformed."""
        from reactor.scrape.markup.text import parse_html  # noqa: PLC0415 - likewise

        return parse_html(self.page.text)

    def unlike(self, expected: str) -> LastingError:
        """Return the error for a response that is not the board's, such as a login page."""
        return LastingError(
            f"{self.url} does not answer as {self.board} does: it is not {expected}",
            code="unexpected_answer",
        )


def elements(parent: _Element, name: str) -> list[_Element]:
    """Return the children of `parent` with this local name, in any namespace."""
    return [child for child in parent if _local_name(child) == name]


def element_text(parent: _Element, *names: str) -> str:
    """Return the text of the first child with one of the `names`; `""` without one."""
    return next(_element_texts(parent, names), "")


def _element_texts(parent: _Element, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for child in elements(parent, name):
            if text := "".join(map(str, child.itertext())).strip():
                yield text


def _local_name(element: _Element) -> str:
    # The tag of a comment is a function; an undeclared prefix stays part of the name.
    tag: object = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def as_text(value: Any) -> str:
    """Return `value` stripped if it is a string, else `""`."""
    return value.strip() if isinstance(value, str) else ""


def as_identity(value: Any) -> str:
    """Return an id given as a number or a string; `""` for anything else."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


def as_mapping(value: Any) -> dict[str, Any]:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_mappings(value: Any) -> list[dict[str, Any]]:
    """Return the objects in the list `value`; none if it is not a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def as_truth(value: Any) -> bool | None:
    """Return `value` if it is a boolean, else None."""
    return value if isinstance(value, bool) else None


def as_count(value: Any) -> int:
    """Return `value` if it is a count, as a number or a string; else 0."""
    return int(amount(value) or 0)


def as_name(value: Any) -> str:
    """Return a name given as a string or as an object with a name."""
    known = as_mapping(value)
    return next(filter(None, map(as_text, (value, known.get("name"), known.get("label")))), "")


def names_and_ids(*values: Any) -> list[str]:
    """Return all names and ids in strings, numbers, objects, and lists of them."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found += [name for entry in value for name in _called(entry)]
        else:
            found += _called(value)
    return found


def _called(value: Any) -> list[str]:
    known = as_mapping(value)
    named = (known.get(name) for name in ("name", "label", "id", "parent_id"))
    return list(filter(None, map(as_identity, (value, *named))))
