"""Where a letter goes: to a person's own addresses, or to the operator's.

People have a few addresses of their own, which stay outside the house (`allowlist`, `egress`); the
operator's are free. Whose addresses are all refused is told nowhere else: their matches are their
own affair, and the log and the doctor say that they are told nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bson import ObjectId
from loguru import logger

from reactor.mongo.notifications.notice import mark_of
from reactor.mongo.notifications.outbox import Letter, Outbox
from reactor.notify.allowlist import MOST_ADDRESSES, scheme_of
from reactor.notify.delivery import Delivery, Outside
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one letter goes, and what binds that; None for the operator's own."""

    urls: Sequence[str]
    outside: Outside | None


class Recipients:
    """Finds the addresses of letters, and tells once of those that are not used.

    Args:
        outbox: knows people's own addresses.
        settings: the operator's, and what binds people's.
    """

    def __init__(self, outbox: Outbox, settings: Settings) -> None:
        self._outbox = outbox
        self._operators = [url.get_secret_value() for url in settings.notify_urls]
        self._outside = Outside.of(settings)
        self._told: set[tuple[ObjectId | None, str]] = set()

    @property
    def has_operator(self) -> bool:
        """Whether who runs the reactor is told anywhere."""
        return bool(self._operators)

    async def of(self, letter: Letter) -> Addresses:
        """A person's own, if they still have some, else the operator's."""
        own = await self._outbox.urls_of(letter.receiver) if letter.receiver else []
        if not own:
            return Addresses(self._operators, None)
        if len(own) > MOST_ADDRESSES and self._first(letter.user, str(len(own))):
            _log.warning(
                "only a person's first notifyUrls are used",
                user=letter.user,
                used=MOST_ADDRESSES,
                of=len(own),
            )
        return Addresses(own[:MOST_ADDRESSES], self._outside)

    def tell_refused(
        self,
        letter: Letter,
        addresses: Addresses,
        urls: Sequence[str],
        deliveries: Sequence[Delivery],
    ) -> None:
        """Name the addresses that are not used, each once, by what is no secret of theirs.

        Args:
            letter: what should have gone there.
            addresses: all that the person has.
            urls: those of them that were tried.
            deliveries: what became of these.
        """
        for delivery in deliveries:
            url = urls[delivery.number]
            if delivery.outcome == "forbidden" and self._first(letter.user, mark_of(url)):
                _log.warning(
                    "an address in notifyUrls is not used",
                    user=letter.user,
                    number=addresses.urls.index(url) + 1,
                    scheme=scheme_of(url),
                    because=delivery.because,
                )

    def _first(self, user: ObjectId | None, what: str) -> bool:
        """Whether this is said for the first time."""
        if (user, what) in self._told:
            return False
        if len(self._told) >= _MOST_REMEMBERED:
            self._told.clear()
        self._told.add((user, what))
        return True
