"""Jobs whose run brought down its reactor, or raised what nobody foresaw."""

from reactor.decisions.retry_policy import Fail
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.notifications.job_news import JobNews
from reactor.mongo.postings.visit_outcome import PageUsed
from reactor.settings import Settings


class Crashes:
    """Counts crashes: a job that had one runs alone next time, and fails after some.

    Args:
        database: where.
        settings: `max_crashes` is used.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._queue = Queue(database)
        self._outcomes = JobCompletion(database, JobNews(database, settings))
        self._most = settings.max_crashes

    async def count(
        self, job: Job, why: Fail, page: PageUsed | None = None, *, abandoned: bool = False
    ) -> bool:
        """Put a job back with one crash more, or fail it at the limit.

        Args:
            job: as it was claimed.
            why: the crash, in words; without a message, nothing is written of it.
            page: the company's page as used, where that is known.
            abandoned: whoever claimed the job is gone, and so is the lease.

        Returns:
            Whether it was still claimed so.
        """
        if job.status == "processing" and job.crash_count + 1 >= self._most:
            await self._outcomes.fail(job, why, page, abandoned=abandoned)
            return True
        return await self._queue.release_crashed(job, why)
