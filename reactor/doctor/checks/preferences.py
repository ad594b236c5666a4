"""Checks for preferences without their intended effect."""

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from bson import ObjectId

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, shown
from reactor.documents import Preference
from reactor.mongo.views.preferences import AllPreferences, ask_tracking

_SWITCH = (True, False, None)


async def look(case: Case) -> AsyncIterator[Finding]:
    """Read all preferences once, and check each aspect."""
    tracking = await ask_tracking(case.database)
    yield ranks(tracking)
    for judge in (tracked, users, mistyped, twice):
        finding = judge(tracking)
        if finding:
            yield finding


def ranks(tracking: AllPreferences) -> Finding:
    """The ranks that are not whole numbers from 1 to 100, and invalid `isTracking` values."""
    unranked = [each for each in tracking.preferences if each.valid_rank is None]
    unswitched = [each for each in tracking.preferences if each.is_tracking not in _SWITCH]
    lines = [
        *(f"{shown(each.id)}: rank {shown(each.rank)}" for each in unranked),
        *(f"{shown(each.id)}: isTracking {shown(each.is_tracking)}" for each in unswitched),
    ]
    total = counted(len(tracking.preferences), "preference")
    if not tracking.preferences:
        said = "no preferences: no company is tracked"
        mend = "Insert one: {userId: e-mail, companyId: ObjectId of a company, rank: 1 to 100}"
        return Finding("ranks", Severity.REMARK, said, mend=mend)
    if not lines:
        following = sum(each.tracks for each in tracking.preferences)
        said = f"{total}, {following} tracking; every rank is from 1 to 100"
        return Finding("ranks", Severity.FINE, said)
    return Finding(
        "ranks",
        Severity.WRONG,
        f"{counted(len(lines), 'value')} in {total} cannot be understood: these track nothing",
        first_of(lines),
        f"db.usercompanypreferences.updateOne({{_id: {shown((*unranked, *unswitched)[0].id)}}}, "
        "{$set: {rank: 50, isTracking: true}})",
    )


def tracked(tracking: AllPreferences) -> Finding | None:
    """The preferences for companies that do not exist; None if there are none."""
    mistyped = [p for p in tracking.preferences if not isinstance(p.company_id, ObjectId)]
    unknown = [
        each
        for each in tracking.preferences
        if isinstance(each.company_id, ObjectId) and each.company_id not in tracking.companies
    ]
    if not (mistyped or unknown):
        return None
    return Finding(
        "tracked",
        Severity.WRONG if mistyped else Severity.REMARK,
        f"{counted(len(mistyped) + len(unknown), 'preference')} for companies that are not there",
        first_of(f"{shown(p.id)}: companyId {shown(p.company_id)}" for p in [*mistyped, *unknown]),
        "Give them the ObjectId of a company as companyId, or delete them.",
    )


def users(tracking: AllPreferences) -> Finding | None:
    """The preferences of unknown users; None if there are none."""
    strangers = [p for p in tracking.preferences if tracking.people.named(p.user_id) is None]
    if not strangers:
        return None
    return Finding(
        "people",
        Severity.REMARK,
        f"{counted(len(strangers), 'preference')} of unknown users: scraped, matched for nobody",
        first_of(f"{shown(each.id)}: userId {shown(each.user_id)}" for each in strangers),
        "Add the user, or write their e-mail, or the hex of their userId or _id, as userId.",
    )


def mistyped(tracking: AllPreferences) -> Finding | None:
    """The preferences with an ObjectId as `userId`; None if there are none."""
    if not tracking.mistyped:
        return None
    return Finding(
        "user ids",
        Severity.REMARK,
        f"{counted(tracking.mistyped, 'preference')} with an ObjectId as userId: understood here, "
        "but the apps look for a text",
        mend='db.usercompanypreferences.updateMany({userId: {$type: "objectId"}}, '
        '[{$set: {userId: {$toString: "$userId"}}}])',
    )


def twice(tracking: AllPreferences) -> Finding | None:
    """The people with two preferences for one company, under several ids; None without any."""
    by_person: dict[tuple[ObjectId, Any], list[Preference]] = defaultdict(list)
    for each in tracking.preferences:
        person = tracking.people.named(each.user_id)
        if person and isinstance(each.company_id, ObjectId):
            by_person[person.id, each.company_id].append(each)
    doubled = [several for several in by_person.values() if len(several) > 1]
    if not doubled:
        return None
    return Finding(
        "twice",
        Severity.REMARK,
        f"{counted(len(doubled), 'time')} one person prefers one company twice: higher rank counts",
        first_of(
            " and ".join(f"{shown(p.id)} ({p.user_id}, rank {shown(p.rank)})" for p in several)
            for several in doubled
        ),
        "Delete all but one of each.",
    )
