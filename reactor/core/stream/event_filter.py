"""The filter of the change stream: which changes are sent, and which of their fields.

Other changes never leave the server: most writes to this database are other programs' or the
reactor's own.
"""

from typing import Any

from reactor.decisions.actions import MADE_BY_US, WITHDRAWN
from reactor.mongo.database import COLLECTIONS
from reactor.mongo.timers import DROPPED


def _changed(*names: str) -> list[dict[str, Any]]:
    fields = [{f"updateDescription.updatedFields.{name}": {"$exists": True}} for name in names]
    return [*fields, {"updateDescription.removedFields": {"$in": list(names)}}]


SHOWN_ONLY = "savedjobs"
_ACTED_ON = ("careers_url", "selector", "isProblematic", "lastSuccessfulScrape")
"""The fields of a company that the reactor acts on; its name is only shown."""

_KEEPS_FROM_CLAIMS = ["lease", "notBefore"]
_REPLACED: dict[str, Any] = {"operationType": {"$in": ["insert", "replace", "delete"]}}
_OBSERVED: list[dict[str, Any]] = [
    {"ns.coll": "usercompanypreferences"},
    # The server compares a person's fields, so that no part of their CV is sent.
    {"ns.coll": "users", "operationType": {"$in": ["insert", "update", "replace"]}},
    # The reactor's own marker of a company is no news.
    {
        "ns.coll": "companies",
        "$or": [
            _REPLACED,
            *_changed(*_ACTED_ON, "company"),
        ],
    },
    # Nor are claims, except those of crashed jobs: other reactors may wait for their end.
    {
        "ns.coll": "jobqueues",
        "$or": [
            _REPLACED,
            {"updateDescription.updatedFields.status": {"$nin": [None, "processing"]}},
            {
                "updateDescription.updatedFields.status": "processing",
                "fullDocumentBeforeChange.crashCount": {"$gt": 0},
            },
            *_changed("companyId"),
            # A job without these can be claimed, whoever removed them.
            {"updateDescription.removedFields": {"$in": _KEEPS_FROM_CLAIMS}},
            {"updateDescription.updatedFields.lease": {"$type": "null"}},
            {"updateDescription.updatedFields.notBefore": {"$type": "null"}},
            {"updateDescription.updatedFields.reason": WITHDRAWN},
        ],
    },
    {"ns.coll": "timers", "operationType": "delete"},
    {
        "ns.coll": "timers",
        "operationType": {"$in": ["update", "replace"]},
        "documentKey._id.kind": {
            "$in": ["scrape", "retry", "budget", "report", "notify", "profile"]
        },
    },
    {"ns.coll": "notifications", "operationType": "insert"},
    # The reactor does not act on these: open pages show them.
    {
        "ns.coll": SHOWN_ONLY,
        "$or": [
            _REPLACED,
            *_changed("status", "notes", "suitabilityScore", "withdrawnAt", "goneAt"),
            *_changed("title", "location", "salary", "goodFitReasons", "considerationPoints"),
        ],
    },
    # Collections that are dropped, or renamed to an old name, have no indexes.
    {"operationType": {"$in": ["drop", "rename", "dropIndexes"]}, "ns.coll": {"$in": COLLECTIONS}},
    {"operationType": "rename", "to.coll": {"$in": COLLECTIONS}},
    {"operationType": "dropDatabase"},
]
_BEFORE, _UPDATED = "$fullDocumentBeforeChange", "$updateDescription.updatedFields"
_RUN_ENDED = {"$getField": {"field": "reactor.revision", "input": _UPDATED}}
_OURS: list[dict[str, Any]] = [
    {"$in": ["lease", {"$ifNull": ["$updateDescription.removedFields", []]}]},
    {"$gt": [f"{_UPDATED}.result", None]},
    {"$gt": [f"{_UPDATED}.crashCount", 0]},
    {"$eq": [f"{_BEFORE}.reason", WITHDRAWN]},
    {"$eq": [f"{_UPDATED}.reason", WITHDRAWN]},
    {"$gt": [f"{_UPDATED}.lease.owner", None]},
    # The end of a run also writes the company's marker; a person's edit leaves the marker alone.
    {"$gt": [_RUN_ENDED, None]},
    # A job inserted with its turn: the reactor that stamped it has looked at the company.
    {
        "$and": [
            {"$eq": ["$operationType", "insert"]},
            {"$in": ["$fullDocument.reason", MADE_BY_US]},
            {"$gt": ["$fullDocument.turn", None]},
        ]
    },
]
_RENAMED: dict[str, Any] = {
    "$and": [
        {"$eq": ["$ns.coll", "companies"]},
        {"$eq": ["$operationType", "update"]},
        *({"$eq": [{"$type": f"{_UPDATED}.{name}"}, "missing"]} for name in _ACTED_ON),
        {
            "$eq": [
                {
                    "$setIntersection": [
                        {"$ifNull": ["$updateDescription.removedFields", []]},
                        list(_ACTED_ON),
                    ]
                },
                [],
            ]
        },
    ]
}
_ENCUMBERED = [{"$gt": [f"$fullDocument.{name}", None]} for name in _KEEPS_FROM_CLAIMS]
PIPELINE: list[dict[str, Any]] = [
    {"$match": {"$or": _OBSERVED}},
    # Unneeded fields stay on the server: a large document must not make a large event.
    {
        "$project": {
            "operationType": 1,
            "collection": "$ns.coll",
            "key": "$documentKey._id",
            "company": "$fullDocument.companyId",
            "before": f"{_BEFORE}.companyId",
            "user": "$fullDocument.user",
            "moved": f"{_UPDATED}.companyId",
            "status": {"$ifNull": ["$fullDocument.status", f"{_UPDATED}.status"]},
            "statusBefore": f"{_BEFORE}.status",
            "reasonBefore": f"{_BEFORE}.reason",
            "ours": {"$or": _OURS},
            # A run that requeues its own job, to wait.
            "retried": {"$gt": [f"{_UPDATED}.notBefore", None]},
            # Of a company: whether only its name changed.
            "renamed": _RENAMED,
            "withdrawn": {"$eq": [f"{_UPDATED}.reason", WITHDRAWN]},
            # Of a timer: when it should fire, and whether a reactor is deleting it.
            "expireAt": f"{_BEFORE}.expireAt",
            "dropped": f"{_UPDATED}.{DROPPED}",
            "droppedBefore": f"{_BEFORE}.{DROPPED}",
            "claimedBy": f"{_UPDATED}.lease.owner",
            "encumbered": {"$or": _ENCUMBERED},
            # Before MongoDB 6.0 events have no wall time.
            "wallTime": {"$ifNull": ["$wallTime", {"$toDate": "$clusterTime"}]},
        }
    },
]
