"""Matches as entries of an Atom feed (RFC 4287): clean texts, and ids that never change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from reactor.mongo.views.matches import SavedMatch

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML may hold, not even escaped."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One match.

    Attributes:
        id: a URN.
        match: the match, in texts that XML can hold.
        at: when it was found, as the feed writes it.
    """

    id: str
    match: SavedMatch
    at: str


def entries(matches: Sequence[SavedMatch]) -> Sequence[FeedEntry]:
    """An entry for each."""
    return tuple(FeedEntry(urn(each.id), _clean(each), moment(each.saved_at)) for each in matches)


def urn(name: str) -> str:
    """What identifies a thing wherever it is served."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'scoutly-reactor {name}')}"


def moment(at: datetime | None) -> str:
    """A time in UTC, to the second."""
    return (at or _LONG_AGO).astimezone(UTC).isoformat(timespec="seconds")


def newest(matches: Sequence[SavedMatch]) -> str:
    """When the newest of them was found."""
    return moment(max((each.saved_at for each in matches if each.saved_at), default=None))


def _clean(match: SavedMatch) -> SavedMatch:
    said = match.model_dump()
    texts = {name: _NO_XML.sub("", value) for name, value in said.items() if isinstance(value, str)}
    reasons = ("good_fit_reasons", "consideration_points", "stretch_goals")
    lists = {name: tuple(_NO_XML.sub("", each) for each in said[name]) for name in reasons}
    return match.model_copy(update=texts | lists)
