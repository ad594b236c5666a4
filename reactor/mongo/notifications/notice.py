"""What is to be told to people, as it is put into the outbox (`notifications`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from bson import ObjectId

from reactor.mongo.driver import Write

NoticeKind = Literal[
    "matches",
    "digest",
    "failing",
    "recovered",
    "budget",
    "waiting",
    "answers",
    "cv",
    "ended",
    "refused",
    "report",
]
"""The kinds of notifications; `notify.messages` words each."""

_MAX_URLS = 1_000
_MAX_URL = 2_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told.

    Attributes:
        kind: what sort of thing.
        of: which one; no second notice of the same kind, thing and user is ever sent.
        facts: what `notify.messages` words.
        user: the person whom it concerns; None if it concerns who runs the reactor.
        own: whether it goes to addresses of that person's own.
        held: it is not sent, but gathered into a digest.
    """

    kind: NoticeKind
    of: str
    facts: Mapping[str, Any]
    user: ObjectId | None = None
    own: bool = False
    held: bool = False

    @property
    def key(self) -> str:
        """The `_id`, which says what it is about."""
        return ":".join([self.kind, self.of, *([str(self.user)] if self.user else [])])

    def fields(self, now: datetime) -> dict[str, Any]:
        """Its document in the outbox, without the `_id`."""
        return {
            "kind": self.kind,
            "user": self.user,
            "own": self.own,
            "facts": dict(self.facts),
            "state": "held" if self.held else "waiting",
            "attempts": 0,
            "createdAt": now,
        }

    def write(self, now: datetime) -> Write:
        """The write that puts it into the outbox, if it is not there."""
        birth = {"$setOnInsert": self.fields(now)}
        return Write("notifications", {"_id": self.key}, birth, upsert=True)


def gathered(keys: Sequence[Any]) -> Write:
    """The write that ends held notices whose matches are in a digest now."""
    over = {"$set": {"state": "gathered"}, "$currentDate": {"endedAt": True}}
    return Write("notifications", {"_id": {"$in": list(keys)}, "state": "held"}, over, many=True)


def mark_of(url: str) -> str:
    """What is remembered of an address: no secret."""
    return sha256(url.encode()).hexdigest()[:16]


def urls_in(user: Mapping[str, Any] | None) -> list[str]:
    """The addresses in a user's document; what is no text is passed over.

    No address is as long as the longest text given, and nobody has as many as are looked at.
    """
    urls = user.get("notifyUrls") if user else None
    listed = urls[:_MAX_URLS] if isinstance(urls, list) else []
    texts = [url[:_MAX_URL].strip() for url in listed if isinstance(url, str)]
    return list(dict.fromkeys(filter(None, texts)))
