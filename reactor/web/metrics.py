"""`/metrics` for Prometheus: this reactor's counters and the state of the database."""

import time
from collections.abc import Iterator

from aiohttp import web

from reactor import __version__
from reactor.core.liveness.health import HealthCheck
from reactor.metrics.counts import Counts
from reactor.metrics.exposition import CONTENT_TYPE, Gauge, Labels, render
from reactor.model_choice import model_of
from reactor.mongo.views.totals import Totals
from reactor.settings import Settings
from reactor.web.cached_totals import CachedTotals


class MetricsPage:
    """Answers scrapes. What MongoDB does not say now is left out, and `scoutly_up` is 0."""

    def __init__(
        self, settings: Settings, health: HealthCheck, counts: Counts, standing: CachedTotals
    ) -> None:
        self._settings = settings
        self._health = health
        self._counts = counts
        self._standing = standing
        self._started_at = time.time()

    async def answer(self, _: web.Request) -> web.Response:
        """The exposition."""
        totals = await self._standing.now()
        metrics = [*self._own(up=totals is not None), *self._counts.metrics()]
        if totals is not None:
            metrics += self._shared(totals)
        return web.Response(body=render(metrics).encode(), headers={"Content-Type": CONTENT_TYPE})

    def _own(self, *, up: bool) -> Iterator[Gauge]:
        """How this process stands."""
        pulse, counts = self._health.pulse, self._counts
        slots = self._settings.concurrency
        lag = pulse.lag.total_seconds() if pulse.lag else 0.0
        yield Gauge("scoutly_info", "Which version runs.", {(__version__,): 1}, ("version",))
        yield _one("scoutly_up", "Whether MongoDB answers.", up)
        yield _one("scoutly_stream_open", "Whether changes are read.", pulse.opened.is_set())
        yield _one(
            "scoutly_stream_lag_seconds", "From the last change to the decision about it.", lag
        )
        yield _one(
            "scoutly_stream_silent_seconds", "Since the stream was last read.", pulse.silent_seconds
        )
        yield _one(
            "scoutly_acting_seconds", "For how long changes are acted on now.", pulse.acting_seconds
        )
        yield Gauge(
            "scoutly_loop_lag_seconds",
            "How late the event loop was in the last minute; quantile 1 is the most.",
            {("0.99",): pulse.loop_lag.p99, ("1",): pulse.loop_lag.most},
            ("quantile",),
        )
        yield Gauge(
            "scoutly_slots",
            "Jobs that run here now, and slots in which none does.",
            {("busy",): counts.running, ("free",): max(slots - counts.running, 0)},
            ("state",),
        )
        yield _one("process_start_time_seconds", "When it started (Unix time).", self._started_at)
        yield _one("process_cpu_seconds", "Processor time used here.", time.process_time())

    def _shared(self, totals: Totals) -> Iterator[Gauge]:
        """How the database stands, the same for all its reactors."""
        yield Gauge(
            "scoutly_queue_jobs",
            "Jobs by status.",
            {(status,): count for status, count in totals.jobs.items()},
            ("status",),
        )
        yield _one("scoutly_reactors", "Reactors that hold a lease.", totals.reactors)
        yield _one("scoutly_preferences", "Preferences that people have.", totals.preferences)
        if chosen := model_of(self._settings):
            of: Labels = (chosen.name,)
            text = "Requests to the model today (Google's days end at midnight Pacific)."
            yield Gauge("scoutly_budget_requests", text, {of: totals.requests}, ("model",))
            if chosen.requests_a_day is not None:
                left = max(chosen.requests_a_day - totals.requests, 0)
                text = "Requests that may still be made today."
                yield Gauge("scoutly_budget_requests_left", text, {of: left}, ("model",))


def _one(name: str, text: str, value: float) -> Gauge:
    return Gauge(name, text, {(): value})
