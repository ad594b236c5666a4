"""One company's job, step by step: list, find what is new, screen, read, analyse.

Read it from `Pipeline.run` downwards. It changes nothing but the texts it keeps: what it found is
its answer.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from loguru import logger

from reactor.decisions.presence import Kept, Presence, presence
from reactor.decisions.renewal import moves
from reactor.documents import Company
from reactor.errors import LastingError
from reactor.match import Candidate, Match, Matcher
from reactor.mongo.followers import Followers
from reactor.mongo.outcomes import Harvest, PageUsed, Visit
from reactor.mongo.texts import PostingTexts
from reactor.offer import Offer, offer_for
from reactor.posting import Posting
from reactor.reading import Reading
from reactor.scrape import Scraper
from reactor.scrape.listing import Listing

_log = logger.bind(channel="job-matching-orchestrator")


class Pipeline:
    """Scrapes a company once and matches what is new to each of its followers."""

    def __init__(  # noqa: PLR0913 - the parts it is made of
        self,
        scraper: Scraper,
        matcher: Matcher,
        followers: Followers,
        texts: PostingTexts,
        *,
        min_score: int,
        time_limit: timedelta,
    ) -> None:
        self._scraper = scraper
        self._matcher = matcher
        self._followers = followers
        self._texts = texts
        self._min_score = min_score
        self._time_limit = time_limit.total_seconds()

    async def run(self, company: Company) -> Harvest:
        """Everything that a visit to the company's careers page gives.

        Raises:
            ReactorError: the page could not be listed, or none of its postings be read
                (`UnfinishedError`: there was no time for all of them; what was read is kept).
            TimeoutError: there was no time, and nothing new was read.
        """
        reading = Reading(self._scraper, self._texts, company)
        try:
            async with asyncio.timeout(self._time_limit):
                return await self._visit(company, reading)
        except TimeoutError as error:
            raise reading.unfinished() or error from None

    async def _visit(self, company: Company, reading: Reading) -> Harvest:
        listing = await self._list(company)
        kept = await self._texts.kept(company.id)
        offers = await self._offers(company, listing)
        wanted = frozenset[str]().union(*(offer.wanted for offer in offers))
        new = {posting.url for offer in offers for posting in offer.unseen}
        there = _presence(company, listing, kept)
        _tell(listing, new, there)
        await reading.read([p for p in listing.postings if p.url in wanted])
        reading.raise_if_in_vain(known=any(posting.listed for posting in kept))
        moved = _moved(listing, kept, reading)
        for offer in offers:
            await self._fill(company, offer, reading, moved)
        there = _presence(company, listing, kept, reading.dead)
        known = {posting.url for posting in kept if not posting.gone}
        result = {
            "source": listing.source,
            "found": len(listing.postings),
            "new": len(new - moved.keys()),
            "gone": len(known.intersection(there.gone)),
            "unread": reading.unread,
        }
        return _harvest(company, offers, result, there, moved)

    async def _list(self, company: Company) -> Listing:
        if not company.careers_url:
            raise LastingError(
                "the company has no careers_url; give it one, then it is tried again"
            )
        listing = await self._scraper.list_postings(company.careers_url, company.selector)
        for note in listing.notes:
            _log.warning("careers page needs a look", note=note)
        return listing

    async def _offers(self, company: Company, listing: Listing) -> list[Offer]:
        """What is new to each follower, and what of that is worth reading."""
        offers: list[Offer] = []
        for follower in await self._followers.of(company.id):
            offer = offer_for(follower, listing.postings)
            offers.append(offer)
            if offer.candidate is None:
                _log.info("user skipped: neither a CV nor candidateInfo", user=follower.user_id)
                continue
            chosen = await self._matcher.screen(offer.candidate, company, offer.unseen)
            offer.wanted = frozenset(posting.url for posting in chosen)
        return offers

    async def _fill(
        self, company: Company, offer: Offer, reading: Reading, moved: Mapping[str, str]
    ) -> None:
        """Analyse what was read for one follower; what could not be read stays new to them."""
        if offer.candidate is None:
            return
        for posting in offer.unseen:
            read = reading.texts.get(posting.url) if posting.url in offer.wanted else None
            again = moved.get(posting.url) in offer.seen
            if read and not again:
                match = await self._analyse(offer.candidate, company, read)
                if match.suitability_score >= self._min_score:
                    offer.save(read, match)
            if read or posting.url not in offer.wanted or posting.url in reading.refused:
                offer.note(posting)

    async def _analyse(self, candidate: Candidate, company: Company, posting: Posting) -> Match:
        # A matcher may compute and never wait: the others must get their turn all the same.
        await asyncio.sleep(0)
        match = await self._matcher.analyse(candidate, company, posting)
        _log.info(
            "posting analysed",
            user=candidate.user_id,
            score=match.suitability_score,
            title=posting.title,
        )
        return match


def _presence(
    company: Company, listing: Listing, kept: Collection[Kept], dead: Collection[str] = ()
) -> Presence:
    """What the list says about the postings that were read once.

    Where people changed what is to be listed, a machine's list is only believed the second time:
    it may show less because it was asked for less, and a slip can be mended meanwhile.
    """
    marker = company.marker
    same = marker is None or (marker.url, marker.selector) in (
        (None, None),
        (company.careers_url, company.selector),
    )
    listed = [posting.url for posting in listing.postings]
    return presence(kept, listed, dead, whole=listing.whole, exact=listing.exact and same)


def _moved(listing: Listing, kept: Sequence[Kept], reading: Reading) -> Mapping[str, str]:
    """The old addresses of postings that the list shows at new ones."""
    if not listing.whole:
        return {}
    found = moves(kept, [posting.url for posting in listing.postings], reading.texts.values())
    for new, old in found.items():
        _log.info("posting moved: who knows it is not offered it again", url=new, before=old)
    return found


def _tell(listing: Listing, new: Collection[str], there: Presence) -> None:
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


def _harvest(
    company: Company,
    offers: Sequence[Offer],
    result: dict[str, Any],
    there: Presence,
    moved: Mapping[str, str],
) -> Harvest:
    saves = [save for offer in offers for save in offer.saves]
    visits = [Visit(offer.follower, offer.links) for offer in offers]
    page = PageUsed(company.careers_url, company.selector)
    result = result | {"matched": len(saves)}
    return Harvest(company.id, page, saves, visits, result, there, moved)
