"""Notifies people, once for each CV, that it was not read; they would not learn it otherwise."""

from datetime import timedelta
from hashlib import sha256

from reactor.cv.messages import shown, without_field
from reactor.documents import User
from reactor.errors import ReactorError
from reactor.mongo.cache.cv_texts import UNAVAILABLE, KeptCvs, UnreadNote
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import Outbox

PATIENCE = timedelta(days=1)
"""How long a CV may be unavailable before its owner is notified: most hosts come back."""

_MAX_TEXT = 500


class CvNews:
    """Decides on notifications of unread CVs.

    Args:
        database: contains the outbox.
        operator: whether the operator can be notified in place of people without addresses.
    """

    def __init__(self, database: ScoutlyDatabase, *, operator: bool) -> None:
        self._database = database
        self._kept = KeptCvs(database)
        self._outbox = Outbox(database)
        self._operator = operator

    async def of_unread(self, user: User, error: ReactorError) -> None:
        """Queue a notification that a CV could not be read, at most once for each CV."""
        note = await self._kept.unread_of(user)
        if note is None or (note.code == UNAVAILABLE and not await self._lasts(note)):
            return
        what = _what(note)
        if note.told == what:
            return
        own = bool(await self._outbox.urls_of(user.id))
        if not (own or self._operator):
            return
        facts = {
            # Only another recipient needs the person's name.
            "person": "" if own else user.names[0],
            "where": shown(user.cv_url),
            "code": error.code,
            "email": user.email,
            "error": without_field(str(error))[:_MAX_TEXT],
        }
        await self._outbox.put(Notice("cv", what, facts, user=user.id, own=own))
        await self._kept.note_told(user, what)

    async def _lasts(self, note: UnreadNote) -> bool:
        since = note.since
        return since is not None and await self._database.now() - since >= PATIENCE


def _what(note: UnreadNote) -> str:
    """The identity of an unread CV: its address, and its file or the cause.

    A page differs at each request, so for walls the file does not count.
    """
    file = "" if note.code in {"cv_wall", UNAVAILABLE} else note.file
    return sha256(f"{note.mark} {file or note.code}".encode()).hexdigest()[:16]
