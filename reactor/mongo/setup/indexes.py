"""The indexes that the reactor needs, and what others' indexes on the same collections mean.

The apps bring indexes of their own, and so did earlier reactors. Ours have names of their own and
hold only the documents that have the fields, so that neither their writes nor the making of their
indexes is disturbed. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from reactor.mongo.cache.cv_texts import KEPT_FOR as CVS_KEPT_FOR
from reactor.mongo.cache.pages import KEPT_FOR as PAGES_KEPT_FOR
from reactor.mongo.database import ACTIVE, FINISHED
from reactor.mongo.model_usage.ledger import KEPT_FOR as ANSWERS_KEPT_FOR
from reactor.mongo.notifications.outbox import KEPT_FOR as NOTIFICATIONS_KEPT_FOR
from reactor.mongo.reactions.profiles import FORGOTTEN_AFTER as PROFILES_FORGOTTEN_AFTER
from reactor.mongo.setup.duplicate_jobs import ONE_ACTIVE_JOB

ANY_CASE = {"locale": "en", "strength": 2}
"""How people's names are compared: neither capitals nor their absence make it another person."""

_MATTER = ("unique", "sparse", "partialFilterExpression", "expireAfterSeconds", "collation")
_SIFTED = {"status": 1, "withdrawnAt": 1, "suitabilityScore": 1, "companyId": 1}
"""What lists of saves are filtered by."""
_FULL = {"$gt": ""}
"""What a text that says something is to MongoDB: unlike its type, queries can tell so as well."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index that the reactor or another program relies on."""

    collection: str
    keys: Mapping[str, int]
    options: Mapping[str, Any] = field(default_factory=dict)


def indexes(keep_finished: timedelta) -> list[Index]:
    """Every index; finished jobs expire `keep_finished` after their last change."""
    unique = {"unique": True}
    return [
        Index("users", {"email": 1}, _named("one_user_per_email", **unique, **_full("email"))),
        Index("users", {"email": 1}, _named("user_by_email", collation=ANY_CASE)),
        Index("users", {"email": 1, "_id": 1}, _named("people_by_email", collation=ANY_CASE)),
        Index("users", {"userId": 1}, _named("user_by_user_id", collation=ANY_CASE)),
        Index(
            "companies",
            {"companyID": 1},
            _named("one_company_per_slug", **unique, **_full("companyID")),
        ),
        Index(
            "companies",
            {"isProblematic": 1},
            _named("problematic", partialFilterExpression={"isProblematic": True}),
        ),
        Index("companies", {"company": 1, "_id": 1}, _named("by_name", collation=ANY_CASE)),
        Index(
            "usercompanypreferences",
            {"userId": 1},
            _named("wishes_by_person", collation=ANY_CASE),
        ),
        # Every app has this one just so.
        Index("usercompanypreferences", {"userId": 1, "companyId": 1}, unique),
        Index("usercompanypreferences", {"companyId": 1}),
        *_of_jobs(keep_finished),
        Index("timers", {"expireAt": 1}, {"expireAfterSeconds": 0}),
        *_of_saves(),
        Index(
            "companyscrapehistories",
            {"companyId": 1, "userId": 1},
            _named("one_history_per_name", **unique, **_full("userId")),
        ),
        Index("companyscrapehistories", {"companyId": 1}, _named("history_by_company")),
        Index(
            "companyscrapehistories",
            {"reactor.judgedBy": 1},
            _named(
                "history_judged_meanwhile",
                partialFilterExpression={"reactor.judgedBy": "meanwhile"},
            ),
        ),
        Index("postings", {"companyId": 1, "url": 1}),
        Index(
            "postings",
            {"goneAt": 1},
            _named("postings_gone", partialFilterExpression={"goneAt": {"$type": "date"}}),
        ),
        # The newest of many companies, from the index alone.
        Index("postings", {"companyId": 1, "firstSeenAt": -1, "goneAt": 1}),
        Index(
            "profiles",
            {"changed": 1},
            _named("profiles_changed", partialFilterExpression={"changed": True}),
        ),
        Index("profiles", {"endedAt": 1}, _expires(PROFILES_FORGOTTEN_AFTER)),
        # The web app has this one just so.
        Index("tokenusages", {"timestamp": -1}),
        Index("pages", {"at": 1}, _expires(PAGES_KEPT_FOR)),
        Index("analyses", {"at": 1}, _expires(ANSWERS_KEPT_FOR)),
        Index("cvs", {"checkedAt": 1}, _expires(CVS_KEPT_FOR)),
        Index("notifications", {"endedAt": 1}, _expires(NOTIFICATIONS_KEPT_FOR)),
    ]


