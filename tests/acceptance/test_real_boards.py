"""Real board answers, from the corpus beside the checkout where there is one.

The expectations were made by hand, with the answers and the boards' sites beside each other.
"""

import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from reactor.fetch.page import Page
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, recognise_address
from reactor.scrape.tasks import list_board

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside this checkout")


@dataclass(frozen=True)
class Expected:
    """A posting of a board: the end of its address, and what it states."""

    url: str
    title: str
    location: str
    remote: bool | None = None
    pay: tuple[float, float, str, str] | None = None


@dataclass(frozen=True)
class Source:
    """An answer, the careers URL that leads to it, and the postings it lists."""

    careers_url: str
    postings: tuple[Expected, ...]
    beginning: int = 0
    texts: tuple[str, ...] = ()


def job(url: str, title: str, location: str, remote: bool | None = None, *pay: Any) -> Expected:
    return Expected(url, title, location, remote, pay or None)


SOURCES = {
    "careerkit/greenhouse.json": Source(
        "https://job-boards.greenhouse.io/amplitude",
        (
            job("8636903002", "Customer Data Scientist - Experimentation", "London, UK"),
            job("8651132002", "Emerging Account Executive (India)", "Bangalore, India"),
        ),
        texts=("content",),
    ),
    "tech-salary-radar/greenhouse.json": Source(
        "https://boards.greenhouse.io/gitlab",
        (
            job("8503792002", "Account Executive - Italy", "Remote, Italy", True),
            job("8565469002", "AI Engineer", "Remote, US", True, 108400, 129600, "USD", "year"),
        ),
        texts=("content",),
    ),
    "careerkit/lever.json": Source(
        "https://jobs.lever.co/idealistconsulting",
        (
            job(
                "a24ec4e5-5caa-473d-abd4-b71f09a8167b",
                "(1099 Contract) Nonprofit Salesforce Consultant: Enterprise Project Manager",
                "Chicago, IL",
                True,
            ),
            job(
                "5d54d69b-e940-452e-b892-1170aa60f095",
                "(1099 Contract) Salesforce for Nonprofits: Solution Architect",
                "Washington, D.C.",
                True,
            ),
        ),
        texts=("description", "content", "additional"),
    ),
    "tech-salary-radar/lever.json": Source(
        "https://jobs.lever.co/matchgroup",
        (
            job(
                "3414ba28-35f7-45d3-8e13-35c883959635",
                "Android Engineer III",
                "New York, New York",
                False,
                *(150000, 180000, "USD", "year"),
            ),
            job(
                "4004a95b-ed89-4193-ad1a-a2ed5d4703d5",
                "Android Software Engineer (Azar)",
                "Seoul, South Korea",
                False,
            ),
        ),
        texts=("description", "content", "additional"),
    ),
    "careerkit/ashby.json": Source(
        "https://jobs.ashbyhq.com/HighlightTA",
        (
            job(
                "90fb3621-899e-4b59-925d-25080ec91e18", "Senior Technical Recruiter", "Canada", True
            ),
            job(
                "fc2f1f85-46a0-4a31-b165-683e39c07c04",
                "Senior Site Reliability Engineer",
                "Toronto, Ontario",
                False,
                *(102800, 137000, "CAD", "year"),
            ),
        ),
        texts=("descriptionHtml",),
    ),
    "tech-salary-radar/ashby.json": Source(
        "https://jobs.ashbyhq.com/linear",
        (
            job(
                "d3bc1ced-3ce4-4086-a050-555055dbb1ff",
                "Senior / Staff Fullstack Engineer",
                "Europe",
                True,
            ),
            job(
                "cd5ae036-0223-427a-b038-ba16ef9dcb32",
                "Senior / Staff Fullstack Engineer",
                "North America",
                True,
            ),
        ),
        texts=("descriptionHtml",),
    ),
    "careerkit/workable.json": Source(
        "https://apply.workable.com/zaelab/",
        (job("/j/DD136DD7E7", "Business Analyst - Spanish Speaking", "Spain; Portugal", True),),
    ),
    "careerkit/smartrecruiters.json": Source(
        "https://careers.smartrecruiters.com/Knight",
        (
            job(
                "/Knight/743999671674844",
                "CNA  / LPN - Consistent Hours. Start Next Week.",
                "St. Louis, MO, United States",
                False,
            ),
        ),
    ),
    "careerkit/recruitee.json": Source(
        "https://acme.recruitee.com/",
        (
            job(
                "/o/senior-financial-accountant-fmd-berlinbrandenburg-region-germany",
                "(Senior) Financial Accountant (f/m/d) - Berlin/Brandenburg Region, Germany",
                "Berlin, Berlin, Germany",
                False,
                *(60000, 75000, "EUR", "year"),
            ),
            job(
                "/o/partner-development-representative-fmd-berlin-germany",
                "Partner Development Representative (f/m/d) - Berlin, Germany",
                "Berlin, Berlin, Germany",
                False,
                *(75000, 90000, "EUR", "year"),
            ),
        ),
        texts=("description", "requirements"),
    ),
    "careerkit/personio.xml": Source(
        "https://acme.jobs.personio.de/",
        (
            job(
                "https://acme.jobs.personio.de/job/1834171",
                "Staff Software Engineer, Data Platform",
                "Munich; Berlin",
            ),
        ),
    ),
    "careerkit/bamboohr.json": Source(
        "https://acme.bamboohr.com/careers",
        (
            job(
                "https://acme.bamboohr.com/careers/86",
                "Nurse Paralegal",
                "Fort Lauderdale, Florida",
                False,
            ),
            job(
                "https://acme.bamboohr.com/careers/87",
                "Marketing & Social Media Intern",
                "Fort Lauderdale, Florida",
                False,
            ),
        ),
    ),
    "careerkit/teamtailor.json": Source(
        "https://career.teamtailor.com/jobs",
        (
            job(
                "/jobs/7167985-account-executive-italy-madrid-based",
                "Account Executive - Italy (Madrid based)",
                "Madrid, ES",
            ),
            job(
                "/jobs/7069633-mid-market-account-executive-copenhagen",
                "Mid-Market Account Executive - Copenhagen",
                "Stockholm, SE; København, DK",
            ),
        ),
        beginning=1,
    ),
    "careerkit/workday.json": Source(
        "https://acme.wd5.myworkdayjobs.com/en-US/External",
        (
            job(
                "https://acme.wd5.myworkdayjobs.com/External/job/Virginia---Washington-DC-Metro---"
                "Remote/Solution-Architect---Senior-Solution-Architect---PubSec---SLED-NGO_JR354232",
                "Solution Architect / Senior Solution Architect - PubSec - SLED/NGO",
                "",
            ),
            job(
                "_JR332446",
                "Customer Success Manager - Global Public Sector (State, Local Government and "
                "Education)",
                "",
            ),
        ),
    ),
    "careerkit/pinpoint.json": Source(
        "https://acme.pinpointhq.com/",
        (
            job(
                "/en/postings/post-001",
                "Enterprise Applications Architect",
                "United States",
                True,
                *(135000, 198000, "USD", "year"),
            ),
            job(
                "/postings/post-002",
                "CRM Program Consultant",
                "Atlanta, GA",
                False,
                *(70, 90, "USD", "hour"),
            ),
        ),
        texts=(
            *("description", "key_responsibilities", "key_responsibilities_header", "benefits"),
            *("skills_knowledge_expertise", "skills_knowledge_expertise_header"),
        ),
    ),
    "careerkit/rippling.json": Source(
        "https://ats.rippling.com/acme/jobs",
        (
            job(
                "/jobs/2f0674e6-f01f-4ecd-b459-e947241c211f",
                "Account Executive - Accountants Channel (East Coast)",
                "Remote (New Jersey, US); New York, NY",
                True,
            ),
        ),
    ),
}


