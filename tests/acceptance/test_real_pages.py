"""Real careers pages and board answers, from the corpus beside the checkout where there is one."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from lxml import html as lxml_html

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside this checkout")

PAGES = {
    "framework.co/hiring": "ever-jobs/framework_co--framework_co-hiring.html",
    "framework.co/jobs/": "ever-jobs/framework_co--framework_co-{}.html",
    "solideon.com/careers": "ever-jobs/solideon--careers.html",
    "solideon.com/": "ever-jobs/solideon--{}.html",
    "boards-api.greenhouse.io/v1/boards/amplitude/jobs": "careerkit/greenhouse.json",
    "api.lever.co/v0/postings/idealistconsulting": "careerkit/lever.json",
    "api.ashbyhq.com/posting-api/job-board/HighlightTA": "careerkit/ashby.json",
}
"""What the stand-in for the internet answers: the longest prefix that fits, `{}` the rest."""

MECHANIC = """Mechanical engineer and manufacturing engineer, seven years: CAD/CAM, SolidWorks,
Fusion 360, additive manufacturing, fixtures, CNC machining, GD&T, robotics, welding, prototyping,
DFM, end effectors, Grasshopper 3D, technician on a CNC robot."""
DEVELOPER = """Senior software engineer, eight years: Python, JavaScript, C++, ROS, PostgreSQL,
frontend and backend, sensor fusion, computer vision, site reliability, Kubernetes, Terraform, AWS,
Linux, monitoring."""
ROBOTICIST = """Junior software engineer in robotics, two years: sensor fusion, metrology, welding
robots, assembly, CAD, schematics, documentation of production."""
ANALYST = """Customer data scientist: experimentation, A/B testing, SQL, Python, statistics, product
analytics for customers."""
SELLER = """Account executive in India: SaaS sales, prospecting, pipeline, CRM, Salesforce, quota,
negotiation, product analytics."""
CONSULTANT = """Nonprofit Salesforce consultant and project manager: Salesforce Nonprofit Success
Pack, requirements, stakeholders, data migration."""
ARCHITECT = """Solution architect for Salesforce: user stories, product demos, RFPs, CRM, data
migration, agile teams."""
RECRUITER = """Senior technical recruiter, full-cycle recruitment of engineers for SaaS companies,
sourcing, stakeholder management."""


@dataclass(frozen=True)
class Expected:
    """A posting that really stands on the page, and somebody whom it suits."""

    title: str
    url: str
    location: str
    cv: str


@dataclass(frozen=True)
class Source:
    """A company's page and all its postings."""

    careers_url: str
    selector: str
    postings: tuple[Expected, ...]


SOURCES = {
    "framework": Source(
        "https://framework.co/hiring",
        "",
        (
            Expected(
                "Senior Mechanical Engineer",
                "https://framework.co/jobs/senior-mechanical-engineer",
                "Los Angeles, CA",
                MECHANIC,
            ),
            Expected(
                "Senior Software Engineer",
                "https://framework.co/jobs/senior-software-engineer",
                "Los Angeles, CA",
                DEVELOPER,
            ),
        ),
    ),
    "solideon": Source(
        "https://solideon.com/careers/",
        "td a",
        (
            Expected(
                "CNC & Robot Operator",
                "https://solideon.com/solideon-cnc-robot-operator",
                "Berkeley, CA",
                MECHANIC,
            ),
            Expected(
                "Sensor Fusion Software Engineer",
                "https://solideon.com/solideon-sensor-fusion-software-engineer",
                "Berkeley, CA",
                ROBOTICIST,
            ),
            Expected(
                "Applications Engineer",
                "https://solideon.com/solideon-applications-engineer",
                "Berkeley, CA",
                MECHANIC,
            ),
            Expected(
                "Manufacturing Engineer",
                "https://solideon.com/solideon-manufacturing-engineer",
                "Norfolk, VA",
                MECHANIC,
            ),
        ),
    ),
    "greenhouse": Source(
        "https://job-boards.greenhouse.io/amplitude",
        "",
        (
            Expected(
                "Customer Data Scientist - Experimentation",
                "https://job-boards.greenhouse.io/amplitude/jobs/8636903002",
                "London, UK",
                ANALYST,
            ),
            Expected(
                "Emerging Account Executive (India)",
                "https://job-boards.greenhouse.io/amplitude/jobs/8651132002",
                "Bangalore, India",
                SELLER,
            ),
        ),
    ),
    "lever": Source(
        "https://jobs.lever.co/idealistconsulting",
        "",
        (
            Expected(
                "(1099 Contract) Nonprofit Salesforce Consultant: Enterprise Project Manager",
                "https://jobs.lever.co/idealistconsulting/a24ec4e5-5caa-473d-abd4-b71f09a8167b",
                "Chicago, IL",
                CONSULTANT,
            ),
            Expected(
                "(1099 Contract) Salesforce for Nonprofits: Solution Architect",
                "https://jobs.lever.co/idealistconsulting/5d54d69b-e940-452e-b892-1170aa60f095",
                "Washington, D.C.",
                ARCHITECT,
            ),
        ),
    ),
    "ashby": Source(
        "https://jobs.ashbyhq.com/HighlightTA",
        "",
        (
            Expected(
                "Senior Technical Recruiter",
                "https://jobs.ashbyhq.com/HighlightTA/90fb3621-899e-4b59-925d-25080ec91e18",
                "Canada",
                RECRUITER,
            ),
            Expected(
                "Senior Site Reliability Engineer",
                "https://jobs.ashbyhq.com/HighlightTA/fc2f1f85-46a0-4a31-b165-683e39c07c04",
                "Toronto, Ontario",
                DEVELOPER,
            ),
        ),
    ),
}


