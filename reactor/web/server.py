"""The reactor's web server: the page, the probes and the metrics."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from contextlib import asynccontextmanager

from aiohttp import web

from reactor.core.liveness.health import HealthCheck
from reactor.core.stream.recent_changes import RecentChanges
from reactor.errors import SettingsError
from reactor.metrics.counts import Counts
from reactor.model_choice import model_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.web_secrets import PageSecrets
from reactor.settings import Settings
from reactor.web import assets, templating
from reactor.web.background_tasks import BackgroundTasks
from reactor.web.broadcaster import Broadcaster
from reactor.web.cached_people import CachedPeople
from reactor.web.cached_totals import CachedTotals
from reactor.web.connections import PATIENCE, Connections
from reactor.web.errors import ErrorPages
from reactor.web.handlers import Route, get
from reactor.web.health import Probes
from reactor.web.malformed_requests import MalformedRequests
from reactor.web.metrics import MetricsPage
from reactor.web.pages import MENU, SCREENS, SUBJECTS
from reactor.web.pages.events import EventsPage
from reactor.web.pages.feed import MatchesFeed
from reactor.web.pages.login import Entrance
from reactor.web.security.browser_network import browsers_addresses
from reactor.web.security.callers import Callers
from reactor.web.security.gate import Gate
from reactor.web.security.headers import say_always
from reactor.web.security.hosts import OwnHosts
from reactor.web.security.origins import same_origin
from reactor.web.site import Site

_FAREWELL = 2.0
"""Seconds that answers on their way have when the reactor ends."""


@asynccontextmanager
async def web_server(
    settings: Settings,
    database: ScoutlyDatabase,
    health: HealthCheck,
    counts: Counts,
    feed: RecentChanges | None = None,
) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address.

    Args:
        settings: all of them.
        database: what the page shows.
        health: what the probes tell.
        counts: what Prometheus reads.
        feed: what changes, as the reactor reads it; without it nothing is pushed.

    Raises:
        SettingsError: the port is taken, or the address is not this machine's.
    """
    connections = Connections()
    site = site_of(settings, database, health, feed or RecentChanges())
    browsers = await browsers_addresses(settings)
    subjects = {subject.name: subject for subject in (make(site) for make in SUBJECTS)}
    broadcaster = Broadcaster(site.feed, subjects, site.people.now)
    runner = web.AppRunner(
        _application(site, broadcaster, counts, connections, browsers),
        access_log=None,
        keepalive_timeout=PATIENCE,
        lingering_time=1,
        shutdown_timeout=_FAREWELL,
    )
    # The first who asks would hold the loop for as long.
    await asyncio.to_thread(templating.prepare)
    await runner.setup()
    assert runner.server  # noqa: S101 - set up
    connections.open_to(runner.server)
    pushing = asyncio.create_task(broadcaster.run(), name="push")
    try:
        with MalformedRequests().counted():
            async with site.errands.open(), _listening(connections, settings) as listening:
                # The port may have been the system's choice.
                host, port = listening.sockets[0].getsockname()[:2]
                yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        broadcaster.close()
        await asyncio.wait([pushing])
        await runner.cleanup()


def site_of(
    settings: Settings, database: ScoutlyDatabase, health: HealthCheck, feed: RecentChanges
) -> Site:
    """What all screens share."""
    model = model_of(settings)
    standing = CachedTotals(database, model.name if model else settings.gemini_model)
    probes = Probes(database, health)
    people = CachedPeople(database, feed, probes)
    tasks = BackgroundTasks(on_end=feed.note_task)
    return Site(settings, database, probes, standing, people, tasks, feed=feed)


def _application(
    site: Site,
    broadcaster: Broadcaster,
    counts: Counts,
    connections: Connections,
    browsers: Collection[str],
) -> web.Application:
    """Everything that is served, behind everything that guards it."""
    settings, health = site.settings, site.probes.health
    public: set[web.AbstractRoute] = set()
    gate = Gate(
        settings, PageSecrets(site.database), lambda request: request.match_info.route in public
    )
    screens = [route for screen in SCREENS for route in screen(site).routes()]
    paths = {route.path for route in screens if route.method == "GET"}
    site.menu.extend(path for path in MENU if path in paths)
    app = web.Application(
        middlewares=[
            connections.serve,
            Callers(settings, browsers).know,
            OwnHosts(settings).check,
            ErrorPages(site).tell,
            same_origin,
            gate.check,
        ]
    )
    metrics = MetricsPage(settings, health, counts, site.standing)
    others = _beside_the_page(site.probes, metrics, open_metrics=settings.http_metrics == "open")
    doors = (
        *Entrance(site, gate).routes(),
        *MatchesFeed(site, gate).routes(),
        *EventsPage(site, broadcaster).routes(),
    )
    for route in (*screens, *doors, *assets.routes(), *others):
        added = _add(app, route, settings.http_base)
        public.update(added if route.public else ())
        connections.leave_body_to(added if route.reads_body else ())
    app.on_response_prepare.append(say_always)
    return app


def _beside_the_page(
    probes: Probes, metrics: MetricsPage, *, open_metrics: bool
) -> Iterator[Route]:
    yield get("/healthz", probes.healthz, public=True)
    yield get("/readyz", probes.readyz, public=True)
    yield get("/metrics", metrics.answer, public=open_metrics)


def _add(app: web.Application, route: Route, base: str) -> Iterable[web.AbstractRoute]:
    """Serve it, in the page's folder too: some proxies leave the folder in the path."""
    added: list[web.AbstractRoute] = []
    for path in dict.fromkeys((route.path, f"{base}{route.path}")):
        resource = app.router.add_resource(path)
        methods = ("GET", "HEAD") if route.method == "GET" else (route.method,)
        added += [resource.add_route(method, route.handler) for method in methods]
    return added


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
