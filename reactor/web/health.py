"""`/healthz` and `/readyz`: for the container's health probe and for people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from reactor.core.pulse import Pulse
from reactor.errors import SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

_ANSWER_WITHIN = 2.0
_READ_LATELY = 90.0
"""Seconds; the driver notices a silent server after 30 and then tries it again."""


@asynccontextmanager
async def health_server(
    settings: Settings, database: ScoutlyDatabase, pulse: Pulse
) -> AsyncIterator[str]:
    """Serve the probes while the block runs; gives the address.

    Raises:
        SettingsError: the port is taken, or the address is not this machine's.
    """

    async def healthz(_: web.Request) -> web.Response:
        silent_for = pulse.silent_seconds
        return _answer(
            ok=silent_for < _READ_LATELY,
            stream_read_seconds_ago=round(silent_for, 1),
            event_lag_seconds=pulse.lag and round(pulse.lag.total_seconds(), 3),
            acting_for_seconds=round(pulse.acting_seconds, 1),
        )

    async def readyz(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await database.handle.command("ping")
        except (driver.PyMongoError, TimeoutError) as error:
            return _answer(ok=False, mongodb=type(error).__name__)
        return _answer(ok=pulse.opened.is_set(), stream_open=pulse.opened.is_set())

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
