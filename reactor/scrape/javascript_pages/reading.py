"""Reads a list from a site's response to its own scripts.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.posting import MAX_ADDRESS, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.state_entries import StateEntry
from reactor.scrape.javascript_pages.source import HOLE, ListSource, Step
from reactor.scrape.markup.text import text_of_html

MIN_TEXT = 600
"""Minimum characters of a description to count as the posting's text rather than a teaser."""

_TOTALS = re.compile(
    r"(?:total|num|nb|n)?_?(?:results?|hits|items|elements|records|jobs|postings|found)?_?"
    r"(?:total|count|found|size|hits)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ListRead:
    """The list in a response.

    Attributes:
        postings: the postings without duplicates, in order.
        entries: the number of entries, including those that are no postings.
        total: the total that the response states; 0 if it states none.
    """

    postings: tuple[Posting, ...]
    entries: int
    total: int


def read_list(page: Page, source: ListSource) -> ListRead:
    """Return the postings in a response.

    Raises:
        LastingError: the response has not the form that was learned.
    """
    answered = page.json()
    nodes = list(entries_at(answered, source.path))
    postings = dict[str, Posting]()
    for node in nodes:
        entry = StateEntry(node)
        if not (entry.title and entry.is_open):
            continue
        if address := address_of(entry, source):
            postings.setdefault(address, _posting(entry, address))
    if not postings:
        raise LastingError(f"{page.url} lists nothing any more", code="not_recognised")
    return ListRead(tuple(postings.values()), len(nodes), _total(answered, source.path, len(nodes)))


def entries_at(answered: Any, path: Sequence[Step]) -> Iterator[dict[str, Any]]:
    """Yield the objects of the list at `path`; none if there is no list."""
    value = answered
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return
    yield from (node for node in value if isinstance(node, dict)) if isinstance(value, list) else ()


def address_of(entry: StateEntry, source: ListSource) -> str:
    """Return the canonical address of an entry; `""` if it has none."""
    if source.form:
        part = entry.parts.get(source.part, "")
        address = source.form.replace(HOLE, quote(part)) if part else ""
    else:
        address = entry.addresses.get(source.part, "")
    return whole_address(address, source.base)


def whole_address(address: str, base: str) -> str:
    """Return the canonical form of a stated address; `""` if it is not a web address."""
    if not address or len(address) > MAX_ADDRESS:
        return ""
    try:
        found = canonical_url(urljoin(base, address))
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""


def _posting(entry: StateEntry, address: str) -> Posting:
    text = text_of_html(entry.description) if len(entry.description) >= MIN_TEXT else ""
    whole = len(text) >= MIN_TEXT and not text.endswith(("…", "..."))
    return Posting(
        url=address,
        title=entry.title,
        text=text if whole else "",
        location=entry.location,
        remote=entry.remote,
        employment_type=entry.employment_type,
        posted_at=entry.posted_at,
    )


def _total(answered: Any, path: Sequence[Step], listed: int) -> int:
    """Return the total that the objects around a list state; 0 without one."""
    around, value = list[Any](), answered
    for step in path:
        around.append(value)
        value = value[step]
    stated = (
        number
        for each in around
        if isinstance(each, dict)
        for holder in (each, *(inner for inner in each.values() if isinstance(inner, dict)))
        for name, number in holder.items()
        if type(number) is int and _TOTALS.fullmatch(str(name)) and number >= listed
    )
    return max(stated, default=0)
