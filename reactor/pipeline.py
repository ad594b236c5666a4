"""One company's job, step by step: list, find what is new, screen, read, analyse.

Read it from `Pipeline.run` downwards. It changes nothing but the texts it keeps: what it found is
its answer.
"""

from dataclasses import dataclass, field
from typing import Any

from loguru import logger

from reactor.documents import Company
from reactor.errors import LastingError, ReactorError, WaitingError
from reactor.match import Candidate, Match, Matcher, candidate_of
from reactor.mongo.followers import Follower, Followers
from reactor.mongo.outcomes import Harvest, PageUsed, Save, Visit
from reactor.mongo.texts import PostingTexts
from reactor.posting import Posting
from reactor.scrape import Scraper

_log = logger.bind(channel="job-matching-orchestrator")
_LONGEST_DESCRIPTION = 50_000


class Reading:
    """The postings of one run: each is read once, however many people it is for."""

    def __init__(self, scraper: Scraper, texts: PostingTexts, company: Company) -> None:
        self._scraper = scraper
        self._texts = texts
        self._company = company
        self._read: dict[str, Posting] = {}
        self.problems: dict[str, ReactorError] = {}

    async def text_of(self, posting: Posting) -> Posting | None:
        """The posting with its text, None if it could not be read: it stays new then."""
        if posting.url in self.problems:
            return None
        if posting.url not in self._read:
            try:
                self._read[posting.url] = await self._fetch(posting)
            except WaitingError:
                raise
            except ReactorError as error:
                _log.warning("posting not read", title=posting.title, error=str(error))
                self.problems[posting.url] = error
                return None
        return self._read[posting.url]

    def raise_if_nothing_was_read(self) -> None:
        """Fail the run if there was something to read and every try failed.

        Raises:
            ReactorError: what was wrong with the last posting.
        """
        if self.problems and not self._read:
            raise list(self.problems.values())[-1]

    async def _fetch(self, posting: Posting) -> Posting:
        known = posting if posting.text else await self._texts.recall(posting)
        read = await self._scraper.read(known)
        await self._texts.keep(self._company.id, read)
        _log.debug("posting read", title=read.title, characters=len(read.text))
        return read


@dataclass
class Offer:
    """What one follower gets from a run."""

    saves: list[Save] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)


class Pipeline:
    """Scrapes a company once and matches what is new to each of its followers."""

    def __init__(
        self,
        scraper: Scraper,
        matcher: Matcher,
        followers: Followers,
        texts: PostingTexts,
        *,
        min_score: int,
    ) -> None:
        self._scraper = scraper
        self._matcher = matcher
        self._followers = followers
        self._texts = texts
        self._min_score = min_score

    async def run(self, company: Company) -> Harvest:
        """Everything that a visit to the company's careers page gives.

        Raises:
            ReactorError: the page could not be listed, or none of its postings be read.
        """
        if not company.careers_url:
            raise LastingError(
                "the company has no careers_url; give it one, then it is tried again"
            )
        listing = await self._scraper.list_postings(company.careers_url, company.selector)
        for note in listing.notes:
            _log.warning("careers page needs a look", note=note)
        _log.info("postings found", source=listing.source, found=len(listing.postings))
        reading = Reading(self._scraper, self._texts, company)
        saves: list[Save] = []
        visits: list[Visit] = []
        new: set[str] = set()
        for follower in await self._followers.of(company.id):
            unseen = [p for p in listing.postings if p.url not in follower.seen]
            new.update(posting.url for posting in unseen)
            offer = await self._offer(company, follower, unseen, reading)
            saves += offer.saves
            visits.append(Visit(follower, offer.links))
        reading.raise_if_nothing_was_read()
        result = {
            "source": listing.source,
            "found": len(listing.postings),
            "new": len(new),
            "unread": len(reading.problems),
            "matched": len(saves),
        }
        page = PageUsed(company.careers_url, company.selector)
        return Harvest(company.id, page, saves, visits, result)

    async def _offer(
        self, company: Company, follower: Follower, unseen: list[Posting], reading: Reading
    ) -> Offer:
        """Screen, read and analyse the postings that are new to one follower."""
        offer = Offer()
        candidate = candidate_of(follower.user_id, follower.user)
        if candidate is None:
            _log.info("user skipped: neither a CV nor candidateInfo", user=follower.user_id)
            return offer
        worth_reading = {p.url for p in await self._matcher.screen(candidate, company, unseen)}
        for posting in unseen:
            if posting.url in worth_reading:
                read = await reading.text_of(posting)
                if read is None:
                    continue
                match = await self._analyse(candidate, company, read)
                if match.suitability_score >= self._min_score:
                    offer.saves.append(_save(follower, read, match))
            offer.links.append(_link(posting))
        return offer

    async def _analyse(self, candidate: Candidate, company: Company, posting: Posting) -> Match:
        match = await self._matcher.analyse(candidate, company, posting)
        _log.info(
            "posting analysed",
            user=candidate.user_id,
            score=match.suitability_score,
            title=posting.title,
        )
        return match


def _save(follower: Follower, posting: Posting, match: Match) -> Save:
    stated = {"location": posting.location} if posting.location else {}
    fields = {
        **match.fields(),
        **stated,
        "title": posting.title,
        "url": posting.url,
        "description": posting.text[:_LONGEST_DESCRIPTION],
    }
    names = (follower.user_id, *filter(None, follower.user.names))
    return Save(follower.user.id, follower.user_id, names, posting.url, fields)


def _link(posting: Posting) -> dict[str, Any]:
    link = {"url": posting.url, "text": posting.title, "context": posting.context[:300]}
    return link | {"title": posting.title}
