"""The state of the reactors, the model's budget and the database, for `status` and the page.

`Operations` is what was read. `OperationsRecord` is the same for programs, as part of their JSON.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reactor.decisions.model_trouble import ModelTrouble, stands_in
from reactor.model_choice import model_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.views.budget import Budget, MatcherInUse, ModelCost, budget_of, cost_of
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.reactors import LiveReactor, Reactors, live_reactors, read_reactors
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.server import read_version
from reactor.mongo.views.spending import Spending, read_spending
from reactor.mongo.views.storage import (
    CollectionGrowth,
    StoredCollection,
    read_growth,
    stored_collection,
)
from reactor.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """What looks after itself as long as all is well, at one moment.

    Attributes:
        now: that moment, by the server's clock.
        name: the database's name.
        version: of MongoDB, `""` if it does not say.
        reactors: which are alive, and how far changes were acted on.
        spending: the model's budget.
        growth: how large the collections are that grow.
        model: the trouble in which the model is; None if it is in none.
    """

    now: Moment
    name: str
    version: str = ""
    reactors: Reactors
    spending: Spending
    growth: tuple[CollectionGrowth, ...] = ()
    model: ModelTrouble | None = None


class Mongodb(ReadModel):
    """MongoDB and what it holds.

    Attributes:
        version: of the server, `""` if it does not say.
        bytes: documents and indexes on its disk; None where the server does not tell.
        disk_free_bytes, disk_total_bytes: of that disk.
        timers_stand_still: whether timers do not fire though their time has come.
        collections: those that grow, the largest first.
    """

    version: str = ""
    bytes: int | None = None
    disk_free_bytes: int | None = None
    disk_total_bytes: int | None = None
    timers_stand_still: bool = False
    collections: tuple[StoredCollection, ...] = ()


class ModelInTrouble(ReadModel):
    """The trouble in which the model is.

    Attributes:
        model: which model.
        error_code: names the cause.
        error_message: the cause, for people.
        since: when it began.
        tries: how often it was asked in vain.
        until: when it is asked again.
        open: whether nobody asks it before then.
        keywords_meanwhile: whether keywords judge in its place.
    """

    model: str
    error_code: str
    error_message: str
    since: Moment
    tries: int
    until: Moment
    open: bool
    keywords_meanwhile: bool


class OperationsRecord(ReadModel):
    """What looks after itself as long as all is well.

    Attributes:
        now: the server's time.
        database: its name.
        reactors: those that are alive.
        checkpoint_at: when it was last saved how far changes were acted on.
        mongodb: the server, and what grows in it.
        budget: of the model.
        cost: of the model's answers.
        model_trouble: in which the model is; None if in none.
    """

    now: Moment
    database: str
    reactors: tuple[LiveReactor, ...] = ()
    checkpoint_at: Moment | None = None
    mongodb: Mongodb
    budget: Budget
    cost: ModelCost
    model_trouble: ModelInTrouble | None = None


async def read_operations(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> Operations:
    """How it is now.

    Args:
        database: of what.
        settings: which model judges.
        now: the server's time.
    """
    chosen = model_of(settings)
    name = chosen.name if chosen else settings.gemini_model
    most = chosen.requests_a_day if chosen else None
    async with at_once() as group:
        reactors = group.create_task(read_reactors(database))
        spending = group.create_task(read_spending(database, name, most, now))
        growth = group.create_task(read_growth(database, now))
        trouble = group.create_task(ModelTroubles(database).of(name))
        version = group.create_task(read_version(database))
    return Operations(
        now=now,
        name=database.name,
        version=version.result(),
        reactors=reactors.result(),
        spending=spending.result(),
        growth=growth.result(),
        model=trouble.result(),
    )


def operations_record(
    upkeep: Operations, matcher: MatcherInUse, lease: timedelta
) -> OperationsRecord:
    """The same for programs.

    Args:
        upkeep: as it was read.
        matcher: who judges postings.
        lease: how long a lease is that does not say so.
    """
    now, reactors = upkeep.now, upkeep.reactors
    return OperationsRecord(
        now=now,
        database=upkeep.name,
        reactors=live_reactors(reactors, now, lease),
        checkpoint_at=reactors.checkpoint_at,
        mongodb=Mongodb(
            version=upkeep.version,
            bytes=reactors.sizes.data,
            disk_free_bytes=reactors.sizes.disk_free,
            disk_total_bytes=reactors.sizes.disk_total,
            timers_stand_still=reactors.timers_stand_still(now),
            collections=tuple(map(stored_collection, upkeep.growth)),
        ),
        budget=budget_of(upkeep.spending, matcher),
        cost=cost_of(upkeep.spending),
        model_trouble=model_in_trouble(upkeep.model, now),
    )


def model_in_trouble(trouble: ModelTrouble | None, now: datetime) -> ModelInTrouble | None:
    """A model's trouble for programs; None while it is in none."""
    if trouble is None:
        return None
    return ModelInTrouble(
        model=trouble.model,
        error_code=trouble.code,
        error_message=trouble.message,
        since=trouble.since,
        tries=trouble.tries,
        until=trouble.until,
        open=trouble.open,
        keywords_meanwhile=stands_in(trouble, now),
    )
