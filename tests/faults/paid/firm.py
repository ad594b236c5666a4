"""A company whose careers page grows, and two people who follow it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

BATCH = 12
"""New postings a visit: for each person a request about the titles, and three about the texts."""

_TRADES = ("Backend Engineer", "Welding Engineer", "Process Engineer")
_CVS = {
    "ada@example.org": "Ada, backend engineer: services, interfaces, Python, slow queries.",
    "bob@example.org": "Bob, welding engineer: frames, tolerances, robots, steel, process plans.",
}
_TEXT = """You look after part {number} of our plant. With frames and tolerances, interfaces and
slow queries you keep the process in order, and you write plans that others can follow."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who follows the company; the beginning of the CV tells whose it is."""

    email: str
    cv: str
    id: ObjectId = field(default_factory=ObjectId)


PEOPLE = tuple(Person(email, cv) for email, cv in _CVS.items())


@dataclass
class Firm:
    """The company.

    Attributes:
        host: of its site.
        posted: how many postings its list shows.
        id: its own.
    """

    host: str = "acme.example"
    posted: int = BATCH
    id: ObjectId = field(default_factory=ObjectId)

    async def list_page(self, _: web.Request) -> web.Response:
        """The list."""
        rows = "".join(
            f'<li><a href="/careers/{number}">{title_of(number)}</a></li>'
            for number in range(self.posted)
        )
        return _page(f"<h1>Careers</h1><ul>{rows}</ul>")

    async def posting_page(self, request: web.Request) -> web.Response:
        """One posting."""
        number = int(request.match_info["number"])
        text = _TEXT.format(number=number)
        return _page(f"<h1>{title_of(number)}</h1><h2>What you do</h2><p>{text}</p>")

    async def follow(self, database: ScoutlyDatabase) -> None:
        """Insert the company, and that everybody tracks it."""
        page = {
            "companyID": self.host,
            "company": self.host,
            "careers_url": f"http://{self.host}/careers",
        }
        await database.companies.insert_one({"_id": self.id, **page})
        await database.preferences.insert_many(
            {"userId": person.email, "companyId": self.id, "rank": 50} for person in PEOPLE
        )

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[dict[str, str]]:
        """Serve its site on loopback; gives where to dial instead."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/careers", self.list_page),
                web.get("/careers/{number:[0-9]+}", self.posting_page),
            ]
        )
        async with TestServer(app) as server:
            yield {self.host: str(server.make_url("/"))}


async def settle(database: ScoutlyDatabase) -> None:
    """Insert the people."""
    people = [{"_id": each.id, "email": each.email, "cvText": each.cv} for each in PEOPLE]
    await database.users.insert_many(people)


def title_of(number: int) -> str:
    """The title of a posting; no two are alike."""
    return f"{_TRADES[number % len(_TRADES)]} {number}"


def _page(body: str) -> web.Response:
    return web.Response(text=f"<html><body>{body}</body></html>", content_type="text/html")
