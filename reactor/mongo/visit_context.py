"""Reads what a visit needs before it asks a site for anything: one question for all of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.model_trouble import ModelTrouble
from reactor.decisions.posting_presence import KnownPosting
from reactor.documents import Preference, User
from reactor.mongo import driver
from reactor.mongo.cache.posting_texts import WITHOUT_TEXT, kept_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import CompanyFollowers, Followers, audience_of
from reactor.mongo.model_usage.troubles import trouble_id, trouble_in
from reactor.mongo.people import KnownPeople
from reactor.mongo.setup.indexes import ANY_CASE

_NOBODY = ObjectId("0" * 24)
"""Stands where a preference names nobody so: to look up nothing would find those without a name."""

_IDS = ("_id", "userId")


@dataclass(frozen=True, slots=True)
class VisitContext:
    """What is known before a visit.

    Attributes:
        now: the server's time.
        audience: who tracks the company.
        kept: what is remembered of its postings.
        trouble: that of the model which judges, if it is in any.
    """

    now: datetime
    audience: CompanyFollowers
    kept: Sequence[KnownPosting]
    trouble: ModelTrouble | None


class VisitContexts:
    """Asks what a visit has to know."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def of(self, company_id: ObjectId, model: str = "") -> VisitContext:
        """What is known of a company.

        Args:
            company_id: which.
            model: that judges; `""` for none.
        """
        parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        question = _question(company_id, model)
        for each in await driver.aggregate(
            self._database.preferences, question, collation=ANY_CASE
        ):
            parts[each.pop("part")].append(each)
        preferences = [Preference.read(each) for each in parts["preference"]]
        audience = audience_of(preferences, KnownPeople(_users(parts["preference"])))
        if audience.strangers:
            # MongoDB trims a name in its own way, so a person might be taken for a stranger.
            audience = await Followers(self._database).audience(company_id)
        troubles = [each for each in parts["trouble"] if each["_id"] == trouble_id(model)]
        return VisitContext(
            now=parts["clock"][0]["now"],
            audience=audience,
            kept=await kept_in(parts["posting"]),
            trouble=trouble_in(model, troubles[0]) if troubles else None,
        )


def _question(company_id: ObjectId, model: str) -> list[Mapping[str, Any]]:
    """Preferences with the people whom they may mean, postings, the model's trouble, the time."""
    postings = [
        {"$match": {"companyId": company_id, "url": {"$type": "string"}}},
        {"$project": WITHOUT_TEXT},
        {"$set": {"part": "posting"}},
    ]
    troubles = [{"$match": {"_id": trouble_id(model)}}, {"$set": {"part": "trouble"}}]
    clock = [{"$documents": [{"part": "clock", "now": "$$NOW"}]}]
    return [
        {"$match": {"companyId": company_id, "isTracking": {"$ne": False}}},
        *_WITH_PEOPLE,
        {"$set": {"part": "preference"}},
        {"$unionWith": {"coll": "postings", "pipeline": postings}},
        *([{"$unionWith": {"coll": "budgets", "pipeline": troubles}}] if model else []),
        {"$unionWith": {"pipeline": clock}},
    ]


def _found_by(field: str, name: str) -> dict[str, Any]:
    """The stage that adds those users of whom a field says what a preference calls its user."""
    return {
        "$lookup": {
            "from": "users",
            "localField": name,
            "foreignField": field,
            "as": f"people.{field}",
        }
    }


_NAME = {
    "$switch": {
        "branches": [
            {
                "case": {"$eq": [{"$type": "$userId"}, "string"]},
                "then": {"$trim": {"input": "$userId"}},
            },
            {
                "case": {"$eq": [{"$type": "$userId"}, "objectId"]},
                "then": {"$toString": "$userId"},
            },
        ],
        "default": "",
    }
}
_ID = {"$convert": {"input": "$named", "to": "objectId", "onError": _NOBODY, "onNull": _NOBODY}}
_WITH_PEOPLE: list[dict[str, Any]] = [
    {"$set": {"named": _NAME}},
    {"$set": {"id": _ID, "email": {"$cond": [{"$eq": ["$named", ""]}, _NOBODY, "$named"]}}},
    _found_by("email", "email"),
    *(_found_by(field, "id") for field in _IDS),
]


def _users(preferences: Sequence[Mapping[str, Any]]) -> list[User]:
    """Everybody whom preferences may mean, each once."""
    found = (
        user
        for preference in preferences
        for field in ("email", *_IDS)
        for user in preference["people"][field]
    )
    known = {user["_id"]: user for user in found if isinstance(user["_id"], ObjectId)}
    return [User.read(each) for each in known.values()]
