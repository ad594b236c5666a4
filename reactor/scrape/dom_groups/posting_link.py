"""The address of a posting: the best link in its record.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterator
from itertools import chain

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.groups import Record
from reactor.scrape.dom_groups.link import Link, LinkText, link_of
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.page_index import ADDRESS_ATTRIBUTES
from reactor.scrape.dom_groups.title_text import clean_title

_NOT_ITS_OWN = 9
_MAX_LINKS = 40
_NEAR = 12
_MAX_LOOKED_AT = 80
_FIRST_LINKS = 3
_ONCLICK = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|navigate\(|location\.assign\()\s*['\"]([^'\"]+)['\"]"
)


def own_link(record: Record, title: str, page: PageContext) -> Link | None:
    """Return the best link in the record; None if none is clearly its own."""
    found = list(_ranked(record, title, page))
    rank = min((each[0] for each in found), default=_NOT_ITS_OWN)
    best = [link for each, link in found if each == rank]
    if rank == _NOT_ITS_OWN or (rank > 0 and len({link.url for link in best}) > 1):
        # Several equally good links belong to other records or to none.
        return None
    return best[0]


def leads_to_posting(record: Record, page: PageContext) -> bool:
    """Whether one of a record's first links has the form of a posting's address."""
    around = (each for each in page.index.above(record.cell.element)[:_NEAR] if each.tag == "a")
    inner = (each for top in record.all for each in page.index.links_in(top, _FIRST_LINKS))
    links = (page.link_at(each).link for each in chain(around, inner))
    return any(link is not None and link.is_job for link in links)


def _ranked(record: Record, title: str, page: PageContext) -> Iterator[tuple[int, Link]]:
    """Yield the links in a record and around its title, with their rank."""
    index, element = page.index, record.cell.element
    outer = index.above(element)[:_NEAR]
    around = [each for each in (element, *outer) if each.tag == "a" and each.get("href")]
    near = dict.fromkeys([*index.links_in(element, _MAX_LINKS), *around])
    rest = [each for top in record.all for each in index.links_in(top, _MAX_LINKS)]
    for each in dict.fromkeys([*near, *rest]):
        words, link = page.link_at(each)
        if link is not None:
            yield _rank(link, words, title, near=each in near), link
    for top in record.elements:
        for each in index.scripted_in(top, _MAX_LOOKED_AT):
            for address in _scripted(each):
                if (link := link_of(address, "", page.base, page.here)) is not None:
                    yield 1, link


def _rank(link: Link, words: str, title: str, *, near: bool) -> int:
    """Return the rank of a link; smaller is likelier to be the posting's own."""
    if near:
        return 0
    same = clean_title(words).lower() == title.lower()
    if same or (link.saying is LinkText.DETAILS and link.is_job):
        return 1
    if link.is_job:
        return 3 if link.saying is LinkText.APPLY else 2
    if link.is_document:
        return 4
    return _rank_of_saying(link)


def _rank_of_saying(link: Link) -> int:
    """Return the rank of an address without a distinctive form, by its link's text."""
    if link.saying is LinkText.TITLE:
        return _NOT_ITS_OWN
    if link.is_other:
        return 7 if link.saying is LinkText.DETAILS else _NOT_ITS_OWN
    return 5 if link.saying is LinkText.DETAILS else 6


def _scripted(element: HtmlElement) -> Iterator[str]:
    own = ("href", "url", "link") if "-" in element.tag else ()
    for name in (*ADDRESS_ATTRIBUTES, *own):
        if value := element.get(name):
            yield value
    if found := _ONCLICK.search(element.get("onclick") or ""):
        yield found[1]
