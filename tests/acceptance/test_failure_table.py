"""What each answer of the model's makes of the job, the company, the status line and the budget.

Each cell is from a run: the real reactor and Google's own client, against a stand-in on loopback.
To have the table as Markdown: `pytest tests/acceptance/test_failure_table.py -n 0 -s`.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from pydantic import SecretStr

from reactor.advice import ADVICE
from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.overview import OverviewReader
from reactor.settings import Settings
from reactor.status.advice import advice_on
from reactor.status.local_state import LocalState
from reactor.status.system_state import status_of
from tests.conftest import Eventually
from tests.gemini.answers import ANSWERS
from tests.gemini.endpoint import Endpoint, endpoint

pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
    # Google's library warns of what it does not know, and goes on.
    pytest.mark.filterwarnings("ignore:QUITE_NEW is not a valid FinishReason"),
    pytest.mark.skipif(
        find_spec("reactor.match.llm") is None,
        reason="the client does not sort its failures by cause yet",
    ),
]
NOBODY = "unreachable"
_TITLES = ("Python-Engineer", "Backend-Developer", "Platform-Engineer")
_PAGE = "<html><body><ul>{}</ul></body></html>".format(
    "".join(f'<li><a href="{title}">{title.replace("-", " ")}</a></li>' for title in _TITLES)
)
_POSTING = "<html><body><h1>{}</h1><p>{}</p></body></html>"
_TEXT = "Python, asyncio, MongoDB and Docker, and years of backend services. " * 6


@dataclass(frozen=True)
class Cells:
    """What is to come of an answer.

    Attributes:
        status: of the job.
        code: its `errorCode`; `""` for none.
        requests: the most that may be spent.
        waits: whether it waits for the model, as all others then do.
        saved: how many of three matches there are.
    """

    status: str = "completed"
    code: str = ""
    requests: int = 2
    waits: bool = False
    saved: int = 3


def trouble(code: str, requests: int = 1, *, waits: bool = True) -> Cells:
    return Cells("pending", code, requests, waits, 0)


FINE = Cells()
DECLINED = Cells(requests=7, saved=0)
TABLE = {
    "ok": FINE,
    "429 per day": trouble("model_budget"),
    "429 limit 0": trouble("model_no_quota"),
    "429 bare": trouble("model_rate_limited", 3),
    "429 credits": trouble("model_billing"),
    "503 overloaded": trouble("model_overloaded", 3),
    "500 internal": trouble("model_overloaded", 3),
    "404 retired": trouble("model_not_found"),
    "400 location": trouble("model_location"),
    "400 billing": trouble("model_billing"),
    "400 expired": trouble("model_key_refused"),
    "403 leaked": trouble("model_key_refused"),
    "403 disabled": trouble("model_key_refused"),
    "400 schema": trouble("model_refused", 2),
    "thinks only": trouble("model_thinking", 6, waits=False),
    "recitation once": Cells(requests=4),
    "recitation always": DECLINED,
    "other always": DECLINED,
    "stop, empty": DECLINED,
    "no candidates": DECLINED,
    "never JSON": trouble("model_malformed", 7, waits=False),
    "JSON only of titles": DECLINED,
    "junk behind": FINE,
    "twice": FINE,
    "prose, fence": FINE,
    "fence, one line": FINE,
    "thought parts": FINE,
    "split parts": FINE,
    "new finish": FINE,
    "score as text": FINE,
    "score 80.5": FINE,
    "hangs up": trouble("model_unreachable", 3),
    "slow": trouble("model_unreachable", 1),
    NOBODY: trouble("model_unreachable", 0),
}


@dataclass(frozen=True)
class Row:
    """What came of one answer."""

    job: dict[str, Any]
    company: dict[str, Any]
    scrape_timer: bool
    to_do: str
    requests: int
    saved: int
    declined: int

    @property
    def markdown(self) -> str:
        state, code = self.job["status"], self.job.get("errorCode", "")
        tries, left = self.job.get("retryCount", 0), f", {self.declined} stay new"
        job = f"{state}{f', `{code}`' if code else ''}, {tries} tries counted"
        company = "problematic" if self.company.get("isProblematic") else "not blamed"
        saved = f"{self.saved} saved{left if self.declined else ''}"
        return f"{job} | {company} | {saved} | {self.requests} | {self.to_do or 'nothing'}"


@dataclass
class Bench:
    """Has one company visited under a model that answers so.

    Attributes:
        database: the house's.
        settings: without the model's.
    """

    database: ScoutlyDatabase
    settings: Settings
    eventually: Eventually
    rows: dict[str, Row] = field(default_factory=dict)

    async def row(self, name: str) -> Row:
        """The row of one answer."""
        async with endpoint(ANSWERS.get(name, ANSWERS["ok"])) as model:
            nobody = f"http://127.0.0.1:{unused_port()}/"
            settings = self._with(nobody if name == NOBODY else model.url)
            async with TestServer(_site()) as site:
                await self._follow(str(site.make_url("/careers/")))
                await self._visit(settings)
            return await self._row(settings, model)

    def _with(self, url: str) -> Settings:
        return self.settings.model_copy(
            update={
                "gemini_api_key": SecretStr("a-key-that-nobody-may-see"),
                "gemini_base_url": url,
                "gemini_rpm": 60_000,
                "gemini_tpm": 600_000_000,
            }
        )

    async def _follow(self, careers_url: str) -> None:
        ada = {"email": "ada@example.org", "cvText": "Python engineer. asyncio, MongoDB, Docker."}
        await self.database.users.insert_one(ada)
        page = {"companyID": "acme", "company": "Acme", "careers_url": careers_url}
        made = await self.database.companies.insert_one(page)
        tracks = {"userId": ada["email"], "companyId": made.inserted_id, "rank": 90}
        await self.database.preferences.insert_one(tracks)

    async def _visit(self, settings: Settings) -> None:
        reactor = Reactor(settings)
        async with asyncio.TaskGroup() as group:
            group.create_task(reactor.run())
            try:
                await self.eventually(self._has_settled, within=60)
            finally:
                reactor.stop()

    async def _has_settled(self) -> bool:
        """Whether the job waits, or has ended and the company's next visit is set."""
        waits = {"status": "pending", "notBefore": {"$ne": None}}
        if await self.database.jobs.find_one(waits):
            return True
        over = {"status": {"$in": ["completed", "failed"]}}
        next_visit = {"_id.kind": "scrape"}
        return (
            await self.database.jobs.find_one(over) is not None
            and await self.database.timers.find_one(next_visit) is not None
        )

    async def _row(self, settings: Settings, model: Endpoint) -> Row:
        job = await self.database.jobs.find_one()
        company = await self.database.companies.find_one()
        assert job
        assert company
        overview = await OverviewReader(self.database, settings).read()
        advice = advice_on(status_of(overview, LocalState(), settings))
        to_do = [each.do for each in advice if each.about in ("model", "budget", "companies")]
        timer = {"_id": {"kind": "scrape", "of": company["_id"]}}
        return Row(
            job=job,
            company=company,
            scrape_timer=await self.database.timers.find_one(timer) is not None,
            to_do="; ".join(to_do),
            requests=len(model.asked),
            saved=await self.database.saved_jobs.count_documents({}),
            declined=(job.get("result") or {}).get("declined", 0),
        )


