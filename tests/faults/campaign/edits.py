"""What people type into mongosh and Compass, one edit a method; which company is left to chance."""

import random
from collections.abc import Mapping
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from tests.faults.campaign.site import Sites
from tests.faults.campaign.town import FIRMS, PEOPLE, Firm, Person, Temper, anchor

_MAX_RANK = 80
_NOWHERE = 0.3
_POSTED = 0.2


class Edits:
    """All kinds of edits.

    Attributes:
        notes: what people wrote on their saved jobs, by `_id`.
    """

    def __init__(self, database: ScoutlyDatabase, sites: Sites, chance: random.Random) -> None:
        self._database = database
        self._sites = sites
        self._chance = chance
        self._pages = 0
        self._written = 0
        self.notes: dict[ObjectId, str] = {}

    # Ranks: by update, replace (as Compass does), upsert, delete and in bulk.

    async def set_rank(self, firm: Firm, rank: int) -> None:
        """Type a rank into the preference of the company's first follower."""
        await self._database.preferences.update_one(_first(firm), {"$set": {"rank": rank}})

    async def replace(self, firm: Firm, rank: int) -> None:
        """Replace the same as a whole."""
        await self._database.preferences.replace_one(
            _first(firm), _first(firm) | {"rank": rank, "isTracking": True}
        )

    async def upsert(self, firm: Firm, rank: int) -> None:
        """Let somebody, who may be new to it, track the company."""
        who = _names(self._chance.choice(PEOPLE), firm)
        await self._database.preferences.update_one(
            who, {"$set": {"rank": rank, "isTracking": True}}, upsert=True
        )

    async def update_rank(self) -> None:
        await self.set_rank(self._firm(), self._rank())

    async def replace_preference(self) -> None:
        await self.replace(self._firm(Temper.STEADY, Temper.MOVING), self._rank())

    async def upsert_preference(self) -> None:
        await self.upsert(self._firm(), self._rank())

    async def delete_preference(self) -> None:
        firm = self._firm()
        others = [person for person in PEOPLE if person is not anchor(firm)]
        await self._database.preferences.delete_one(_names(self._chance.choice(others), firm))

    async def rank_many(self) -> None:
        some = [firm.id for firm in self._chance.sample(FIRMS, 3)]
        await self._database.preferences.update_many(
            {"companyId": {"$in": some}}, {"$set": {"rank": self._rank()}}
        )

    # Companies.

    async def switch(self) -> None:
        await self.track(self._firm(Temper.FICKLE), on=self._chance.random() < 0.5)

    async def track(self, firm: Firm, *, on: bool) -> None:
        await self._database.preferences.update_many(
            {"companyId": firm.id}, {"$set": {"isTracking": on}}
        )

    async def move_page(self) -> None:
        nowhere = self._chance.random() < _NOWHERE
        await self.move(self._firm(Temper.MOVING), "/gone" if nowhere else "/careers")

    async def move_to_nowhere(self) -> None:
        await self.move(self._firm(Temper.MOVING), "/gone")

    async def move(self, firm: Firm, path: str = "/careers") -> None:
        """Give the company a careers page that it has never had."""
        self._pages += 1
        url = firm.careers_url(f"{path}?page={self._pages}")
        await self._database.companies.update_one({"_id": firm.id}, {"$set": {"careers_url": url}})

    async def clear_problem(self) -> None:
        await self._database.companies.update_one(
            {"_id": self._firm(Temper.MOVING).id}, {"$set": {"isProblematic": False}}
        )

    async def post(self) -> None:
        """Now and then there are new postings, of which the database knows nothing."""
        if self._chance.random() < _POSTED:
            self._sites.grow()

    async def take_down(self) -> None:
        """Now and then a posting is taken down, or is there again."""
        if self._chance.random() < _POSTED:
            self._chance.choice([self._sites.take_down, self._sites.put_back])(self._firm())

    async def take_down_and_ask(self) -> None:
        firm = self._firm()
        self._chance.choice([self._sites.take_down, self._sites.put_back])(firm)
        await self.ask_for(firm)

    async def post_and_ask(self) -> None:
        """There are new postings, and somebody cannot wait."""
        self._sites.grow()
        await self.insert_job()

    # Jobs.

    async def insert_job(self) -> None:
        await self.ask_for(self._firm())

    async def ask_for(self, firm: Firm) -> None:
        """Insert a job as people do."""
        await self._database.jobs.insert_one({"companyId": firm.id, "status": "pending"})

    async def call_off(self) -> None:
        waiting = {"companyId": self._firm(Temper.CALLED_OFF).id, "status": "pending"}
        # One with a lease was set back by hand while it runs: its run may still be alive.
        await self._database.jobs.delete_one(waiting | {"lease": None})

    async def set_back(self) -> None:
        await self._set_back_one(self._chance.choice([*FINISHED, "processing"]))

    async def set_back_running(self) -> None:
        await self._set_back_one("processing")

    async def _set_back_one(self, status: str) -> None:
        if job := await self._one_of(self._database.jobs, {"status": status}):
            back = {"$set": {"status": "pending"}}
            await self._database.jobs.update_one({"_id": job["_id"]}, back)

    # The reactor's own memory, and people's results.

    async def delete_timer(self) -> None:
        not_lease = {"_id.kind": {"$ne": "lease"}}
        if timer := await self._one_of(self._database.timers, not_lease):
            await self._database.timers.delete_one({"_id": timer["_id"]})

    async def spoil_timer(self) -> None:
        await self._database.timers.update_one(
            {"_id": {"kind": "scrape", "of": self._firm().id}}, {"$set": {"expireAt": "tomorrow"}}
        )

    async def forget_history(self) -> None:
        await self._database.histories.delete_one({"companyId": self._firm().id})

    async def drop_histories(self) -> None:
        await self._database.histories.drop()

    async def write_note(self) -> None:
        if saved := await self._one_of(self._database.saved_jobs, {}):
            self._written += 1
            mine = {"status": "APPLIED", "notes": f"note {self._written}"}
            await self._database.saved_jobs.update_one({"_id": saved["_id"]}, {"$set": mine})
            self.notes[saved["_id"]] = mine["notes"]

    async def edit_profile(self) -> None:
        """Somebody changes what they are matched by, in a way that makes no match another."""
        person = self._chance.choice([each for each in PEOPLE if each.trade])
        self._written += 1
        wish = {"candidateInfo.preferences.companySizes": [f"about {self._written}"]}
        await self._database.users.update_one({"_id": person.id}, {"$set": wish})

    async def _one_of(
        self, collection: driver.Collection, query: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        found = await collection.find(query, {"_id": 1}).to_list(None)
        return self._chance.choice(found) if found else None

    def _firm(self, *tempers: Temper) -> Firm:
        return self._chance.choice([f for f in FIRMS if not tempers or f.temper in tempers])

    def _rank(self) -> int:
        return self._chance.randint(1, _MAX_RANK)


async def is_active(database: ScoutlyDatabase, firm: Firm) -> bool:
    """Whether the company has a job that waits or runs."""
    active = {"companyId": firm.id, "status": {"$in": ACTIVE}}
    return await database.jobs.find_one(active) is not None


def _names(person: Person, firm: Firm) -> dict[str, Any]:
    return {"userId": person.user_id, "companyId": firm.id}


def _first(firm: Firm) -> dict[str, Any]:
    return _names(anchor(firm), firm)
