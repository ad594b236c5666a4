"""Where the list of a careers page goes on.

Imports libxml: only ever in the parsing process.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.anchors import base_of
from reactor.scrape.markup.text import text_of

_NEXT = re.compile(
    r"""(?:(?:go\ to\ )?next(?:\ page)?(?:\ of\ (?:jobs|results))?
    |(?:load|show|view|see)\ more(?:\ (?:jobs?|openings?
    |positions?|roles?|results?|vacancies))?
    |more\ (?:jobs|results|openings|positions)|older(?:\ (?:posts|entries|jobs))?
    |n[äa]chste(?:\ seite)?|weiter(?:e\ (?:stellen|jobs).*)?
    |mehr\ (?:laden|anzeigen)|suivante?s?|page\ suivante|voir\ plus|siguiente|ver\ m[áa]s
    |pr[óo]xim[ao]|carregar\ mais|successiv[ao]
    |avanti|volgende|meer\ laden|n[äa]sta|neste|n[æa]ste|seuraava|nast[ęe]pn[ay]
    |次(?:へ|のページ)|下一[页頁]
    |다음)?[\s>\u203a»→\u2192]*""",
    re.IGNORECASE | re.VERBOSE,
)
_PAGE_NAME = (
    r"(?:page|pg|p|paged|page_?(?:no|num|number|index)|pagenum|start(?:row)?|from|skip|seite|pagina"
    r"|sida|strona|cursor|after|\w{0,40}(?:page|offset)|ix|pr)"
)
_PAGE_QUERY = re.compile(rf"(?:^|[&\[_]){_PAGE_NAME}\]?=(?P<number>\w+)", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/(?:page|p|seite|pagina|sida)[/-]?(?P<number>\d+)/?$", re.IGNORECASE)
_LONGEST_WORDS = 40
# Counted from the end of the page, where lists are paged.
_MOST_LINKS = 1000
_CURRENT = "contains(concat(' ', normalize-space(@class), ' '), '{}')"
_CURRENT_CLASSES = ("current", "active", "is-active", "selected")
_MARKED = " or ".join(
    ("@aria-current='page'", *(_CURRENT.format(f" {name} ") for name in _CURRENT_CLASSES))
)


def following_pages(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The next page of the list that the page at `url` is one of, `()` where there is none.

    It is on the same host, another address, and one by which lists are paged: a number after
    `page=` or `/page/`, or whatever `rel="next"` names of the same path. Whoever follows bounds the
    number of pages and stops when one adds nothing.
    """
    base = base_of(tree, url)
    for href in _stated(tree, url):
        if len(href) > LONGEST_ADDRESS:
            continue
        try:
            found = urljoin(base, href.strip()).partition("#")[0]
            if _is_further(found, url):
                return (found,)
        except ValueError:
            continue
    return ()


def _stated(tree: HtmlElement, url: str) -> Iterator[str]:
    """What may be the next page's address, surest first."""
    yield from tree.xpath(
        "//*[self::link or self::a][contains(concat(' ', @rel, ' '), ' next ')]/@href"
    )
    number = str(_number(tree, url) + 1)
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for link in list(tree.iter("a"))[-_MOST_LINKS:]:
        href = link.get("href")
        words = " ".join(text_of(link).split()) if href else ""
        words = words or link.get("aria-label", "") or link.get("title", "")
        if not href or not words or len(words) > _LONGEST_WORDS:
            continue
        if words == number:
            found[1].append(href)
        elif _NEXT.fullmatch(words):
            # An arrow alone may lead to the last page.
            found[0 if any(map(str.isalpha, words)) else 2].append(href)
    for hrefs in found:
        yield from hrefs


def _number(tree: HtmlElement, url: str) -> int:
    """The number of this page: what it marks as the current one, else by its address."""
    marked = (text_of(element) for element in tree.xpath(f"//*[{_MARKED}]") if len(element) <= 1)
    for words in marked:
        if words.isascii() and words.removeprefix("- ").isdigit():
            return int(words.removeprefix("- "))
    parts = urlsplit(url)
    found = _PAGE_PATH.search(parts.path) or _PAGE_QUERY.search(parts.query)
    return int(found["number"]) if found and found["number"].isdigit() else 1


def _is_further(found: str, url: str) -> bool:
    there, here = urlsplit(found), urlsplit(url)
    if there.scheme not in ("http", "https") or there.hostname != here.hostname:
        return False
    if canonical_url(found) == canonical_url(url):
        return False
    paged = _PAGE_PATH.search(there.path) or _PAGE_QUERY.search(there.query)
    list_path = _PAGE_PATH.sub("", here.path).rstrip("/")
    return bool(paged) and _PAGE_PATH.sub("", there.path).rstrip("/") == list_path
