"""Changes of known postings, as one visit's list shows them: gone, readdressed or moved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from loguru import logger

from reactor.decisions.deadline import is_over
from reactor.decisions.posting_identity import just_left
from reactor.decisions.posting_identity import readdressed as decided
from reactor.decisions.posting_presence import KnownPosting, Presence
from reactor.decisions.posting_presence import presence as there_of
from reactor.decisions.repost_detection import moves
from reactor.documents import Company
from reactor.pipeline.reading import PostingReader
from reactor.posting import Posting
from reactor.scrape.canonical import canonical_forms
from reactor.scrape.listing import Listing
from reactor.scrape.scraper import Scraper
from reactor.url_identity import page_key

_MAX_ASKED = 5
"""Addresses per visit whose redirects are followed after they left the list."""

_log = logger.bind(channel="job-matching-orchestrator")


def presence_of(
    company: Company, listing: Listing, kept: Collection[KnownPosting], dead: Collection[str] = ()
) -> Presence:
    """The presence of the postings that were read before.

    Three cases need two absences in a row even from a board's list. After an edit of `careers_url`
    or `selector` the list may cover less, and the edit may be a mistake that is corrected soon. A
    list from another source, and a suddenly empty one, are doubted too.
    """
    marker = company.marker
    same = marker is None or (marker.url, marker.selector) in (
        (None, None),
        (company.careers_url, company.selector),
    )
    listed = [posting.url for posting in listing.postings]
    elsewhere = marker is not None and marker.origin not in (None, listing.origin)
    return there_of(
        kept,
        listed,
        dead,
        whole=listing.whole and listing.recognised,
        exact=listing.exact and same,
        doubted=elsewhere or not listed,
    )


def open_ones(listing: Listing) -> tuple[Listing, tuple[str, ...]]:
    """The listing without postings whose deadline it states as passed, and their addresses."""
    now = datetime.now(UTC)
    over = [p.url for p in listing.postings if is_over(p.valid_through, now, p.posted_at)]
    if not over:
        return listing, ()
    _log.info("postings left out: the last day to apply has passed", number=len(over))
    ended = frozenset(over)
    left = tuple(posting for posting in listing.postings if posting.url not in ended)
    return replace(listing, postings=left), tuple(over)


def readdressed_in(listing: Listing, kept: Sequence[KnownPosting]) -> dict[str, str]:
    """Old addresses of known postings that the list shows at new ones, keyed by the new ones."""
    addresses = [posting.url for posting in listing.postings]
    found = decided(kept, addresses, _canonical, whole=listing.whole)
    for new, old in found.items():
        _log.info("posting readdressed: it is known", url=new, before=old)
    return found


def readdressed(kept: Sequence[KnownPosting], known_as: Mapping[str, str]) -> list[KnownPosting]:
    """What is remembered, at the addresses that the list shows now."""
    new_of = {old: new for new, old in known_as.items()}
    return [replace(posting, url=new_of.get(posting.url, posting.url)) for posting in kept]


def _canonical(url: str) -> str:
    form = canonical_forms([url]).get(url, url)
    _, mark, fragment = url.partition("#")
    # Postings on one page differ only by their fragment.
    return form if "#" in form else f"{form}{mark}{fragment}"


def in_order(listing: Listing, reading: PostingReader) -> list[Posting]:
    """The read postings, in the order of the list."""
    texts = reading.texts
    return [texts[each.url] for each in listing.postings if each.url in texts]


def moved_to(
    listing: Listing, kept: Sequence[KnownPosting], reading: PostingReader
) -> Mapping[str, str]:
    """Old addresses of postings that the list shows at new ones, keyed by the new ones."""
    if not listing.whole:
        return {}
    found = moves(kept, [posting.url for posting in listing.postings], reading.texts.values())
    for new, old in found.items():
        _log.info("posting moved: who knows it is not offered it again", url=new, before=old)
    return found


async def led_to(
    scraper: Scraper, listing: Listing, kept: Collection[KnownPosting], moved: Mapping[str, str]
) -> dict[str, str]:
    """Old addresses that just left the list and redirect to new ones, keyed by the new ones."""
    if not listing.whole or listing.exact:
        return {}
    known = {posting.url for posting in kept}
    addresses = [posting.url for posting in listing.postings]
    new = {page_key(url): url for url in addresses if url not in known and url not in moved}
    left = [url for url in just_left(kept, addresses) if url not in moved.values()]
    found = dict[str, str]()
    for old in left[:_MAX_ASKED] if new else ():
        if url := new.get(page_key(await scraper.leads_to(old))):
            _log.info("posting moved: its old address leads to the new", url=url, before=old)
            found[url] = old
    return found
