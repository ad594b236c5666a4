"""A day of a reactor: people edit, companies are visited, one fails at first, matches are saved."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from time import monotonic

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

ADA = "ada@example.org"
_TEXT = (
    "You build event-driven services in Python with asyncio and MongoDB, from design to production."
)
_LIST = """<html><body><h1>Open positions</h1><ul class="jobs">
<li><a href="/{n}/jobs/python-engineer">Python Engineer</a> <span>Madrid, Spain</span></li>
</ul></body></html>"""
_POSTING = f"""<html><body><main><h1>Python Engineer</h1><p>Madrid, Spain</p>
<h2>What you do</h2><p>{_TEXT * 5}</p></main></body></html>"""


class Site:
    """Every company's careers page; those with an odd number do not answer at first.

    Attributes:
        visits: of each company's list.
    """

    def __init__(self) -> None:
        self.visits: Counter[str] = Counter()

    async def careers(self, request: web.Request) -> web.Response:
        """A list."""
        number = request.match_info["n"]
        self.visits[number] += 1
        if int(number) % 2 and self.visits[number] == 1:
            return web.Response(status=503, text="later")
        return web.Response(text=_LIST.format(n=number), content_type="text/html")

    async def posting(self, _: web.Request) -> web.Response:
        """A posting."""
        return web.Response(text=_POSTING, content_type="text/html")

    async def told(self, _: web.Request) -> web.Response:
        """A notification arrives."""
        return web.Response(text="thanks")


@asynccontextmanager
async def served(site: Site) -> AsyncIterator[BaseTestServer]:
    """The site on this machine."""
    app = web.Application()
    app.add_routes(
        [
            web.get("/{n}/careers", site.careers),
            web.get("/{n}/jobs/{slug}", site.posting),
            web.post("/told", site.told),
        ]
    )
    async with TestServer(app) as server:
        yield server


class Day:
    """What people do on a day, and what must have come of it.

    Args:
        database: theirs.
        server: the careers pages.
    """

    def __init__(self, database: ScoutlyDatabase, server: BaseTestServer) -> None:
        self._database = database
        self._server = server
        self._numbers = count()

    async def add_user(self) -> None:
        """Somebody looks for work."""
        user = {"email": ADA, "cvText": "Python engineer: asyncio, MongoDB. Madrid."}
        await self._database.users.insert_one(user)

    async def live(self, within: float) -> list[str]:
        """Two companies are tracked, visited, and one again as its rank changes.

        Gives what is not as it should be after `within` seconds; nothing as soon as all is.
        """
        first, second, third = [await self._company() for _ in range(3)]
        await self._track(first, 60)
        await self._track(second, 90)
        left = await self._track(third, 10)
        due = monotonic() + within
        wrong = await self._until_done({first: 1, second: 1}, due)
        if not wrong:
            self_edit = {"userId": ADA, "companyId": first}
            await self._database.preferences.update_one(self_edit, {"$set": {"rank": 95}})
            await self._database.preferences.delete_one({"_id": left})
            await self._database.jobs.insert_one({"companyId": second, "status": "pending"})
            wrong = await self._until_done({first: 2, second: 2}, due)
        await self._tidy_up([first, second, third])
        return wrong

    async def _company(self) -> ObjectId:
        number = next(self._numbers)
        page = str(self._server.make_url(f"/{number}/careers"))
        company = {"companyID": f"c{number}", "company": f"Company {number}", "careers_url": page}
        inserted = await self._database.companies.insert_one(company)
        company_id: ObjectId = inserted.inserted_id
        return company_id

    async def _track(self, company: ObjectId, rank: int) -> ObjectId:
        preference = {"userId": ADA, "companyId": company, "rank": rank, "isTracking": True}
        inserted = await self._database.preferences.insert_one(preference)
        preference_id: ObjectId = inserted.inserted_id
        return preference_id

    async def _until_done(self, wanted: dict[ObjectId, int], due: float) -> list[str]:
        """What is missing when time is up."""
        while wrong := [each for c, n in wanted.items() for each in await self._wrong(c, n)]:
            if monotonic() > due:
                return wrong
            await asyncio.sleep(0.05)
        return []

    async def _wrong(self, company: ObjectId, times: int) -> list[str]:
        """What is not as it should be with a company that was to be visited so often."""
        jobs = await self._database.jobs.find({"companyId": company}).to_list(None)
        states = Counter(job["status"] for job in jobs)
        active = states["pending"] + states["processing"]
        found = await self._database.companies.find_one({"_id": company}) or {}
        saved = await self._database.saved_jobs.count_documents({"companyId": company})
        histories = await self._database.histories.count_documents({"companyId": company})
        checks = {
            f"jobs {dict(states)}": states["completed"] >= times and not active,
            "blamed": not (found.get("isProblematic") or states["failed"]),
            f"{saved} saved": saved == 1,
            f"{histories} histories": histories == 1,
        }
        return [f"{found.get('companyID')}: {said}" for said, right in checks.items() if not right]

    async def _tidy_up(self, companies: list[ObjectId]) -> None:
        """The people lose interest, so that the next day is like this one."""
        of_them = {"companyId": {"$in": companies}}
        await self._database.preferences.delete_many(of_them)
        await self._database.companies.delete_many({"_id": {"$in": companies}})
        await self._database.jobs.delete_many({**of_them, "status": {"$ne": "processing"}})
