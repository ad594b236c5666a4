"""What sites ask of programs in their robots.txt (RFC 9309)."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from loguru import logger
from protego import Protego
from yarl import URL

from reactor.errors import DisallowedError, PassingError, ReactorError, RefusedError, WaitingError
from reactor.fetch.answers import is_success, parse_retry_after
from reactor.fetch.body import read_body
from reactor.fetch.client import PRODUCT, Client
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
_ADDRESSED = re.compile(r"[ \t]*user[- ]?agent[ \t]*:?[ \t]*([^#\r\n]*)", re.IGNORECASE)

log = logger.bind(channel="job-matching-orchestrator")


@dataclass
class _Site:
    """What one site asks.

    Attributes:
        rules: None before it was asked, and while it asks nothing.
        until: when that is to be asked again.
        asking: held while it is asked.
    """

    rules: Protego | None = None
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
        clock: seconds that never jump.
    """

    def __init__(self, client: Client, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._sites: dict[URL, _Site] = {}

    async def check(self, address: URL) -> None:
        """Let `address` pass if its site lets us; from now on the site's `Crawl-delay` is kept.

        Raises:
            DisallowedError: the site's robots.txt asks us not to read it.
            OfflineError: no host at all can be reached.
        """
        rules = await self._rules(address.origin())
        if rules and not rules.can_fetch(str(address), PRODUCT):
            raise DisallowedError(
                f"{address.origin()}/robots.txt asks programs not to read {address}; "
                "REACTOR_ROBOTS=off would read it all the same"
            )

    async def _rules(self, origin: URL) -> Protego | None:
        site = self._sites.setdefault(origin, _Site())
        async with site.asking:
            if site.until <= self._clock():
                try:
                    text = await self._text(origin / "robots.txt")
                    site.rules = await asyncio.to_thread(parse_rules, text)
                    site.until = self._clock() + REMEMBERED
                except WaitingError:
                    raise
                except ReactorError as error:
                    log.debug("robots.txt not read", site=str(origin), error=str(error))
                    site.until = self._clock() + TROUBLE_REMEMBERED
                self._forget_oldest()
                await self._keep_delay(origin, site.rules)
        return site.rules

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

    async def _keep_delay(self, origin: URL, rules: Protego | None) -> None:
        delay = rules.crawl_delay(PRODUCT) if rules else None
        if delay:
            await self._client.politeness.slow_down((origin.raw_host or "").rstrip("."), delay)

    def _forget_oldest(self) -> None:
        while len(self._sites) > _MOST_SITES:
            del self._sites[next(iter(self._sites))]


def _in_trouble(status: int) -> bool:
    """Whether the site would rather not say now (RFC 9309, 2.3.1.4; 429 is no answer either)."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS


def parse_rules(text: str) -> Protego:
    """The rules for us and for everybody.

    Protego keeps a copy of each rule for every program that its group addresses: some thousands of
    names and rules would fill all memory. So names that are not ours all become one.
    """
    return Protego.parse("\n".join(map(_one_of_three, text.splitlines())))


def _one_of_three(line: str) -> str:
    addressed = _ADDRESSED.match(line)
    if addressed is None:
        return line
    name = addressed[1].partition("/")[0].strip().lower()
    known = name if name in ("*", PRODUCT.lower()) else "somebody-else"
    return f"User-agent: {known}"
