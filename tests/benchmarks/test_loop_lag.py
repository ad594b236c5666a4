"""The event loop while hostile companies are visited: how late it is, and who waits for it."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

import aiohttp
import pytest
from bson import ObjectId

from reactor.embedded_mongod.temporary import free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests import command
from tests.benchmarks.hostile_sites import LISTED
from tests.benchmarks.report import Report, at_most, p99, stated
from tests.benchmarks.workload import until

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

HOSTILE = ("histories", "titles", "robots", "texts", "links")
ENDING = 3
"""So many of them are waited for; the others go on for long."""
FOLLOWERS = 20
LINKS = 15_000
ORDINARY = 5
MAX_LAG_MS = 100.0
PAUSE = 0.02
WITHIN = 900.0
METHOD = (
    f"`reactor run` with ten slots; five companies: {FOLLOWERS} followers with {LINKS} older links "
    f"each and a list of {LISTED}, endless titles, 26 000 rules in robots.txt, texts of 30 kB of "
    "one word, a page of 4.5 MB of links; beside them five ordinary ones, and five such before, "
    "alone. Beside it a bare loop in a process of its own that does nothing"
)


@dataclass
class Seen:
    """What was seen from outside while something went on.

    Attributes:
        answers: seconds that each answer of `/healthz` took.
        p99: the most that the loop's lag came to, as the reactor measured it: 99 of 100 looks.
        most: the same, the latest look of all.
        waits: seconds from a job's insertion to its end, of the ordinary companies.
    """

    answers: list[float] = field(default_factory=list)
    p99: float = 0.0
    most: float = 0.0
    waits: list[float] = field(default_factory=list)


@asynccontextmanager
async def program(name: str) -> AsyncIterator[Process]:
    """One of this folder's programs, which ends with its input."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"tests.benchmarks.{name}"),
        stdin=PIPE,
        stdout=PIPE,
        cwd=Path(__file__).parents[2],
    )
    yield process
    if process.returncode is None and process.stdin:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def reactor(settings: Settings, folder: Path) -> AsyncIterator[str]:
    """A reactor as people start it; gives its address."""
    base = f"http://127.0.0.1:{free_port()}"
    process = await command.start(
        settings,
        folder,
        "run",
        stdout=asyncio.subprocess.DEVNULL,
        REACTOR_HTTP_PORT=base.rpartition(":")[2],
        REACTOR_ALLOW_HOSTS="127.0.0.0/8",
        REACTOR_CONCURRENCY="10",
        REACTOR_GRACE="1s",
    )
    async with aiohttp.ClientSession() as session:
        await until(lambda: _is_ready(session, base), every=PAUSE, within=60)
    yield base
    process.terminate()
    await process.communicate()


