"""Lists a company's postings and reads their texts.

`Scraper` is the entry point. A careers URL is the address of a job board (`boards`) or of one of
the company's own pages. Such a page embeds or links a board, or lists postings itself (`careers`,
which reads it as groups of records with `dom_groups`). Each posting is a page (`posting_page`), a
document or an entry of the list. `markup` reads structured data and text from HTML; `vocabulary`
holds the words and their meanings. Code that needs libxml runs in the parsing process; `tasks`
names its entry points.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reactor.scrape.listing import GroupExplained, Listing
    from reactor.scrape.scraper import Scraper

__all__ = ["GroupExplained", "Listing", "Scraper"]

_HOMES = {"GroupExplained": "listing", "Listing": "listing", "Scraper": "scraper"}


def __getattr__(name: str) -> Any:
    """Import an exported name on first use: the parsing process does not need the fetching code."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
