"""The reading of one run's postings: each once, for all followers together."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import partial
from sys import getsizeof

from loguru import logger

from reactor.decisions.deadline import is_over
from reactor.documents import Company
from reactor.errors import (
    BlockedError,
    GoneError,
    ParsingBudgetError,
    PassingError,
    ReactorError,
    RefusedError,
    WaitingError,
)
from reactor.mongo.cache.posting_texts import PostingTexts
from reactor.mongo.outage_retry import through_outages
from reactor.posting import Posting
from reactor.scrape.scraper import Scraper

_log = logger.bind(channel="job-matching-orchestrator")
MAX_HELD = 30_000_000
"""Bytes of memory for the texts of one visit; unread postings stay new for the next one."""

_PATIENCE = 5
"""Refusals in a row after which a site is left alone."""


class PostingReader:
    """Reads wanted postings and stores each text at once.

    Attributes:
        texts: the postings that were read, by address.
        problems: the errors of the others, by address.
        wanted: number of postings to read.
        fetched: number of texts that were new in this run.
    """

    def __init__(self, scraper: Scraper, kept: PostingTexts, company: Company) -> None:
        self._scraper = scraper
        self._kept = kept
        self._company = company
        self.wanted = 0
        self._refusals = 0
        self._held = 0
        self.texts: dict[str, Posting] = {}
        self.problems: dict[str, ReactorError] = {}
        self.fetched = 0

    async def read(self, postings: Collection[Posting]) -> None:
        """Read the postings; single failures are stored in `problems`.

        Raises:
            WaitingError: reading must wait.
            ParsingBudgetError: the visit's parsing time is used up.
        """
        self.wanted = len(postings)
        for posting in postings:
            if self._refusals >= _PATIENCE:
                _log.warning("reading stopped: the site sends us away", unread=self.unread)
                break
            if self._held >= MAX_HELD:
                _log.warning("reading stopped: enough for one visit", unread=self.unread)
                break
            try:
                read = await self._read(posting)
                refuse_over(read)
                self.texts[posting.url] = read
                self._held += getsizeof(read.text)
                self._refusals = 0
            except (WaitingError, ParsingBudgetError):
                raise
            except ReactorError as error:
                self._note(posting, error)
        if postings:
            _log.info("postings read", read=len(self.texts), new=self.fetched, unread=self.unread)

    @property
    def dead(self) -> tuple[str, ...]:
        """Addresses of postings that no longer exist."""
        return tuple(url for url, error in self.problems.items() if isinstance(error, GoneError))

    @property
    def refused(self) -> frozenset[str]:
        """Addresses that will never be read, such as a document that is not a web page."""
        refused = {url for url, error in self.problems.items() if _is_never_read(error)}
        return frozenset(refused)

    def raise_if_in_vain(self, *, known: bool) -> None:
        """Fail the run if nothing was read and single postings are not the cause.

        Args:
            known: whether postings of this company have been read before.

        Raises:
            ReactorError: the last posting's error.
        """
        if not self.texts and (error := failure_of(self.problems.values(), known=known)):
            raise error

    @property
    def unread(self) -> int:
        """Number of wanted postings that were not read."""
        return self.wanted - len(self.texts)

    async def _read(self, posting: Posting) -> Posting:
        recall = partial(self._kept.recall, self._company.id, posting)
        kept = await through_outages(recall, "recalling a text")
        if kept and posting.text in ("", kept.text):
            return posting.completed_by(kept)
        read = await self._scraper.read(posting)
        await through_outages(partial(self._kept.keep, self._company.id, read), "keeping a text")
        self.fetched += kept is None
        _log.debug("posting read", title=read.title, url=read.url, characters=len(read.text))
        return read

    def _note(self, posting: Posting, error: ReactorError) -> None:
        self.problems[posting.url] = error
        self._refusals = self._refusals + 1 if _sends_us_away(error) else 0
        if isinstance(error, GoneError):
            _log.info("posting gone before it was read", title=posting.title, url=posting.url)
        else:
            _log.warning("posting not read", title=posting.title, error=str(error))


def _is_never_read(error: ReactorError) -> bool:
    """Whether the posting is settled by this error; one too large now may shrink and stays new."""
    return isinstance(error, RefusedError) and error.code != "too_large"


def refuse_over(posting: Posting) -> None:
    """Check that the deadline of a posting has not passed, if it states one.

    Raises:
        GoneError: the deadline has passed.
    """
    if is_over(posting.valid_through, datetime.now(UTC), posting.posted_at):
        raise GoneError(f"{posting.url} was open until {posting.valid_through}")


def _sends_us_away(error: ReactorError) -> bool:
    """Whether the site refuses further requests, as opposed to one faulty page."""
    asked_to_wait = isinstance(error, PassingError) and error.retry_after is not None
    return asked_to_wait or isinstance(error, BlockedError)


def failure_of(problems: Iterable[ReactorError], *, known: bool) -> ReactorError | None:
    """The error of a run that read nothing, None if single postings are the cause.

    One faulty page among known postings does not fail the run. A gone posting proves nothing about
    the others.
    """
    bad = [error for error in problems if not isinstance(error, GoneError)]
    passing = [error for error in bad if isinstance(error, PassingError)]
    if passing and (len(passing) > 1 or not known):
        return passing[-1]
    return bad[-1] if bad and not known else None
