"""A status as one JSON object, for programs. Its names stay; new ones may come.

    {
      "now", "database",                     dates are ISO 8601, in UTC; what is not known is null
      "reactors":    [{"id", "since", "refreshedAt", "expiresAt", "running"}],
      "here":        {"address", "answers", "well", "streamReadSecondsAgo", "streamLagSeconds",
                      "loopLagP99Seconds", "loopLagMaxSeconds", "memoryBytes", "logDir",
                      "diskFreeBytes", "diskTotalBytes"},
      "checkpointAt",
      "mongodb":     {"bytes", "diskFreeBytes", "diskTotalBytes", "timersStandStill",
                      "collections": [{"name", "documents", "bytes", "bytesAYear"}]},
      "companies":   {"total", "tracked", "due", "overdue", "neverVisited", "dueNotQueued",
                      "problematic", "unrecognised", "learned"},
      "rules":       [{"company", "learnedAt", "usedAt", "source", "model", "checked"}],
      "tiers":       [{"lowest", "highest", "everySeconds", "preferences", "companies", "due",
                      "overdue", "neverVisited"}],
      "queue":       {"pending", "waiting", "waitingForBudget", "toJudgeAgain", "processing",
                      "completedLastDay", "failedLastDay", "declinedLastDay"},
      "running":     [job], "next": [job], "waiting": [job], "failedWithoutCompany": [job],
      "dueNext":     [{"company", "rank", "priority", "reason"}],
      "timers":      [{"company", "at"}],
      "failed":      [{"company", "rank", "failures", "failedAt", "errorMessage", "errorCode",
                      "advice"}],
      "matches":     [{"user", "count", "best", "title", "latestAt"}],        of the last 7 days
      "budget":      {"matcher", "model", "requests", "requestsADay", "inputTokens",
                      "outputTokens", "renewedAt", "closedUntil", "usedUpAt"},
      "modelTrouble": {"model", "errorCode", "errorMessage", "since", "tries", "until", "open",
                      "keywordsMeanwhile"}                          null while it is well
      "cost":        {"currency", "today": uses, "month": uses},  at the prices of the paid tier
      "unknownUsers": {"total", "names"},      in preferences that track; matched for nobody
      "unmatched":   {"nothingToMatchBy": [user], "unreadCvs": [{"user", "why", "code"}]},
      "badPreferences": {"total", "rank", "company", "unknownCompany", "example"},
      "advice":      [{"about", "do"}]                            the most important first
    }

    job: {"id", "company", "reason", "priority", "turn", "createdAt", "startedAt", "attempt",
          "notBefore", "waitsFor", "errorMessage", "errorCode", "reactor", "reactorAlive"}
    use:  {"calls", "inputTokens", "outputTokens", "total"}
    uses: use, and {"purposes": {"titles": use, "texts": use, "pages": use}}

The lists hold the first few of what `companies` and `queue` count.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reactor.advice import Advice, advice_for
from reactor.decisions.model_trouble import stands_in
from reactor.mongo.views.spending import Purpose, Use
from reactor.status.json_census import record_of_census
from reactor.status.json_queue import iso, record_of_queue
from reactor.status.state import Status

Record = dict[str, Any]
_MOST_LISTED = 10


def record_of(status: Status, advice: Sequence[Advice]) -> Record:
    """The object above."""
    overview = status.overview
    return {
        "now": iso(overview.now),
        "database": status.said(overview.name),
        "reactors": _reactors(status),
        "here": _here(status),
        "checkpointAt": iso(overview.server.checkpoint_at),
        "catchingUpFrom": iso(status.catching_up_from),
        "mongodb": _mongodb(status),
        **record_of_census(status),
        **record_of_queue(status),
        "timers": [
            {"company": status.said(timer.company), "at": iso(timer.expire_at)}
            for timer in overview.server.timers
        ],
        **_outcomes(status),
        "modelTrouble": _model_trouble(status),
        **_spending(status),
        "advice": [{"about": each.about, "do": status.said(each.do)} for each in advice],
    }


def _reactors(status: Status) -> list[Record]:
    owners = [job.lease.owner for job in status.overview.queue.running if job.lease]
    return [
        {
            "id": status.said(lease.owner),
            "since": iso(lease.since),
            "refreshedAt": iso(status.refreshed_at(lease)),
            "expiresAt": iso(lease.expire_at),
            "running": owners.count(lease.owner),
        }
        for lease in status.reactors
    ]


def _here(status: Status) -> Record:
    here, health = status.here, status.here.health
    return {
        "address": here.address,
        "answers": health is not None,
        "well": health and health.well,
        "mongodb": (health and health.mongodb) or None,
        "streamReadSecondsAgo": health and health.read_ago,
        "streamLagSeconds": health and health.lag,
        "loopLagP99Seconds": health and health.loop_p99,
        "loopLagMaxSeconds": health and health.loop_most,
        "memoryBytes": here.memory,
        "logDir": here.log_dir,
        "diskFreeBytes": here.disk_free,
        "diskTotalBytes": here.disk_total,
    }


def _mongodb(status: Status) -> Record:
    sizes = status.overview.server.sizes
    return {
        "bytes": sizes.data,
        "diskFreeBytes": sizes.disk_free,
        "diskTotalBytes": sizes.disk_total,
        "timersStandStill": status.timers_stand_still,
        "collections": [
            {"name": each.name, "documents": each.documents, "bytes": each.size}
            | {"bytesAYear": each.a_year}
            for each in status.overview.growth
        ],
    }


def _outcomes(status: Status) -> Record:
    overview = status.overview
    return {
        "failed": [
            {
                "company": status.said(trouble.label),
                "rank": trouble.rank,
                "failures": trouble.failures,
                "failedAt": iso(trouble.failed_at),
                "errorMessage": status.said(trouble.message) or None,
                "errorCode": status.said(trouble.code) or None,
                "advice": advice_for(trouble.code, status.said(trouble.label)).do,
            }
            for trouble in overview.troubles[:_MOST_LISTED]
        ],
        "matches": [
            {
                "user": status.said(person.user),
                "count": person.count,
                "best": person.best,
                "title": status.said(person.title),
                "latestAt": iso(person.latest),
            }
            for person in overview.matches
        ],
    }


def _model_trouble(status: Status) -> Record | None:
    trouble = status.overview.model
    if trouble is None:
        return None
    return {
        "model": status.said(trouble.model),
        "errorCode": trouble.code,
        "errorMessage": status.said(trouble.message),
        "since": iso(trouble.since),
        "tries": trouble.tries,
        "until": iso(trouble.until),
        "open": trouble.open,
        "keywordsMeanwhile": stands_in(trouble, status.overview.now),
    }


def _spending(status: Status) -> Record:
    spending = status.overview.spending
    return {
        "budget": {
            "matcher": status.provider if status.model else "keyword",
            "model": status.model and status.said(status.model),
            "requests": spending.requests,
            "requestsADay": status.requests_a_day,
            "inputTokens": spending.input_tokens,
            "outputTokens": spending.output_tokens,
            "renewedAt": iso(spending.renewed_at),
            "closedUntil": iso(spending.closed_until),
            "usedUpAt": iso(spending.used_up_at),
        },
        "cost": {"currency": "USD", "today": _uses(spending.today), "month": _uses(spending.month)},
    }


def _uses(uses: Mapping[Purpose, Use]) -> Record:
    """All together, and each purpose for itself."""
    return {
        **_use(sum(uses.values(), Use())),
        "purposes": {purpose.value: _use(use) for purpose, use in sorted(uses.items())},
    }


def _use(use: Use) -> Record:
    return {
        "calls": use.calls,
        "inputTokens": use.input_tokens,
        "outputTokens": use.output_tokens,
        "total": round(use.cost, 6),
    }


def essence(record: Record) -> Record:
    """What people would call the same if it had not changed: without clocks and signs of life."""
    reactors = [{**each, "refreshedAt": None, "expiresAt": None} for each in record["reactors"]]
    here = {name: record["here"][name] for name in ("answers", "well")}
    fleeting = {"now": None, "checkpointAt": None, "mongodb": None}
    return record | fleeting | {"reactors": reactors, "here": here}
