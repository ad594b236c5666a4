"""A user's CV as text: from `cvText`, or fetched from `cvUrl`, kept, and read anew if changed."""

import asyncio
import hashlib

from loguru import logger

from reactor.cv.delivery import ACCEPT, MEDIA_TYPES, instead_of_file, not_shared
from reactor.cv.messages import retold, shown, without_addresses
from reactor.cv.share_link import Download, Service, download_of
from reactor.cv.tasks import read_cv, within
from reactor.cv.turns import Turns
from reactor.documents import User
from reactor.errors import ForbiddenError, LastingError, PassingError, ReactorError, WaitingError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.visit import parsing_visit
from reactor.fetch.worker import ParsingWorker
from reactor.mongo.cvs import KeptCv, KeptCvs

log = logger.bind(channel="job-matching-orchestrator")


class CvReader:
    """Knows what users' CVs say.

    Args:
        fetcher: fetches files; robots.txt is not asked, as they are people's own.
        worker: reads them.
        kept: what they said when they were last fetched.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker, kept: KeptCvs) -> None:
        self._fetcher = fetcher
        self._worker = worker
        self._kept = kept
        self._turns = Turns()

    async def text_of(self, user: User) -> str:
        """What the user's CV says, at most `LONGEST_CV` characters; `""` if they gave none.

        `cvText` wins. A file is fetched at most once an hour, and read only if it changed; while
        it cannot be fetched, what it said before holds.

        Raises:
            LastingError: there is no CV at `cvUrl` that can be read; the message tells the mend.
            PassingError: it could not be fetched, and was not before.
            WaitingError: likewise, through no fault of its own.
        """
        if user.cv_text:
            return within(user.cv_text)
        if not user.cv_url:
            return ""
        try:
            text = await self._text_of_file(user)
        except (LastingError, PassingError) as error:
            await self._kept.note_unread(user, str(error))
            raise
        await self._kept.note_read(user)
        return text

    async def _text_of_file(self, user: User) -> str:
        try:
            with logger.contextualize(cv=shown(user.cv_url)):
                download = download_of(user.cv_url)
                async with self._turns.of(download.address):
                    return await self._text_at(download)
        except ReactorError as error:
            # The cause names addresses in full.
            raise retold(error, user.cv_url) from None

    async def _text_at(self, download: Download) -> str:
        cv = await self._kept.recall(download.address)
        if cv is None or not cv.fresh:
            cv = await self._checked(download, cv)
        if cv.problem:
            raise LastingError(cv.problem)
        return cv.text

    async def _checked(self, download: Download, kept: KeptCv | None) -> KeptCv:
        """The CV as it is now; as it was, if there is no telling now."""
        try:
            cv = await self._fetched(download, kept)
        except (PassingError, WaitingError) as error:
            if kept is None or not kept.text:
                raise
            reason = without_addresses(str(error))
            log.warning("CV not fetched: what it said before is used", error=reason)
            cv = kept
        except LastingError:
            if kept is not None:
                await self._kept.forget(download.address)
            raise
        if cv is kept:
            await self._kept.put_off(download.address)
        else:
            await self._kept.keep(download.address, cv)
        return cv

    async def _fetched(self, download: Download, kept: KeptCv | None) -> KeptCv:
        """The CV at an address; `kept` itself if that is still the same.

        What could not be read is read again, as that may have been for want of time.
        """
        page = await self._page(download)
        hash_ = await asyncio.to_thread(_sha256, page.body)
        if kept is not None and kept.hash == hash_ and kept.text:
            return kept
        try:
            with parsing_visit():  # a person's file is not on the company's account
                text = await self._worker.run(read_cv, page, what="the CV")
        except LastingError as error:
            return KeptCv(hash_, "", problem=str(error))
        log.info("CV read", characters=len(text))
        return KeptCv(hash_, text)

    async def _page(self, download: Download) -> Page:
        """The file at an address.

        Raises:
            ReactorError: it is not given to us.
        """
        try:
            page = await self._fetcher.get(
                download.address, accept=ACCEPT, also=MEDIA_TYPES, for_programs=True
            )
        except ForbiddenError:
            if download.service is Service.OTHER:
                raise
            raise not_shared(download.service) from None
        if refusal := instead_of_file(page, download.service):
            raise refusal
        return page


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
