"""Merges several lists of one company: those of its boards and of its own page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reactor.posting import Posting
from reactor.scrape.list_limits import ListIntake
from reactor.scrape.listing import Listing, Recognition

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def read_together(listings: Sequence[Listing]) -> Listing:
    """Merge the lists without duplicates, with the notes of all.

    The result is whole and exact only if each list is.
    """
    first, *others = listings
    if not others:
        return first
    postings, intake = dict[str, Posting](), ListIntake()
    for listing in listings:
        for posting in beyond(postings.values(), listing.postings):
            if taken := intake.take(posting):
                postings[taken.url] = taken
    found = any(listing.postings for listing in listings)
    return replace(
        first,
        source=" + ".join(dict.fromkeys(listing.source for listing in listings)),
        postings=tuple(postings.values()),
        notes=tuple(dict.fromkeys(note for listing in listings for note in listing.notes)),
        whole=all(listing.whole for listing in listings) and not intake.beyond,
        exact=all(listing.exact for listing in listings),
        trail=tuple(step for listing in listings for step in listing.trail),
        asked=tuple(dict.fromkeys(each for listing in listings for each in listing.asked)),
        unaddressable=sum(listing.unaddressable for listing in listings),
        recognition=Recognition.FOUND if found else first.recognition,
        # If a page shows no rows on one visit, this must not end the postings that only it listed.
        origin=" + ".join(sorted({listing.origin or "page" for listing in listings})),
    )


def beyond(known: Iterable[Posting], others: Iterable[Posting]) -> tuple[Posting, ...]:
    """Return the `others` that are not `known`.

    Postings of different sources are the same if they share an address or a title: pages show a
    board's postings under their own addresses. Within one source, one title may be offered in two
    towns.
    """
    known = tuple(known)
    urls = {posting.url for posting in known}
    titles = {_key(posting) for posting in known}
    return tuple(p for p in others if p.url not in urls and _key(p) not in titles)


def counted(listing: Listing, total: int) -> Listing:
    """Mark the listing as incomplete if its page states more postings than were read."""
    read = len(listing.postings) + listing.unaddressable
    if not listing.postings or total <= read:
        return listing
    note = f"The page speaks of {total} postings, but only {read} were read"
    return replace(listing, whole=False).noting(note)


def _key(posting: Posting) -> str:
    return _BETWEEN_WORDS.sub(" ", posting.title).strip().lower()
