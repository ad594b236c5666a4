"""Boards that answer on a company's own host: believed only if they answer as the system does."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BoardAddress, recognise_address, recognise_in_page
from tests.unit.boards import answers
from tests.unit.boards.visiting import Web

OURS = "https://jobs.acme.com/careers"
BREEZY = BoardAddress("breezy", "", "jobs.acme.com")
PORTAL = BoardAddress("smartrecruiters", "", "jobs.acme.com")
FILES = "assets-cdn.breezy.hr/breezy-portal"
LOADED = f'<link href="https://{FILES}/a.css"><script src="//{FILES}/b.js"></script>'
PICTURE = '<img src="https://static.smartrecruiters.com/x.png">'
ASKS = f'{PICTURE}<script>fetch("/api/jobs?limit=10")</script>'
API = "https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=100&offset=0"
OWN = {**answers.BREEZY, "url": "https://jobs.acme.com/p/18df-welder"}


def of_portal(*companies: str) -> dict[str, Any]:
    links = [
        f"https://jobs.smartrecruiters.com/oneclick-ui/company/{each}/publication/{number}"
        for number, each in enumerate(companies)
    ]
    return {"jobs": [{"title": "Welder", "data": {"apply": link}} for link in links]}


def test_a_page_with_breezys_own_files_may_be_breezys() -> None:
    assert recognise_in_page(f"<html>{LOADED}</html>", OURS) == (BREEZY,)


def test_breezys_hosts_for_files_are_no_companys() -> None:
    markup = '<script src="https://assets-cdn.breezy.hr/embed.js"></script>'
    assert recognise_in_page(markup, OURS) == ()
    assert recognise_address("https://attachments-cdn.breezy.hr/1.pdf") is None


async def test_breezy_is_read_on_a_companys_own_host() -> None:
    web = Web({"https://jobs.acme.com/json": [OWN]})
    (posting,) = (await web.list(BREEZY)).postings
    assert posting.url == "https://jobs.acme.com/p/18df-welder"


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [{"id": 1, "name": "Welder", "url": "https://jobs.acme.com/1"}],
        [OWN, {"name": "Boat", "id": "x", "friendly_id": "x-boat"}],
        [{**OWN, "friendly_id": "welder"}],
        [{**OWN, "location": "Tampa"}],
        [{**OWN, "url": "https://jobs.other.com/p/18df-welder"}],
        {"jobs": [OWN]},
        "<html>Welcome</html>",
    ],
)
async def test_a_host_that_answers_otherwise_is_not_breezys(answer: Any) -> None:
    with pytest.raises(LastingError, match="breezy"):
        await Web({"https://jobs.acme.com/json": answer}).list(BREEZY)


def test_a_page_whose_scripts_ask_for_jobs_may_be_smartrecruiters_portal() -> None:
    assert recognise_in_page(f"<html>{ASKS}</html>", OURS) == (PORTAL,)
    assert recognise_in_page('<script>fetch("/api/jobs")</script>', OURS) == ()


def test_smartrecruiters_own_addresses_name_their_company() -> None:
    found = recognise_address("https://www.smartrecruiters.com/Acme1/743999123-welder")
    assert found == BoardAddress("smartrecruiters", "Acme1")


async def test_a_portal_leads_to_the_list_of_the_company_that_its_data_names() -> None:
    web = Web(
        {
            "https://jobs.acme.com/api/jobs": of_portal("Acme1", "Acme1"),
            API: answers.WHOLE["smartrecruiters"],
        }
    )
    (posting,) = (await web.list(PORTAL)).postings
    assert posting.url == "https://jobs.smartrecruiters.com/Acme1/7439"
    assert web.asked == ["https://jobs.acme.com/api/jobs", API]


@pytest.mark.parametrize(
    "answer",
    [of_portal(), of_portal("Acme1", "Other"), {"jobs": []}, [], "<html>Acme1</html>"],
)
async def test_a_host_that_names_no_company_or_several_is_no_portal(answer: Any) -> None:
    web = Web({"https://jobs.acme.com/api/jobs": answer})
    with pytest.raises(LastingError, match="smartrecruiters"):
        await web.list(PORTAL)
    assert len(web.asked) == 1
