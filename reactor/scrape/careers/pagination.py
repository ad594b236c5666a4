"""Where the list of a careers page goes on.

Imports libxml: only ever in the parsing process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.boards.linked import is_news
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.page_words import (
    LONGEST_WORDS,
    is_next_class,
    leads_back,
    leads_on,
    leads_to_all,
    page_number,
    speaks_of_postings,
)
from reactor.scrape.markup.links import base_of, is_in_frame
from reactor.scrape.markup.text import text_of
from reactor.scrape.words.paths import is_job_path, is_list_path

_PAGE_NAME = (
    r"(?:page|pg|p|paged|page_?(?:no|num|number|index|id)|pagenum|start(?:row|at|index|from)?|from|first|skip|seite|pagina"
    r"|sida|side|strona|cursor|after|limitstart|\w{0,40}(?:page|offset)|ix|pr)"
)
_PAGE_QUERY = re.compile(rf"(?:^|[&\[_]){_PAGE_NAME}\]?=(?P<number>\w+)", re.IGNORECASE)
_PAGE_FIELD = re.compile(rf"(?:^|[\[_]){_PAGE_NAME}\]?", re.IGNORECASE)
_PAGE_PATH = re.compile(
    r"/(?:page|p|pg|seite|pagina|sida|side|strona)(?:[/_-]?)(?P<number>\d+)(?:\.html?)?/?$",
    re.IGNORECASE,
)
_BARE_PATH = re.compile(r"/(?P<number>\d{1,3})/?$")
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
_LEADING = "|".join(f"@{name}" for name in _ATTRIBUTES)
# Counted from the end of the page, where lists are paged.
_MOST_LINKS = 1000
_MOST_FORMS = 50
_PAGER = re.compile(r"pagination|pager|paging|page-?numbers|seiten", re.IGNORECASE)
_PAGER_DEPTH = 4
_PAGE_OF = re.compile(
    r"(?:page|seite|p[áa]gina|sida|side|strona|str[áa]nka)\ (?P<number>\d{1,3})"
    r"\ (?:of|von|sur|de|di|van|z|ze|av|af|/)\ (?P<most>\d{1,3})",
    re.IGNORECASE | re.VERBOSE,
)
_LOADS = re.compile(
    r"\bload|\bladen\b|charge[rz]|cargar|carica|\blaad|za[łl]aduj|carregar|more-jobs", re.IGNORECASE
)
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|d-none|is-hidden|hide|visually-hidden)(?:\s|$)")
_CURRENT = "contains(concat(' ', normalize-space(@class), ' '), '{}')"
_CURRENT_CLASSES = ("current", "active", "is-active", "selected")
_MARKED = " or ".join(
    ("@aria-current='page'", *(_CURRENT.format(f" {name} ") for name in _CURRENT_CLASSES))
)


class _Claim(IntEnum):
    """How surely something leads to the next page, surest first."""

    RELATED = 0
    SAYS_NEXT = 1
    NUMBERED = 2
    LOADS = 3
    ARROW = 4
    ALL_COUNTED = 5
    ALL = 6


@dataclass(frozen=True, slots=True)
class _Lead:
    """An address that may be the next page's, and why; scripts load some from elsewhere."""

    claim: _Claim
    address: str
    loaded: bool = False


