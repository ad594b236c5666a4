"""One claimed job from start to end: run the pipeline, then save, retry or fail."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from time import monotonic

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of, remember
from reactor.core.dispatch.fallback_write import write_first_accepted
from reactor.decisions.model_trouble import stands_in
from reactor.decisions.rejudge_policy import is_judging
from reactor.decisions.retry_policy import Fail, Retry, verdict
from reactor.documents import Company, Job
from reactor.errors import (
    FencedError,
    LastingError,
    ModelTroubleError,
    ReactorError,
    UnwrittenError,
)
from reactor.metrics.counts import Counts, Outcome, RunCounts
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.notifications.job_news import JobNews
from reactor.mongo.outage_retry import is_unfit, through_outages
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.pipeline import Pipeline
from reactor.pipeline.circuit_breaker import ReportedTroubles
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_OUTAGE_PAUSE = timedelta(seconds=10)
_REFUSED_PAUSE = timedelta(hours=6)
_LINES_AT_ONCE = 50
"""More log lines would block the event loop."""
_saves = logger.bind(channel="job-results-storage")


class Runner:
    """Runs jobs: expected errors of sites, models and MongoDB become the job's end."""

    def __init__(
        self,
        database: ScoutlyDatabase,
        pipeline: Pipeline,
        settings: Settings,
        counts: Counts | None = None,
    ) -> None:
        self._counts = counts or Counts()
        self._companies = database.companies
        self._queue = Queue(database)
        self._news = JobNews(database, settings)
        self._troubles = ReportedTroubles(database, settings)
        self._outcomes = JobCompletion(database, self._news)
        self._pipeline = pipeline
        self._settings = settings

    async def __call__(self, job: Job) -> bool:
        """Run one job to its end; whether that was written.

        Raises:
            UnwrittenError: MongoDB refuses every form of its end.
            Exception: any unexpected error.
        """
        with (
            logger.contextualize(job=str(job.id), company=name_of(job.company_id)),
            self._counts.run() as tally,
        ):
            try:
                return await self._run(job, tally)
            except asyncio.CancelledError:
                _log.info("run stopped before its end", company=name_of(job.company_id))
                raise
            except FencedError as error:
                _log.warning("nothing saved", company=name_of(job.company_id), error=str(error))
                return False
            except BaseException:
                tally.outcome, tally.code = "crashed", "unexpected"
                raise

    async def _run(self, job: Job, tally: RunCounts) -> bool:
        """Visit the job's company; whether the end was written."""
        try:
            find = partial(self._company, job.company_id)
            company = await through_outages(find, "reading a job's company")
        except (LastingError, driver.PyMongoError) as error:
            return await self._settle(job, self._decide(error, job), None, tally)
        with logger.contextualize(company=company.label):
            try:
                await self._visit(job, company, tally)
            except (ReactorError, TimeoutError, driver.PyMongoError) as error:
                if isinstance(error, FencedError):
                    raise
                await self._tell_of(error)
                page = PageUsed(company.careers_url, company.selector)
                decision = self._decide(error, job)
                if isinstance(error, ModelTroubleError) and isinstance(decision, Retry):
                    decision = await self._wait_for_model(error, decision, company)
                return await self._settle(job, decision, page, tally)
        return True

    async def _visit(self, job: Job, company: Company, tally: RunCounts) -> None:
        _log.info("run started", reason=job.reason or "manual", attempt=job.retry_count + 1)
        started = monotonic()
        run = self._pipeline.judge_again if is_judging(job) else self._pipeline.run
        harvest = await run(company)
        save = partial(self._outcomes.complete, job, harvest)
        harvest = await through_outages(save, "saving a result")
        tally.outcome, tally.result = "completed", harvest.result
        await _tell(harvest, seconds=monotonic() - started)

    def _decide(
        self, error: ReactorError | TimeoutError | driver.PyMongoError, job: Job
    ) -> Retry | Fail:
        """The outcome of an error; a lasting refusal by MongoDB is raised, so that it counts."""
        if not isinstance(error, driver.PyMongoError):
            return verdict(error, job, self._settings)
        if is_unfit(error):
            raise error
        said = f"MongoDB was away, or refused: {driver.brief(error)}"
        return Retry(_OUTAGE_PAUSE, said, "mongodb_away", counted=False)

    async def _tell_of(self, error: Exception) -> None:
        """Notify people of the cause for which jobs wait; a failure here harms no job."""
        try:
            await through_outages(partial(self._news.of_wait, error), "telling why jobs wait")
        except driver.PyMongoError as refused:
            _log.warning("nobody told why jobs wait", error=driver.brief(refused))

    async def _wait_for_model(
        self, error: ModelTroubleError, decision: Retry, company: Company
    ) -> Retry:
        """Let all jobs that need the model wait until its pause ends, if it is paused."""
        note = partial(self._troubles.note, error, str(company.id))
        try:
            trouble = await through_outages(note, "noting a model's trouble")
        except driver.PyMongoError as refused:
            _log.warning("model's trouble not noted", error=driver.brief(refused))
            return decision
        if trouble is None or not trouble.open:
            # One posting may be the cause: only this job waits, for its own time.
            return replace(decision, model=None)
        if stands_in(trouble, trouble.last):
            # Keywords take over soon, so jobs need not wait for the end of the pause.
            return replace(decision, model=None, delay=_OUTAGE_PAUSE)
        return replace(decision, delay=trouble.until - trouble.last)

    async def _company(self, company_id: object) -> Company:
        if not isinstance(company_id, ObjectId):
            raise LastingError(
                f"the job names no company: companyId is {company_id!r}, not an ObjectId",
                code="no_company",
            )
        document = await self._companies.find_one({"_id": company_id})
        if document is None:
            raise LastingError(
                f"the job names an unknown company: {company_id} is not in companies",
                code="unknown_company",
            )
        company = Company.read(document)
        remember(company)
        return company

    async def _settle(
        self, job: Job, decision: Retry | Fail, page: PageUsed | None, tally: RunCounts
    ) -> bool:
        """Requeue or end the job, as decided; False if the run no longer held it."""
        settled = await self._write(job, decision, page)
        if settled:
            tally.outcome, tally.code = _outcome(decision), decision.code
        return settled

    async def _write(self, job: Job, decision: Retry | Fail, page: PageUsed | None) -> bool:
        match decision:
            case Retry():
                return await self._put_back(job, decision)
            case Fail(message, code):
                fail = partial(self._outcomes.fail, job, decision, page)
                plainly = partial(self._outcomes.fail, job, replace(decision, message=""), page)
                try:
                    failed = await write_first_accepted("failing a job", fail, plainly)
                except UnwrittenError:
                    # For example, the company breaks a validator. Without its marker, a failed
                    # job would come back at once.
                    rest = Retry(_REFUSED_PAUSE, message, code, counted=False)
                    return await self._put_back(job, rest)
                if failed:
                    _log.error("job failed", code=code, error=message)
                return failed

    async def _put_back(self, job: Job, decision: Retry) -> bool:
        retry = partial(self._queue.retry, job, decision)
        plainly = partial(self._queue.retry, job, replace(decision, message=""))
        waits = await write_first_accepted("putting a job back", retry, plainly)
        if waits:
            pause = f"{decision.delay.total_seconds():.1f}s"
            if decision.undone is not None:
                _log.info("run unfinished, job waits", retry_in=pause, progress=decision.message)
                return True
            tell = _log.debug if decision.quiet else _log.warning
            tell(
                "run failed, job waits", retry_in=pause, code=decision.code, error=decision.message
            )
        return waits


def _outcome(decision: Retry | Fail) -> Outcome:
    match decision:
        case Fail():
            return "failed"
        case Retry(counted=True):
            return "retried"
    return "waiting" if decision.undone is None else "unfinished"


async def _tell(harvest: VisitOutcome, *, seconds: float) -> None:
    for number, save in enumerate(harvest.saves):
        if number % _LINES_AT_ONCE == 0:
            await asyncio.sleep(0)
        _saves.info(
            "match saved",
            user=save.user_id,
            score=save.fields["suitabilityScore"],
            title=save.fields["title"],
            url=save.job_id,
        )
    _log.info("job completed", **harvest.result, seconds=round(seconds, 1))
