"""Oracle Recruiting Cloud: what it takes to see all of a long list, and own domains."""

from typing import Any
from urllib.parse import unquote

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

SITE = "https://acme.fa.em2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1"


def first(url: str = SITE) -> Request:
    address = recognise_address(url)
    assert address
    return BOARDS["oracle"].beginnings(address)[0]


def listed(found: dict[str, Any], asked: Request | None = None) -> BoardPage:
    asked = asked or first()
    return list_board("oracle", page_of(asked.url, {"items": [found]}), asked)


def rows(number: int) -> list[dict[str, Any]]:
    return [{"Id": str(at), "Title": f"Welder {at}"} for at in range(number)]


def values(*counts: int) -> list[dict[str, Any]]:
    return [{"Id": 300 + at, "Name": "x", "TotalCount": each} for at, each in enumerate(counts)]


def test_a_list_beyond_what_offsets_reach_is_split_where_the_counts_add_up() -> None:
    page = listed(
        {
            "TotalJobsCount": 12_000,
            "requisitionList": rows(2),
            "categoriesFacet": values(9_000, 2_000),
            "organizationsFacet": values(9_000, 3_000),
        }
    )
    assert [each.url for each in page.parts] == [
        f"{first().url},selectedOrganizationsFacet={each}" for each in (300, 301)
    ]
    # The newest are read first; the slices hold whatever is beyond them.
    assert page.whole
    assert page.following
    assert page.following.number("offset") == 2
    last = listed(
        {"TotalJobsCount": 12_000, "requisitionList": rows(2)},
        page.following.numbered("offset", 9_998),
    )
    assert (last.following, last.whole) == (None, True)


@pytest.mark.parametrize("counts", [(9_000, 2_000), (11_000, 1_000), ()])
def test_a_list_that_no_facet_splits_is_not_whole(counts: tuple[int, ...]) -> None:
    found = {"TotalJobsCount": 12_000, "requisitionList": rows(2)}
    page = listed({**found, "categoriesFacet": values(*counts)})
    assert (page.parts, page.whole) == ((), False)


def test_a_list_within_reach_is_not_split() -> None:
    found = {"TotalJobsCount": 2, "requisitionList": rows(2), "categoriesFacet": values(1, 1)}
    assert listed(found).parts == ()


@pytest.mark.parametrize("found", [{}, {"requisitionList": []}])
def test_a_total_without_its_list_is_no_empty_list(found: dict[str, Any]) -> None:
    with pytest.raises(LastingError):
        listed({"TotalJobsCount": 7, **found})


def test_what_the_careers_url_narrows_goes_into_the_finder() -> None:
    chosen = "locationId=3000&selectedFlexFieldsFacets=%22A%7C0+to+2%2B%22&mode=location"
    asked = unquote(first(f"{SITE}/requisitions?{chosen}").url)
    assert asked.endswith(',locationId=3000,selectedFlexFieldsFacets="A|0 to 2+"')


def test_a_companys_domain_names_its_site_by_the_path_or_its_page() -> None:
    board = BOARDS["oracle"]
    known = BoardAddress("oracle", host="jobs.acme.example", filters=(("site", "CX_9"),))
    assert "siteNumber=CX_9," in board.beginnings(known)[0].url
    (asked,) = board.beginnings(BoardAddress("oracle", host="jobs.acme.example"))
    page = page_of(asked.url, '<a href="/hcmUI/CandidateExperience/en/sites/CX_7/jobs">Jobs</a>')
    lead = list_board("oracle", page, asked, "jobs.acme.example")
    assert lead.leads
    assert lead.following
    assert lead.following.host == "jobs.acme.example"
    assert "siteNumber=CX_7," in lead.following.url


def test_a_companys_domain_may_lead_to_the_systems_own_host() -> None:
    (asked,) = BOARDS["oracle"].beginnings(BoardAddress("oracle", host="jobs.acme.example"))
    page = page_of(f"{SITE}/jobs", "<p>Jobs</p>")
    lead = list_board("oracle", page, asked, "jobs.acme.example")
    assert lead.following
    assert lead.following.host == "acme.fa.em2.oraclecloud.com"
    assert "siteNumber=CX_1," in lead.following.url


def test_a_companys_domain_that_leads_to_a_stranger_is_asked_itself() -> None:
    (asked,) = BOARDS["oracle"].beginnings(BoardAddress("oracle", host="jobs.acme.example"))
    page = page_of("https://evil-oraclecloud.com/sites/CX_1/jobs", "<p>Jobs</p>")
    lead = list_board("oracle", page, asked, "jobs.acme.example")
    assert lead.following
    assert lead.following.host == "jobs.acme.example"


def test_a_companys_page_without_a_site_leads_nowhere() -> None:
    (asked,) = BOARDS["oracle"].beginnings(BoardAddress("oracle", host="jobs.acme.example"))
    with pytest.raises(LastingError):
        list_board("oracle", page_of(asked.url, "<p>Jobs</p>"), asked, "jobs.acme.example")


def test_places_and_the_way_of_working_are_told() -> None:
    job = {
        "Id": 5,
        "Title": "Welder",
        "PrimaryLocation": "Lyon, France",
        "secondaryLocations": [{"Name": "Paris, France"}],
        "WorkplaceTypeCode": "ORA_HYBRID",
        "PostedDate": "2026-11-02",
    }
    remote = {**job, "Id": 6, "WorkplaceTypeCode": "ORA_REMOTE"}
    page = listed({"TotalJobsCount": 2, "requisitionList": [job, remote]})
    one, other = (each.posting for each in page.vacancies)
    assert (one.location, one.remote) == ("Lyon, France; Paris, France", False)
    assert (other.remote, other.posted_at) == (True, "2026-11-02")
    assert one.url == f"{SITE}/job/5"
