"""The steps that people and other programs take, with mongosh, Compass or an app."""

from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from bson import Decimal128, Int64, ObjectId
from hypothesis import strategies as st
from hypothesis.stateful import rule

from reactor.mongo import driver
from tests.faults.model.machine import Machine, ago, companies, indexes, pick
from tests.faults.model.world import ADA, BO, USERS

users = st.sampled_from(USERS)
valid_ranks = st.sampled_from([1, 50, 85.0, Int64(90), Decimal128("100"), None])
invalid_ranks = st.sampled_from([0, 101, 50.5, "80", float("nan")])
ranks = valid_ranks | invalid_ranks
switches: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"isTracking": True}, {"isTracking": False}]
)
pages = st.sampled_from(["https://acme.example/a", "https://acme.example/b"])
job_edits = st.sampled_from(["delete", "replace", "start over", "pending", "completed", "failed"])
past_scrapes = st.sampled_from(
    [timedelta(hours=1), timedelta(days=2), timedelta(days=400), timedelta(days=-2)]
).map(ago) | st.sampled_from([None, "yesterday"])


class PreferenceEdits(Machine):
    """Who tracks what."""

    @rule(user=users, company=companies, rank=valid_ranks)
    def track(self, user: str, company: ObjectId, rank: Any) -> None:
        who = {"userId": user, "companyId": company}
        edit = {"$set": {"rank": rank}, "$unset": {"isTracking": ""}}
        self.edit("rank", self.database.preferences.raw.update_one(who, edit, upsert=True))

    @rule(user=users, company=companies, rank=ranks, switch=switches)
    def replace_preference(self, user: str, company: ObjectId, rank: Any, switch: Any) -> None:
        who = {"userId": user, "companyId": company}
        self.edit(
            "rank", self.database.preferences.raw.replace_one(who, who | {"rank": rank} | switch)
        )

    @rule(user=users, company=companies, rank=ranks)
    def edit_rank(self, user: str, company: ObjectId, rank: Any) -> None:
        who = {"userId": user, "companyId": company}
        self.edit("rank", self.database.preferences.raw.update_one(who, {"$set": {"rank": rank}}))

    @rule(user=users, company=companies, on=st.booleans())
    def switch_tracking(self, user: str, company: ObjectId, *, on: bool) -> None:
        who = {"userId": user, "companyId": company}
        self.edit(
            "rank", self.database.preferences.raw.update_one(who, {"$set": {"isTracking": on}})
        )

    @rule(user=users, company=companies, to=companies | st.sampled_from(["acme", None]))
    def move_preference(self, user: str, company: ObjectId, to: Any) -> None:
        who = {"userId": user, "companyId": company}
        with suppress(driver.DuplicateKeyError):
            self.edit(
                "rank", self.database.preferences.raw.update_one(who, {"$set": {"companyId": to}})
            )

    @rule(company=companies, user=users | st.none())
    def delete_preferences(self, company: ObjectId, user: str | None) -> None:
        who = {"companyId": company} | ({"userId": user} if user else {})
        self.edit("rank", self.database.preferences.raw.delete_many(who))

    @rule(rank=ranks)
    def edit_every_rank(self, rank: Any) -> None:
        self.edit("rank", self.database.preferences.raw.update_many({}, {"$set": {"rank": rank}}))


class ProfileEdits(Machine):
    """What people are matched by, and what says nothing of them."""

    @rule(user=st.sampled_from([ADA, BO]), words=st.sampled_from(["welder", "pilot", "cook"]))
    def edit_profile(self, user: ObjectId, words: str) -> None:
        edit = {"$set": {"cvText": words}}
        self.edit("profile", self.database.users.update_one({"_id": user}, edit))

    @rule(user=st.sampled_from([ADA, BO]), at=st.integers())
    def log_in(self, user: ObjectId, at: int) -> None:
        edit = {"$set": {"lastLogin": str(at)}}
        self.edit("log in", self.database.users.update_one({"_id": user}, edit))


