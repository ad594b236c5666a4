"""Databases made ready once, and lent to one test after another: to make one takes long.

A test finds its database as `bootstrap` leaves an empty one. What it put there is deleted
afterwards; what it did to collections, validators and indexes is put right, or the database goes.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap

Form = dict[str, Any]
"""The options and indexes of every collection."""

Stages = list[dict[str, Any]]
"""What an aggregation does with a collection."""


def new_name() -> str:
    """The name of a database that nobody has used."""
    return f"test_{uuid4().hex[:12]}"


@dataclass
class Databases:
    """The databases of one mongod that no test is using."""

    _forms: dict[str, Form] = field(default_factory=dict)
    _free: list[str] = field(default_factory=list)

    def take(self) -> str:
        """The name of a database for a test, which may have to be made ready."""
        return self._free.pop() if self._free else new_name()

    async def make_ready(self, database: ScoutlyDatabase, keep_finished: timedelta) -> None:
        """Bootstrap the database, unless it was before."""
        if database.name not in self._forms:
            await bootstrap(database, keep_finished)
            self._forms[database.name] = await _form(database)

    async def give_back(self, database: ScoutlyDatabase, keep_finished: timedelta) -> None:
        """Empty the database for the next test, or drop it if its form cannot be mended."""
        made = self._forms[database.name]
        form = await _form(database)
        for name in form.keys() - made.keys():
            await database[name].drop()
            del form[name]
        for name in await _filled(database, form):
            await database[name].delete_many({})
        if form != made:
            await bootstrap(database, keep_finished)
            form = await _form(database)
        if form == made:
            self._free.append(database.name)
        else:
            del self._forms[database.name]
            await database.client.drop_database(database.name)


async def _form(database: ScoutlyDatabase) -> Form:
    found = await database.handle.command("listCollections")
    options = {
        each["name"]: each["options"]
        for each in found["cursor"]["firstBatch"]
        if not each["name"].startswith("system.")
    }
    indexes: dict[str, dict[str, Any]] = {name: {} for name in options}
    stages: Stages = [{"$indexStats": {}}, {"$project": {"spec": 1}}]
    async for each in _in_all(database, options, stages):
        indexes[each["of"]][each["spec"]["name"]] = each["spec"]
    return {name: (options[name], indexes[name]) for name in options}


async def _filled(database: ScoutlyDatabase, names: Iterable[str]) -> list[str]:
    """Those of the collections in which there is something."""
    stages: Stages = [{"$limit": 1}, {"$project": {"_id": 1}}]
    return [each["of"] async for each in _in_all(database, names, stages)]


async def _in_all(
    database: ScoutlyDatabase, names: Iterable[str], stages: Stages
) -> AsyncIterator[dict[str, Any]]:
    """What some stages give in each of the collections, with its name: in one trip, not in many."""
    first, *others = [(name, [*stages, {"$set": {"of": name}}]) for name in names] or [("", [])]
    if not first[0]:
        return
    more = [{"$unionWith": {"coll": name, "pipeline": of}} for name, of in others]
    for each in await driver.aggregate(database.handle[first[0]], [*first[1], *more]):
        yield each
