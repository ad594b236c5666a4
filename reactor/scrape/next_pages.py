"""The addresses to try after a page without a list, and the listings for each outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from reactor.scrape.canonical import canonical_url
from reactor.scrape.listing import Listing, Recognition

MAX_WAYS = 3
"""Maximum addresses tried from one page."""

_MAX_TRIES = 5
_MAX_STEPS = 2
_HOSTS_OF_LISTS = ("job", "career", "karriere", "carriere", "recrut", "recruit", "work", "stellen")


@dataclass(slots=True)
class AddressQueue:
    """The queue of addresses still to try, likeliest first; none is tried twice.

    A link may lead to a frame, or to a page with a frame in it: two steps are enough.

    Attributes:
        seen: the canonical addresses already fetched.
        trail: the outcome of each attempt.
    """

    seen: set[str]
    trail: list[str] = field(default_factory=list)
    _waiting: list[tuple[str, int]] = field(default_factory=list)
    _tries: int = 0

    def add(self, ways: Sequence[str], steps: int) -> None:
        """Put the addresses found on a page `steps` away at the front of the queue."""
        if steps < _MAX_STEPS:
            most = MAX_WAYS if steps == 0 else 1
            self._waiting[:0] = [(way, steps + 1) for way in ways[:most]]

    def take(self) -> tuple[str, int] | None:
        """Return the next address and its distance in steps; None at the limit of tries."""
        while self._waiting and self._tries < _MAX_TRIES:
            way, steps = self._waiting.pop(0)
            if self.is_new(way):
                self._tries += 1
                return way, steps
        return None

    def is_new(self, url: str) -> bool:
        """Whether `url` is fetchable and not in `seen`; it is added."""
        try:
            address = canonical_url(url)
        except ValueError:
            return False
        if urlsplit(address).scheme not in ("http", "https") or address in self.seen:
            return False
        self.seen.add(address)
        return True


def led_home(careers_url: str, reached: str) -> bool:
    """Whether a careers page redirects to the site's home page: it no longer exists."""
    asked, found = urlsplit(careers_url), urlsplit(reached)
    host = (found.hostname or "").removeprefix("www.")
    if host.startswith(_HOSTS_OF_LISTS) or found.query:
        return False
    return len(asked.path.strip("/")) > 0 and not found.path.strip("/")


def at_home(listing: Listing) -> Listing:
    """Return the home page's listing in place of a careers page: never whole, unless exact."""
    if listing.exact:
        return listing
    known = Recognition.FOUND if listing.postings else Recognition.NOT_RECOGNISED
    note = "careers_url leads to the home page: give the address of the list itself"
    return replace(listing, whole=False, recognition=known).noting(note)


def unrecognised(listing: Listing, url: str, ways: Sequence[str]) -> Listing:
    """Return the listing of a page without a recognised list: it ends no postings."""
    note = f"No list of postings was recognised at {url}: that does not mean that there are none"
    if ways:
        note += f"; if {ways[0]} is the list, give it as careers_url"
    return replace(listing, whole=False, recognition=Recognition.NOT_RECOGNISED).noting(note)


def as_step(listing: Listing, url: str) -> Listing:
    """Return a listing found at `url`, a step away; a single posting's page is no whole list."""
    alone = len(listing.postings) == 1 and listing.postings[0].url == canonical_url(url)
    return replace(listing, step=url, whole=listing.whole and not alone)
