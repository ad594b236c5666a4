"""A company's job, from its careers page to the result to save.

Start reading at `Pipeline.run`. The run stores only texts and caches; everything else is in its
result.
"""

import asyncio
from asyncio import get_running_loop
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from loguru import logger

from reactor.cv.unread_notice import CvNews
from reactor.decisions.posting_identity import left_to_twins, one_each, twins
from reactor.decisions.posting_presence import Presence
from reactor.documents import Company
from reactor.errors import LastingError, ParsingBudgetError
from reactor.fetch.parsing_budget import parsing_visit
from reactor.language.general_applications import is_general_application
from reactor.match import KeywordMatcher
from reactor.mongo.cache.posting_texts import PostingTexts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.postings.visit_outcome import VisitOutcome
from reactor.mongo.visit_context import VisitContext, VisitContexts
from reactor.pipeline.candidates import Candidates
from reactor.pipeline.follower_offer import FollowedCompany, FollowerOffer, offer_for
from reactor.pipeline.judges import Judge, Judges
from reactor.pipeline.judging import Judging
from reactor.pipeline.learned_rules import ListLessons
from reactor.pipeline.posting_changes import (
    in_order,
    led_to,
    moved_to,
    open_ones,
    presence_of,
    readdressed,
    readdressed_in,
)
from reactor.pipeline.reading import PostingReader
from reactor.pipeline.rejudge_plan import RejudgeResult, RejudgeTask
from reactor.pipeline.rejudging import Rejudging
from reactor.pipeline.run_result import (
    harvest_again,
    harvest_of,
    result_of,
    unfinished,
    unrecognised,
    with_recalled,
)
from reactor.pipeline.seen_postings import SeenPostings
from reactor.pipeline.toolset import Toolset
from reactor.pipeline.visit_log import tell_of_listing
from reactor.scrape.listing import Listing
from reactor.settings import Settings

MAX_SAVES = 2_000
"""Matches of one visit for all followers; they are saved in one transaction."""

_log = logger.bind(channel="job-matching-orchestrator")


