"""The replica set, as one of its members sees it."""

from dataclasses import dataclass

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.permitted import if_permitted


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
