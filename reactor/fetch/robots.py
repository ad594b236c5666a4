"""Access rules from sites' robots.txt files (RFC 9309)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from loguru import logger
from yarl import URL

from reactor.errors import DisallowedError, PassingError, ReactorError, RefusedError, WaitingError
from reactor.fetch.body import read_body
from reactor.fetch.client import Client
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.response_outcome import is_success, parse_retry_after
from reactor.fetch.robots_rules import RobotsRules, allows, read_rules
from reactor.fetch.web_address import follow

SIZE_LIMIT = 500_000
"""Bytes that are read; RFC 9309, 2.5, requires no more."""

TIME_LIMIT = 10.0
"""Seconds for a request of robots.txt."""

REMEMBERED = 24 * 60 * 60.0
"""Seconds for which rules are valid."""

TROUBLE_REMEMBERED = 60 * 60.0
"""Seconds until an unreadable robots.txt is requested again."""

_REDIRECT_LIMIT = 5
_MAX_SITES = 500
_MAX_REMEMBERED = 5_000_000
"""Characters of rules in memory. Most sites have a few thousand."""

log = logger.bind(channel="job-matching-orchestrator")


@dataclass
class _Site:
    """The rules of one site.

    Attributes:
        rules: empty before the first request, and if the site has none.
        until: when they expire.
        asking: lock held during the request.
    """

    rules: RobotsRules = field(default_factory=RobotsRules)
    until: float = float("-inf")
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Robots:
    """Checks addresses against robots.txt.

    An unreadable robots.txt (5xx, time-out, garbage) does not block the site, contrary to RFC 9309,
    2.3.1.4: the last known rules apply, or none. The reactor makes a few requests a day, to pages
    that are published to be found, and a site in trouble fails the page itself as well.

    Args:
        client: requests the files.
        worker: parses and applies the rules, outside the event loop's process.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        client: Client,
        worker: ParsingWorker,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._worker = worker
        self._clock = clock
        self._sites: dict[URL, _Site] = {}

    async def check(self, address: URL) -> None:
        """Check that `address` is allowed, and apply the site's `Crawl-delay` from now on.

        Raises:
            DisallowedError: the site's robots.txt disallows the address.
            LastingError: the rules could not be evaluated in time.
            OfflineError: no host is reachable.
        """
        origin = address.origin()
        rules = await self._rules(origin)
        if rules and not await self._worker.run(
            allows, rules, str(address), what=f"{origin}/robots.txt"
        ):
            raise DisallowedError(
                f"{origin}/robots.txt asks programs not to read {address}; "
                "REACTOR_ROBOTS=off would read it all the same"
            )

    async def _rules(self, origin: URL) -> str:
        """The rules of a site; `""` if it has none."""
        site = self._sites.setdefault(origin, _Site())
        async with site.asking:
            if site.until <= self._clock():
                try:
                    site.rules = await self._read(origin)
                    site.until = self._clock() + REMEMBERED
                except WaitingError:
                    raise
                except ReactorError as error:
                    log.debug("robots.txt not read", site=str(origin), error=str(error))
                    site.until = self._clock() + TROUBLE_REMEMBERED
                self._forget_oldest()
                await self._keep_delay(origin, site.rules.delay)
        return site.rules.text

    async def _read(self, origin: URL) -> RobotsRules:
        """The site's present rules.

        Raises:
            ReactorError: the file could not be read.
        """
        address = origin / "robots.txt"
        text = await self._text(address)
        if not text:
            return RobotsRules()
        rules = await self._worker.run(read_rules, text, what=str(address))
        if rules.cut:
            log.warning("robots.txt has too many rules: the first count", site=str(origin))
        return rules

    async def _text(self, address: URL) -> str:
        """The text of the file; `""` if there is none.

        Raises:
            ReactorError: the file could not be read.
        """
        accept = "text/plain, */*;q=0.5"
        async with self._client.session(accept, within=TIME_LIMIT) as session:
            for _ in range(_REDIRECT_LIMIT + 1):
                async with self._client.ask(session, address) as response:
                    location = response.headers.get("Location")
                    if response.status // 100 == 3 and location:  # noqa: PLR2004 - redirects
                        address = follow(address, location)
                        continue
                    if _in_trouble(response.status):
                        wanted = response.headers.get("Retry-After", "")
                        raise PassingError(
                            f"{address} answered {response.status}",
                            code="server_error",
                            retry_after=parse_retry_after(wanted, datetime.now(UTC)),
                        )
                    if not is_success(response.status):
                        return ""
                    body, _ = await read_body(response, SIZE_LIMIT)
                    return body.decode("utf-8-sig", "replace")
        raise RefusedError(
            f"{address} redirects more than {_REDIRECT_LIMIT} times", code="redirect_loop"
        )

    async def _keep_delay(self, origin: URL, delay: float | None) -> None:
        if delay:
            await self._client.politeness.slow_down((origin.raw_host or "").rstrip("."), delay)

    def _forget_oldest(self) -> None:
        size = sum(len(site.rules.text) for site in self._sites.values())
        while len(self._sites) > 1 and (len(self._sites) > _MAX_SITES or size > _MAX_REMEMBERED):
            forgotten = self._sites.pop(next(iter(self._sites)))
            size -= len(forgotten.rules.text)


def _in_trouble(status: int) -> bool:
    """Whether the status counts as unreachable (RFC 9309, 2.3.1.4); 429 counts too."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
