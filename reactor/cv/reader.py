"""A user's CV as text: from `cvText`, or from `cvUrl` through a cache."""

import asyncio
import hashlib
from typing import get_args

from loguru import logger

from reactor.cv.cloud_downloads import ACCEPT, MEDIA_TYPES, instead_of_file, not_shared
from reactor.cv.content_type import OTHERWISE
from reactor.cv.messages import code_of_cv, retold, shown, without_addresses
from reactor.cv.services import way_around
from reactor.cv.share_link import Download, Service, download_of
from reactor.cv.single_flight import SingleFlight
from reactor.cv.tasks import read_cv, within
from reactor.documents import User
from reactor.error_codes import Code
from reactor.errors import (
    BlockedError,
    ForbiddenError,
    LastingError,
    PassingError,
    ReactorError,
    WaitingError,
)
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.parsing_budget import parsing_visit
from reactor.mongo.cache.cv_texts import UNAVAILABLE, KeptCv, KeptCvs

log = logger.bind(channel="job-matching-orchestrator")


class CvReader:
    """Reads users' CVs.

    Args:
        fetcher: fetches files; robots.txt is not applied to people's own files.
        worker: parses files.
        kept: cache of CV texts.
    """

    def __init__(self, fetcher: Fetcher, worker: ParsingWorker, kept: KeptCvs) -> None:
        self._fetcher = fetcher
        self._worker = worker
        self._kept = kept
        self._turns = SingleFlight()

    async def text_of(self, user: User, *, anew: bool = False) -> str:
        """The text of the user's CV, at most `MAX_CV` characters; `""` if there is none.

        `cvText` has precedence. A file is fetched at most once an hour, and parsed only if it
        changed. While it cannot be fetched, the cached text is used. A failure is retried after
        pauses that grow to a day. With `anew`, for an interactive caller, it is fetched at once,
        and a failure is not recorded.

        Raises:
            LastingError: `cvUrl` leads to no readable CV; the message states the remedy.
            PassingError: it could not be fetched, and there is no cached text.
            WaitingError: the same, for an outside cause.
        """
        if user.cv_text:
            return within(user.cv_text)
        if not user.cv_url:
            return ""
        try:
            text = await self._text_of_file(user, anew=anew)
        except (LastingError, PassingError) as error:
            if anew:
                raise
            file = await self._file_at(user.cv_url)
            await self._kept.note_unread(user, str(error), error.code, file)
            raise
        if not anew:
            await self._kept.note_read(user)
        return text

    async def _file_at(self, cv_url: str) -> str:
        """The hash of the unreadable file, `""` if none was fetched."""
        try:
            kept = await self._kept.recall(download_of(cv_url).address)
        except LastingError:
            return ""
        return kept.hash if kept else ""

    async def _text_of_file(self, user: User, *, anew: bool) -> str:
        try:
            with logger.contextualize(cv=shown(user.cv_url)):
                download = download_of(user.cv_url)
                async with self._turns.of(download.address):
                    return await self._text_at(download, anew=anew)
        except ReactorError as error:
            # The cause contains addresses in full.
            raise retold(error, user.cv_url) from None

    async def _text_at(self, download: Download, *, anew: bool) -> str:
        cv = await self._kept.recall(download.address)
        if anew or cv is None or not cv.fresh:
            return await self._checked(download, cv)
        if cv.problem:
            raise _trouble_again(cv)
        return cv.text

    async def _checked(self, download: Download, kept: KeptCv | None) -> str:
        """The present text of the CV, or the cached one if it cannot be fetched now.

        An unchanged file without a cached text is parsed again: it may have failed for lack of
            time.
        """
        hash_ = ""
        try:
            page = await self._page(download)
            hash_ = await asyncio.to_thread(_sha256, page.body)
            if kept is not None and kept.hash == hash_ and kept.text:
                await self._kept.put_off(download.address)
                return kept.text
            with parsing_visit():  # a person's file is not charged to the company's visit
                text = await self._worker.run(read_cv, page, what="the CV")
        except (PassingError, WaitingError) as error:
            reason = without_addresses(str(error))
            if kept is not None and kept.text:
                log.warning("CV not fetched: what it said before is used", error=reason)
                await self._kept.put_off(download.address)
                return kept.text
            if isinstance(error, PassingError):
                trouble = KeptCv("", "", problem=reason, code=UNAVAILABLE)
                await self._kept.keep_trouble(download.address, trouble, kept)
            raise
        except LastingError as error:
            told = _with_way_around(error, download.address)
            problem = without_addresses(str(told))
            trouble = KeptCv(hash_, "", problem=problem, code=code_of_cv(told.code))
            await self._kept.keep_trouble(download.address, trouble, kept)
            raise told from None
        log.info("CV read", characters=len(text))
        cv = KeptCv(hash_, text)
        await self._kept.keep(download.address, cv)
        return cv.text

    async def _page(self, download: Download) -> Page:
        """The file at an address.

        Raises:
            ReactorError: the file is not available.
        """
        try:
            page = await self._fetcher.get(
                download.address, accept=ACCEPT, also=MEDIA_TYPES, for_programs=True
            )
        except BlockedError as error:
            if way_around(download.address):
                raise ForbiddenError(str(error)) from None
            raise
        except ForbiddenError:
            if download.service is Service.OTHER:
                raise
            raise not_shared(download.service) from None
        if refusal := instead_of_file(page, download.service):
            raise refusal
        return page


def _trouble_again(cv: KeptCv) -> ReactorError:
    """The stored error of the last try."""
    if cv.code == UNAVAILABLE:
        return PassingError(cv.problem, code=UNAVAILABLE)
    return LastingError(cv.problem, code=_code_in(cv.code))


def _code_in(stored: str) -> Code:
    known: tuple[Code, ...] = get_args(Code)
    return next((code for code in known if code == stored), "cv_unreadable")


def _with_way_around(error: LastingError, address: str) -> LastingError:
    """The error with advice for services that show a viewer or a wall instead of a file."""
    way = way_around(address) if code_of_cv(error.code) in {"cv_wall", "cv_not_shared"} else ""
    return LastingError(f"{way}{OTHERWISE}", code="cv_wall") if way else error


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
