"""What a run of the pipeline brings home, and what it tells where it comes to no end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reactor.decisions.posting_presence import Presence
from reactor.documents import Company
from reactor.errors import UnfinishedError
from reactor.mongo.postings.harvest import Harvest, PageUsed
from reactor.pipeline.follower_offer import FollowerOffer
from reactor.pipeline.judging import Judging
from reactor.pipeline.reading import PostingReader
from reactor.pipeline.rejudge_plan import Again
from reactor.scrape.listing import Listing


def unfinished(
    reading: PostingReader, judging: Judging, reason: str = ""
) -> UnfinishedError | None:
    """What to tell if there was no time for more; None if this run did nothing new."""
    if not reading.fetched and not judging.judged:
        return None
    message = (
        f"read {len(reading.texts)} of {reading.wanted} postings,"
        f" judged {judging.judged} of {judging.wanted}; goes on"
    )
    message = f"{reason}: {message}" if reason else message
    return UnfinishedError(message, undone=reading.unread + judging.left, reason=reason)


def unrecognised(listing: Listing) -> str:
    """What to tell of a visit that recognised no list; `""` if it did."""
    return "" if listing.recognised else (listing.notes or ("no list was recognised",))[-1]


def harvest_of(
    company: Company,
    offers: Sequence[FollowerOffer],
    again: Again,
    result: dict[str, Any],
    there: Presence,
) -> Harvest:
    """What a visit brings home, as far as it is the same for every company."""
    saves = [*(save for offer in offers for save in offer.saves), *again.saves]
    visits = [again.beside(offer) for offer in offers]
    page = PageUsed(company.careers_url, company.selector)
    declined = result.get("declined", 0) + again.declined
    result = result | (again.result if again.visits else {}) | {"matched": len(saves)}
    result |= {"declined": declined} if declined else {}
    harvest = Harvest(company.id, page, saves, visits, result, there)
    return replace(harvest, revisions=again.revisions)


def harvest_again(company: Company, again: Again) -> Harvest:
    """What judging again brings home, without a visit."""
    page = PageUsed(company.careers_url, company.selector)
    return Harvest(
        company.id,
        page,
        again.saves,
        again.visits,
        again.result,
        revisions=again.revisions,
        visited=False,
        tried=not again.left,
    )
