"""What a board's API answered, and lenient access to it."""

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
class Answer:
    """An answer, read as what the board expects it to be. XML and HTML: in the parsing process.

    Attributes:
        page: as it was fetched.
        request: what was asked for.
        board: the name of the board that was asked.
    """

    page: Page
    request: Request
    board: str

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.page.url

    def json(self) -> Any:
        """The answer as JSON.

        Raises:
            LastingError: it is none.
        """
        try:
            return self.page.json()
        except LastingError:
            raise self.unlike("JSON") from None

    def mapping(self, *path: str) -> dict[str, Any]:
        """The object in its JSON, or the one at the end of a `path` of keys into it.

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
        """The objects in its JSON: in the list that it is, or in the one under its `key`.

        What is no object there is an empty one: whoever reads it drops it, and knows of it.

        Raises:
            LastingError: there is no such list.
        """
        answer = self.json()
        found = answer.get(key) if key and isinstance(answer, dict) else answer
        if not isinstance(found, list):
            raise self.unlike("a list of postings")
        return list(map(as_mapping, found))

    def xml(self, root_name: str) -> _Element:
        """The root of the answer as XML; entities are left alone, small mistakes forgiven.

        Raises:
            LastingError: it is none, has another root, or ends before its root does.
        """
        from lxml import etree  # noqa: PLC0415 - only ever in the parsing process

        from reactor.scrape.markup.text import clean  # noqa: PLC0415 - likewise

        text = clean(self.page.text).strip()
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, recover=True
        )
        try:
            root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError:
            raise self.unlike("XML") from None
        # Whoever forgives mistakes also takes half an answer for a whole one.
        ended = text.endswith((f"</{root_name}>", "/>")) or "<!--" in text[-500:]
        if root is None or _local_name(root) != root_name or not ended:
            raise self.unlike(f"XML of {root_name}")
        return root

    def html(self) -> HtmlElement:
        """The answer as an HTML document, however broken."""
        from reactor.scrape.markup.text import parse_html  # noqa: PLC0415 - likewise

        return parse_html(self.page.text)

    def unlike(self, expected: str) -> LastingError:
        """The error for an answer that is not the board's: a login page, an error, an advert."""
        return LastingError(
            f"{self.url} does not answer as {self.board} does: it is not {expected}",
            code="unexpected_answer",
        )


def elements(parent: _Element, name: str) -> list[_Element]:
    """The children of `parent` called `name`, in whichever namespace."""
    return [child for child in parent if _local_name(child) == name]


def element_text(parent: _Element, *names: str) -> str:
    """The text of the first child with one of the `names`, `""` if there is none."""
    return next(_element_texts(parent, names), "")


def _element_texts(parent: _Element, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for child in elements(parent, name):
            if text := "".join(map(str, child.itertext())).strip():
                yield text


def _local_name(element: _Element) -> str:
    # Comments have a function for a tag; a prefix that nobody declared stays in the name.
    tag: object = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def as_text(value: Any) -> str:
    """`value` if it is text, stripped; else `""`."""
    return value.strip() if isinstance(value, str) else ""


def as_identity(value: Any) -> str:
    """An id, whether it is a number or a text; `""` if it is neither."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


def as_mapping(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_mappings(value: Any) -> list[dict[str, Any]]:
    """The objects in the list `value`; none if it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def as_truth(value: Any) -> bool | None:
    """`value` if it is a truth, else None."""
    return value if isinstance(value, bool) else None


def as_count(value: Any) -> int:
    """`value` if it is a count, as a number or as a text; else 0."""
    return int(amount(value) or 0)


def as_name(value: Any) -> str:
    """The name of something that is given by its name, or as an object with one."""
    known = as_mapping(value)
    return next(filter(None, map(as_text, (value, known.get("name"), known.get("label")))), "")


def names_and_ids(*values: Any) -> list[str]:
    """What texts, numbers, objects with names and ids, and lists of them can be called."""
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
