"""The MongoDB server: its host, version, options and replica set."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import if_permitted


@dataclass(frozen=True, slots=True)
class Server:
    """What answers at `MONGODB_URI`.

    Attributes:
        address: what it calls itself, `""` if it does not say.
        version: as it says, such as `7.0.14`.
        feature_compatibility: such as `7.0`; None if this user may not ask.
        user: who we are to it, `""` for nobody.
        readable: whether we may read the companies.
    """

    address: str
    version: str
    feature_compatibility: str | None
    user: str
    readable: bool


@dataclass(frozen=True, slots=True)
class TtlMonitor:
    """What fires timers.

    Attributes:
        enabled: whether it runs.
        interval: how often.
    """

    enabled: bool
    interval: timedelta


async def read_version(database: ScoutlyDatabase) -> str:
    """Of the server; `""` if it does not say."""
    try:
        build = await database.client.admin.command("buildInfo")
    except driver.OperationFailure:
        return ""
    return str(build.get("version", ""))


async def ask_server(database: ScoutlyDatabase) -> Server:
    """What the server says of itself and of us."""
    admin = database.client.admin
    hello = await admin.command("hello")
    build = await admin.command("buildInfo")
    status = await admin.command("connectionStatus")
    users = status["authInfo"]["authenticatedUsers"]
    wanted = {"getParameter": 1, "featureCompatibilityVersion": 1}
    parameter = await if_permitted(admin.command(wanted))
    read = await if_permitted(database.companies.find_one({}, {"_id": 1}))
    readable = read is not None or await if_permitted(_count_one(database)) is not None
    return Server(
        address=hello.get("me", ""),
        version=build["version"],
        feature_compatibility=parameter["featureCompatibilityVersion"]["version"]
        if parameter
        else None,
        user="@".join(users[0][part] for part in ("user", "db")) if users else "",
        readable=readable,
    )


async def _count_one(database: ScoutlyDatabase) -> int:
    return await database.companies.count_documents({}, limit=1)


async def ask_ttl_monitor(database: ScoutlyDatabase) -> TtlMonitor | None:
    """How the TTL monitor is set; None if this user may not ask."""
    wanted = {"getParameter": 1, "ttlMonitorEnabled": 1, "ttlMonitorSleepSecs": 1}
    answer = await if_permitted(database.client.admin.command(wanted))
    if answer is None:
        return None
    return TtlMonitor(answer["ttlMonitorEnabled"], timedelta(seconds=answer["ttlMonitorSleepSecs"]))


async def clock_difference(database: ScoutlyDatabase) -> timedelta:
    """How far this machine's clock is ahead of the server's."""
    before = datetime.now(UTC)
    theirs = await database.now()
    after = datetime.now(UTC)
    return before + (after - before) / 2 - theirs


@dataclass(frozen=True, slots=True)
class Member:
    """A member; its state as MongoDB calls it, such as `(not reachable/healthy)`."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ReplicaSet:
    """What the member we speak to knows.

    Attributes:
        name: the set's, `""` for none.
        initiated: False if the server was started for a set that nobody has initiated.
        writable: whether we speak to the primary.
        primary: who that is, `""` if there is none.
        members: all of them; None if this user may not ask.
    """

    name: str
    initiated: bool
    writable: bool
    primary: str
    members: tuple[Member, ...] | None


async def ask_replica_set(database: ScoutlyDatabase) -> ReplicaSet:
    """How the set stands."""
    admin = database.client.admin
    hello = await admin.command("hello")
    name = hello.get("setName", "")
    status = await if_permitted(admin.command("replSetGetStatus")) if name else {"members": []}
    members = status and tuple(Member(each["name"], each["stateStr"]) for each in status["members"])
    return ReplicaSet(
        name=name,
        initiated=not hello.get("isreplicaset", False),
        writable=bool(hello.get("isWritablePrimary")),
        primary=hello.get("primary", ""),
        members=members if isinstance(members, tuple) else None,
    )
