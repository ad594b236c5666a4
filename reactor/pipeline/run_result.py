"""The result of a pipeline run, and the error of an unfinished one."""

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
    """The error for a run that ran out of time; None if it made no progress."""
    if not reading.fetched and not judging.judged:
        return None
    message = (
        f"read {len(reading.texts)} of {reading.wanted} postings,"
        f" judged {judging.judged} of {judging.wanted}; goes on"
    )
    message = f"{reason}: {message}" if reason else message
    return UnfinishedError(message, undone=reading.unread + judging.left, reason=reason)


def unrecognised(listing: Listing) -> str:
    """The reason why a visit recognised no list; `""` if it did."""
    return "" if listing.recognised else (listing.notes or ("no list was recognised",))[-1]


def harvest_of(
    company: Company,
    offers: Sequence[FollowerOffer],
    again: Again,
    result: dict[str, Any],
    there: Presence,
) -> Harvest:
    """The result of a visit, as far as all companies share it."""
    saves = [*(save for offer in offers for save in offer.saves), *again.saves]
    visits = [again.beside(offer) for offer in offers]
    page = PageUsed(company.careers_url, company.selector)
    declined = result.get("declined", 0) + again.declined
    result = result | (again.result if again.visits else {}) | {"matched": len(saves)}
    result |= {"declined": declined} if declined else {}
    harvest = Harvest(company.id, page, saves, visits, result, there)
    return replace(harvest, revisions=again.revisions)


def harvest_again(company: Company, again: Again) -> Harvest:
    """The result of re-judging without a visit."""
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
