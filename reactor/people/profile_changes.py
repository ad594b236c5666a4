"""Detects changed profiles, whose postings must be re-judged.

It compares state, not events: an irrelevant edit has no effect, and an edit made while no reactor
ran is found by the hourly comparison. Edits within the cooldown are one change: the first sets a
timer, and when that fires, the state at that time counts.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bson import ObjectId
from loguru import logger

from reactor.cv.share_link import download_of
from reactor.decisions.profile_fingerprint import (
    StoredProfile,
    differs_by_file,
    file_of,
    is_news,
    link_mark,
    profile_mark,
)
from reactor.documents import User
from reactor.errors import LastingError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.postings.histories import RecalledHistory
from reactor.mongo.reactions.judged_profiles import JudgedPerson, JudgedProfiles
from reactor.mongo.reactions.profiles import Profiles, file_in
from reactor.mongo.reactions.profiles import remembered as from_document
from reactor.mongo.timers import Timers

KIND = "profile"
"""Kind of the timer of a person whose change waits."""

_AT_ONCE = 200
"""People whose CVs are in memory at once."""

_IN_PARALLEL = 8
"""People for whom MongoDB is queried concurrently."""

_OVER_AFTER = timedelta(hours=1)
"""Longer than any visit that began before a change and saves after it."""

_SHOWN = dict.fromkeys(("email", "userId", "cvText", "cvUrl", "candidateInfo"), 1)
_KNOWN = {"$type": "objectId"}
_log = logger.bind(channel="queue-processor")

Edited = Mapping[ObjectId, datetime | None]
"""People, with the time of their edit in the server's time."""


@dataclass(frozen=True, slots=True)
class ProfileState:
    """A person's present and stored profile state.

    Attributes:
        user: the person.
        now: the present state; for an unchanged profile it may still have other names or files.
        known: the stored state, None on first sight.
        changed: whether the fingerprint differs from the stored one.
    """

    user: User
    now: StoredProfile
    known: StoredProfile | None
    changed: bool = False


