"""The rights of `MONGODB_URI`'s user, compared with those that the reactor needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from reactor.mongo.database import COLLECTIONS, ScoutlyDatabase

EVERYWHERE = ""
"""A right for the whole database; so MongoDB writes it in a privilege."""

_READ = ("find",)
_GROW = ("find", "insert", "update")
_OWN = ("find", "insert", "update", "remove")

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        EVERYWHERE: ("changeStream", "find"),
        **dict.fromkeys(COLLECTIONS, _GROW),
        **dict.fromkeys(("checkpoints", "postings"), _GROW),
        "users": _READ,
        "companies": ("find", "update"),
        "usercompanypreferences": _READ,
        "jobqueues": _OWN,
        "timers": _OWN,
    }
)
"""By collection, what the reactor cannot do without."""

PREPARING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {EVERYWHERE: ("listCollections",)}
    | dict.fromkeys(COLLECTIONS, ("createCollection", "createIndex"))
)
"""By collection, what it takes to prepare a database, beside `collMod`."""

CHANGE_COLLECTION = "collMod"
"""Installs validators and switches on images of what was deleted, once each; the role `readWrite`
does not include it."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a user may do.

    Attributes:
        user: `name@database`, `""` where nobody has logged in: then MongoDB asks for nothing.
        roles: what they were given, as `role@database`.
        privileges: what these roles come to, as MongoDB tells it.
    """

    user: str
    roles: tuple[str, ...]
    privileges: tuple[Mapping[str, Any], ...]


async def ask_rights(database: ScoutlyDatabase) -> Rights:
    """The rights of the user we are."""
    answer = await database.client.admin.command("connectionStatus", showPrivileges=True)
    who = answer["authInfo"]
    users = who["authenticatedUsers"]
    return Rights(
        user=f"{users[0]['user']}@{users[0]['db']}" if users else "",
        roles=tuple(f"{each['role']}@{each['db']}" for each in who["authenticatedUserRoles"]),
        privileges=tuple(who["authenticatedUserPrivileges"]),
    )


def missing(
    rights: Rights, database: str, needed: Mapping[str, tuple[str, ...]]
) -> dict[str, list[str]]:
    """By collection, the needed actions that none of the privileges allows."""
    if not rights.user:
        return {}
    lacking = {
        collection: sorted(set(actions) - _allowed(rights.privileges, database, collection))
        for collection, actions in needed.items()
    }
    return {collection: actions for collection, actions in lacking.items() if actions}


def _allowed(privileges: Iterable[Mapping[str, Any]], database: str, collection: str) -> set[str]:
    covering = (each for each in privileges if _covers(each["resource"], database, collection))
    return {action for privilege in covering for action in privilege["actions"]}


def _covers(resource: Mapping[str, Any], database: str, collection: str) -> bool:
    """Whether a privilege's resource includes a collection; empty names stand for all of them."""
    if resource.get("anyResource"):
        return True
    if "db" not in resource:
        return False
    named = (resource["db"], resource["collection"])
    return named[0] in (database, EVERYWHERE) and named[1] in (collection, EVERYWHERE)
