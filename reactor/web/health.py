"""`/healthz` and `/readyz`: for the container's health probe and for people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from aiohttp import web

from reactor.core.stream import StreamReader
from reactor.errors import SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

_ANSWER_WITHIN = 2.0
_READ_LATELY = 90.0
"""Seconds; the driver itself notices a silent server after about 60."""


@asynccontextmanager
async def health_server(
    settings: Settings, database: ScoutlyDatabase, stream: StreamReader
) -> AsyncIterator[str]:
    """Serve the probes while the block runs; gives the address.

    Raises:
        SettingsError: the port is taken, or the address is not this machine's.
    """

    async def healthz(_: web.Request) -> web.Response:
        silent_for = monotonic() - stream.last_read
        return _answer(ok=silent_for < _READ_LATELY, stream_read_seconds_ago=round(silent_for, 1))

    async def readyz(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await database.handle.command("ping")
        except (driver.PyMongoError, TimeoutError) as error:
            return _answer(ok=False, mongodb=type(error).__name__)
        return _answer(ok=stream.opened.is_set(), stream_open=stream.opened.is_set())

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.http_host, settings.http_port)
        await _listen(site, settings)
        yield site.name
    finally:
        await runner.cleanup()


async def _listen(site: web.TCPSite, settings: Settings) -> None:
    try:
        await site.start()
    except OSError as error:
        raise SettingsError(
            f"REACTOR_HTTP_HOST, REACTOR_HTTP_PORT: cannot listen on {settings.http_host}:"
            f"{settings.http_port} ({error.strerror}); name an address of this machine and a free "
            "port"
        ) from error


def _answer(*, ok: bool, **details: object) -> web.Response:
    return web.json_response({"ok": ok, **details}, status=200 if ok else 503)