@pytest_asyncio.fixture
async def internet() -> AsyncIterator[str]:
    """Serves the corpus on loopback for whichever host is asked for."""

    async def answer(request: web.Request) -> web.Response:
        file = _file_for(f"{request.headers['Host']}{request.path}")
        if file is None:
            raise web.HTTPNotFound
        kind = "application/json" if file.suffix == ".json" else "text/html"
        return web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8")

    app = web.Application()
    app.add_routes([web.get("/{path:.*}", answer)])
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/")
    await server.close()


def _file_for(address: str) -> Path | None:
    for prefix in sorted(PAGES, key=len, reverse=True):
        if address.startswith(prefix):
            rest = address.removeprefix(prefix).strip("/")
            file = CORPUS / PAGES[prefix].format(rest)
            return file if file.is_file() else None
    return None


@pytest.mark.parametrize("name", SOURCES)
async def test_a_real_page_gives_its_true_postings_to_those_whom_they_suit(
    name: str,
    internet: str,
    settings: Settings,
    database: ScoutlyDatabase,
    eventually: Eventually,
) -> None:
    source = SOURCES[name]
    company = await database.companies.insert_one(
        {"companyID": name, "careers_url": source.careers_url, "selector": source.selector}
    )
    for number, expected in enumerate(source.postings):
        email = f"{number}@example.org"
        await database.users.insert_one({"email": email, "cvText": expected.cv})
        await database.preferences.insert_one(
            {"userId": email, "companyId": company.inserted_id, "rank": 50}
        )
    hosts = {prefix.partition("/")[0] for prefix in PAGES}
    reactor = Reactor(settings, stand_ins=dict.fromkeys(hosts, internet))
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        job = await eventually(
            lambda: database.jobs.find_one({"status": {"$in": ["completed", "failed"]}}), within=60
        )
        reactor.stop()
    assert isinstance(job, dict)
    assert job["status"] == "completed", job["errorMessage"]
    assert job["result"]["found"] == len(source.postings)
    for number, expected in enumerate(source.postings):
        saved = await database.saved_jobs.find_one(
            {"userId": f"{number}@example.org", "jobId": expected.url}
        )
        assert saved, f"{expected.title} was not saved"
        assert saved["title"] == expected.title
        assert saved["url"] == expected.url
        assert saved["location"] == expected.location
        assert saved["suitabilityScore"] >= settings.min_score
        for passage in passages(name, expected):
            assert passage in squeezed(saved["description"])


def passages(name: str, expected: Expected) -> Iterator[str]:
    """Every heading and list item of the posting as its source has it."""
    title = squeezed(expected.title)
    for fragment in _sources(name, expected):
        tree: Any = lxml_html.document_fromstring(fragment)
        navigation = set(tree.iterfind(".//nav//*")) | set(tree.iterfind(".//header//*"))
        for element in tree.iter("h1", "h2", "h3", "h4", "li"):
            text = squeezed(element.text_content())
            menu = element.tag == "li" and element.find(".//a") is not None
            form = "toapply" in text.lower()
            if text and not (menu or form or element in navigation or text == title):
                yield text


def _sources(name: str, expected: Expected) -> list[str]:
    identity = expected.url.rpartition("/")[2]
    match name:
        case "framework" | "solideon":
            file = _file_for(expected.url.removeprefix("https://"))
            assert file
            return [file.read_text()]
        case "greenhouse":
            job = _board("careerkit/greenhouse.json", "jobs", identity)
            return [html.unescape(job["content"])]
        case "lever":
            job = _board("careerkit/lever.json", None, identity)
            lists = [f"<h3>{part['text']}</h3>{part['content']}" for part in job["lists"]]
            return [job["description"] or "<p></p>", *lists, job["additional"] or "<p></p>"]
        case _:
            return [_board("careerkit/ashby.json", "jobs", identity)["descriptionHtml"]]


def _board(file: str, key: str | None, identity: str) -> dict[str, Any]:
    answer = json.loads((CORPUS / file).read_text())
    jobs: list[dict[str, Any]] = answer[key] if key else answer
    return next(job for job in jobs if str(job["id"]) == identity)


def squeezed(text: str) -> str:
    """The text without white space and bullets, which every reading sets in its own way."""
    return re.sub(r"[\s\u200b•·-]+", "", text)
