"""Page numbers: the number of the current page, and their forms in addresses.

It imports libxml, so only the parsing process imports it.
"""

import re
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.scrape.markup.text import text_of

_PAGE_NAME = (
    r"(?:page|pg|p|paged|page_?(?:no|num|number|index|id)|pagenum|start(?:row|at|index|from)?|from|first|skip|seite|pagina"
    r"|sida|side|strona|cursor|after|limitstart|\w{0,40}(?:page|offset)|ix|pr)"
)
PAGE_QUERY = re.compile(rf"(?:^|[&\[_]){_PAGE_NAME}\]?=(?P<number>\w+)", re.IGNORECASE)
PAGE_FIELD = re.compile(rf"(?:^|[\[_]){_PAGE_NAME}\]?", re.IGNORECASE)
PAGE_PATH = re.compile(
    r"/(?:page|p|pg|seite|pagina|sida|side|strona)(?:[/_-]?)(?P<number>\d+)(?:\.html?)?/?$",
    re.IGNORECASE,
)
BARE_PATH = re.compile(r"/(?P<number>\d{1,3})/?$")
_PAGER_DEPTH = 4
_MAX_IN_PAGER = 120
_MAX_NUMBER = 3
_TWO = 2
_MAX_LINKS = 1000
_CURRENT = "contains(concat(' ', normalize-space(@class), ' '), '{}')"
_CURRENT_CLASSES = ("current", "active", "is-active", "selected")
# Most elements have no class with any of these names, and this test is faster.
_MAYBE = " or ".join(f"contains(@class, '{name}')" for name in _CURRENT_CLASSES)
_CURRENTLY = " or ".join(_CURRENT.format(f" {name} ") for name in _CURRENT_CLASSES)
_MARKED = f"@aria-current='page' or (({_MAYBE}) and ({_CURRENTLY}))"


def current_page(tree: HtmlElement, url: str) -> int:
    """Return this page's number: as marked as current, else from its address."""
    marked = (text_of(element) for element in tree.xpath(f"//*[{_MARKED}]") if len(element) <= 1)
    for words in marked:
        if words.isascii() and words.removeprefix("- ").isdigit():
            return int(words.removeprefix("- "))
    if (unlinked := _unlinked(tree, url)) is not None:
        return unlinked
    parts = urlsplit(url)
    query = unquote(parts.query)
    found = PAGE_PATH.search(parts.path) or PAGE_QUERY.search(query)
    found = found or BARE_PATH.search(parts.path)
    return int(found["number"]) if found and found["number"].isdigit() else 1


def _unlinked(tree: HtmlElement, url: str) -> int | None:
    """Return the only unlinked number among linked ones: pagers do not link the current page."""
    for link in list(tree.iter("a"))[-_MAX_LINKS:]:
        words = (link.text or "").strip()
        if not words.isdecimal() or not _is_same_list(link.get("href") or "", url):
            continue
        around = next(
            (
                each
                for each in islice(link.iterancestors(), _PAGER_DEPTH)
                if len(list(islice(each.iter("a"), _TWO))) == _TWO or _bare_numbers(each)
            ),
            None,
        )
        bare = _bare_numbers(around) if around is not None else []
        if len(bare) == 1:
            return bare[0]
    return None


def _bare_numbers(pager: HtmlElement) -> list[int]:
    """Return the numbers in a pager that are not in a link."""
    links = {each for link in pager.iter("a") for each in link.iter()}
    texts = [
        text
        for each in islice(pager.iter(), _MAX_IN_PAGER)
        if isinstance(each.tag, str)
        for text in (
            "" if each in links else each.text or "",
            (each.tail or "") if each is not pager else "",
        )
    ]
    pieces = (piece for text in texts for piece in re.split(r"[\s|·,\[\]()]+", text))
    return [int(piece) for piece in pieces if piece.isdecimal() and len(piece) <= _MAX_NUMBER]


def _is_same_list(address: str, url: str) -> bool:
    try:
        there, here = urlsplit(urljoin(url, address.strip())), urlsplit(url)
    except ValueError:
        return False
    same = list_path(there.path) == list_path(here.path)
    return bool(address) and there.hostname == here.hostname and same


def list_path(path: str) -> str:
    """Return the path of a list without a page number."""
    bare = PAGE_PATH.sub("", path)
    return (bare if bare != path else BARE_PATH.sub("", path)).rstrip("/")
