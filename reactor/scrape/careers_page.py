"""A company's own careers page: what it holds, and which boards it shows.

Imports libxml: only ever in the parsing process.
"""

import re
from dataclasses import replace

from reactor.posting import Posting
from reactor.scrape.boards import recognise_in_page
from reactor.scrape.canonical import canonical_url
from reactor.scrape.jobposting import job_postings
from reactor.scrape.links import postings_linked
from reactor.scrape.listing import CareersPage, Listing
from reactor.scrape.text import parse_html


def read_careers_page(markup: str, url: str, selector: str) -> CareersPage:
    """What the page at `url` holds; `selector` narrows where links are looked for."""
    tree = parse_html(markup)
    described = job_postings(tree, url)
    linked, notes = postings_linked(tree, url, selector)
    if described:
        listing = Listing("json-ld", _addressed(described, linked, url))
    else:
        listing = Listing("links", linked, notes)
    return CareersPage(recognise_in_page(markup, url), listing)


def _addressed(
    described: tuple[Posting, ...], linked: tuple[Posting, ...], url: str
) -> tuple[Posting, ...]:
    """The postings of JSON-LD, each with an address: its own, or of the link with its title.

    One that is linked nowhere stands on this page: alone, it is the page; else it gets a fragment.
    """
    links = {_key(posting.title): posting.url for posting in linked}
    here = canonical_url(url)
    postings = dict[str, Posting]()
    for posting in described:
        fallback = here if len(described) == 1 else f"{here}#{_key(posting.title)}"
        address = posting.url and canonical_url(posting.url)
        if not address or (address == here and len(described) > 1):
            address = links.get(_key(posting.title), fallback)
        postings.setdefault(address, replace(posting, url=address))
    return tuple(postings.values())


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")
