"""What a record opens elsewhere on its page: modals, tabs, folded parts.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable
from itertools import chain, islice

from lxml.html import HtmlElement

from reactor.scrape.records.page_index import PageIndex

_POINTERS = frozenset(
    (
        "aria-controls",
        "data-target",
        "data-bs-target",
        "href",
        "data-tab",
        "data-modal",
        "data-toggle-target",
        "data-popup",
        "data-micromodal-trigger",
        "data-fancybox-src",
        "data-src",
        "data-id",
        "data-accordion-target",
        "data-modal-target",
        "data-open",
    )
)
_WALLS = frozenset(("body", "html", "main"))
_MOST_PANELS = 6
_MOST_LOOKED_AT = 200


def panels_of(elements: Iterable[HtmlElement], index: PageIndex) -> list[HtmlElement]:
    """What the parts of a record open elsewhere on the page."""
    parts = list(elements)
    found = list[HtmlElement]()
    for each in islice(chain.from_iterable(part.iter() for part in parts), _MOST_LOOKED_AT):
        for name in filter(_POINTERS.__contains__, each.keys()):
            panel = index.by_id.get((each.get(name) or "").strip().removeprefix("#"))
            if panel is None or panel in found or panel.tag in _WALLS:
                continue
            if not any(index.holds(p, panel) or index.holds(panel, p) for p in parts):
                found.append(panel)
        if len(found) >= _MOST_PANELS:
            break
    return found
