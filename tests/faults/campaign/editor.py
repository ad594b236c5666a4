"""The people at the database: what they type into mongosh and Compass, at random."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from tests.faults.campaign.site import Sites
from tests.faults.campaign.town import FIRMS, PEOPLE, Firm, Person, Temper, anchor

_EDITS_A_SECOND = 12
_HIGHEST_USUAL_RANK = 80
_PROVOKED = 0.4
_NOWHERE = 0.3
_TROUBLE = frozenset(
    {"retry timer set", "job put back", "backoff cleared", "job marked withdrawn", "job withdrawn"}
)
_SOME_TROUBLE, _MUCH_TROUBLE = 0.06, 0.5
_NOTHING: dict[str, Any] = {}


class Editor:
    """Edits until told to be quiet.

    Attributes:
        edits: how often each kind of edit was made.
        notes: what people wrote on their saved jobs, by `_id`.
    """

    def __init__(self, database: ScoutlyDatabase, sites: Sites, seed: int) -> None:
        self._database = database
        self._sites = sites
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self._quiet = asyncio.Event()
        self._pages = 0
        self._wanted = ""
        self.edits: Counter[str] = Counter()
        self.notes: dict[ObjectId, str] = {}

    def be_quiet(self) -> None:
        """Stop after the edit under way."""
        self._quiet.set()

    def provoke(self, write: str) -> None:
        """Prefer, for now, edits that make the reactor write what is so named."""
        self._wanted = write
        self._sites.trouble = _MUCH_TROUBLE if write in _TROUBLE else _SOME_TROUBLE

    async def work(self) -> None:
        """Edit at random moments until told to be quiet."""
        self._quiet.clear()
        usual = [
            *(self._update_rank, self._replace_preference, self._upsert_preference),
            *(self._delete_preference, self._rank_many, self._switch, self._move_page),
            *(self._clear_problem, self._insert_job, self._call_off, self._set_back),
            *(self._delete_timer, self._spoil_timer, self._forget_history, self._write_note),
            self._post,
        ]
        provoking = {
            "scrape timer dropped": self._switch,
            "job withdrawn": self._switch,
            "job marked withdrawn": self._switch,
            "job failed": self._move_to_nowhere,
            "company failed": self._move_to_nowhere,
            "job started over": self._set_back,
            "dead owner's lease removed": self._set_back_running,
            "job stamped": self._rank_many,
            "strays handed back": self._drop_histories,
            "match saved": self._forget_history,
            "text kept": self._forget_history,
        }
        while not self._quiet.is_set():
            edit = self._chance.choice(usual)
            if self._wanted in provoking and self._chance.random() < _PROVOKED:
                edit = provoking[self._wanted]
            self.edits[edit.__name__] += 1
            with suppress(driver.DuplicateKeyError):
                await edit()
            await asyncio.sleep(self._chance.expovariate(_EDITS_A_SECOND))

    async def say_last_word(self, firm: Firm, rank: int) -> datetime | None:
        """An edit after which a tracked company must run; since when, by the server's clock.

        None if it has to wait, because a job has not gone yet that may have been called off.

        Args:
            firm: the company.
            rank: one that it has never had.
        """
        now = await self._database.now()
        active = {"companyId": firm.id, "status": {"$in": ACTIVE}}
        if firm.temper is Temper.CALLED_OFF and await self._database.jobs.find_one(active):
            return None
        if firm.temper is not Temper.STEADY:
            # A running job absorbs a change of rank, having seen the page as it was.
            self._sites.post(firm)
        match firm.temper:
            case Temper.STEADY:
                await self._chance.choice([self.set_rank, self.replace, self.upsert])(firm, rank)
            case Temper.MOVING:
                await self._move(firm)
            case Temper.FICKLE:
                await self._track(firm, on=self._chance.random() < 0.7)
                await self._move(firm)
            case Temper.CALLED_OFF:
                await self._database.jobs.insert_one(_job(firm))
        return now

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

    async def _update_rank(self) -> None:
        await self.set_rank(self._firm(), self._rank())

    async def _replace_preference(self) -> None:
        await self.replace(self._firm(Temper.STEADY, Temper.MOVING), self._rank())

    async def _upsert_preference(self) -> None:
        await self.upsert(self._firm(), self._rank())

    async def _delete_preference(self) -> None:
        firm = self._firm()
        others = [person for person in PEOPLE if person is not anchor(firm)]
        await self._database.preferences.delete_one(_names(self._chance.choice(others), firm))

    async def _rank_many(self) -> None:
        some = [firm.id for firm in self._chance.sample(FIRMS, 3)]
        await self._database.preferences.update_many(
            {"companyId": {"$in": some}}, {"$set": {"rank": self._rank()}}
        )

    # Companies.

    async def _switch(self) -> None:
        await self._track(self._firm(Temper.FICKLE), on=self._chance.random() < 0.5)

    async def _track(self, firm: Firm, *, on: bool) -> None:
        await self._database.preferences.update_many(
            {"companyId": firm.id}, {"$set": {"isTracking": on}}
        )

    async def _move_page(self) -> None:
        nowhere = self._chance.random() < _NOWHERE
        await self._move(self._firm(Temper.MOVING), "/gone" if nowhere else "/careers")

    async def _move_to_nowhere(self) -> None:
        await self._move(self._firm(Temper.MOVING), "/gone")

    async def _move(self, firm: Firm, path: str = "/careers") -> None:
        self._pages += 1
        url = firm.careers_url(f"{path}?page={self._pages}")
        await self._database.companies.update_one({"_id": firm.id}, {"$set": {"careers_url": url}})

    async def _clear_problem(self) -> None:
        await self._database.companies.update_one(
            {"_id": self._firm(Temper.MOVING).id}, {"$set": {"isProblematic": False}}
        )

    async def _post(self) -> None:
        if self._chance.random() < 0.2:
            self._sites.grow()

    # Jobs.

    async def _insert_job(self) -> None:
        await self._database.jobs.insert_one(_job(self._firm()))

    async def _call_off(self) -> None:
        waiting = {"companyId": self._firm(Temper.CALLED_OFF).id, "status": "pending"}
        # One with a lease was set back by hand while it runs: its run may still be alive.
        await self._database.jobs.delete_one(waiting | {"lease": None})

    async def _set_back(self) -> None:
        await self._set_back_one(self._chance.choice([*FINISHED, "processing"]))

    async def _set_back_running(self) -> None:
        await self._set_back_one("processing")

    async def _set_back_one(self, status: str) -> None:
        if job := await self._one_of(self._database.jobs, {"status": status}):
            back = {"$set": {"status": "pending"}}
            await self._database.jobs.update_one({"_id": job["_id"]}, back)

    # The reactor's own memory, and people's results.

    async def _delete_timer(self) -> None:
        timer = await self._one_of(self._database.timers, {"_id.kind": {"$ne": "lease"}})
        await self._database.timers.delete_one({"_id": timer["_id"]} if timer else {"_id": None})

    async def _spoil_timer(self) -> None:
        firm = self._chance.choice(FIRMS)
        await self._database.timers.update_one(
            {"_id": {"kind": "scrape", "of": firm.id}}, {"$set": {"expireAt": "tomorrow"}}
        )

    async def _forget_history(self) -> None:
        await self._database.histories.delete_one({"companyId": self._firm().id})

    async def _drop_histories(self) -> None:
        await self._database.histories.drop()

    async def _write_note(self) -> None:
        if saved := await self._one_of(self._database.saved_jobs, _NOTHING):
            note = f"note {self.edits.total()}"
            mine = {"status": "APPLIED", "notes": note}
            await self._database.saved_jobs.update_one({"_id": saved["_id"]}, {"$set": mine})
            self.notes[saved["_id"]] = note

    async def _one_of(
        self, collection: driver.Collection, query: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        found = await collection.find(query, {"_id": 1}).to_list(None)
        return self._chance.choice(found) if found else None

    def _firm(self, *tempers: Temper) -> Firm:
        return self._chance.choice([f for f in FIRMS if not tempers or f.temper in tempers])

    def _rank(self) -> int:
        return self._chance.randint(1, _HIGHEST_USUAL_RANK)


def _names(person: Person, firm: Firm) -> dict[str, Any]:
    return {"userId": person.user_id, "companyId": firm.id}


def _first(firm: Firm) -> dict[str, Any]:
    return _names(anchor(firm), firm)


def _job(firm: Firm) -> dict[str, Any]:
    return {"companyId": firm.id, "status": "pending"}
