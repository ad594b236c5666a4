"""The steps of the TTL monitor, and of people who spoil its timers."""

from datetime import timedelta
from typing import Any

from bson import ObjectId
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reactor.mongo.timers import timer_id
from tests.faults.model.machine import Machine, ago, companies, indexes, pick

MAX_DROPS = 2
expiries = st.sampled_from([timedelta(days=1), timedelta(days=-300)]).map(ago) | st.sampled_from(
    ["soon", None]
)

# A collection that is dropped comes back with its validator.
_PAST_VALIDATORS: dict[str, Any] = {"bypass_document_validation": True}


class TimerSteps(Machine):
    """Timers fire, and people spoil them."""

    drops = 0

    @rule(company=companies)
    def fire_scrape_timer(self, company: ObjectId) -> None:
        self._delete("scrape", company)

    @rule(company=companies, expiry=expiries)
    def edit_scrape_timer(self, company: ObjectId, expiry: Any) -> None:
        self._edit("scrape", company, expiry)

    @rule(expiry=expiries)
    def edit_what_jobs_wait_for(self, expiry: Any) -> None:
        edit = {"$set": {"expireAt": expiry}}
        kinds = {"$in": ["retry", "budget"]}
        self.do(self.database.timers.update_many({"_id.kind": kinds}, edit, **_PAST_VALIDATORS))

    @precondition(lambda self: self.drops < MAX_DROPS)
    @rule()
    def drop_timers(self) -> None:
        self.drops += 1
        self.do(self.database.timers.drop())

    @rule(index=indexes)
    def delete_lease(self, index: int) -> None:
        if reactor := pick(self.world.reactors, index):
            self._delete("lease", reactor.owner)

    @rule(index=indexes, expiry=expiries)
    def edit_lease(self, index: int, expiry: Any) -> None:
        if reactor := pick(self.world.reactors, index):
            self._edit("lease", reactor.owner, expiry)

    @rule(kind=st.sampled_from(["retry", "budget", "lease", "profile"]))
    def time_passes(self, kind: str) -> None:
        """What jobs wait for comes about, or the leases of the dead run out."""
        which = {"_id.of": {"$in": sorted(self.world.dead)}} if kind == "lease" else {}
        self.do(self.database.timers.delete_many({"_id.kind": kind} | which))

    def _delete(self, kind: str, of: Any) -> None:
        self.do(self.database.timers.delete_one({"_id": timer_id(kind, of)}))

    def _edit(self, kind: str, of: Any, expiry: Any) -> None:
        edit = {"$set": {"expireAt": expiry}}
        self.do(
            self.database.timers.update_one({"_id": timer_id(kind, of)}, edit, **_PAST_VALIDATORS)
        )