class ProfileChanges:
    """Compares people with their stored profile states.

    Args:
        database: the database.
        cooldown: time within which several edits count as one.
    """

    def __init__(self, database: ScoutlyDatabase, cooldown: timedelta) -> None:
        self._database = database
        self._cooldown = cooldown
        self._profiles = Profiles(database)
        self._judged = JudgedProfiles(database)
        self._timers = Timers(database)

    async def of(self, edited: Edited, rested: Edited) -> dict[ObjectId, datetime | None]:
        """The companies at which somebody must be re-judged, or may be a newcomer.

        Args:
            edited: people who were added or edited.
            rested: people whose timers fired.

        Returns:
            Companies, each with the time of the causing event.
        """
        looks: dict[ObjectId, datetime | None] = {}
        if not edited and not rested:
            return looks
        now = await self._database.now()
        turn = asyncio.Semaphore(_IN_PARALLEL)

        async def answer(seen: ProfileState) -> None:
            of = seen.user.id
            at = edited.get(of) or rested.get(of)
            async with turn:
                companies = await self._answer(seen, at or now, now, fired=of in rested)
            for company_id in companies:
                looks[company_id] = at

        async for some in self._people({"$in": list({**edited, **rested})}):
            async with asyncio.TaskGroup() as group:
                for seen in await self._compare(some):
                    group.create_task(answer(seen))
        return looks

    async def compare_everybody(self) -> None:
        """Find changes without an event; every company must be compared afterwards."""
        now, there = await self._database.now(), set[ObjectId]()
        async for some in self._people(_KNOWN):
            there |= {user.id for user in some}
            changed = [each for each in await self._compare(some) if _is_due(each, now)]
            waits = await self._timers.present(KIND, [each.user.id for each in changed])
            for seen in changed:
                if seen.user.id not in waits:
                    await self._change(seen, now)
        await self._take_up(now)
        await self._settle(now)
        await self._profiles.forget_but(there)

    async def read_files(
        self, users: Iterable[User], recalled: RecalledHistory | None = None
    ) -> dict[ObjectId, StoredProfile]:
        """What is remembered of people once their CVs have been read; they may say something new.

        That is a change of its own, of which a timer tells at once.

        Args:
            users: who they are.
            recalled: what is remembered of them, if that was asked for already.
        """
        remembered = dict[ObjectId, StoredProfile]()
        for seen in await self._compare(list(users), recalled):
            if seen.known is None:
                continue
            remembered[seen.user.id] = seen.known if seen.changed else seen.now
            if not (seen.changed and differs_by_file(seen.user, seen.known)):
                continue
            now = await self._database.now()
            if _is_due(seen, now) and await self._change(seen, now) is not None:
                remembered |= await self._profiles.known([seen.user.id])
                await self._timers.set_once(KIND, seen.user.id, now)
        return remembered

    async def _people(self, ids: Mapping[str, object]) -> AsyncIterator[list[User]]:
        """These people in batches, with all fields that they are matched by."""
        some: list[User] = []
        async for document in self._database.users.find({"_id": ids}, _SHOWN):
            some.append(User.read(document))
            if len(some) == _AT_ONCE:
                yield some
                some = []
        if some:
            yield some

    async def _compare(
        self, users: Sequence[User], recalled: RecalledHistory | None = None
    ) -> list[ProfileState]:
        """Compare people, meet those who are new, and note what is no change of their profile."""
        if recalled:
            known = {each["_id"]: from_document(each) for each in recalled.profiles}
            files = {each["_id"]: file_in(each) for each in recalled.files}
        else:
            known = await self._profiles.known([user.id for user in users])
            files = await self._profiles.files(addresses_of(users))
        people = await asyncio.to_thread(_all_seen, users, known, files)
        await self._profiles.meet((each.user, each.now) for each in people if each.known is None)
        for each in people:
            if each.known and not each.changed and each.now != each.known:
                await self._profiles.note(each.user, each.known, each.now)
        return people

    async def _answer(
        self, seen: ProfileState, at: datetime, now: datetime, *, fired: bool
    ) -> Collection[ObjectId]:
        """The companies to check because of one person; the change may have to wait."""
        user, known = seen.user, seen.known
        if known is None or known.names != seen.now.names:
            # Existing preferences may already name this person.
            return await self._profiles.companies_of(user)
        if not _is_due(seen, now):
            asks = fired and known.changed
            return await self._profiles.companies_of(user) if asks else ()
        if not fired and self._cooldown and at + self._cooldown > now:
            await self._timers.set_once(KIND, user.id, at + self._cooldown)
            return ()
        return await self._change(seen, now) or ()

    async def _change(self, seen: ProfileState, now: datetime) -> list[ObjectId] | None:
        """Start re-judging for a person; returns where, None if another reactor was first."""
        assert seen.known  # noqa: S101 - a new person has no change
        companies = await self._profiles.companies_of(seen.user)
        since = await self._profiles.since(companies)
        change = replace(seen.now, at=now, since=since, changed=True)
        if not await self._profiles.note(seen.user, seen.known, change):
            return None
        _log.info("profile changed", user=seen.user.names[0], companies=len(companies))
        return companies

    async def _take_up(self, now: datetime) -> None:
        """Start re-judging of postings judged by keywords for a model that is back."""
        taken = await self._judged.to_be_taken_up()
        remembered = await self._profiles.known([each.user.id for each in taken])
        for each in taken:
            known = remembered.get(each.user.id)
            if known is None:
                continue
            tracked = await self._profiles.companies_of(each.user)
            where = [of for of in tracked if of in each.judged and _is_news(each.judged[of], known)]
            if where:
                since = await self._profiles.since(where)
                change = replace(known, at=now, since=since, changed=True)
                await self._profiles.note(each.user, known, change)

    async def _settle(self, now: datetime) -> None:
        """Mark people who are judged by their present profile everywhere, to skip them later."""
        for user_id, known in (await self._profiles.changed()).items():
            document = await self._database.users.find_one({"_id": user_id}, _SHOWN)
            if document is None or (known.at and now - known.at < _OVER_AFTER):
                continue
            user = User.read(document)
            tracked = await self._profiles.companies_of(user)
            there = self._database.companies.find({"_id": {"$in": tracked}}, {"_id": 1})
            pairs = [(each["_id"], JudgedPerson(user, user.names[0])) async for each in there]
            if not await self._judged.outdated(pairs, {user_id: known}):
                settled = replace(known, base=known.mark, changed=False)
                await self._profiles.note(user, known, settled)


def _is_due(seen: ProfileState, now: datetime) -> bool:
    """Whether to act on a change now; a change of the file alone counts once a day."""
    if seen.known is None or not seen.changed:
        return False
    return not differs_by_file(seen.user, seen.known) or is_news(seen.known, now)


def _is_news(judged_at: datetime | None, known: StoredProfile) -> bool:
    """Whether a fallback judgement still has to be redone; once started, its jobs continue."""
    return not known.changed or bool(judged_at and known.at and judged_at > known.at)


def _all_seen(
    users: Sequence[User], known: Mapping[ObjectId, StoredProfile], files: Mapping[str, str]
) -> list[ProfileState]:
    """The present states of people; to be run in a thread, because it hashes hundreds of CVs."""
    return [_seen(user, known.get(user.id), files.get(_address(user))) for user in users]


def _seen(user: User, known: StoredProfile | None, read: str | None) -> ProfileState:
    file = file_of(user, read, known)
    mark, link, names = profile_mark(user, file), link_mark(user), user.names
    if known is None:
        return ProfileState(user, StoredProfile(mark, mark, link, file, names), None)
    now = replace(known, mark=mark, link=link, file=file, names=names)
    if known.file == "" and differs_by_file(user, known):
        # Earlier judgements were made after reading this file, so nothing has changed.
        base = mark if known.base == known.mark else known.base
        return ProfileState(user, replace(now, base=base), known)
    return ProfileState(user, now, known, changed=mark != known.mark)


def addresses_of(users: Iterable[User]) -> list[str]:
    """Where the files are kept that people are matched by."""
    return [address for address in map(_address, users) if address]


def _address(user: User) -> str:
    """The cache address of a person's CV file; `""` without one."""
    if not link_mark(user):
        return ""
    try:
        return download_of(user.cv_url).address
    except LastingError:
        return ""
