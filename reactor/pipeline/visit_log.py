"""Log lines about a visit's list and audience."""

from collections.abc import Collection

from loguru import logger

from reactor.decisions.posting_presence import Presence
from reactor.mongo.followers import CompanyFollowers
from reactor.scrape.listing import Listing

_log = logger.bind(channel="job-matching-orchestrator")
_MAX_NAMED = 3


def tell_of_strangers(audience: CompanyFollowers) -> None:
    """Warn if no follower is a known user: the result would look as if there were nothing new."""
    if not audience.followers:
        named, more = audience.strangers[:_MAX_NAMED], len(audience.strangers) - _MAX_NAMED
        names = ", ".join(named) + (f" and {more} more" if more > 0 else "")
        _log.warning("matched for nobody: no user has the names that preferences use", users=names)


def tell_of_listing(listing: Listing, new: Collection[str], there: Presence) -> None:
    """Log the found postings, and how many known ones are missing."""
    found, missing = len(listing.postings), len(there.missing) + len(there.gone)
    unusual = {"missing": missing, "back": len(there.back), "cut": not listing.whole}
    _log.info(
        "postings found",
        source=listing.source,
        found=found,
        new=len(new),
        **{name: value for name, value in unusual.items() if value},
    )
    if missing and not found:
        _log.warning("nothing is listed any more", source=listing.source, missing=missing)
