"""From a company's careers page to its postings and their texts.

`Scraper` lists and reads. An address is that of one of the `boards`, or of a page of the company's.
A page shows a board, or lists postings itself (`careers`): it is read as groups of `records`. Each
posting stands on a page of its own (`posting_page`), in a document, or on the list. All rest on
`markup`, what pages carry, and on `words`, what they mean. What needs libxml runs in the parsing
process; `tasks` names what that is asked to do.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reactor.scrape.listing import GroupExplained, Listing
    from reactor.scrape.scraper import Scraper

__all__ = ["GroupExplained", "Listing", "Scraper"]

_HOMES = {"GroupExplained": "listing", "Listing": "listing", "Scraper": "scraper"}


def __getattr__(name: str) -> Any:
    """What is asked for, imported only then: the parsing process has no use for what fetches."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
