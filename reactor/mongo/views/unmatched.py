"""People for whom nothing can be matched, and why: what is known of them says nothing."""

from dataclasses import dataclass
from typing import Any

from reactor.documents import CandidateInfo, User
from reactor.mongo import driver
from reactor.mongo.cache.cv_texts import UNREAD, UnreadNote, mark_of
from reactor.mongo.database import ScoutlyDatabase

_MOST = 1_000
"""People that are looked at; a house has fewer."""
_SAYS_NOTHING = {"$not": {"$regex": r"\p{L}"}}
"""A text without a letter, such as the dots of an example that was copied; or none at all."""


@dataclass(frozen=True, slots=True)
class UnreadCv:
    """A CV that could not be read when it was last tried.

    Attributes:
        user: whose, by their e-mail or id.
        why: in one line.
        code: names the cause.
    """

    user: str
    why: str
    code: str = "cv_unreadable"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Those people.

    Attributes:
        blank: who has neither a CV nor wishes, by their e-mails or ids.
        unread: whose CV cannot be read.
    """

    blank: tuple[str, ...] = ()
    unread: tuple[UnreadCv, ...] = ()


async def read_unmatched(database: ScoutlyDatabase) -> Unmatched:
    """They, in alphabetical order."""
    return Unmatched(await _blank(database), await unread_cvs(database))


async def _blank(database: ScoutlyDatabase) -> tuple[str, ...]:
    without_cv = {
        "_id": {"$type": "objectId"},
        "cvText": _SAYS_NOTHING,
        "cvUrl": _SAYS_NOTHING,
    }
    shown = {"email": 1, "candidateInfo": 1}
    found = await database.users.find(without_cv, shown).limit(_MOST).to_list(None)
    users = [User.read(each) for each in found]
    return tuple(sorted(_name(user) for user in users if user.candidate_info == CandidateInfo()))


async def unread_cvs(database: ScoutlyDatabase) -> tuple[UnreadCv, ...]:
    """CVs that could not be read, by the notes of those who tried.

    A note about another `cvUrl` than that of now is void.
    """
    of_their_user: list[dict[str, Any]] = [
        {"$match": {"_id.of": UNREAD}},
        {"$limit": _MOST},
        {
            "$lookup": {
                "from": "users",
                "localField": "_id.user",
                "foreignField": "_id",
                "pipeline": [{"$project": {"email": 1, "cvUrl": 1, "cvText": 1}}],
                "as": "found",
            }
        },
    ]
    found = await driver.aggregate(database.cvs, of_their_user)
    noted = [(User.read(user), UnreadNote.read(note)) for note in found for user in note["found"]]
    unread = [
        UnreadCv(_name(user), note.why, note.code or "cv_unreadable")
        for user, note in noted
        if user.cv_url and not user.cv_text and note.mark == mark_of(user.cv_url)
    ]
    return tuple(sorted(unread, key=lambda cv: cv.user))


def _name(user: User) -> str:
    return user.email or str(user.id)
