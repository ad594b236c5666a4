"""Notifies the operator, once a day, that MongoDB refuses something only a person can fix.

It bypasses the outbox, because without rights or disk space nothing can be written there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.outage_retry import Availability, Outage
from reactor.notify.delivery import deliver
from reactor.notify.messages import message_of
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_LASTING = 5.0
"""Seconds: a shorter outage needs no person."""

_ANSWER_WITHIN = 5.0


class Alarm:
    """Watches MongoDB's availability and notifies the operator."""

    def __init__(
        self, database: ScoutlyDatabase, settings: Settings, availability: Availability
    ) -> None:
        self._database = database
        self._outbox = Outbox(database)
        self._availability = availability
        self._urls = [url.get_secret_value() for url in settings.notify_urls]
        self._told: set[str] = set()
        self._unwritten: list[Notice] = []

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch while the block runs."""
        task = asyncio.create_task(self._watch(), name="alarm")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _watch(self) -> None:
        while self._urls:
            await self._availability.changed.wait()
            self._availability.changed.clear()
            if not self._availability.needs_people:
                await self._write_down()
                continue
            await asyncio.sleep(_LASTING)
            outage = self._availability.gravest
            if outage and self._availability.needs_people:
                try:
                    await self._tell(outage)
                except Exception as error:  # noqa: BLE001 - a failed notification must not end the reactor
                    _log.opt(exception=error).error("nobody told what MongoDB refuses")

    async def _tell(self, outage: Outage) -> None:
        facts = {
            "state": outage.kind.value,
            "doing": outage.doing,
            "error": outage.error,
            "mend": self._availability.mend(outage),
        }
        which = f"{outage.kind.name.lower()}:{datetime.now(UTC):%Y-%m-%d}"
        notice = Notice("refused", which, facts)
        if notice.key in self._told or not await self._is_mine(notice):
            return
        self._told.add(notice.key)
        deliveries = await deliver(message_of(notice.kind, facts), self._urls)
        for delivery in deliveries:
            arrived = delivery.outcome == "sent"
            tell = _log.info if arrived else _log.warning
            said = "notification sent" if arrived else "notification given up"
            why = {"because": delivery.because} if delivery.because else {}
            tell(said, notification=notice.key, service=delivery.service or "?", **why)

    async def _is_mine(self, notice: Notice) -> bool:
        """Whether this reactor sends it; if that cannot be stored, every reactor does."""
        with suppress(driver.PyMongoError, TimeoutError):
            async with asyncio.timeout(_ANSWER_WITHIN):
                return await self._outbox.tell_oneself(notice)
        self._unwritten.append(notice)
        return True

    async def _write_down(self) -> None:
        """Store the notifications that could not be stored when sent, to prevent duplicates."""
        notices, self._unwritten = self._unwritten, []
        for notice in notices:
            with suppress(driver.PyMongoError, TimeoutError):
                async with asyncio.timeout(_ANSWER_WITHIN):
                    await self._outbox.tell_oneself(notice)