def _of_jobs(keep_finished: timedelta) -> list[Index]:
    return [
        Index(
            "jobqueues",
            {"companyId": 1},
            _named(
                ONE_ACTIVE_JOB,
                unique=True,
                partialFilterExpression={"status": {"$in": ACTIVE}},
            ),
        ),
        Index(
            "jobqueues",
            {"turn": 1},
            _named("claim_by_turn", partialFilterExpression={"status": "pending"}),
        ),
        Index("jobqueues", {"lease.owner": 1}, {"sparse": True}),
        Index("jobqueues", {"companyId": 1, "createdAt": -1}, _named("jobs_by_company")),
        # The lists of the page, and the counts of everybody from the index alone.
        Index(
            "jobqueues",
            {"status": 1, "updatedAt": -1, "_id": -1, "reason": 1},
            _named("jobs_by_status_and_reason"),
        ),
        Index(
            "jobqueues",
            {"updatedAt": 1},
            _named(
                "finished_jobs_expire",
                expireAfterSeconds=int(keep_finished.total_seconds()),
                partialFilterExpression={"status": {"$in": FINISHED}},
            ),
        ),
    ]


def _of_saves() -> list[Index]:
    """Saves of June 2025 have `user`, `company` and `url`, and no `jobId`."""
    with_user = {"user": {"$type": "objectId"}, "jobId": _FULL}
    return [
        Index(
            "savedjobs",
            {"userId": 1, "jobId": 1},
            _named("one_save_per_name", unique=True, **_full("userId", "jobId")),
        ),
        Index(
            "savedjobs",
            {"user": 1, "jobId": 1},
            _named("one_save_per_person", unique=True, partialFilterExpression=with_user),
        ),
        Index("savedjobs", {"companyId": 1, "jobId": 1}, _named("saves_by_company")),
        Index("savedjobs", {"company": 1}, _named("saves_by_former_company", sparse=True)),
        # A person's last days, and their inbox by status, are counted from the index alone; lists
        # are read in the order of an index, from any row on.
        Index(
            "savedjobs", {"user": 1, "createdAt": -1, "_id": -1, **_SIFTED}, _named("saves_by_day")
        ),
        Index(
            "savedjobs",
            {"user": 1, "suitabilityScore": -1, "_id": -1, "status": 1, "withdrawnAt": 1},
            _named("saves_from_best"),
        ),
        Index(
            "savedjobs",
            {"user": 1, "status": 1, "suitabilityScore": -1, "createdAt": -1},
            _named("saves_by_score"),
        ),
    ]


def _named(name: str, **options: Any) -> dict[str, Any]:
    return {"name": name, **options}


def _full(*names: str) -> dict[str, Any]:
    return {"partialFilterExpression": dict.fromkeys(names, _FULL)}


def _expires(after: timedelta) -> dict[str, Any]:
    return {"expireAfterSeconds": int(after.total_seconds())}


def same_keys(index: Index, found: Mapping[str, Any]) -> bool:
    """Whether an index that was found has the keys of the needed one, in its order."""
    return [(name, order) for name, order in found["key"]] == list(index.keys.items())


