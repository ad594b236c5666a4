"""Reads the addresses in a page's schema.org ItemLists.

It imports libxml, so only the parsing process imports it.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.states import decoded

_DEEPEST = 8


def listed_pages(tree: HtmlElement, url: str) -> tuple[Posting, ...]:
    """Return the entries of a page's ItemLists, of any kind, with their names."""
    blocks = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    found = dict[str, Posting]()
    for block in blocks:
        for entry in _entries(decoded(block.text or ""), depth=0):
            address = entry.get("url") or entry.get("@id")
            name = entry.get("name") or entry.get("title")
            if isinstance(address, str) and address:
                whole = _whole(address, url)
                found.setdefault(whole, Posting(whole, name if isinstance(name, str) else ""))
    found.pop("", None)
    return tuple(found.values())


def _whole(address: str, url: str) -> str:
    try:
        return canonical_url(urljoin(url, address)) if len(address) <= MAX_ADDRESS else ""
    except ValueError:
        return ""


def _entries(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the entries of all lists but breadcrumbs; an entry's `item` is merged into it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _entries(each, depth + 1)
    elif isinstance(value, dict):
        listed = value.get("itemListElement")
        if isinstance(listed, list) and "Breadcrumb" not in str(value.get("@type")):
            for each in listed:
                if isinstance(each, dict):
                    inner = each.get("item")
                    yield {**each, **inner} if isinstance(inner, dict) else each
        for each in value.values():
            yield from _entries(each, depth + 1)
