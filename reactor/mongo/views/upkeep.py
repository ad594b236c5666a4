"""How the reactors, the model's budget and the database are: what `status` tells of them, too."""

from collections.abc import Mapping
from datetime import datetime

from reactor.decisions.model_trouble import ModelTrouble, stands_in
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.diagnosis.server import ask_server
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.views.at_once import at_once
from reactor.mongo.views.growth import Growing, read_growth
from reactor.mongo.views.record import Record
from reactor.mongo.views.server import Server, read_server
from reactor.mongo.views.spending import Purpose, Spending, Use, read_spending
from reactor.settings import Settings


class Alive(Record):
    """A reactor that holds a lease."""

    owner: str
    since: datetime | None = None
    expires_at: datetime | None = None


class Used(Record):
    """What model calls used for some purpose, or for all.

    Attributes:
        calls: how many were answered.
        input_tokens, output_tokens: of requests and answers.
        cost: in US dollars, at the prices of the paid tier.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class Budget(Record):
    """The model's budget of today.

    Attributes:
        model: that judges postings; `""` where keywords do.
        requests: made today.
        requests_a_day: that may be made; None for as many as it answers.
        renewed_at: when the day ends.
        closed_until: no request is made before; None if the budget is open.
        used_up_at: when today's requests are used up if they go on so; None if they last.
        today, month: what was used, by purpose.
        today_in_all, month_in_all: the same together.
    """

    model: str = ""
    requests: int = 0
    requests_a_day: int | None = None
    renewed_at: datetime
    closed_until: datetime | None = None
    used_up_at: datetime | None = None
    today: Mapping[str, Used] = {}
    month: Mapping[str, Used] = {}
    today_in_all: Used = Used()
    month_in_all: Used = Used()


class InTrouble(Record):
    """The trouble in which the model is."""

    code: str
    message: str
    since: datetime
    until: datetime
    keywords_meanwhile: bool


class Grown(Record):
    """A collection that grows; sizes in bytes."""

    name: str
    documents: int = 0
    size: int = 0
    a_year: int | None = None


class Upkeep(Record):
    """What looks after itself as long as all is well.

    Attributes:
        now: the server's time.
        reactors: those that are alive.
        checkpoint_at: when it was last saved how far changes were acted on.
        mongodb: version of the server, `""` if it does not say.
        database: its name.
        size: bytes of documents and indexes on its disk; None where the server does not tell.
        disk_free, disk_total: bytes of that disk.
        growth: the collections that grow, the largest first.
        budget: of the model.
        trouble: in which the model is; None if in none.
    """

    now: datetime
    reactors: tuple[Alive, ...] = ()
    checkpoint_at: datetime | None = None
    mongodb: str = ""
    database: str = ""
    size: int | None = None
    disk_free: int | None = None
    disk_total: int | None = None
    growth: tuple[Grown, ...] = ()
    budget: Budget
    trouble: InTrouble | None = None


async def read_upkeep(database: ScoutlyDatabase, settings: Settings) -> Upkeep:
    """How it is now."""
    chosen = model_of(settings)
    name = chosen.name if chosen else settings.gemini_model
    most = chosen.requests_a_day if chosen else None
    now = await database.now()
    async with at_once() as group:
        server = group.create_task(read_server(database))
        spending = group.create_task(read_spending(database, name, most, now))
        growth = group.create_task(read_growth(database, now))
        trouble = group.create_task(ModelTroubles(database).of(name))
        version = group.create_task(_version(database))
    sizes = server.result().sizes
    return Upkeep(
        now=now,
        reactors=_alive(server.result(), now),
        checkpoint_at=server.result().checkpoint_at,
        mongodb=version.result(),
        database=database.name,
        size=sizes.data,
        disk_free=sizes.disk_free,
        disk_total=sizes.disk_total,
        growth=tuple(map(_grown, growth.result())),
        budget=_budget(chosen.name if chosen else "", most, spending.result()),
        trouble=_trouble(trouble.result(), now) if chosen else None,
    )


async def _version(database: ScoutlyDatabase) -> str:
    try:
        return (await ask_server(database)).version
    except driver.OperationFailure:
        return ""


def _alive(server: Server, now: datetime) -> tuple[Alive, ...]:
    return tuple(
        Alive(owner=lease.owner, since=lease.since, expires_at=lease.expire_at)
        for lease in server.leases
        if lease.expire_at is None or lease.expire_at > now
    )


def _grown(each: Growing) -> Grown:
    return Grown(name=each.name, documents=each.documents, size=each.size, a_year=each.a_year)


def _budget(model: str, most: int | None, spending: Spending) -> Budget:
    return Budget(
        model=model,
        requests=spending.requests,
        requests_a_day=most,
        renewed_at=spending.renewed_at,
        closed_until=spending.closed_until,
        used_up_at=spending.used_up_at,
        today=_uses(spending.today),
        month=_uses(spending.month),
        today_in_all=_used(sum(spending.today.values(), Use())),
        month_in_all=_used(sum(spending.month.values(), Use())),
    )


def _uses(uses: Mapping[Purpose, Use]) -> Mapping[str, Used]:
    return {purpose.value: _used(use) for purpose, use in sorted(uses.items())}


def _used(use: Use) -> Used:
    return Used(
        calls=use.calls,
        input_tokens=use.input_tokens,
        output_tokens=use.output_tokens,
        cost=round(use.cost, 6),
    )


def _trouble(trouble: ModelTrouble | None, now: datetime) -> InTrouble | None:
    if trouble is None:
        return None
    return InTrouble(
        code=trouble.code,
        message=trouble.message,
        since=trouble.since,
        until=trouble.until,
        keywords_meanwhile=stands_in(trouble, now),
    )
