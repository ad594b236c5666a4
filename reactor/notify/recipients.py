"""The recipients of a notification: a person's own addresses, or the operator's.

A person has up to `MAX_ADDRESSES` addresses, restricted by `allowlist` and `egress`; the
operator's are unrestricted. If all of a person's addresses are refused, nobody else is notified,
because matches are private; the log and `reactor doctor` report it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bson import ObjectId
from loguru import logger

from reactor.mongo.notifications.notice import mark_of
from reactor.mongo.notifications.outbox import ClaimedNotice, Outbox
from reactor.notify.allowlist import MAX_ADDRESSES, scheme_of
from reactor.notify.delivery import Delivery, OwnAddressLimits
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_MAX_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses for one notification, and their limits; None for the operator's."""

    urls: Sequence[str]
    outside: OwnAddressLimits | None


class Recipients:
    """Finds the addresses of notifications, and logs unused ones once.

    Args:
        outbox: source of people's addresses.
        settings: the operator's addresses, and the limits on people's.
    """

    def __init__(self, outbox: Outbox, settings: Settings) -> None:
        self._outbox = outbox
        self._operators = [url.get_secret_value() for url in settings.notify_urls]
        self._outside = OwnAddressLimits.of(settings)
        self._told: set[tuple[ObjectId | None, str]] = set()

    @property
    def has_operator(self) -> bool:
        """Whether the operator has any address."""
        return bool(self._operators)

    async def of(self, notice: ClaimedNotice) -> Addresses:
        """The person's own addresses if there are any, else the operator's."""
        own = await self._outbox.urls_of(notice.receiver) if notice.receiver else []
        if not own:
            return Addresses(self._operators, None)
        if len(own) > MAX_ADDRESSES and self._first(notice.user, str(len(own))):
            _log.warning(
                "only a person's first notifyUrls are used",
                user=notice.user,
                used=MAX_ADDRESSES,
                of=len(own),
            )
        return Addresses(own[:MAX_ADDRESSES], self._outside)

    def tell_refused(
        self,
        notice: ClaimedNotice,
        addresses: Addresses,
        urls: Sequence[str],
        deliveries: Sequence[Delivery],
    ) -> None:
        """Log each unused address once, without its secrets.

        Args:
            notice: the notification.
            addresses: all addresses of the person.
            urls: those that were tried.
            deliveries: their results.
        """
        for delivery in deliveries:
            url = urls[delivery.number]
            if delivery.outcome == "forbidden" and self._first(notice.user, mark_of(url)):
                _log.warning(
                    "an address in notifyUrls is not used",
                    user=notice.user,
                    number=addresses.urls.index(url) + 1,
                    scheme=scheme_of(url),
                    because=delivery.because,
                )

    def _first(self, user: ObjectId | None, what: str) -> bool:
        """Whether this was not logged before."""
        if (user, what) in self._told:
            return False
        if len(self._told) >= _MAX_REMEMBERED:
            self._told.clear()
        self._told.add((user, what))
        return True