def _site() -> web.Application:
    async def show(request: web.Request) -> web.Response:
        title = request.match_info.get("title", "")
        page = _POSTING.format(title.replace("-", " "), _TEXT) if title else _PAGE
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/careers/", show), web.get("/careers/{title}", show)])
    return app


@pytest.fixture(scope="module")
def printed() -> Iterator[dict[str, Row]]:
    """The rows of the table, printed when all are there."""
    rows: dict[str, Row] = {}
    yield rows
    print("\n| answer | job | company | matches | requests | to do |\n|---|---|---|---|---|---|")  # noqa: T201 - what -s is for
    for name, row in rows.items():
        print(f"| {name} | {row.markdown} |")  # noqa: T201 - as above


@pytest.fixture
def bench(
    database: ScoutlyDatabase,
    settings: Settings,
    eventually: Eventually,
    monkeypatch: pytest.MonkeyPatch,
) -> Bench:
    """Pauses within a request, and its patience, are as short as they may be."""
    for name, value in {"llm.model.PAUSES": (0.0, 0.0), "gemini.client.TIMEOUT_SECONDS": 2}.items():
        monkeypatch.setattr(f"reactor.match.{name}", value)
    return Bench(database, settings, eventually)


@pytest.mark.parametrize("name", TABLE)
async def test_an_answer_makes_of_job_company_and_budget_what_the_table_says(
    name: str, bench: Bench, printed: dict[str, Row]
) -> None:
    row = printed[name] = await bench.row(name)
    cells = TABLE[name]
    assert (row.job["status"], row.job.get("errorCode", "")) == (cells.status, cells.code)
    assert row.job.get("retryCount", 0) == 0, "no try is counted"
    assert not row.company.get("isProblematic"), "the company is not blamed"
    assert not (row.company.get("reactor") or {}).get("failures")
    assert row.requests <= cells.requests
    assert row.saved == cells.saved
    assert row.scrape_timer == (cells.status == "completed"), "nobody moves the schedule"
    waits_for = row.job.get("waitsFor")
    assert (waits_for is not None) == (cells.waits or cells.code == "model_budget")
    if cells.code and cells.code != "model_budget":
        assert ADVICE[cells.code].do in row.to_do
    elif row.declined:
        assert ADVICE["model_declined"].do in row.to_do
    elif not cells.code:
        assert row.to_do == ""


def test_every_answer_has_its_row() -> None:
    assert set(ANSWERS) | {NOBODY} == set(TABLE)