class Pipeline:
    """Scrapes a company once and matches the new postings to each of its followers.

    Args:
        instruments: scraper, matcher and worker.
        database: source of followers and of stored texts.
        settings: the minimum score, and the time limit of a visit.
    """

    def __init__(self, instruments: Toolset, database: ScoutlyDatabase, settings: Settings) -> None:
        self._scraper = instruments.scraper
        self._page_reader = instruments.page_reader
        keywords = KeywordMatcher(instruments.worker, settings.commute_km)
        self._judges = Judges(instruments.matcher, keywords, database)
        news = CvNews(database, operator=bool(settings.notify_urls))
        self._candidates = Candidates(instruments.curricula, news.of_unread)
        self._again = Rejudging(instruments, database, settings, self._candidates)
        self._followers = Followers(database)
        self._briefings = VisitContexts(database)
        self._seen = SeenPostings(database, instruments.worker)
        self._texts = PostingTexts(database)
        self._min_score, self._described = settings.min_score, settings.descriptions == "saves"
        self._time_limit = settings.job_timeout.total_seconds()

    async def run(self, company: Company) -> VisitOutcome:
        """Visit the company's careers page and return the result.

        Raises:
            ReactorError: the page could not be listed, or nothing could be read or judged
                (`UnfinishedError`: time ran out with progress, which is kept; `ParsingBudgetError`:
                parsing time ran out without progress; `ModelStillInTroubleError`: no matcher is
                available, and no page was fetched).
            TimeoutError: time ran out without progress.
        """
        reading = PostingReader(self._scraper, self._texts, company)
        ask = partial(self._briefings.of, company.id, self._judges.model)
        briefing = await through_outages(ask, "asking what is known of a company")
        judging = Judging(self._judges.chosen(briefing.trouble, briefing.now), company)
        try:
            with parsing_visit():
                async with asyncio.timeout(self._time_limit):
                    return await self._visit(company, briefing, reading, judging)
        except TimeoutError as error:
            raise unfinished(reading, judging) or error from None
        except ParsingBudgetError as error:
            raise unfinished(reading, judging, str(error)) or error from None

    async def judge_again(self, company: Company) -> VisitOutcome:
        """Re-judge stored postings for people whose profile changed; no page is visited.

        Raises:
            ReactorError: the matcher cannot continue now (`UnfinishedError`: time ran out with
                progress).
            TimeoutError: time ran out without progress.
        """
        find = partial(self._followers.of, company.id)
        judge = await through_outages(self._judges.choose, "asking who judges")
        followers = await through_outages(find, "finding who tracks a company")
        task = RejudgeTask(company, followers, MAX_SAVES, self._time_limit, judge)
        return harvest_again(company, await self._again.all_of(task))

    async def _visit(
        self, company: Company, briefing: VisitContext, reading: PostingReader, judging: Judging
    ) -> VisitOutcome:
        until = get_running_loop().time() + self._time_limit
        audience, kept = briefing.audience, briefing.kept
        reader = self._page_reader if judging.judged_by != "meanwhile" else None
        lessons = ListLessons(company, reader, briefing.now)
        listing, over = open_ones(await self._list(company, lessons))
        listing = replace(listing, postings=one_each(listing.postings, {p.url for p in kept}))
        known_as = await asyncio.to_thread(readdressed_in, listing, kept)
        unread = known_as.keys() - {posting.url for posting in kept}
        kept = readdressed(kept, known_as)
        addresses = [*(posting.url for posting in listing.postings), *known_as.values()]
        ask = partial(self._seen.recall, addresses, company.id, audience.followers)
        recalled = await through_outages(ask, "recalling what is known of a list")
        followed = FollowedCompany(company, audience.followers, recalled)
        offers = await self._offers(followed, listing, judging, known_as)
        wanted = frozenset[str]().union(*(offer.wanted for offer in offers))
        new = {posting.url for offer in offers for posting in offer.unseen}
        there = presence_of(company, listing, kept, over)
        tell_of_listing(listing, new, there)
        await reading.read([p for p in listing.postings if p.url in wanted])
        reading.raise_if_in_vain(known=any(posting.listed for posting in kept))
        # In a thread: up to thousands of whole texts are compared.
        moved = await asyncio.to_thread(moved_to, listing, kept, reading)
        moved = {**moved, **await led_to(self._scraper, listing, kept, moved)}
        same = await asyncio.to_thread(twins, kept, in_order(listing, reading))
        await self._fill_all(company, offers, reading, judging, {**same, **moved})
        moved = {**moved, **left_to_twins(kept, [p.url for p in listing.postings])}
        left = set(moved.values())
        kept = [posting for posting in kept if posting.url not in left]
        there = presence_of(company, listing, kept, (*over, *reading.dead))
        # Whoever is judged or whose CV is read meanwhile may be known otherwise by now.
        then = replace(followed, recalled=None) if new else followed
        again = await self._judge_again(then, offers, there, until, judging.chosen)
        known = {posting.url for posting in kept if not posting.gone}
        result = result_of(listing, reading, judging, audience)
        result |= {"new": len(new - moved.keys()), "gone": len(known.intersection(there.gone))}
        renamed = frozenset(unread - reading.texts.keys())
        harvest = harvest_of(company, offers, again, result, there)
        harvest = with_recalled(harvest, company, recalled)
        harvest = harvest_of(company, offers, again, result, there)
        return replace(
            with_recalled(harvest, company, recalled),
            moved={**known_as, **moved},
            unread=renamed,
            origin=listing.origin,
            unrecognised=unrecognised(listing),
            lessons=lessons.changes(listing),
        )

    async def _judge_again(
        self,
        followed: FollowedCompany,
        offers: Sequence[FollowerOffer],
        there: Presence,
        until: float,
        judge: Judge,
    ) -> RejudgeResult:
        """Re-judge older postings for people whose profile changed, in half of the time left."""
        new = {
            offer.follower.user.id: {posting.url for posting in offer.unseen} for offer in offers
        }
        gone = set(there.gone)
        room = MAX_SAVES - sum(len(offer.saves) for offer in offers)
        task = RejudgeTask(
            followed.company,
            followed.by,
            room,
            max(until - get_running_loop().time(), 0.0) / 2,
            judge,
            lambda follower: gone | new[follower.user.id],
            followed.recalled,
        )
        return await self._again.beside_a_visit(task)

    async def _list(self, company: Company, lessons: ListLessons) -> Listing:
        if not company.careers_url:
            raise LastingError(
                "the company has no careers_url; give it one, then it is tried again",
                code="no_careers_url",
            )
        page = (company.careers_url, company.selector)
        listing = await self._scraper.list_postings(*page, lessons.known, lessons)
        listing = lessons.explained(listing)
        for note in listing.notes:
            _log.warning("careers page needs a look", note=note)
        return listing

    async def _offers(
        self,
        followed: FollowedCompany,
        listing: Listing,
        judging: Judging,
        known_as: Mapping[str, str],
    ) -> list[FollowerOffer]:
        """The offers to all followers, with titles screened.

        Args:
            followed: whose list it is, and for whom.
            listing: the list.
            judging: screens titles.
            known_as: old addresses of postings listed under new ones, keyed by the new ones.
        """
        # An open application without a vacancy stays listed but matches nobody.
        offered = [p for p in listing.postings if not is_general_application(p.title)]
        listed = [posting.url for posting in offered]
        addresses, followers = [*listed, *known_as.values()], followed.by
        of = followed.company.id
        seen = await self._seen.among(addresses, of, followers, followed.histories)
        offers = [offer_for(each, offered, seen[each.user.id], known_as) for each in followers]
        for offer in offers:
            offer.judged_by = judging.judged_by
            if offer.unseen:
                offer.candidate = await self._candidates.of(offer.follower)
            if offer.candidate:
                await judging.screen(offer, offer.candidate)
        return offers

    async def _fill_all(
        self,
        company: Company,
        offers: Sequence[FollowerOffer],
        reading: PostingReader,
        judging: Judging,
        moved: Mapping[str, str],
    ) -> None:
        """Judge the read postings for each follower, except those known from another address."""
        followers, room = [offer.follower for offer in offers], MAX_SAVES
        before = await self._seen.among(moved.values(), company.id, followers)
        for offer in offers:
            seen = before[offer.follower.user.id]
            # Of two addresses of one posting, only the first is judged.
            first = {new for new, old in moved.items() if old in offer.wanted}
            known = first | {new for new, old in moved.items() if old in seen}
            await self._fill(offer, reading, judging, known, room)
            room -= len(offer.saves)
            # Without postings to judge, nothing above yields to the event loop.
            await asyncio.sleep(0)

    async def _fill(
        self,
        offer: FollowerOffer,
        reading: PostingReader,
        judging: Judging,
        moved: Collection[str],
        room: int,
    ) -> None:
        """Judge the read postings for one follower; unread and unjudged ones stay new.

        Args:
            offer: the follower's offer.
            reading: the read postings.
            judging: judges them.
            moved: addresses of postings that the follower knows from other addresses.
            room: maximum to judge, since all may match; the rest stays new.
        """
        if offer.candidate is None:
            return
        texts = {url: text for url, text in reading.texts.items() if url in offer.wanted}
        known = {url for url in texts if url in moved}
        fresh = [texts[p.url] for p in offer.unseen if p.url in texts and p.url not in known]
        if len(fresh) > room:
            left, user = len(fresh) - room, offer.candidate.user_id
            _log.warning("judging stopped: enough for one visit", user=user, left=left)
        judged: set[str] = set()
        async for posting, match in judging.judge(offer.candidate, fresh[:room]):
            judged.add(posting.url)
            if match.suitability_score >= self._min_score:
                offer.save(posting, match, described=self._described)
        settled = judged | known | reading.refused
        for posting in offer.unseen:
            if posting.url in settled or posting.url not in offer.wanted:
                offer.note(posting)
