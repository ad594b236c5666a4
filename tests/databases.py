"""Databases made ready once, and lent to one test after another: to make one takes long.

A test finds its database as `bootstrap` leaves an empty one. What it put there is deleted
afterwards; what it did to collections, validators and indexes is put right, or the database goes.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap

Form = dict[str, Any]
"""The options and indexes of every collection."""


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
        for name in form.keys() & made.keys():
            await database[name].delete_many({})
        if any(form.get(name) != made[name] for name in made):
            await bootstrap(database, keep_finished)
        if await _form(database) == made:
            self._free.append(database.name)
        else:
            del self._forms[database.name]
            await database.client.drop_database(database.name)


async def _form(database: ScoutlyDatabase) -> Form:
    found = await database.handle.command("listCollections")
    options = {each["name"]: each["options"] for each in found["cursor"]["firstBatch"]}
    return {
        name: (options[name], await database[name].index_information())
        for name in options
        if not name.startswith("system.")
    }
