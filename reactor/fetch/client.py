"""One HTTP request to a host: address-guarded, rate-limited, with errors translated."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType, TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractCookieJar
from yarl import URL

from reactor import __version__
from reactor.errors import PassingError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connection import BoundedConnector
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.fetch.failures import explained
from reactor.fetch.guard import GuardedResolver
from reactor.fetch.politeness import Politeness
from reactor.settings import Settings

PRODUCT = "ScoutlyReactor"
"""The product name that a robots.txt may address."""

USER_AGENT = (
    f"{PRODUCT}/{__version__} (reads careers pages for one person looking for work; "
    f"to object: User-agent: {PRODUCT} in robots.txt)"
)

ACCEPT_LANGUAGE = "en, *;q=0.5"
"""Prefers English where a page has several languages; any other is accepted."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


Cookies = AbstractCookieJar
"""The cookies of a session."""


def new_jar() -> Cookies:
    """An empty cookie jar."""
    return aiohttp.CookieJar(unsafe=True)  # "unsafe" includes cookies of literal addresses


class Client:
    """Sends requests; an async context manager.

    Args:
        settings: `host_interval` and `allow_hosts` are used.
        stand_ins: origins with a literal address to dial instead, by host name.
        time_limits: time limits of one request.
        line: distinguishes a silent host from an offline machine; by default a new one with the
            same policy and stand-ins.

    Attributes:
        line: the connectivity monitor.
        politeness: the rate limiter by host.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        stand_ins: Mapping[str, str],
        time_limits: aiohttp.ClientTimeout,
        line: Connectivity | None,
    ) -> None:
        self._policy = AddressPolicy.allowing(settings.allow_hosts)
        self._stand_ins = {host: URL(base) for host, base in stand_ins.items()}
        self._time_limits = time_limits
        self._connector: aiohttp.TCPConnector | None = None
        self.line = line or Connectivity(
            self._policy, ConnectivityProbes(stand_ins=self._stand_ins)
        )
        self.politeness = Politeness(settings.host_interval.total_seconds())

    async def __aenter__(self) -> Self:
        self._connector = BoundedConnector(GuardedResolver(self._policy))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._connector is not None:
            await self._connector.close()

    def session(
        self,
        accept: str,
        *,
        cookies: Cookies | None = None,
        within: float | None = None,
    ) -> aiohttp.ClientSession:
        """A new session; without `cookies`, its cookies end with it.

        Args:
            accept: the Accept header.
            cookies: a longer-lived cookie jar.
            within: seconds for one request, if less than the usual limit.
        """
        return aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=new_jar() if cookies is None else cookies,
            timeout=self._time_limits if within is None else self._within(within),
            trust_env=False,  # a proxy would bypass the guard
            headers={
                "User-Agent": USER_AGENT,
                "Accept": accept,
                "Accept-Language": ACCEPT_LANGUAGE,
            },
        )

    @asynccontextmanager
    async def ask(
        self,
        session: aiohttp.ClientSession,
        address: URL,
        *,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        headers: Mapping[str, str] = _NOTHING,
        part: str = "",
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The response of `address` with its body unread; redirects are not followed.

        Args:
            session: a session of this client.
            address: a web address.
            body: posted as JSON.
            headers: additional headers.
            part: the tenant of a shared host; a requested rest applies to it alone.

        Raises:
            PassingError: trouble that may be gone next time, also while the body is read. If the
                block raises one with a `retry_after`, the host rests that long.
            LastingError: the host does not exist, or may not be dialled.
            OfflineError: no host is reachable.
        """
        host = address.raw_host or ""
        name = host.rstrip(".")
        stand_in = self._stand_ins.get(host)
        if stand_in is None:
            self._policy.vet_literal(host)
        async with self.politeness.turn(name, part), self.line.judging(host):
            try:
                with explained(address):
                    async with session.request(
                        "GET" if body is None else "POST",
                        _replace_origin(address, stand_in) if stand_in else address,
                        headers={"Host": address.host_port_subcomponent or host, **headers},
                        allow_redirects=False,
                        json=body,
                    ) as response:
                        self.line.heard(host, address.port or 0)
                        yield response
            except PassingError as error:
                if error.retry_after:
                    self.politeness.rest(name, error.retry_after, part)
                raise

    def _within(self, seconds: float) -> aiohttp.ClientTimeout:
        usual = self._time_limits
        return aiohttp.ClientTimeout(
            total=min(seconds, usual.total or seconds),
            connect=usual.connect,
            sock_read=usual.sock_read,
        )


def _replace_origin(address: URL, origin: URL) -> URL:
    return (
        address.with_scheme(origin.scheme).with_host(origin.raw_host or "").with_port(origin.port)
    )
