"""Detects lists that continue only through their page's scripts.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from reactor.scrape.boards.board_ownership import is_news
from reactor.scrape.careers.page_numbers import current_page
from reactor.scrape.careers.page_words import leads_on, page_number, speaks_of_postings
from reactor.scrape.markup.text import text_of

_PAGE_OF = re.compile(
    r"(?:page|seite|p[áa]gina|sida|side|strona|str[áa]nka)\ (?P<number>\d{1,3})"
    r"\ (?:of|von|sur|de|di|van|z|ze|av|af|/)\ (?P<most>\d{1,3})",
    re.IGNORECASE | re.VERBOSE,
)
_LOADS = re.compile(
    r"\bload|\bladen\b|charge[rz]|cargar|carica|\blaad|za[łl]aduj|carregar|more-jobs", re.IGNORECASE
)
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|d-none|is-hidden|hide|visually-hidden)(?:\s|$)")
_PAGER = re.compile(r"pagination|pager|paging|page-?numbers|seiten", re.IGNORECASE)
_PAGER_DEPTH = 4
# Counted from the end of the page, where the pagers of lists are.
_MAX_LINKS = 1000


def goes_on_by_script(tree: HtmlElement, url: str) -> bool:
    """Whether a list has further pages that only its scripts can reach.

    The signs are a row of page numbers, `Page 1 of 6`, or a button for more postings that is
    neither disabled nor part of a news item.
    """
    number = current_page(tree, url)
    if any(int(found["number"]) < int(found["most"]) for found in _counted_pages(tree)):
        return True
    for element in list(tree.iter("a", "button"))[-_MAX_LINKS:]:
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
    """Whether an element is hidden by its own markup or an ancestor's."""
    for each in (element, *islice(element.iterancestors(), _PAGER_DEPTH)):
        style = each.get("style", "").replace(" ", "").lower()
        hidden = "display:none" in style or _HIDDEN.search(each.get("class", ""))
        if hidden or each.get("hidden") is not None:
            return True
    return False


def _in_pager(element: HtmlElement) -> bool:
    """Whether an element is inside a pager."""
    names = (
        f"{each.get('class', '')} {each.get('id', '')} {each.get('aria-label', '')}"
        for each in islice(element.iterancestors(), _PAGER_DEPTH)
    )
    return any(_PAGER.search(name) for name in names)
