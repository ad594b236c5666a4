"""Saves that are judged again: updated or withdrawn, unless a person edited them.

A save is a person's own as soon as it has a status, a note or a field of theirs, or is not as the
reactor wrote it. What is withdrawn keeps all its fields, and comes back if it suits again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.lenient_fields import mapping_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write
from reactor.mongo.postings.history_writes import MEANWHILE
from reactor.storable import storable
from reactor.url_identity import page_key

UNTOUCHED = ("WANT_TO_APPLY", "saved", None)
"""Statuses that nobody has chosen: those at birth, of now and of June 2025."""

_MAY_GO = (
    *("location", "timezone", "salary", "experienceLevel"),
    *("visaSponsorshipOffered", "relocationAssistanceOffered"),
)
_JUDGED = (
    *("title", "suitabilityScore", "goodFitReasons", "considerationPoints", "stretchGoals"),
    *("techStack", "languageRequirements", *_MAY_GO),
)
"""What a judgement says of a posting; its address may move, and its text is cut to fit."""

_OURS = frozenset(
    (
        *("_id", "user", "userId", "jobId", "url", "companyId", "company", "status", "notes"),
        *("description", "createdAt", "updatedAt", "goneAt", "withdrawnAt", "reactor", "__v"),
        "judgedBy",
        *_JUDGED,
    )
)
_LENGTH = 16


@dataclass(frozen=True, slots=True)
class OldSave:
    """What is saved already of a posting for somebody.

    Attributes:
        document: as it was read, without its description.
        own: whether it is the person's own by now.
    """

    document: Mapping[str, Any]
    own: bool

    @property
    def is_withdrawn(self) -> bool:
        """Whether it suited them no more when it was judged last."""
        return self.document.get("withdrawnAt") is not None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a save is to be, unless somebody touches it meanwhile.

    Attributes:
        old: what it was when it was read.
        fields: what it says now; None to withdraw it.
    """

    old: OldSave
    fields: Mapping[str, Any] | None

    def write(self, now: datetime) -> Write:
        """The update."""
        document = self.old.document
        same = {"_id": document["_id"], **{n: document.get(n) for n in _TELLING}}
        dated = {"$currentDate": {"updatedAt": True}}
        if self.fields is None:
            return Write("savedjobs", same, {"$set": {"withdrawnAt": now}, **dated})
        gone = [name for name in _MAY_GO if name not in self.fields]
        says = {**self.fields, "reactor.wrote": wrote(self.fields)}
        unset = dict.fromkeys(("withdrawnAt", *gone), "")
        return Write("savedjobs", same, {"$set": says, "$unset": unset, **dated})


_TELLING = ("status", "notes", "updatedAt")


async def old_saves(
    database: ScoutlyDatabase, company_id: ObjectId, user: User
) -> dict[str, OldSave]:
    """What is saved of a company's postings for somebody, by what tells one page from another."""
    names = list({*user.names, user.email} - {""})
    mine = {"$or": [{"user": user.id}, {"userId": {"$in": names}}]}
    of_it = {"$or": [{"companyId": company_id}, {"company": company_id}]}
    found = database.saved_jobs.find({"$and": [of_it, mine]}, {"description": 0})
    saves = dict[str, OldSave]()
    async for document in found:
        address = document.get("jobId") or document.get("url")
        if isinstance(address, str):
            key, own = page_key(address), is_touched(document)
            # Of two for one posting, the one that is theirs counts.
            if own or key not in saves:
                saves[key] = OldSave(document, own)
    return saves


def revision_of(old: OldSave, fields: Mapping[str, Any] | None) -> Revision | None:
    """What becomes of a save; None if it is as it should be, or its person's own.

    Args:
        old: the save.
        fields: what the posting is to them now; None if it does not suit.
    """
    if old.own:
        return None
    if fields is None:
        return None if old.is_withdrawn else Revision(old, None)
    same = wrote(fields) == wrote(old.document) and _meanwhile(fields) == _meanwhile(old.document)
    if not old.is_withdrawn and same:
        return None
    return Revision(old, fields)


def _meanwhile(fields: Mapping[str, Any]) -> bool:
    """Whether keywords judged in the place of a model."""
    return fields.get("judgedBy") == MEANWHILE


def wrote(fields: Mapping[str, Any]) -> str:
    """The mark of what a save says: where it differs from what is noted, a person changed it."""
    said = {name: fields[name] for name in _JUDGED if fields.get(name) is not None}
    text = json.dumps(storable(said), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def is_touched(document: Mapping[str, Any]) -> bool:
    """Whether a person changed a save: it has their status, their note, or a field of theirs.

    A field that the reactor writes and `_OURS` does not list would count as a person's.
    """
    if document.get("status") not in UNTOUCHED or document.get("notes") not in (None, ""):
        return True
    noted = mapping_in(document.get("reactor")).get("wrote")
    changed = noted is not None and noted != wrote(document)
    return changed or not _OURS.issuperset(document)
