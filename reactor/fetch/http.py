"""Fetching one page: guarded, paced, bounded, and with every failure sorted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL

from reactor import __version__
from reactor.errors import RefusedError
from reactor.fetch.answers import failure_of, is_success, unreadable
from reactor.fetch.failures import explained
from reactor.fetch.guard import AddressPolicy, GuardedResolver
from reactor.fetch.line import Line
from reactor.fetch.page import Page
from reactor.fetch.politeness import Politeness
from reactor.fetch.web_address import follow, parse_web_address
from reactor.fetch.witnesses import Witnesses
from reactor.settings import Settings

PAGE_LIMIT = 5_000_000
"""Bytes of a page, counted after decompression."""

REDIRECT_LIMIT = 5

USER_AGENT = f"ScoutlyReactor/{__version__} (+careers page watcher)"

TIME_LIMITS = aiohttp.ClientTimeout(total=60, connect=15, sock_read=20)
"""Seconds. Ashby's API takes up to 10; the total ends a server that drips for ever."""

_REDIRECTS = {301, 302, 303, 307, 308}
_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})


class Fetcher:
    """Fetches pages; an async context manager.

    Args:
        settings: `host_interval` and `allow_hosts` are used.
        stand_ins: where to dial instead, by host name: base URLs with a literal address, such as
            `http://127.0.0.1:1234`. Pages keep the original URL and servers see the original
            Host; the guard lets these pass, as the program itself named them.
        time_limits: for one request.
        line: tells a host that is silent from a line that is down; by default one that knows the
            same hosts and stand-ins.

    Attributes:
        line: as given, for others that use the same one.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        stand_ins: Mapping[str, str] = _NO_STAND_INS,
        time_limits: aiohttp.ClientTimeout = TIME_LIMITS,
        line: Line | None = None,
    ) -> None:
        self._policy = AddressPolicy.allowing(settings.allow_hosts)
        self._politeness = Politeness(settings.host_interval.total_seconds())
        self._stand_ins = {host: URL(base) for host, base in stand_ins.items()}
        self._time_limits = time_limits
        self.line = line or Line(self._policy, Witnesses(stand_ins=self._stand_ins))
        self._connector: aiohttp.TCPConnector | None = None

    async def __aenter__(self) -> Self:
        self._connector = aiohttp.TCPConnector(resolver=GuardedResolver(self._policy))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._connector is not None:
            await self._connector.close()

    async def get(
        self,
        url: str,
        *,
        accept: str = "text/html",
        limit: int = PAGE_LIMIT,
        body: Mapping[str, Any] | None = None,
    ) -> Page:
        """The page at `url`, after redirects, each of them checked like `url` itself.

        Args:
            url: an http or https address.
            accept: the Accept header.
            limit: most bytes that the page may have, decompressed.
            body: posted as JSON, where an API wants to be asked so.

        Raises:
            PassingError: trouble that may be gone next time (`BlockedError`: a challenge page).
            LastingError: `url` is no web address, or the page is gone or forbidden
                (`NoSuchHostError`, `RefusedError`: what we do not fetch).
            OfflineError: no host at all can be reached.
        """
        address = parse_web_address(url)
        # A session of its own: cookies last from one redirect to the next, and no longer.
        async with aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # "unsafe" keeps those of literal addresses
            timeout=self._time_limits,
            headers={"User-Agent": USER_AGENT, "Accept": accept},
        ) as session:
            for _ in range(REDIRECT_LIMIT + 1):
                answer = await self._visit(session, address, limit, body)
                if isinstance(answer, Page):
                    return answer
                address = answer
        raise RefusedError(f"{url} redirects more than {REDIRECT_LIMIT} times")

    async def _visit(
        self,
        session: aiohttp.ClientSession,
        address: URL,
        limit: int,
        body: Mapping[str, Any] | None,
    ) -> Page | URL:
        """Ask once: the page, or the address that it redirects to."""
        host = address.raw_host or ""
        stand_in = self._stand_ins.get(host)
        if stand_in is None:
            self._policy.vet_literal(host)
        async with self._politeness.turn(host), self.line.judging(host):
            with explained(address):
                async with session.request(
                    "GET" if body is None else "POST",
                    _replace_origin(address, stand_in) if stand_in else address,
                    headers={"Host": address.host_port_subcomponent or host},
                    allow_redirects=False,
                    json=body,
                ) as response:
                    self.line.heard(host, address.port or 0)
                    location = response.headers.get("Location")
                    if response.status in _REDIRECTS and location:
                        return follow(address, location)
                    return await _read(response, address, limit)


def _replace_origin(address: URL, origin: URL) -> URL:
    return (
        address.with_scheme(origin.scheme).with_host(origin.raw_host or "").with_port(origin.port)
    )


async def _read(response: aiohttp.ClientResponse, address: URL, limit: int) -> Page:
    success = is_success(response.status)
    content_type = response.headers.get("Content-Type", "")
    if success and (refusal := unreadable(str(address), content_type)):
        raise refusal
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > limit and success:
            raise RefusedError(f"{address} is larger than {limit / 1e6:g} MB")
        if len(body) > limit:
            break
    page = Page(str(address), response.status, content_type, bytes(body[:limit]))
    if failure := failure_of(page, response.headers, datetime.now(UTC)):
        raise failure
    return page
