"""Fetches one page: guarded, rate-limited and bounded, with every failure classified."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from types import MappingProxyType, TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL

from reactor.errors import RefusedError
from reactor.fetch.body import packed_otherwise, read_body
from reactor.fetch.client import Client, Cookies, new_jar
from reactor.fetch.conditional_get import PageStore, conditions, unchanged, worth_keeping
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.response_outcome import failure_of, is_success, unreadable
from reactor.fetch.robots import Robots
from reactor.fetch.web_address import follow, parse_web_address
from reactor.settings import Settings

PAGE_LIMIT = 5_000_000
"""Bytes of a page, counted after decompression."""

REDIRECT_LIMIT = 5

TIME_LIMITS = aiohttp.ClientTimeout(total=60, connect=15, sock_read=20)
"""Seconds. Ashby's API takes up to 10; the total ends a server that drips endlessly."""

REDIRECTS = {301, 302, 303, 307, 308}
_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MADE_UP = "x-"
_MAX_HEADERS = 50


@dataclass(frozen=True, slots=True)
class _Errand:
    """The request, as it applies to all redirects."""

    limit: int
    also: Collection[str]
    body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
    headers: Mapping[str, str]
    keep: bool
    obeys_robots: bool
    part: str = ""
    passing: Collection[int] = ()

    def headers_for(self, address: URL, asked: URL) -> Mapping[str, str]:
        """The headers for one hop: another origin does not get the caller's headers."""
        return self.headers if address.origin() == asked.origin() else _NOTHING


class Fetcher:
    """Fetches pages; an async context manager.

    Args:
        settings: `host_interval`, `allow_hosts` and `robots` are used.
        stand_ins: base URLs with a literal address to dial instead, by host name, such as
            `http://127.0.0.1:1234`. Pages keep the original URL and servers see the original Host.
            The guard does not apply, because the program itself names them.
        time_limits: time limits of one request.
        line: distinguishes a silent host from an offline machine; by default a new one with the
            same policy and stand-ins.
        pages: cache for requests with `keep`; by default nothing is cached.
        worker: parses robots.txt files; by default a new one.

    Attributes:
        line: the connectivity monitor.
    """

    def __init__(  # noqa: PLR0913 - passed by name
        self,
        settings: Settings,
        *,
        stand_ins: Mapping[str, str] = _NO_STAND_INS,
        time_limits: aiohttp.ClientTimeout = TIME_LIMITS,
        line: Connectivity | None = None,
        pages: PageStore | None = None,
        worker: ParsingWorker | None = None,
    ) -> None:
        self._client = Client(settings, stand_ins=stand_ins, time_limits=time_limits, line=line)
        self._own_worker = ParsingWorker() if worker is None else None
        asked = worker or self._own_worker
        self._robots = Robots(self._client, asked) if asked and settings.robots == "on" else None
        self._pages = pages
        self.line = self._client.line

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.__aexit__(kind, error, traceback)
        if self._own_worker is not None:
            await self._own_worker.__aexit__(kind, error, traceback)

    def new_session(self) -> Cookies:
        """An empty cookie jar for a session of several requests."""
        return new_jar()

    @asynccontextmanager
    async def turn_at(self, url: str) -> AsyncIterator[None]:
        """Hold the host's turn without a request, for a request that another program makes.

        Raises:
            LastingError: `url` is no web address.
            PassingError: the host has asked for a longer rest than a request waits.
        """
        host = (parse_web_address(url).raw_host or "").rstrip(".")
        async with self._client.politeness.turn(host):
            yield

    async def get(  # noqa: PLR0913 - passed by name
        self,
        url: str,
        *,
        accept: str = "text/html",
        also: Collection[str] = (),
        limit: int = PAGE_LIMIT,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        headers: Mapping[str, str] = _NOTHING,
        cookies: Cookies | None = None,
        for_programs: bool = False,
        keep: bool = False,
        part: str = "",
        passing: Collection[int] = (),
    ) -> Page:
        """The page at `url` after redirects, each of which is checked like `url`.

        Args:
            url: an http or https address.
            accept: the Accept header.
            also: accepted media types besides text; the caller checks their bytes.
            limit: maximum size of the page in bytes, decompressed.
            body: posted as JSON.
            headers: additional headers; not sent to another origin after a redirect.
            cookies: cookie jar of a session; without it, cookies last for the redirects only.
            for_programs: whether it is an API for programs or a person's own document; robots.txt,
                which concerns pages for people, is not applied then.
            keep: whether to cache the page for conditional requests.
            part: the tenant of a shared host; a requested rest applies to it alone.
            passing: additional statuses that count as temporary.

        Raises:
            PassingError: trouble that may be gone next time (`BlockedError`: a bot challenge).
            LastingError: `url` is no web address, or the page is gone (`GoneError`) or forbidden
                (`ForbiddenError`; `NoSuchHostError`; `RefusedError`: never fetched).
            OfflineError: no host is reachable.
        """
        address = parse_web_address(url)
        # A cached page has no headers, and may belong to another session.
        keep = keep and body is None and not headers and cookies is None
        errand = _Errand(
            limit,
            also,
            body,
            headers,
            keep,
            obeys_robots=not for_programs,
            part=part,
            passing=passing,
        )
        asked = address
        async with self._client.session(accept, cookies=cookies) as session:
            for _ in range(REDIRECT_LIMIT + 1):
                answer = await self._visit(session, address, asked, errand)
                if isinstance(answer, Page):
                    return answer
                address = answer
        raise RefusedError(
            f"{url} redirects more than {REDIRECT_LIMIT} times", code="redirect_loop"
        )

    async def _visit(
        self, session: aiohttp.ClientSession, address: URL, asked: URL, errand: _Errand
    ) -> Page | URL:
        """Send one request: the page, or the address that it redirects to."""
        if self._robots and errand.obeys_robots:
            await self._robots.check(address)
        pages = self._pages if errand.keep else None
        kept = await pages.recall(str(address)) if pages else None
        headers = {**errand.headers_for(address, asked), **(conditions(kept) if kept else {})}
        async with self._client.ask(
            session, address, body=errand.body, headers=headers, part=errand.part
        ) as response:
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location:
                return follow(address, location)
            if kept and response.status == HTTPStatus.NOT_MODIFIED:
                return unchanged(kept)
            page = await _read(response, address, errand)
            anew = worth_keeping(page, response.headers)
        if pages and anew:
            await pages.keep(anew)
        return page


async def _read(response: aiohttp.ClientResponse, address: URL, errand: _Errand) -> Page:
    """The page in a response.

    Raises:
        ReactorError: the response is not the requested page.
    """
    content_type = response.headers.get("Content-Type", "")
    success = is_success(response.status)
    if success and (refusal := unreadable(str(address), content_type, also=errand.also)):
        raise refusal
    if refusal := packed_otherwise(address, response.headers.getall("Content-Encoding", ())):
        raise refusal
    body, whole = await read_body(response, errand.limit)
    if success and not whole:
        raise RefusedError(f"{address} is larger than {errand.limit / 1e6:g} MB", code="too_large")
    page = Page(str(address), response.status, content_type, body, _made_up(response))
    if failure := failure_of(
        page, response.headers, datetime.now(UTC), errand.also, errand.passing
    ):
        raise failure
    return page


def _made_up(response: aiohttp.ClientResponse) -> dict[str, str]:
    """The non-standard headers: some APIs state the length of a list there."""
    told = (
        (name.lower(), value)
        for name, value in response.headers.items()
        if name.lower().startswith(_MADE_UP)
    )
    return dict(islice(told, _MAX_HEADERS))
