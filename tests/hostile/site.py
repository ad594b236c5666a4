"""A careers site that means no good, and a fetcher of little patience."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import aiohttp

from reactor.fetch.http import Fetcher
from reactor.settings import Settings
from tests.hostile.server import Say, Server, serving

HOST = "careers.example"
JOBS = f"http://{HOST}/jobs"
LIMITS = aiohttp.ClientTimeout(total=1.0, connect=1, sock_read=0.3)


def fetcher(stand_ins: Mapping[str, str], limits: aiohttp.ClientTimeout = LIMITS) -> Fetcher:
    settings = Settings.from_environment(host_interval=timedelta(0), robots="off")
    return Fetcher(settings, stand_ins=stand_ins, time_limits=limits)


@asynccontextmanager
async def site(
    say: Say, limits: aiohttp.ClientTimeout = LIMITS
) -> AsyncIterator[tuple[Fetcher, Server]]:
    """One that answers every request so, and a fetcher that reaches it as `HOST`."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(say))
        visitor = await stack.enter_async_context(fetcher({HOST: server.base}, limits))
        yield visitor, server
