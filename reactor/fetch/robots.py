"""What sites ask of programs in their robots.txt (RFC 9309)."""

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
"""Bytes that are read; RFC 9309, 2.5, asks for no more."""

TIME_LIMIT = 10.0
"""Seconds that a robots.txt may take."""

REMEMBERED = 24 * 60 * 60.0
"""Seconds for which an answer holds."""

TROUBLE_REMEMBERED = 60 * 60.0
"""Seconds until one is asked again that could not be read."""

_REDIRECT_LIMIT = 5
_MOST_SITES = 500
_MOST_REMEMBERED = 5_000_000
"""Characters of rules. Most sites write some thousand."""

log = logger.bind(channel="job-matching-orchestrator")


@dataclass
class _Site:
    """What one site asks.

    Attributes:
        rules: nothing before it was asked, and while it asks nothing.
        until: when that is to be asked again.
        asking: held while it is asked.
    """

    rules: RobotsRules = field(default_factory=RobotsRules)
    until: float = float("-inf")
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Robots:
    """Knows what sites ask of us.

    A robots.txt that cannot be read (5xx, a time-out, garbage) does not close the site, as RFC
    9309, 2.3.1.4, would have it: what was known of it holds on, else nothing is asked. This
    program makes a few requests a day, to pages that are published in order to be found, and a
    site in trouble answers for the page itself as well.

    Args:
        client: asks for the files.
        worker: reads and asks the rules, out of the event loop's process.
        clock: seconds that never jump.
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
        """Let `address` pass if its site lets us; from now on the site's `Crawl-delay` is kept.

        Raises:
            DisallowedError: the site's robots.txt asks us not to read it.
            LastingError: its rules could not be asked in time.
            OfflineError: no host at all can be reached.
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
        """What a site asks now.

        Raises:
            ReactorError: it could not be read.
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
        """What the file says; `""` if there is none.

        Raises:
            ReactorError: it could not be read.
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
        while len(self._sites) > 1 and (len(self._sites) > _MOST_SITES or size > _MOST_REMEMBERED):
            forgotten = self._sites.pop(next(iter(self._sites)))
            size -= len(forgotten.rules.text)


def _in_trouble(status: int) -> bool:
    """Whether the site would rather not say now (RFC 9309, 2.3.1.4; 429 is no answer either)."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
