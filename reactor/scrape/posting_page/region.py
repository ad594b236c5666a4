"""Locates the posting on a page from a known part of its text.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from lxml.html import HtmlElement

_BLOCKS = (
    "//p | //li | //h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //td | //dd | //dt | //div | //span"
)
_DECLARED = "//main | //article | //*[@role='main'] | //*[@itemprop='description']"
_MAX_OF_PAGE = 0.6
_MIN_LINE = 12
_MAX_OF_IT = 0.9
_LINKED = 0.5
_MAX_BLOCKS = 20_000
_FEW_PARTS = 30


def keep_region(tree: HtmlElement, region: HtmlElement | None) -> None:
    """Remove elements beside `region` that consist mostly of links.

    Prose, headings and lists beside that part of a posting's page belong to the posting too:
    extractors and JSON-LD often miss a section.

    Args:
        tree: the page without its frame.
        region: a part of it that is about the posting; None if none is known.
    """
    while region is not None and region is not tree and (parent := region.getparent()) is not None:
        for other in list(parent):
            if other is not region and not _reads_as_posting(other):
                _drop(other)
        region = parent


def declared_region(tree: HtmlElement) -> HtmlElement | None:
    """Return the smallest element that the page declares as main and that holds most of it."""
    enough = _MAX_OF_PAGE * len("".join(tree.text_content().split()))
    parts = [part for part in tree.xpath(_DECLARED) if _size(part) >= enough]
    return parts[-1] if parts else None


def region_holding(tree: HtmlElement, lines: Iterable[str]) -> HtmlElement | None:
    """Return the smallest element that holds nearly all of `lines`; None if there is none."""
    wanted = {key for line in lines if len(key := _key(line)) >= _MIN_LINE}
    weights = defaultdict[HtmlElement, int](int)
    total = 0
    for block in tree.xpath(_BLOCKS)[:_MAX_BLOCKS] if wanted else ():
        key = _key(block.text_content()) if len(block) < _FEW_PARTS else ""
        if key not in wanted:
            continue
        wanted.discard(key)
        total += len(key)
        place: HtmlElement | None = block
        while place is not None:
            weights[place] += len(key)
            place = place.getparent()
    if not total:
        return None
    enough = _MAX_OF_IT * total
    return min(
        (place for place, weight in weights.items() if weight >= enough),
        key=lambda place: -sum(1 for _ in place.iterancestors()),
    )


def _reads_as_posting(element: HtmlElement) -> bool:
    """Whether an element beside the posting is prose rather than links."""
    whole = _size(element) if isinstance(element.tag, str) else 0
    linked = sum(map(_size, element.iter("a"))) if whole else 0
    return whole == 0 or linked < _LINKED * whole


def _size(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _key(line: str) -> str:
    return re.sub(r"[\W_]+", "", line).lower()


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
