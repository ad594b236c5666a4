"""The result of a pipeline run, and the error of an unfinished one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reactor.decisions.posting_presence import Presence
from reactor.documents import Company
from reactor.errors import UnfinishedError
from reactor.mongo.followers import CompanyFollowers
from reactor.mongo.postings.histories import History, RecalledHistory
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.pipeline.follower_offer import FollowerOffer
from reactor.pipeline.judging import Judging
from reactor.pipeline.reading import PostingReader
from reactor.pipeline.rejudge_plan import RejudgeResult
from reactor.pipeline.visit_log import tell_of_strangers
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


def result_of(
    listing: Listing, reading: PostingReader, judging: Judging, audience: CompanyFollowers
) -> dict[str, Any]:
    """Figures of a visit for people who look at the job, as far as they stand once it is judged."""
    result: dict[str, Any] = {
        "source": listing.source,
        "found": len(listing.postings),
        "new": 0,
        "gone": 0,
        "unread": reading.unread,
    }
    if judging.unanswered:
        result["declined"] = judging.unanswered
    if judging.unjudged:
        result["unjudged"] = judging.unjudged
    if not listing.recognised:
        result["recognised"] = False
    if audience.strangers:
        result["unknownUsers"] = len(audience.strangers)
        tell_of_strangers(audience)
    return result


def harvest_of(
    company: Company,
    offers: Sequence[FollowerOffer],
    again: RejudgeResult,
    result: dict[str, Any],
    there: Presence,
) -> VisitOutcome:
    """The result of a visit, as far as all companies share it."""
    saves = [*(save for offer in offers for save in offer.saves), *again.saves]
    visits = [again.beside(offer) for offer in offers]
    page = PageUsed(company.careers_url, company.selector)
    declined = result.get("declined", 0) + again.declined
    result = result | (again.result if again.visits else {}) | {"matched": len(saves)}
    result |= {"declined": declined} if declined else {}
    harvest = VisitOutcome(company.id, page, saves, visits, result, there)
    return replace(harvest, revisions=again.revisions)


def with_recalled(
    harvest: VisitOutcome, company: Company, recalled: RecalledHistory
) -> VisitOutcome:
    """The same, and what need not be written because it is so already."""
    told = company.marker is not None and bool(company.marker.told_failing)
    return replace(
        harvest,
        visits=[_dated_only(visit, recalled.histories) for visit in harvest.visits],
        nameless=any(history.nameless for history in recalled.histories),
        is_back=recalled.is_back,
        told_failing=told,
    )


def _dated_only(visit: HistoryUpdate, histories: Sequence[History]) -> HistoryUpdate:
    """The visit with the history of which only the dates change, if that is all that it changes."""
    follower = visit.follower
    names = {follower.user_id.lower(), *follower.user.names}
    mine = [history for history in histories if not history.names.isdisjoint(names)]
    if visit.adds or visit.anew or len(mine) != 1:
        return visit
    same = visit.profile in ("", mine[0].profile)
    return replace(visit, history=mine[0].id) if same else visit


def harvest_again(company: Company, again: RejudgeResult) -> VisitOutcome:
    """The result of re-judging without a visit."""
    page = PageUsed(company.careers_url, company.selector)
    return VisitOutcome(
        company.id,
        page,
        again.saves,
        again.visits,
        again.result,
        revisions=again.revisions,
        visited=False,
        tried=not again.left,
    )