class CompanyEdits(Machine):
    """What is to be scraped."""

    @rule(company=companies, page=pages, scraped=past_scrapes, problematic=st.booleans())
    def put_company(self, company: ObjectId, page: str, scraped: Any, *, problematic: bool) -> None:
        """Inserted, or replaced without the reactor's marker."""
        document = {"companyID": str(company), "careers_url": page, "isProblematic": problematic}
        document |= {"lastSuccessfulScrape": scraped} if scraped else {}
        self.edit(
            "company", self.database.companies.replace_one({"_id": company}, document, upsert=True)
        )

    @rule(company=companies)
    def delete_company(self, company: ObjectId) -> None:
        self.edit("company", self.database.companies.delete_one({"_id": company}))

    @rule(company=companies, page=pages, selector=st.sampled_from(["", "li a", "$x"]))
    def edit_page(self, company: ObjectId, page: str, selector: str) -> None:
        edit = {"$set": {"careers_url": page, "selector": selector}}
        self.edit("page", self.database.companies.update_one({"_id": company}, edit))

    @rule(company=companies)
    def clear_problem(self, company: ObjectId) -> None:
        edit = {"$set": {"isProblematic": False}}
        self.edit("company", self.database.companies.update_one({"_id": company}, edit))

    @rule(company=companies, scraped=past_scrapes)
    def set_last_scrape(self, company: ObjectId, scraped: Any) -> None:
        edit = {"$set": {"lastSuccessfulScrape": scraped}}
        self.edit("company", self.database.companies.update_one({"_id": company}, edit))


class JobEdits(Machine):
    """What is in the queue."""

    @rule(
        company=companies | st.sampled_from([ObjectId("65f00000000000000000ffff"), "acme"]),
        more=st.sampled_from([{}, {"_id": 7}, {"priority": "high", "retryCount": "x"}]),
    )
    def type_job(self, company: Any, more: dict[str, Any]) -> None:
        document = {"companyId": company, "status": "pending"} | more
        with suppress(driver.DuplicateKeyError):
            self.edit("job", self.database.jobs.insert_one(document))

    @rule(index=indexes, edit=job_edits, running=st.booleans(), ending=st.booleans())
    def edit_job(self, index: int, edit: str, *, running: bool, ending: bool) -> None:
        """Any job or one that runs, and perhaps at the moment at which that run succeeds."""
        if job := pick(self._jobs(running=running), index):
            for run in self.world.running if ending else ():
                if run.job.id == job["_id"]:
                    run.end()
            with suppress(driver.DuplicateKeyError):
                self._note_taken(self.edit("job", self._edited(job, edit)))

    def _edited(self, job: dict[str, Any], edit: str) -> Awaitable[dict[str, Any] | None]:
        """Edit it; gives what it was before."""
        jobs, this = self.database.jobs.raw, {"_id": job["_id"]}
        edited: Awaitable[dict[str, Any] | None]
        match edit:
            case "delete":
                edited = jobs.find_one_and_delete(this)
            case "replace":
                bare = {"companyId": job["companyId"], "status": "pending"}
                edited = jobs.find_one_and_replace(this, bare)
            case "start over":
                fresh = {"$set": {"status": "pending"}, "$unset": {"lease": ""}}
                edited = jobs.find_one_and_update(this, fresh)
            case _:
                edited = jobs.find_one_and_update(this, {"$set": {"status": edit}})
        return edited

    def _jobs(self, *, running: bool) -> list[dict[str, Any]]:
        which = {"status": "processing"} if running else {}
        found: list[dict[str, Any]] = self.do(
            self.database.jobs.find(which).sort("_id", 1).to_list(None)
        )
        return found

    def _note_taken(self, before: dict[str, Any] | None) -> None:
        """What ran as this job may save nothing any more."""
        if before and before["status"] == "processing" and before.get("lease"):
            self.world.taken.add(before["lease"]["token"])