def listed(file: str) -> list[Posting]:
    source = SOURCES[file]
    address = recognise_address(source.careers_url)
    assert address
    request = BOARDS[address.board].beginnings(address)[source.beginning]
    page = Page(request.url, 200, "", (CORPUS / file).read_bytes())
    return [vacancy.posting for vacancy in list_board(address.board, page, request).vacancies]


@pytest.mark.parametrize("file", SOURCES)
def test_a_real_answer_lists_its_postings_and_nothing_else(file: str) -> None:
    found, expected = listed(file), SOURCES[file].postings
    assert len(found) == len(expected)
    for posting, known in zip(found, expected, strict=True):
        assert posting.url.endswith(known.url)
        assert (posting.title, posting.location) == (known.title, known.location)
        assert posting.remote is known.remote
        pay = posting.salary
        stated = pay and (pay.min, pay.max, pay.currency, pay.period)
        assert stated == known.pay


@pytest.mark.parametrize("file", [file for file in SOURCES if SOURCES[file].texts])
def test_every_line_of_a_real_text_is_read(file: str) -> None:
    answer = json.loads((CORPUS / file).read_text())
    jobs = answer if isinstance(answer, list) else next(filter(is_jobs, answer.values()))
    for entry, posting in zip(jobs, listed(file), strict=True):
        read = squeezed(posting.text)
        # Lever keeps its lists, with their headings, one level down.
        parts = [entry, *entry.get("lists", ())]
        fragments = [str(part.get(name) or "") for part in parts for name in SOURCES[file].texts]
        fragments += [part["text"] for part in entry.get("lists", ())]
        for fragment in fragments:
            for line in re.split(r"<[^>]*>", unescape(fragment)):
                assert squeezed(unescape(line)) in read


def is_jobs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def squeezed(text: str) -> str:
    """The text without white space, bullets and what nobody sees."""
    return re.sub(r"[\s\u200b\u00ad\u2060\ufeff•·-]+", "", text)
