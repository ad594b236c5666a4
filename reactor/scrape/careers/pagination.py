"""Finds the next page of a careers page's list.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.page_numbers import (
    BARE_PATH,
    PAGE_FIELD,
    PAGE_PATH,
    PAGE_QUERY,
    current_page,
    list_path,
)
from reactor.scrape.careers.page_words import (
    MAX_WORDS,
    is_next_class,
    leads_back,
    leads_on,
    leads_to_all,
    page_number,
)
from reactor.scrape.markup.links import base_of, is_in_frame
from reactor.scrape.markup.text import text_of
from reactor.scrape.vocabulary.paths import is_job_path, is_list_path

_ATTRIBUTES = (
    *("href", "data-url", "data-next-url", "data-next-page-url", "data-next", "data-next-page"),
    *(
        "data-href",
        "data-load-more-url",
        "data-load-more",
        "data-ajax-url",
        "data-path",
        "data-src",
    ),
    *("hx-get", "data-hx-get", "up-href", "data-link", "data-pagination-url"),
)
_ADDRESS = re.compile(r"(?:https?://|/|\?)[^\s{}]*\d")
_LEADING = " or ".join(f"@{name}" for name in _ATTRIBUTES)
# Counted from the end of the page, where the pagers of lists are.
_MAX_LINKS = 1000
_MAX_FORMS = 50
_MAX_COUNT = 5


class _Claim(IntEnum):
    """How surely an element leads to the next page, surest first."""

    RELATED = 0
    SAYS_NEXT = 1
    NUMBERED = 2
    LOADS = 3
    ARROW = 4
    ALL_COUNTED = 5
    ALL = 6


@dataclass(frozen=True, slots=True)
class _Lead:
    """A possible address of the next page, and the reason; scripts load some."""

    claim: _Claim
    address: str
    loaded: bool = False


class NextPages(NamedTuple):
    """The continuation of a list.

    Attributes:
        pages: the next page; `()` if there is none.
        whole_list: that page, if this page links it as the complete list; else `""`.
    """

    pages: tuple[str, ...] = ()
    whole_list: str = ""


def following_pages(tree: HtmlElement, url: str) -> NextPages:
    """Return the continuation of the list on the page at `url`.

    The next page has another address on the same host, in a form by which lists are paged: a number
    after `page=`, `/page/` or the list's own path, or any address with the same path and a changed
    number that `rel="next"` or words name. It may also be the complete list, if a link says so. The
    caller must limit the number of pages, and stop when one adds nothing.
    """
    base, number = base_of(tree, url), current_page(tree, url)
    for lead in sorted(_leads(tree, number), key=lambda each: each.claim):
        if len(lead.address) > MAX_ADDRESS:
            continue
        try:
            found = urljoin(base, lead.address.strip()).partition("#")[0]
            if _is_further(found, url, number, lead):
                return NextPages((found,), found if lead.claim >= _Claim.ALL_COUNTED else "")
        except ValueError:
            continue
    return NextPages()


def is_page_link(words: str, url: str, here: str) -> bool:
    """Whether a link leads to another page of a list rather than to a posting.

    Args:
        words: its text in one line; `""` for an icon.
        url: its target.
        here: the address of the page with the link.
    """
    said = " ".join(words.split())
    try:
        there, around = urlsplit(url), urlsplit(here)
    except ValueError:
        return False
    if there.hostname != around.hostname:
        return False
    if page_number(said) is not None:
        return True
    same = list_path(there.path) == list_path(around.path)
    paged = PAGE_PATH.search(there.path) or PAGE_QUERY.search(unquote(there.query))
    if leads_on(said) or leads_back(said) or leads_to_all(said):
        # `See more` may also lead to a posting.
        return bool(same or paged or not is_job_path(there.path))
    return same and bool(PAGE_PATH.search(there.path) or (paged and not said))


def _leads(tree: HtmlElement, number: int) -> Iterator[_Lead]:
    """Yield possible addresses of the next page."""
    for href in tree.xpath(
        "//*[self::link or self::a][contains(concat(' ', @rel, ' '), ' next ')]/@href"
    ):
        yield _Lead(_Claim.RELATED, href)
    for element in tree.xpath(f"//*[{_LEADING}][not(self::link or self::img or self::script)]")[
        -_MAX_LINKS:
    ]:
        if (claim := _claim(element, number)) is not None:
            for name in _ATTRIBUTES:
                if address := element.get(name):
                    yield _Lead(claim, address, loaded=name != "href")
    yield from _attributed(tree, number)
    for form in list(tree.iter("form"))[-_MAX_FORMS:]:
        yield from _sent(form, number)


def _attributed(tree: HtmlElement, number: int) -> Iterator[_Lead]:
    """Yield the addresses in custom attributes of elements that say `Next` or `More`."""
    for element in list(tree.iter("button", "a", "div", "span"))[-_MAX_LINKS:]:
        values = [v for k, v in element.items() if k.startswith("data-") and _ADDRESS.match(v)]
        if values and _claim(element, number) is _Claim.SAYS_NEXT:
            yield from (_Lead(_Claim.SAYS_NEXT, value, loaded=True) for value in values)


def _claim(element: HtmlElement, number: int) -> _Claim | None:
    """Return how surely an element leads to the page after this number; None if it does not."""
    words = " ".join(text_of(element).split())
    for said in filter(None, (words, element.get("aria-label"), element.get("title"))):
        said = " ".join(said.split())  # noqa: PLW2901 - the same text in one line
        if len(said) > MAX_WORDS:
            continue
        if page_number(said) == number + 1:
            return _Claim.NUMBERED
        if leads_to_all(said):
            # A site's menu links all jobs from everywhere; a link with a number leads to the rest
            # of a list.
            if any(map(str.isdigit, said)):
                return _Claim.ALL_COUNTED
            return None if is_in_frame(element) else _Claim.ALL
        if leads_on(said):
            # An arrow alone may lead to the last page.
            return _Claim.SAYS_NEXT if any(map(str.isalpha, said)) else _Claim.ARROW
    if not any(map(str.isalnum, words)) and is_next_class(_classes(element)):
        return _Claim.SAYS_NEXT
    loads = element.tag != "a" and (element.get("hx-get") or element.get("data-next-url"))
    return _Claim.LOADS if loads else None


def _classes(element: HtmlElement) -> str:
    """Return the class names of a link, of its row, and of its icon."""
    parent = element.getparent()
    around = [parent] if parent is not None and parent.tag in ("li", "span") else []
    return " ".join(
        each.get("class", "")
        for each in (element, *around, *element.iter("i", "svg", "span", "use"))
    )


def _sent(form: HtmlElement, number: int) -> Iterator[_Lead]:
    """Yield the target of a form that requests the next page, by a field or its button."""
    if form.get("method", "get").lower() != "get":
        return
    fields = [
        (field.get("name"), field.get("value", ""))
        for field in form.iter("input")
        if field.get("name") and field.get("type", "text").lower() in ("hidden", "text", "search")
    ]
    buttons = [*form.iter("button"), *form.xpath(".//input[@type='submit' or @type='image']")]
    for button in buttons:
        own = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
        paged = [value for name, value in (*fields, *own) if PAGE_FIELD.fullmatch(name)]
        said = " ".join(text_of(button).split()) or button.get("value") or ""
        said = said or button.get("aria-label") or button.get("title") or ""
        says = leads_on(said) or page_number(said) == number + 1 or is_next_class(_classes(button))
        if paged and (says or str(number + 1) in paged):
            query = urlencode([*fields, *own])
            action = form.get("action", "").partition("#")[0].partition("?")[0]
            yield _Lead(_Claim.SAYS_NEXT, f"{action}?{query}")


def _is_further(found: str, url: str, number: int, lead: _Lead) -> bool:
    there, here = urlsplit(found), urlsplit(url)
    if there.scheme not in ("http", "https") or there.hostname != here.hostname:
        return False
    if canonical_url(found) == canonical_url(url):
        return False
    listed, path = list_path(here.path), list_path(there.path)
    if lead.claim in (_Claim.ALL, _Claim.ALL_COUNTED):
        above = path != "" and f"{listed}/".startswith(f"{path}/")
        elsewhere = lead.claim is _Claim.ALL_COUNTED and is_list_path(path)
        return above or elsewhere or f"{path}/".startswith(f"{listed}/")
    if PAGE_PATH.search(there.path) or PAGE_QUERY.search(unquote(there.query)):
        return path == listed or lead.loaded
    said = lead.claim <= _Claim.NUMBERED and there.path == here.path
    if (said or lead.loaded) and _is_counted(there.query, here.query):
        return True
    bare = BARE_PATH.search(there.path)
    return bare is not None and int(bare["number"]) == number + 1 and path == listed


def _is_counted(there: str, here: str) -> bool:
    """Whether a query differs from another only by one number added or changed."""
    known = set(parse_qsl(here))
    changed = [value for name, value in parse_qsl(there) if (name, value) not in known]
    return len(changed) == 1 and changed[0].isdecimal() and len(changed[0]) <= _MAX_COUNT
