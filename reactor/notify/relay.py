"""Sends notifications from the outbox, beside everything else.

It is woken by the change stream (a new outbox entry, a fired `notify` timer, a dead reactor), by
every rebuild, and after each notification. Each recipient has one notification in flight, and
recipients take turns, so that slow addresses delay only their owner.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bson import ObjectId
from loguru import logger

from reactor.mongo import driver
from reactor.mongo.notifications.notice import mark_of
from reactor.mongo.notifications.outbox import ClaimedNotice, Outbox
from reactor.mongo.outage_retry import through_outages
from reactor.notify.delivery import NOTICE_LIMIT, PATIENCE, Delivery, Outcome, deliver
from reactor.notify.messages import Message, message_of
from reactor.notify.recipients import Recipients
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_AT_ONCE = 2
_FAREWELL = 5.0
"""Seconds for a notification in flight when the reactor stops."""
_LOOK_AGAIN = 60.0
"""Seconds until a retry after MongoDB refused something."""

Receiver = ObjectId | None


class Relay:
    """Sends the outbox's notifications, each at most once per address."""

    def __init__(self, outbox: Outbox, settings: Settings, *, patience: float = PATIENCE) -> None:
        self._outbox = outbox
        self._addressing = Recipients(outbox, settings)
        self._digest = settings.notify_digest == "daily"
        self._patience = patience
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._unseen = True
        self._in_hand: dict[str, Receiver] = {}
        self._perhaps_sent: set[str] = set()
        self._served: set[Receiver] = set()
        self._slow: set[Receiver] = set()

    def wake(self) -> None:
        """Check the outbox: something may be due."""
        self._unseen = True
        self._woken.set()

    def stop(self) -> None:
        """Start no more; notifications in flight get a few seconds."""
        self._stopped.set()
        self._woken.set()

    async def run(self, owner: Callable[[], str]) -> None:
        """Send until stopped; `owner` returns the id of this reactor's lease."""
        async with asyncio.TaskGroup() as group:
            working = group.create_task(self._work(owner), name="relay")
            await self._stopped.wait()
            await asyncio.wait([working], timeout=_FAREWELL)
            working.cancel()

    async def send_all(self, owner: str) -> None:
        """Send everything that is due, and return when it is settled.

        Raises:
            PyMongoError: MongoDB refused; notifications in flight have been sent and settled.
        """
        self._unseen = True
        refused: driver.PyMongoError | None = None
        async with asyncio.TaskGroup() as sending:
            while not self._stopped.is_set():
                self._woken.clear()
                try:
                    await self._fill(owner, sending)
                except driver.PyMongoError as error:
                    refused = error
                    break
                # A notification may have ended during the last claim, which skipped its recipient.
                if not (self._in_hand or self._woken.is_set()):
                    break
                await self._woken.wait()
        if refused:
            raise refused

    async def _work(self, owner: Callable[[], str]) -> None:
        async with asyncio.TaskGroup() as sending:
            while not self._stopped.is_set():
                await self._woken.wait()
                self._woken.clear()
                fill = partial(self._refill, owner, sending)
                try:
                    await through_outages(fill, "sending notifications")
                except driver.PyMongoError as error:
                    # A failure to notify must not end the reactor.
                    _log.opt(exception=error).error("notifications not sent")
                    self._look_again()

    async def _refill(self, owner: Callable[[], str], sending: asyncio.TaskGroup) -> None:
        await self._fill(owner(), sending)

    async def _fill(self, owner: str, sending: asyncio.TaskGroup) -> None:
        """Start as many notifications as may be in flight.

        They are separate tasks, so a failed claim ends none of them.
        """
        if self._unseen:
            await self._look(owner)
            self._unseen = False
        while len(self._in_hand) < _AT_ONCE and not self._stopped.is_set():
            try:
                notice = await self._next(owner)
            except driver.PyMongoError:
                self._unseen = True  # the claim may have succeeded: that notification is recovered
                raise
            if notice is None:
                return
            self._in_hand[notice.claim] = notice.receiver
            sending.create_task(self._carry(notice), name=f"notice {notice.key}")

    async def _look(self, owner: str) -> None:
        """Make due notifications claimable, and settle those whose sender is gone."""
        if not self._digest:
            await self._outbox.release_held()
        for key in await self._outbox.close_orphaned(alive=[owner], in_hand=self._in_hand):
            _log.warning("notification perhaps not delivered: its reactor died", notification=key)
        recovered = await self._outbox.recover(
            owner, in_hand=self._in_hand, perhaps_sent=self._perhaps_sent
        )
        for key in recovered.waiting:
            _log.warning("notification taken up again: its claim had been lost", notification=key)
        for key in recovered.unsure:
            _log.warning("notification perhaps not delivered, not sent again", notification=key)
        self._perhaps_sent &= set(self._in_hand)
        await self._outbox.open_rested()

    async def _next(self, owner: str) -> ClaimedNotice | None:
        """The next notification for a recipient who is not being served and was not served last."""
        busy = set(self._in_hand.values())
        if busy & self._slow and len(busy) == _AT_ONCE - 1:
            busy |= self._slow  # slow recipients never occupy all places
        claim = partial(self._outbox.claim, owner, for_operator=self._addressing.has_operator)
        notice = await claim(without=busy | self._served)
        if notice is None and self._served:
            self._served.clear()
            notice = await claim(without=busy)
        if notice is not None:
            self._served.add(notice.receiver)
        return notice

    async def _carry(self, notice: ClaimedNotice) -> None:
        """Send one notification; its failure affects no other."""
        began = asyncio.get_running_loop().time()
        try:
            await self._send(notice)
        except Exception as error:  # noqa: BLE001 - MongoDB may refuse anything; other notifications continue
            _log.opt(exception=error).error("notification not settled", notification=notice.key)
            self._look_again()
        finally:
            del self._in_hand[notice.claim]
            took = asyncio.get_running_loop().time() - began
            (self._slow.add if took > NOTICE_LIMIT / 2 else self._slow.discard)(notice.receiver)
            self._woken.set()

    async def _send(self, notice: ClaimedNotice) -> None:
        message = _worded(notice)
        find = partial(self._addressing.of, notice)
        addresses = await through_outages(find, "reading where a person is told")
        urls = [url for url in addresses.urls if mark_of(url) not in notice.done]
        self._perhaps_sent.add(notice.claim)
        deliveries = (
            await deliver(message, urls, self._patience, outside=addresses.outside)
            if message and urls
            else []
        )
        # Not retried as a whole: a sent notification must be settled, not sent again.
        retry_at = await self._settle(notice, urls, deliveries)
        self._perhaps_sent.discard(notice.claim)
        self._addressing.tell_refused(notice, addresses, urls, deliveries)
        _tell(notice, deliveries, {"retry_at": _written(retry_at)} if retry_at else {})

    async def _settle(
        self, notice: ClaimedNotice, urls: Sequence[str], deliveries: Sequence[Delivery]
    ) -> datetime | None:
        """Store the outcome; returns when the rest is retried, None if it is not."""

        def which(outcome: Outcome) -> list[str]:
            return [urls[each.number] for each in deliveries if each.outcome == outcome]

        sent, unsure = which("sent"), which("unsure")
        failed = len(sent) + len(unsure) + len(which("forbidden")) < len(urls)
        settle = partial(self._outbox.settle, notice, sent=sent, unsure=unsure, failed=failed)
        return await through_outages(settle, "settling a notification")

    def _look_again(self) -> None:
        """Check again after a while, because no event may wake the relay."""
        asyncio.get_running_loop().call_later(_LOOK_AGAIN, self.wake)


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _worded(notice: ClaimedNotice) -> Message | None:
    try:
        return message_of(notice.kind, notice.facts)
    except (KeyError, TypeError, ValueError) as error:
        # For example one that a newer version queued.
        _log.warning(
            "notification not understood", notification=notice.key, error=type(error).__name__
        )
        return None


def _tell(notice: ClaimedNotice, deliveries: Sequence[Delivery], until: dict[str, str]) -> None:
    """Log one line for each used address."""
    used = [delivery for delivery in deliveries if delivery.outcome != "forbidden"]
    if not (used or notice.done):
        log = _log.bind(**_subject(notice), notification=notice.key)
        log.warning("notification given up", because="nobody is told of it at any address")
    for delivery in used:
        log = _log.bind(
            **_subject(notice), service=delivery.service or "?", notification=notice.key
        )
        match delivery.outcome:
            case "sent":
                log.info("notification sent")
            case "unsure":
                log.warning(
                    "notification perhaps not delivered, not sent again", because=delivery.because
                )
            case _:
                what = "notification waits" if until else "notification given up"
                log.warning(what, because=delivery.because, attempt=notice.attempts, **until)


def _subject(notice: ClaimedNotice) -> dict[str, object]:
    """Log fields of a notification: its kind, and the job, company and person it is about."""
    facts = notice.facts
    named = {"job": facts.get("job"), "company": facts.get("label"), "user": notice.user}
    return {"kind": notice.kind, **{name: value for name, value in named.items() if value}}
