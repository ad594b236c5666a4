"""The companies' and preferences' part of a status as JSON."""

from typing import Any

from reactor.status.json_queue import iso
from reactor.status.state import Status


def record_of_census(status: Status) -> dict[str, Any]:
    """The names that `record` describes for companies, tiers and preferences."""
    census = status.overview.census
    bad = census.bad
    return {
        "companies": {
            "total": census.companies,
            "tracked": census.tracked,
            "due": census.due,
            "overdue": census.overdue,
            "neverVisited": census.never,
            "dueNotQueued": census.unqueued,
            "problematic": census.problematic,
            "unrecognised": census.unrecognised,
            "learned": census.learned,
        },
        "rules": [
            {
                "company": status.said(each.company),
                "learnedAt": iso(each.rule.learned_at),
                "usedAt": iso(each.rule.used_at),
                "source": status.said(each.rule.source),
                "model": status.said(each.rule.model),
                "checked": each.rule.checked,
            }
            for each in census.rules
        ],
        "tiers": [
            {
                "lowest": tier.lowest,
                "highest": tier.highest,
                "everySeconds": int(tier.every.total_seconds()),
                "preferences": tier.preferences,
                "companies": tier.companies,
                "due": tier.due,
                "overdue": tier.overdue,
                "neverVisited": tier.never,
            }
            for tier in census.tiers
        ],
        "dueNext": [
            {
                "company": status.said(due.label),
                "rank": due.rank,
                "priority": due.priority,
                "reason": due.reason,
            }
            for due in census.due_next
        ],
        "unknownUsers": {
            "total": census.names.unknown,
            "names": [status.said(name) for name in census.names.strangers],
        },
        "unmatched": {
            "nothingToMatchBy": [status.said(name) for name in status.overview.unmatched.blank],
            "unreadCvs": [
                {"user": status.said(cv.user), "why": status.said(cv.why), "code": cv.code}
                for cv in status.overview.unmatched.unread
            ],
        },
        "badPreferences": {
            "total": bad.total,
            "rank": bad.rank,
            "company": bad.company,
            "unknownCompany": bad.unknown,
            "example": status.said(bad.example) or None,
        },
    }
