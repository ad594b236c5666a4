"""`/healthz` and `/readyz`: for the container's health probe and for people."""

import asyncio

from aiohttp import web

from reactor.core.liveness.health import HealthCheck
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_ANSWER_WITHIN = 2.0


class Probes:
    """Answers whether the reactor is well, and whether it can work now."""

    def __init__(self, database: ScoutlyDatabase, health: HealthCheck) -> None:
        self._database = database
        self._health = health

    @property
    def health(self) -> HealthCheck:
        """What is known of this reactor's health."""
        return self._health

    @property
    def stream_open(self) -> bool:
        """Whether changes are being read."""
        return self._health.pulse.opened.is_set()

    async def healthz(self, _: web.Request) -> web.Response:
        """Whether to leave this process alone."""
        health, pulse = self._health, self._health.pulse
        return _answer(
            ok=health.healthy,
            mongodb=health.mongodb,
            **health.explanation(),
            stream_read_seconds_ago=round(pulse.silent_seconds, 1) if pulse.answered else None,
            event_lag_seconds=None if pulse.lag is None else round(pulse.lag.total_seconds(), 3),
            acting_for_seconds=round(pulse.acting_seconds, 1),
            loop_lag_p99_seconds=round(pulse.loop_lag.p99, 4),
            loop_lag_max_seconds=round(pulse.loop_lag.most, 4),
        )

    async def readyz(self, _: web.Request) -> web.Response:
        """Whether MongoDB answers and lets this reactor work, and the stream is open."""
        if self._health.availability.needs_people:
            return _answer(ok=False, mongodb=self._health.mongodb, **self._health.explanation())
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self._database.handle.command("ping")
        except TimeoutError:
            return _answer(ok=False, mongodb=f"no answer within {_ANSWER_WITHIN:g} s")
        except driver.PyMongoError as error:
            return _answer(ok=False, mongodb=driver.brief(error))
        return _answer(ok=self.stream_open, stream_open=self.stream_open)


def _answer(*, ok: bool, **details: object) -> web.Response:
    return web.json_response({"ok": ok, **details}, status=200 if ok else 503)
