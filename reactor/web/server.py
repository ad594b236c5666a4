"""The reactor's own web server: probes, metrics, and a page that leads to them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from reactor.core.health import HealthCheck
from reactor.errors import SettingsError
from reactor.metrics.counts import Counts
from reactor.model_choice import model_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web.connections import PATIENCE, Connections
from reactor.web.health import Probes
from reactor.web.hosts import OwnHosts
from reactor.web.index import IndexPage
from reactor.web.malformed import MalformedRequests
from reactor.web.metrics import MetricsPage
from reactor.web.standing import Standing

_FAREWELL = 2.0
"""Seconds that answers on their way have when the reactor ends."""


@asynccontextmanager
async def web_server(
    settings: Settings, database: ScoutlyDatabase, health: HealthCheck, counts: Counts
) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address.

    Raises:
        SettingsError: the port is taken, or the address is not this machine's.
    """
    model = model_of(settings)
    name = model.name if model else settings.gemini_model
    probes, standing = Probes(database, health), Standing(database, name)
    connections = Connections()
    app = web.Application(middlewares=[connections.serve, OwnHosts(settings).check])
    app.add_routes(
        [
            web.get("/", IndexPage(settings, probes, standing).answer),
            web.get("/healthz", probes.healthz),
            web.get("/readyz", probes.readyz),
            web.get("/metrics", MetricsPage(settings, health, counts, standing).answer),
        ]
    )
    app.on_response_prepare.append(_say_little)
    runner = web.AppRunner(
        app,
        access_log=None,
        keepalive_timeout=PATIENCE,
        lingering_time=1,
        shutdown_timeout=_FAREWELL,
    )
    await runner.setup()
    assert runner.server  # noqa: S101 - set up
    connections.open_to(runner.server)
    try:
        with MalformedRequests().counted():
            async with _listening(connections, settings) as listening:
                # The port may have been the system's choice.
                host, port = listening.sockets[0].getsockname()[:2]
                yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        await runner.cleanup()


async def _say_little(_: web.Request, response: web.StreamResponse) -> None:
    """Nothing here is to be kept by a cache, guessed at, or shown in another's page."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    response.headers["Server"] = "scoutly-reactor"


@asynccontextmanager
async def _listening(connections: Connections, settings: Settings) -> AsyncIterator[asyncio.Server]:
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(connections, settings.http_host, settings.http_port)
    except OSError as error:
        raise SettingsError(
            f"REACTOR_HTTP_HOST, REACTOR_HTTP_PORT: cannot listen on {settings.http_host}:"
            f"{settings.http_port} ({error.strerror}); name an address of this machine and a free "
            "port"
        ) from error
    try:
        yield server
    finally:
        server.close()