def following_pages(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The next page of the list that the page at `url` is one of, `()` where there is none.

    It is on the same host, another address, and one by which lists are paged: a number after
    `page=`, `/page/` or the list's own path, or whatever `rel="next"` names of the same path; or
    the whole list, where a link says so. Whoever follows bounds the number of pages and stops when
    one adds nothing.
    """
    base, number = base_of(tree, url), _number(tree, url)
    for lead in sorted(_leads(tree, number), key=lambda each: each.claim):
        if len(lead.address) > LONGEST_ADDRESS:
            continue
        try:
            found = urljoin(base, lead.address.strip()).partition("#")[0]
            if _is_further(found, url, number, lead):
                return (found,)
        except ValueError:
            continue
    return ()


def is_page_link(words: str, url: str, here: str) -> bool:
    """Whether a link leads to another page of a list, and is no posting.

    Args:
        words: what it says, one line; `""` for an icon.
        url: where it leads.
        here: the address of the page that it stands on.
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
    same = _list_path(there.path) == _list_path(around.path)
    paged = _PAGE_PATH.search(there.path) or _PAGE_QUERY.search(unquote(there.query))
    if leads_on(said) or leads_back(said) or leads_to_all(said):
        # `See more` may also lead to a posting.
        return bool(same or paged or not is_job_path(there.path))
    return same and bool(_PAGE_PATH.search(there.path) or (paged and not said))


def goes_on_by_script(tree: HtmlElement, url: str) -> bool:
    """Whether a list has further pages that only its scripts can reach.

    A row of page numbers tells, `Page 1 of 6`, or a button for more postings, if it is not
    switched off and stands in no piece of news.
    """
    number = _number(tree, url)
    if any(int(found["number"]) < int(found["most"]) for found in _counted_pages(tree)):
        return True
    for element in list(tree.iter("a", "button"))[-_MOST_LINKS:]:
        href = element.get("href", "").strip().lower()
        if href and not href.startswith(("#", "javascript:")):
            continue
        if element.get("disabled") is not None or _is_hidden(element):
            continue
        words = " ".join(text_of(element).split()) or element.get("aria-label") or ""
        if page_number(words) == number + 1 and _in_pager(element):
            return True
        loads = _LOADS.search(f"{words} {element.get('class', '')} {element.get('id', '')}")
        meant = speaks_of_postings(words) or element.get("data-page") or loads
        if leads_on(words) and (meant or _in_pager(element)) and not is_news(element):
            return True
    return False


def _counted_pages(tree: HtmlElement) -> Iterator[re.Match[str]]:
    for line in text_of(tree).split("\n"):
        if found := _PAGE_OF.fullmatch(line.strip("- .")):
            yield found


def _is_hidden(element: HtmlElement) -> bool:
    """Whether its markup hides an element, or what it stands in."""
    for each in (element, *islice(element.iterancestors(), _PAGER_DEPTH)):
        style = each.get("style", "").replace(" ", "").lower()
        hidden = "display:none" in style or _HIDDEN.search(each.get("class", ""))
        if hidden or each.get("hidden") is not None:
            return True
    return False


def _in_pager(element: HtmlElement) -> bool:
    """Whether an element stands in what pages a list."""
    names = (
        f"{each.get('class', '')} {each.get('id', '')} {each.get('aria-label', '')}"
        for each in islice(element.iterancestors(), _PAGER_DEPTH)
    )
    return any(_PAGER.search(name) for name in names)


def _leads(tree: HtmlElement, number: int) -> Iterator[_Lead]:
    """What may be the next page's address, in the order of the page."""
    for href in tree.xpath(
        "//*[self::link or self::a][contains(concat(' ', @rel, ' '), ' next ')]/@href"
    ):
        yield _Lead(_Claim.RELATED, href)
    for element in tree.xpath(f"//*[{_LEADING}][not(self::link or self::img or self::script)]")[
        -_MOST_LINKS:
    ]:
        if (claim := _claim(element, number)) is not None:
            for name in _ATTRIBUTES:
                if address := element.get(name):
                    yield _Lead(claim, address, loaded=name != "href")
    for form in list(tree.iter("form"))[-_MOST_FORMS:]:
        yield from _sent(form, number)


def _claim(element: HtmlElement, number: int) -> _Claim | None:
    """How surely an element leads to the page after the one with this number."""
    words = " ".join(text_of(element).split())
    for said in filter(None, (words, element.get("aria-label"), element.get("title"))):
        said = " ".join(said.split())  # noqa: PLW2901 - the same, in one line
        if len(said) > LONGEST_WORDS:
            continue
        if page_number(said) == number + 1:
            return _Claim.NUMBERED
        if leads_to_all(said):
            # A site's menu leads to all jobs from everywhere; a list with a number to the rest.
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
    """The class names of a link, of its row, and of the icon in it."""
    parent = element.getparent()
    around = [parent] if parent is not None and parent.tag in ("li", "span") else []
    return " ".join(
        each.get("class", "")
        for each in (element, *around, *element.iter("i", "svg", "span", "use"))
    )


def _sent(form: HtmlElement, number: int) -> Iterator[_Lead]:
    """Where a form leads that asks for the next page: by a field, or by its button."""
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
        paged = [value for name, value in (*fields, *own) if _PAGE_FIELD.fullmatch(name)]
        said = " ".join(text_of(button).split()) or button.get("value") or ""
        said = said or button.get("aria-label") or button.get("title") or ""
        says = leads_on(said) or page_number(said) == number + 1 or is_next_class(_classes(button))
        if paged and (says or str(number + 1) in paged):
            query = urlencode([*fields, *own])
            action = form.get("action", "").partition("#")[0].partition("?")[0]
            yield _Lead(_Claim.SAYS_NEXT, f"{action}?{query}")


def _number(tree: HtmlElement, url: str) -> int:
    """The number of this page: what it marks as the current one, else by its address."""
    marked = (text_of(element) for element in tree.xpath(f"//*[{_MARKED}]") if len(element) <= 1)
    for words in marked:
        if words.isascii() and words.removeprefix("- ").isdigit():
            return int(words.removeprefix("- "))
    parts = urlsplit(url)
    query = unquote(parts.query)
    found = _PAGE_PATH.search(parts.path) or _PAGE_QUERY.search(query)
    found = found or _BARE_PATH.search(parts.path)
    return int(found["number"]) if found and found["number"].isdigit() else 1


def _is_further(found: str, url: str, number: int, lead: _Lead) -> bool:
    there, here = urlsplit(found), urlsplit(url)
    if there.scheme not in ("http", "https") or there.hostname != here.hostname:
        return False
    if canonical_url(found) == canonical_url(url):
        return False
    listed, path = _list_path(here.path), _list_path(there.path)
    if lead.claim in (_Claim.ALL, _Claim.ALL_COUNTED):
        above = path != "" and f"{listed}/".startswith(f"{path}/")
        elsewhere = lead.claim is _Claim.ALL_COUNTED and is_list_path(path)
        return above or elsewhere or f"{path}/".startswith(f"{listed}/")
    if _PAGE_PATH.search(there.path) or _PAGE_QUERY.search(unquote(there.query)):
        return path == listed or lead.loaded
    bare = _BARE_PATH.search(there.path)
    return bare is not None and int(bare["number"]) == number + 1 and path == listed


def _list_path(path: str) -> str:
    """The path of a list without the number of a page."""
    bare = _PAGE_PATH.sub("", path)
    return (bare if bare != path else _BARE_PATH.sub("", path)).rstrip("/")
