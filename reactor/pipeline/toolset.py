"""The dependencies of a visit, built from the settings."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module

from loguru import logger

from reactor.cv import CvReader
from reactor.fetch.browser.rendering import browser_of
from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.match import Matcher, matcher_for
from reactor.match.page_questions import PageReader
from reactor.metrics.counting_ledger import CountingLedger
from reactor.metrics.counts import Counts
from reactor.model_choice import model_of
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.cache.pages import KeptPages
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.pipeline.candidates import CvTexts
from reactor.pipeline.circuit_breaker import CircuitBreaker, ReportedTroubles
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


@dataclass(frozen=True, slots=True)
class Toolset:
    """The dependencies of a visit.

    Attributes:
        scraper: finds and reads postings.
        matcher: judges postings.
        curricula: source of CV texts.
        worker: the worker process for computation.
        page_reader: model client for uncertain pages; None if there is none.
    """

    scraper: Scraper
    matcher: Matcher
    curricula: CvTexts
    worker: ParsingWorker
    page_reader: PageReader | None = None


@asynccontextmanager
async def open_toolset(
    settings: Settings,
    database: ScoutlyDatabase,
    stand_ins: Mapping[str, str],
    counts: Counts | None = None,
    *,
    keeps_pages: bool = True,
) -> AsyncIterator[Toolset]:
    """Open the dependencies; connections and processes are closed at the end.

    Args:
        settings: the settings.
        database: where texts, answers and their costs are stored.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.
        counts: metrics of tokens.
        keeps_pages: whether list and careers pages are cached for conditional requests.
    """
    pages = KeptPages(database) if keeps_pages else None
    async with (
        ParsingWorker() as worker,
        Fetcher(settings, stand_ins=stand_ins, pages=pages, worker=worker) as fetcher,
    ):
        counting = CountingLedger(MongoLedger(database), counts or Counts())
        troubles = ReportedTroubles(database, settings)
        chosen = model_of(settings)
        budget = Budgets(database, chosen.requests_a_day if chosen else None)
        breaker = CircuitBreaker(troubles, counting, budget)
        if chosen:
            # In a thread: the import blocks for half a second even on a fast machine.
            await asyncio.to_thread(import_module, f"reactor.match.{settings.llm}")
        matcher = matcher_for(settings, breaker, breaker, worker, fetcher.line)
        _log.info("matcher chosen", matcher=matcher.name)
        if chosen is None:
            _log.warning("no GEMINI_API_KEY: postings are matched by keywords only")
        try:
            curricula = CvReader(fetcher, worker, KeptCvs(database))
            reader = matcher if isinstance(matcher, PageReader) else None
            scraper = Scraper(fetcher, worker, browser_of(settings, stand_ins))
            yield Toolset(scraper, matcher, curricula, worker, reader)
        finally:
            await matcher.aclose()