async def _is_ready(session: aiohttp.ClientSession, base: str) -> bool:
    try:
        async with session.get(f"{base}/readyz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


@asynccontextmanager
async def watched(base: str) -> AsyncIterator[Seen]:
    """What is seen of the reactor while the block runs."""
    seen = Seen()

    async def watch() -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                asked = monotonic()
                async with session.get(f"{base}/healthz") as answer:
                    said: dict[str, Any] = await answer.json()
                seen.answers.append(monotonic() - asked)
                seen.p99 = max(seen.p99, said.get("loop_lag_p99_seconds", float("nan")))
                seen.most = max(seen.most, said.get("loop_lag_max_seconds", float("nan")))
                await asyncio.sleep(PAUSE)

    watching = asyncio.create_task(watch())
    yield seen
    watching.cancel()
    await asyncio.wait([watching])


async def add_company(database: ScoutlyDatabase, url: str, followers: Iterable[str]) -> ObjectId:
    """A company, and who follows it."""
    company = ObjectId()
    page = {"companyID": str(company), "careers_url": url}
    await database.companies.insert_one({"_id": company, **page})
    await follow(database, company, followers, rank=50)
    return company


async def follow(
    database: ScoutlyDatabase, company: ObjectId, followers: Iterable[str], *, rank: int
) -> None:
    """Let people track a company: it is visited at once."""
    for user in followers:
        wish = {"userId": user, "companyId": company, "rank": rank}
        await database.preferences.insert_one(wish)


async def add_people(database: ScoutlyDatabase) -> list[str]:
    """People with CVs; gives their names."""
    names = [f"person{number}@example.org" for number in range(FOLLOWERS)]
    cv = "Senior Python engineer. Python, Django, PostgreSQL. German and English. " * 20
    await database.users.insert_many([{"email": name, "cvText": cv} for name in names])
    return names


async def add_histories(
    database: ScoutlyDatabase, company: ObjectId, people: Sequence[str], page: str
) -> None:
    """Older links, of which the first stand on the list as well."""
    trades = ("python-engineer", "data-analyst", "pastry-chef", "account-manager", "welder")
    links = [
        {
            "url": f"{page}/jobs/{number}-{trades[number % 5]}?b=2&a={number}&utm_source=mail",
            "text": "Software engineer",
            "context": "Berlin",
        }
        for number in range(20, LINKS + 20)
    ]
    for name in people:
        who = {"companyId": company, "userId": name, "userEmail": name}
        await database.histories.insert_one({**who, "links": links})


async def ended(database: ScoutlyDatabase, companies: Sequence[ObjectId]) -> list[float]:
    """Seconds until each company's job had ended, once all have."""
    began, waits = monotonic(), dict[ObjectId, float]()
    async with asyncio.timeout(WITHIN):
        while len(waits) < len(companies):
            done = {"companyId": {"$in": companies}, "status": {"$in": ["completed", "failed"]}}
            for company in await database.jobs.distinct("companyId", done):
                waits.setdefault(company, monotonic() - began)
            await asyncio.sleep(PAUSE)
    return list(waits.values())


async def test_loop_lag(
    settings: Settings, database: ScoutlyDatabase, report: Report, tmp_path: Path
) -> None:
    people = await add_people(database)
    async with AsyncExitStack() as stack:
        sites = await stack.enter_async_context(program("hostile_sites"))
        bare = await stack.enter_async_context(program("bare_loop"))
        assert sites.stdout
        port = int(await sites.stdout.readline())
        base = await stack.enter_async_context(reactor(settings, tmp_path))

        async def visit(
            names: Sequence[str], network: int, followers: Sequence[str]
        ) -> list[ObjectId]:
            return [
                await add_company(database, f"http://127.0.{network}.{n}:{port}/{name}", followers)
                for n, name in enumerate(names, 1)
            ]

        async with watched(base) as alone:
            alone.waits = await ended(database, await visit(["plain"] * ORDINARY, 1, people[:1]))
        hostile: list[ObjectId] = []
        for number, name in enumerate(HOSTILE, 1):
            network = 3 if name == "robots" else 4
            page = f"http://127.0.{network}.{number}:{port}/{name}"
            followers = people if name == "histories" else people[:2]
            company = await add_company(database, page, [])
            if name == "histories":
                await add_histories(database, company, people, page)
            hostile.append(company)
            await follow(database, company, followers, rank=90)
        async with watched(base) as beside:
            bad = asyncio.create_task(ended(database, hostile[:ENDING]))
            beside.waits = await ended(database, await visit(["plain"] * ORDINARY, 2, people[:1]))
            theirs = await bad
        output, _ = await bare.communicate(b"")
    lags: list[float] = json.loads(output)
    report.show(
        "The event loop beside hostile companies",
        METHOD,
        stated("bare loop, p99", p99(lags) * 1000, "ms"),
        stated("bare loop, most", max(lags) * 1000, "ms"),
        stated("loop lag with ordinary companies alone, most", alone.most * 1000, "ms"),
        stated("loop lag beside hostile ones, p99 of the worst minute", beside.p99 * 1000, "ms"),
        at_most("the same, most", beside.most * 1000, MAX_LAG_MS, "ms"),
        stated("the same, to the bare loop's most", beside.most / max(lags)),
        stated("/healthz alone, p99", p99(alone.answers) * 1000, "ms"),
        stated("/healthz beside hostile ones, p99", p99(beside.answers) * 1000, "ms"),
        stated("the same, most", max(beside.answers) * 1000, "ms"),
        stated("/healthz p99, to that alone", p99(beside.answers) / p99(alone.answers)),
        stated("ordinary companies' wait alone, median", median(alone.waits), "s"),
        stated("their wait beside hostile ones, median", median(beside.waits), "s"),
        stated("wait, to that alone", median(beside.waits) / median(alone.waits)),
        stated("hostile companies' visits, longest that was waited for", max(theirs), "s"),
    )