def serves(index: Index, found: Mapping[str, Any]) -> bool:
    """Whether an index on the same keys does what the needed one does, whatever its name.

    One that is unique everywhere keeps the promise of one that is so wherever the fields are there.
    """
    wanted, has = what_matters(index.options), what_matters(found)
    stricter = {name: wanted[name] for name in wanted if name != "partialFilterExpression"}
    return has == wanted or (has == stricter and _only_of_a_type(wanted))


def what_matters(options: Mapping[str, Any]) -> dict[str, Any]:
    """Of an index's options those that make it another index."""
    # An expiry of 0 matters; an option that is off does not.
    kept = {
        name: options[name]
        for name in _MATTER
        if options.get(name) is not None and options[name] is not False
    }
    if collation := kept.get("collation"):
        kept["collation"] = {name: collation.get(name) for name in ANY_CASE}
    return kept


def _only_of_a_type(options: Mapping[str, Any]) -> bool:
    conditions = options.get("partialFilterExpression", {}).values()
    return all(
        isinstance(condition, Mapping) and ("$type" in condition or condition == _FULL)
        for condition in conditions
    )


def is_of_an_earlier_reactor(collection: str, name: str, found: Mapping[str, Any]) -> bool:
    """Whether an index was made by an earlier reactor, and is in the way or was replaced.

    One that stands in the way of the apps' own has the name that they give theirs, and the option
    that only ours have.
    """
    if found["key"] == _REPLACED.get((collection, name)):
        return True
    for key in _FORMER.get(collection, ()):
        of_a_type = {key: {"$type": _TYPES.get(key, "string")}}
        if found.get("partialFilterExpression") == of_a_type and name == _usual_name(found):
            return True
    return False


_REPLACED = {
    ("jobqueues", "jobs_by_status"): [("status", 1), ("updatedAt", -1), ("_id", -1)],
}
_FORMER = {"users": ("email",), "companies": ("companyID",), "savedjobs": ("user",)}
_TYPES = {"user": "objectId"}


def _usual_name(found: Mapping[str, Any]) -> str:
    """The name that a driver gives to an index that has none."""
    return "_".join(f"{key}_{order}" for key, order in found["key"])


_SATISFIED: Mapping[str, Iterable[Iterable[str]]] = {
    "savedjobs": (
        *(("user", "jobId"), ("user", "url"), ("userId", "jobId"), ("userId", "url")),
        ("_id",),
    ),
    "companyscrapehistories": (("companyId", "userId"), ("companyId", "userEmail"), ("_id",)),
    "tokenusages": (("_id",),),
    "jobqueues": (("_id",),),
}
"""Fields that differ between any two documents that we write, by collection."""

JUDGED = tuple(_SATISFIED)
"""The collections whose unique indexes are looked at."""


def contradicts(collection: str, found: Mapping[str, Any]) -> bool:
    """Whether a unique index forbids documents that the reactor has to write.

    Older apps made some, such as `savedjobs.url_1`: under it, two people cannot have one posting.
    """
    partial = "partialFilterExpression" in found
    if not found.get("unique") or partial or collection not in _SATISFIED:
        return False
    keys = {key for key, _ in found["key"]}
    return not any(keys.issuperset(differing) for differing in _SATISFIED[collection])


def hinders_older_apps(collection: str, found: Mapping[str, Any]) -> str:
    """The field that apps of June 2025 leave out, under an index that lets only one do so.

    `""` under any other index. The app of today makes these; so did earlier reactors.
    """
    keys = tuple(key for key, _ in found["key"])
    partial = found.get("partialFilterExpression") or found.get("sparse")
    return "" if partial or not found.get("unique") else _LEFT_OUT.get((collection, keys), "")


_LEFT_OUT = {
    ("savedjobs", ("userId", "jobId")): "jobId",
    ("companyscrapehistories", ("companyId", "userId")): "userId",
}


def how_to_drop(collection: str, name: str) -> str:
    """The command that does away with an index."""
    return f'db.{collection}.dropIndex("{name}")'
