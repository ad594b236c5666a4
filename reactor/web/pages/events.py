"""`/events`: what changes on a page that is open, as server-sent events."""

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from reactor.web.broadcaster import Broadcaster
from reactor.web.connections import CONNECTION
from reactor.web.handlers import Route, get
from reactor.web.live_rows import Audience
from reactor.web.site import Site
from reactor.web.subscriber import Subscriber

HEARTBEAT = 20.0
"""Seconds without news after which a page hears that the stream is still there."""

_HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx
}
_TOO_MANY = "Too many pages are open. This one works, but by reloading it.\n"
_MAX_PATH = 2_000


class EventsPage:
    """Serves the streams.

    Args:
        site: the page as a whole.
        broadcaster: tells what changes.
    """

    def __init__(self, site: Site, broadcaster: Broadcaster) -> None:
        self._site = site
        self._broadcaster = broadcaster

    def routes(self) -> Iterator[Route]:
        """Where they are."""
        yield get("/events", self.stream)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """One page's stream: `of` a subject, `at` the page's path, `since` what it shows."""
        subject, at = request.query.get("of", ""), request.query.get("at", "/")
        if not self._broadcaster.shows(subject) or len(at) > _MAX_PATH:
            raise web.HTTPNotFound
        if request.method == "HEAD":
            return web.Response(headers=_HEADERS)
        reader = await self._site.reader(request)
        if self._broadcaster.is_full:
            return web.Response(text=_TOO_MANY, status=HTTPStatus.SERVICE_UNAVAILABLE)
        path = reader.url.inside(at).removeprefix(reader.url.base)
        audience = Audience(subject, replace(reader, path=path, notice="", leaves=False))
        stamp = request.headers.get("Last-Event-ID") or request.query.get("since", "")
        response = web.StreamResponse(headers=_HEADERS)
        with self._broadcaster.subscription(audience, stamp) as subscriber:
            request[CONNECTION].on_lost = subscriber.close
            await self._send(request, response, subscriber)
        return response

    async def _send(
        self, request: web.Request, response: web.StreamResponse, subscriber: Subscriber
    ) -> None:
        """Send what comes until nothing more does; the last of what comes together has the id."""
        try:
            await response.prepare(request)
            await response.write(b": here\n\n")
            while not subscriber.closed:
                taken = await subscriber.take(HEARTBEAT)
                if not subscriber.closed:
                    stamp = f"id: {self._broadcaster.feed.stamp(subscriber.position)}\n"
                    *others, last = taken or [": still here\n\n"]
                    await response.write("".join((*others, stamp, last)).encode())
        except ConnectionError:
            pass  # the page is gone
