"""From a company's careers page to its postings and their texts.

`Scraper` lists and reads. An address is that of one of the `boards`, or of a page of the company's:
that shows a board, or lists postings itself (`careers`), each of which stands on a page of its own
(`posting_page`). Both rest on `markup`, what pages carry, and on `words`, what they mean. What
needs libxml runs in the parsing process; `tasks` names what that is asked to do.
"""

from reactor.scrape.listing import GroupExplained, Listing
from reactor.scrape.scraper import Scraper

__all__ = ["GroupExplained", "Listing", "Scraper"]
