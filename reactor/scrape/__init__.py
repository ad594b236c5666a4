"""From a company's careers page to its postings and their texts.

`Scraper` lists and reads. A page is recognised as one of the `boards`, or read for schema.org
`jobposting`s, or for `links` that lead to postings. What needs libxml runs in the parsing process
(`tasks` names what it is asked to do).
"""

from reactor.scrape.listing import LinkExplained, Listing
from reactor.scrape.scraper import Scraper

__all__ = ["LinkExplained", "Listing", "Scraper"]
