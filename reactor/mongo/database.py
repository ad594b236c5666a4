"""The database's collections under the names that every program uses, and its clock."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from bson import ObjectId

from reactor.mongo import driver

ACTIVE = ["pending", "processing"]
FINISHED = ["completed", "failed"]
COLLECTIONS = [
    "users",
    "companies",
    "usercompanypreferences",
    "jobqueues",
    "timers",
    "savedjobs",
    "companyscrapehistories",
    "pages",
    "analyses",
    "cvs",
    "notifications",
    "profiles",
]
"""Those whose indexes the reactor relies on."""


@dataclass(frozen=True)
class ScoutlyDatabase:
    """The shared database.

    Attributes:
        client: connected client.
        name: name of the database in it.
        host: the name by which its servers are looked up, `""` if `MONGODB_URI` names them itself.
    """

    client: driver.Client
    name: str
    host: str = ""

    @cached_property
    def handle(self) -> driver.Database:
        """The driver's database."""
        return self.client[self.name]

    def __getitem__(self, collection: str) -> driver.Collection:
        return driver.Collection(self.handle[collection])

    @cached_property
    def users(self) -> driver.Collection:
        """People looking for work."""
        return self["users"]

    @cached_property
    def companies(self) -> driver.Collection:
        """Companies with their careers pages, and the reactor's marker of each."""
        return self["companies"]

    @cached_property
    def preferences(self) -> driver.Collection:
        """Who tracks which company, and how much."""
        return self["usercompanypreferences"]

    @cached_property
    def jobs(self) -> driver.Collection:
        """The queue."""
        return self["jobqueues"]

    @cached_property
    def timers(self) -> driver.Collection:
        """Everything that waits for a time."""
        return self["timers"]

    @cached_property
    def saved_jobs(self) -> driver.Collection:
        """Matches, and what people made of them."""
        return self["savedjobs"]

    @cached_property
    def histories(self) -> driver.Collection:
        """Which postings of a company a user has been offered or spared."""
        return self["companyscrapehistories"]

    @cached_property
    def token_usages(self) -> driver.Collection:
        """What each model call cost."""
        return self["tokenusages"]

    @cached_property
    def analyses(self) -> driver.Collection:
        """What model calls answered about postings, so that nothing is paid for twice."""
        return self["analyses"]

    @cached_property
    def budgets(self) -> driver.Collection:
        """What each model was asked on each day."""
        return self["budgets"]

    @cached_property
    def checkpoints(self) -> driver.Collection:
        """How far the change stream has been acted on."""
        return self["checkpoints"]

    @cached_property
    def postings(self) -> driver.Collection:
        """Texts of postings, kept after they are taken down."""
        return self["postings"]

    @cached_property
    def pages(self) -> driver.Collection:
        """Lists and careers pages as last answered, to be sent again only if they changed."""
        return self["pages"]

    @cached_property
    def cvs(self) -> driver.Collection:
        """What people's CVs said when they were last fetched."""
        return self["cvs"]

    @cached_property
    def profiles(self) -> driver.Collection:
        """What is remembered of people's profiles, to tell when one has changed."""
        return self["profiles"]

    @cached_property
    def notifications(self) -> driver.Collection:
        """What is to be told to people, and what has been."""
        return self["notifications"]

    async def now(self) -> datetime:
        """The time of the server: the only clock that is stored or compared."""
        hello: dict[str, Any] = await self.client.admin.command("hello")
        now: datetime = hello["localTime"]
        return now.replace(tzinfo=UTC)  # commands answer without a zone, whatever the client's is

    async def lies_ahead(self, token: Mapping[str, Any]) -> bool:
        """Whether a resume token is of a time that the server has not reached.

        MongoDB would wait for that time in silence. A token begins with the type of a timestamp
        (82) and its seconds, so that tokens sort by time.
        """
        said = re.fullmatch("82([0-9A-Fa-f]{8})[0-9A-Fa-f]*", str(token.get("_data")))
        answer: dict[str, Any] = await self.client.admin.command("ping")
        return said is not None and int(said[1], 16) > answer["operationTime"].time

    async def company_ids(self) -> AsyncIterator[ObjectId]:
        """The companies there are, and those unknown that active jobs name."""
        async for company in self.companies.find({}, {"_id": 1}):
            yield company["_id"]
        of_unknown: list[driver.Document] = [
            {"$match": {"status": {"$in": ACTIVE}, "companyId": {"$type": "objectId"}}},
            {
                "$lookup": {
                    "from": "companies",
                    "localField": "companyId",
                    "foreignField": "_id",
                    "pipeline": [{"$project": {"_id": 1}}],
                    "as": "known",
                }
            },
            {"$match": {"known": []}},
            {"$project": {"companyId": 1}},
        ]
        for job in await driver.aggregate(self.jobs, of_unknown):
            yield job["companyId"]
