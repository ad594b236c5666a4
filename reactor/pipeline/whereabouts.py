"""What has become of the postings that are known, as one visit's list shows it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from loguru import logger

from reactor.decisions.deadline import is_over
from reactor.decisions.identity import just_left
from reactor.decisions.identity import readdressed as decided
from reactor.decisions.presence import Kept, Presence
from reactor.decisions.presence import presence as there_of
from reactor.decisions.renewal import moves
from reactor.documents import Company
from reactor.pipeline.reading import Reading
from reactor.posting import Posting
from reactor.same_page import page_key
from reactor.scrape.canonical import canonical_forms
from reactor.scrape.listing import Listing
from reactor.scrape.scraper import Scraper

_MOST_ASKED = 5
"""Addresses that have left a list and are asked where they lead, of one visit."""

_log = logger.bind(channel="job-matching-orchestrator")


def presence_of(
    company: Company, listing: Listing, kept: Collection[Kept], dead: Collection[str] = ()
) -> Presence:
    """What the list says about the postings that were read once.

    Where people changed what is to be listed, a machine's list is only believed the second time:
    it may show less because it was asked for less, and a slip can be mended meanwhile. The same
    holds where the list comes from another source than the last time, and where it is suddenly
    empty.
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
    """A listing without those that it says are over, and the addresses of these."""
    now = datetime.now(UTC)
    over = [p.url for p in listing.postings if is_over(p.valid_through, now, p.posted_at)]
    if not over:
        return listing, ()
    _log.info("postings left out: the last day to apply has passed", number=len(over))
    ended = frozenset(over)
    left = tuple(posting for posting in listing.postings if posting.url not in ended)
    return replace(listing, postings=left), tuple(over)


def readdressed_in(listing: Listing, kept: Sequence[Kept]) -> dict[str, str]:
    """The old addresses of postings that are known though the list shows them at new ones."""
    addresses = [posting.url for posting in listing.postings]
    found = decided(kept, addresses, _canonical, whole=listing.whole)
    for new, old in found.items():
        _log.info("posting readdressed: it is known", url=new, before=old)
    return found


def readdressed(kept: Sequence[Kept], known_as: Mapping[str, str]) -> list[Kept]:
    """What is remembered, at the addresses that the list shows now."""
    new_of = {old: new for new, old in known_as.items()}
    return [replace(posting, url=new_of.get(posting.url, posting.url)) for posting in kept]


def _canonical(url: str) -> str:
    form = canonical_forms([url]).get(url, url)
    _, mark, fragment = url.partition("#")
    # Of postings that stand on one page, only that tells one from the next.
    return form if "#" in form else f"{form}{mark}{fragment}"


def in_order(listing: Listing, reading: Reading) -> list[Posting]:
    """What was read, in the order of the list."""
    texts = reading.texts
    return [texts[each.url] for each in listing.postings if each.url in texts]


def moved_to(listing: Listing, kept: Sequence[Kept], reading: Reading) -> Mapping[str, str]:
    """The old addresses of postings that the list shows at new ones."""
    if not listing.whole:
        return {}
    found = moves(kept, [posting.url for posting in listing.postings], reading.texts.values())
    for new, old in found.items():
        _log.info("posting moved: who knows it is not offered it again", url=new, before=old)
    return found


async def led_to(
    scraper: Scraper, listing: Listing, kept: Collection[Kept], moved: Mapping[str, str]
) -> dict[str, str]:
    """Old addresses that just left the list and lead to new ones on it, by these."""
    if not listing.whole or listing.exact:
        return {}
    known = {posting.url for posting in kept}
    addresses = [posting.url for posting in listing.postings]
    new = {page_key(url): url for url in addresses if url not in known and url not in moved}
    left = [url for url in just_left(kept, addresses) if url not in moved.values()]
    found = dict[str, str]()
    for old in left[:_MOST_ASKED] if new else ():
        if url := new.get(page_key(await scraper.leads_to(old))):
            _log.info("posting moved: its old address leads to the new", url=url, before=old)
            found[url] = old
    return found
