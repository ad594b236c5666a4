"""The batch between the stream's reader and the consumer: bounded, and taken as a whole."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from bson import ObjectId

from reactor.core.stream.batch import Batch, Named, Position
from reactor.core.stream.fold import fold
from reactor.decisions.look_causes import Cause

_MAX_BATCH = 10_000
_LINGER = 0.1
_SIGN_OF_LIFE = 1.0
"""Seconds."""


class Inbox:
    """Collects work until the consumer takes it.

    A full inbox makes its writers wait, so memory stays bounded however many events come.
    """

    def __init__(self) -> None:
        self._batch = Batch()
        self._changed = asyncio.Condition()
        self._closed = False

    async def put_events(
        self,
        events: Sequence[Mapping[str, Any]],
        position: Position,
        *,
        on_wait: Callable[[], None] = lambda: None,
    ) -> None:
        """Fold in events, if there are any, and note how far the stream has been read.

        While the inbox is full, `on_wait` is called each second, so that waiting is no stall.
        """
        async with self._changed:
            while events and not self._has_room():
                on_wait()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_SIGN_OF_LIFE):
                        await self._changed.wait_for(self._has_room)
            for event in events:
                fold(event, self._batch)
            self._batch.position = position
            self._changed.notify_all()

    async def put_companies(self, company_ids: Iterable[ObjectId]) -> None:
        """Request looks at companies, the queue and the outbox without an event.

        It waits until there is no other work: people's changes go before routine work.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: self._closed or not self._batch.causes)
            self._batch.wake = self._batch.urgent = self._batch.notices = True
            for company_id in company_ids:
                self._batch.look_at(company_id)
            self._changed.notify_all()

    async def put_back(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Request another look at companies just taken; the consumer must not wait here."""
        async with self._changed:
            self._batch.urgent = True
            for company_id, cause in causes.items():
                self._batch.look_at(company_id, cause)
            # Retries also put back, while the consumer waits.
            self._changed.notify_all()

    async def put_people(self, edited: Named, rested: Named) -> None:
        """Request another look at people just taken; other work comes in between."""
        async with self._changed:
            self._batch.people = {**edited, **self._batch.people}
            self._batch.rested_people = {**rested, **self._batch.rested_people}
            self._changed.notify_all()

    async def put_doubt(self) -> None:
        """Request a comparison of the runs here with the queue."""
        async with self._changed:
            self._batch.reconcile = True
            self._changed.notify_all()

    async def take(self) -> Batch | None:
        """Everything since the last call, once there is something; None once closed.

        Work that is not urgent waits a moment for more: looks at the ends of single runs would
        cost as much as the runs' own writes.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: self._closed or self._has_something())
            with suppress(TimeoutError):
                async with asyncio.timeout(_LINGER):
                    await self._changed.wait_for(lambda: self._closed or self._batch.urgent)
            if self._closed:
                return None
            batch, self._batch = self._batch, self._batch.next()
            self._changed.notify_all()
            return batch

    async def close(self) -> None:
        """Let the consumer end; events that were not taken come again after the next start."""
        async with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _has_room(self) -> bool:
        return self._closed or self._batch.size < _MAX_BATCH

    def _has_something(self) -> bool:
        batch = self._batch
        people = batch.people or batch.rested_people
        asked = batch.events or batch.causes or batch.wake or people
        return bool(asked or batch.position or batch.reconcile)
