"""Takes notifications from the outbox and has them sent, while everything else goes on.

It works when it is woken: by the change stream (something was put into the outbox, a `notify`
timer fired, a reactor died) and by every rebuild.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.notices import mark_of
from reactor.mongo.notifications import Letter, Outbox
from reactor.mongo.outages import through_outages
from reactor.notify.delivery import PATIENCE, Delivery, deliver
from reactor.notify.messages import Message, message_of
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_AT_ONCE = 2
_FAREWELL = 5.0
"""Seconds that a message on its way gets when the reactor stops."""


class Relay:
    """Sends what is in the outbox, each thing once."""

    def __init__(self, outbox: Outbox, settings: Settings, *, patience: float = PATIENCE) -> None:
        self._outbox = outbox
        self._operators = [url.get_secret_value() for url in settings.notify_urls]
        self._digest = settings.notify_digest == "daily"
        self._patience = patience
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Something may have to be sent."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more, and end once what is on its way has arrived, or soon."""
        self._stopped.set()

    async def run(self, owner: Callable[[], str]) -> None:
        """Send until stopped; `owner` is the id under which this reactor holds its lease."""
        async with asyncio.TaskGroup() as group:
            working = group.create_task(self._work(owner), name="relay")
            await self._stopped.wait()
            self._woken.set()
            await asyncio.wait([working], timeout=_FAREWELL)
            working.cancel()

    async def _work(self, owner: Callable[[], str]) -> None:
        while not self._stopped.is_set():
            await self._woken.wait()
            self._woken.clear()
            try:
                await through_outages(lambda: self.send_all(owner()), "sending notifications")
            except (driver.PyMongoError, ExceptionGroup) as error:
                # The reactor has better things to do than to fall over its own messages.
                _log.opt(exception=error).error("notifications not sent")

    async def send_all(self, owner: str) -> None:
        """Send what there is now, some at a time, and settle what a dead reactor left behind."""
        if not self._digest:
            await self._outbox.release_held()
        for key in await self._outbox.close_forsaken(alive=[owner]):
            _log.warning("notification perhaps not delivered: its reactor died", notification=key)
        await self._outbox.open_rested()
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(self._drain(owner))

    async def _drain(self, owner: str) -> None:
        known = bool(self._operators)
        while not self._stopped.is_set():
            claim = partial(self._outbox.claim, owner, for_operator=known)
            letter = await claim()
            if letter is None:
                return
            # Not tried again as a whole: what was sent must be settled, not sent once more.
            await self._send(letter)

    async def _send(self, letter: Letter) -> None:
        message = _worded(letter)
        urls = [url for url in await self._addresses(letter) if mark_of(url) not in letter.done]
        deliveries = await deliver(message, urls, self._patience) if message else []
        sent = [urls[d.number] for d in deliveries if d.outcome == "sent"]
        unsure = [urls[d.number] for d in deliveries if d.outcome == "unsure"]
        failed = len(sent) + len(unsure) < len(urls)
        settle = partial(self._outbox.settle, letter, sent=sent, unsure=unsure, failed=failed)
        retry_at = await through_outages(settle, "settling a notification")
        until = {"retry_at": f"{retry_at:%Y-%m-%dT%H:%M:%SZ}"} if retry_at else {}
        _tell(letter, deliveries, until)

    async def _addresses(self, letter: Letter) -> Sequence[str]:
        """A person's own, if they still have some, else the operator's."""
        own = []
        if letter.user and letter.own:
            find = partial(self._outbox.urls_of, letter.user)
            own = await through_outages(find, "reading where a person is told")
        return own or self._operators


def _worded(letter: Letter) -> Message | None:
    try:
        return message_of(letter.kind, letter.facts)
    except (KeyError, TypeError, ValueError) as error:
        # Such as one that a newer version put there.
        _log.warning(
            "notification not understood", notification=letter.key, error=type(error).__name__
        )
        return None


def _tell(letter: Letter, deliveries: Sequence[Delivery], until: dict[str, str]) -> None:
    """One line for each address."""
    for delivery in deliveries:
        log = _log.bind(
            **_subject(letter), service=delivery.service or "?", notification=letter.key
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
                log.warning(what, because=delivery.because, attempt=letter.attempts, **until)


def _subject(letter: Letter) -> dict[str, object]:
    """What a line about a letter is found by: its kind, and the job, company and person meant."""
    facts = letter.facts
    named = {"job": facts.get("job"), "company": facts.get("label"), "user": letter.user}
    return {"kind": letter.kind, **{name: value for name, value in named.items() if value}}
