"""The batch between the stream's reader and the consumer: bounded, and taken whole."""

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
    """Collects what is to be done until the consumer takes it.

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
        """Fold in events, if any have come, and note how far the stream has been read.

        While there is no room, `on_wait` is called each second: to wait is no standstill.
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
        """Ask for a look at companies, the queue and the outbox, that no event spoke of.

        It waits until nobody else has asked: what people do goes before what is only gone through.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: self._closed or not self._batch.causes)
            self._batch.wake = self._batch.urgent = self._batch.notices = True
            for company_id in company_ids:
                self._batch.look_at(company_id)
            self._changed.notify_all()

    async def put_back(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Ask for another look at companies just taken; the consumer itself must not wait."""
        async with self._changed:
            self._batch.urgent = True
            for company_id, cause in causes.items():
                self._batch.look_at(company_id, cause)
            # It is not always the consumer who puts back: who retries does so while it waits.
            self._changed.notify_all()

    async def put_people(self, edited: Named, rested: Named) -> None:
        """Ask for another look at people just taken; others have their turn in between."""
        async with self._changed:
            self._batch.people = {**edited, **self._batch.people}
            self._batch.rested_people = {**rested, **self._batch.rested_people}
            self._changed.notify_all()

    async def put_doubt(self) -> None:
        """Ask for a comparison of what runs here with what the queue says."""
        async with self._changed:
            self._batch.reconcile = True
            self._changed.notify_all()

    async def take(self) -> Batch | None:
        """Everything since the last call, as soon as there is something; None once closed.

        What is not urgent waits a moment for more of its kind: ends of runs, looked at one by
        one, would cost as much as the runs' own writes.
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
        """Let the consumer end; what has not been taken comes again after the next start."""
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
