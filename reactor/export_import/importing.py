"""Merges an archive into a database in batches: look up, decide, write."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reactor.export_import.archive import ArchivedJob, ArchivedRank, Entry
from reactor.export_import.bulk_writes import write
from reactor.export_import.companies import ArchivedCompanies
from reactor.export_import.import_summary import ImportOptions, ImportResult
from reactor.export_import.people import ArchivedPeople, ArchivedPerson, mark_of
from reactor.lenient_fields import valid_rank
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_MAX_ENTRIES, _MAX_CHARACTERS = 500, 2_000_000
"""Maximum entries and characters in memory at once."""
_OWN_KEYS = {
    "usercompanypreferences": ("userId, companyId",),
    "savedjobs": ("userId, jobId", "user, jobId"),
}


async def merge(
    database: ScoutlyDatabase, entries: Iterable[tuple[Entry, int]], choices: ImportOptions
) -> ImportResult:
    """Merge the entries and return the result. Idempotent, and safe beside other writers.

    Args:
        database: the target.
        entries: the archive's entries, each with its length.
        choices: the options.
    """
    merger = _Merger(database, choices)
    batches = _batches(entries)
    following = next(batches, None)
    while following:
        following = await _take(merger, following, batches)
    return merger.merged


async def _take(
    merger: "_Merger", entries: Sequence[Entry], batches: Iterator[list[Entry]]
) -> list[Entry] | None:
    """Merge one batch, and read the next one meanwhile."""
    try:
        async with asyncio.TaskGroup() as group:
            following = group.create_task(asyncio.to_thread(next, batches, None))
            group.create_task(merger.take(entries))
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return following.result()


def _batches(entries: Iterable[tuple[Entry, int]]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    length = 0
    for entry, size in entries:
        batch.append(entry)
        length += size
        if len(batch) == _MAX_ENTRIES or length > _MAX_CHARACTERS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


class _Merger:
    def __init__(self, database: ScoutlyDatabase, choices: ImportOptions) -> None:
        self.merged = ImportResult()
        self._database = database
        self._choices = choices
        self._people = ArchivedPeople(database, choices, self.merged)
        self._companies = ArchivedCompanies(database, choices, self.merged)

    async def take(self, entries: Sequence[Entry]) -> None:
        """Merge some entries; users and companies come before the entries that refer to them."""
        await self._people.meet({entry.user for entry in entries})
        known: list[tuple[Entry, ArchivedPerson]] = []
        for entry in entries:
            if person := self._people[entry.user]:
                known.append((entry, person))
            else:
                self.merged.left_out[entry.user] += 1
        await self._companies.meet(
            entry.company for entry, person in known if entry.company and _needs(entry, person)
        )
        await self._ranks([(e, who) for e, who in known if isinstance(e, ArchivedRank)])
        await self._jobs([(e, who) for e, who in known if isinstance(e, ArchivedJob)])

    async def _ranks(self, entries: Sequence[tuple[ArchivedRank, ArchivedPerson]]) -> None:
        added: list[Any] = []
        replaced: list[Any] = []
        for rank, person in entries:
            company_id = self._companies.id_of(rank.company)
            there = person.preferences.get(company_id)
            wanted = {"rank": rank.rank, "isTracking": rank.is_tracking}
            if company_id is None:
                self.merged.refused["usercompanypreferences", "companies that are not there"] += 1
            elif not person.is_first(company_id):
                self.merged.kept["usercompanypreferences"] += 1
            elif there is None:
                key = {"userId": person.name, "companyId": company_id}
                added.append(driver.UpdateOne(key, {"$setOnInsert": wanted}, upsert=True))
            elif self._choices.overwrite and _other(there, rank):
                replaced.append(driver.UpdateOne({"_id": there["_id"]}, {"$set": wanted}))
            else:
                self.merged.kept["usercompanypreferences"] += 1
        await self._write("usercompanypreferences", added, replaced)

    async def _jobs(self, entries: Sequence[tuple[ArchivedJob, ArchivedPerson]]) -> None:
        there = await self._documents(entries) if self._choices.overwrite else {}
        added: list[Any] = []
        replaced: list[Any] = []
        for job, person in entries:
            wanted = job.fields
            mark = mark_of(job.job_id)
            known = person.saved.get(mark)
            if not person.is_first(mark):
                self.merged.kept["savedjobs"] += 1
            elif known is None:
                added.append(self._new(job, person, wanted))
            elif known in there and any(there[known].get(n) != v for n, v in wanted.items()):
                replaced.append(driver.UpdateOne({"_id": known}, {"$set": wanted}))
            else:
                self.merged.kept["savedjobs"] += 1
        await self._write("savedjobs", added, replaced)

    def _new(self, job: ArchivedJob, person: ArchivedPerson, wanted: dict[str, Any]) -> Any:
        company_id = self._companies.id_of(job.company) if job.company else None
        company = {"companyId": company_id, "company": company_id} if company_id else {}
        whose = {"user": person.user.id, "userId": person.name}
        # The indexes reject duplicates; a lookup before each insert would take twice as long.
        return driver.InsertOne({**whose, **company, **wanted, "status": job.status})

    async def _documents(
        self, entries: Sequence[tuple[ArchivedJob, ArchivedPerson]]
    ) -> dict[Any, dict[str, Any]]:
        """The existing saved jobs of these entries, by `_id`."""
        ids = [person.saved.get(mark_of(job.job_id)) for job, person in entries]
        found = self._database.saved_jobs.find({"_id": {"$in": [*filter(None, ids)]}})
        return {each["_id"]: each for each in await found.to_list(None)}

    async def _write(self, collection: str, added: list[Any], replaced: list[Any]) -> None:
        merged, own = self.merged, _OWN_KEYS[collection]
        if self._choices.dry:
            merged.added[collection] += len(added)
            merged.replaced[collection] += len(replaced)
            return
        new = await write(self._database[collection], added, own)
        changed = await write(self._database[collection], replaced, own)
        merged.added[collection] += new.added
        merged.kept[collection] += new.found
        merged.replaced[collection] += changed.found
        merged.refuse(collection, new.refused + changed.refused)


def _needs(entry: Entry, person: ArchivedPerson) -> bool:
    """Whether an entry's company is needed: not for a job that is already saved."""
    return isinstance(entry, ArchivedRank) or mark_of(entry.job_id) not in person.saved


def _other(there: dict[str, Any], rank: ArchivedRank) -> bool:
    """Whether a preference differs from the rank."""
    is_tracking = there.get("isTracking") in (True, None)
    return (valid_rank(there.get("rank")), is_tracking) != (rank.rank, rank.is_tracking)
