"""UKG Pro: boards that are not there, places and pay, and whose page it is."""

import json
from typing import Any

import pytest

from reactor.errors import GoneError, LastingError
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of, read

BOARD = "https://recruiting.ultipro.com/ACM1001ACME/JobBoard/132b6065-9187-4e0f-a292-4f67e675d1d0"
FOUND = {"Id": "7", "Title": "Welder"}


def first(url: str = BOARD) -> Request:
    address = recognise_address(url)
    assert address
    return BOARDS["ukg"].beginnings(address)[0]


def listed(answer: Any, asked: Request | None = None) -> BoardPage:
    asked = asked or first()
    return list_board("ukg", page_of(asked.url, answer), asked)


def posting(**stated: Any) -> Posting:
    (vacancy,) = listed({"opportunities": [{**FOUND, **stated}], "totalCount": 1}).vacancies
    return vacancy.posting


def detailed(**stated: Any) -> Posting:
    data = json.dumps({"Description": "<p>You weld.</p>", **stated})
    page = f"<script>new US.Opportunity.CandidateOpportunityDetail( {data});</script>"
    return read("ukg", page, f"{BOARD}/OpportunityDetail?opportunityId=7")


def test_an_empty_list_is_believed_only_where_the_board_has_a_page() -> None:
    lead = listed({"opportunities": [], "totalCount": 0})
    assert lead.leads
    assert lead.following
    assert lead.following.url == f"{BOARD}/"
    empty = listed("<script>new US.Opportunity.OpportunitiesViewModel({})</script>", lead.following)
    assert (empty.vacancies, empty.leads, empty.whole) == ((), False, True)
    with pytest.raises(LastingError):
        listed("<html><h1>This job board is not available</h1></html>", lead.following)


def test_an_empty_page_before_the_end_is_no_end() -> None:
    page = listed({"opportunities": [FOUND], "totalCount": 3})
    assert page.following
    last = listed({"opportunities": [], "totalCount": 3}, page.following)
    assert (last.following, last.whole) == (None, False)


def test_a_total_without_postings_is_no_empty_list() -> None:
    with pytest.raises(LastingError):
        listed({"opportunities": [], "totalCount": 3})


def test_what_the_careers_url_searches_for_is_searched_for() -> None:
    asked = first(f"{BOARD}/?q=ship+welder&o=postedDateDesc")
    assert asked.body
    assert asked.body["opportunitySearch"]["QueryString"] == "ship welder"


@pytest.mark.parametrize(
    ("site", "place"),
    [
        (
            {"Address": {"City": "Lyon", "Country": {"Code": "FRA", "Name": "France"}}},
            "Lyon, France",
        ),
        ({"Address": {"City": "Lyon", "State": {"Code": "69"}}}, "Lyon, 69"),
        (
            {"LocalizedDescription": "TX - Remote", "Address": {"Country": {"Name": "US"}}},
            "TX - Remote",
        ),
        ({"LocalizedName": "Yard", "Address": None}, "Yard"),
        ({"Address": {"Country": {"Name": "France"}}}, "France"),
    ],
)
def test_a_place_is_told_by_what_names_it_best(site: dict[str, Any], place: str) -> None:
    assert posting(Locations=[site, site, None]).location == place


@pytest.mark.parametrize(
    ("number", "words", "remote"),
    [
        (2, "Lyon", True),
        (1, "Lyon", False),
        (0, "Lyon", False),
        (None, "Lyon", None),
        (9, "Lyon", None),
        ("2", "Lyon", None),
        # Were the numbers to mean something else, the words would still count.
        (1, "TX - Remote", True),
    ],
)
def test_remote_is_what_the_place_says_and_else_the_number(
    number: Any, words: str, remote: bool | None
) -> None:
    site = {"LocalizedDescription": words, "Address": {"City": "Austin"}}
    assert posting(JobLocationType=number, Locations=[site]).remote is remote


@pytest.mark.parametrize(
    ("stated", "kind"), [(True, "Full-time"), (False, "Part-time"), (None, "")]
)
def test_the_hours_are_told(stated: bool | None, kind: str) -> None:
    assert posting(FullTime=stated).employment_type == kind


def test_pay_counts_only_where_the_board_shows_it() -> None:
    pay = {"PayRange": {"PayRangeMinimum": "115000.00", "PayRangeMaximum": "120000.00"}}
    stated = {**pay, "PayRangeCurrencyCode": "USD"}
    assert detailed(**stated, PayRangeVisible=False).salary is None
    salary = detailed(**stated, PayRangeVisible=True).salary
    assert salary
    assert (salary.min, salary.max, salary.currency) == (115_000, 120_000, "USD")


def test_a_closed_posting_is_gone() -> None:
    with pytest.raises(GoneError):
        detailed(OpportunityIsClosed=True)


def test_a_page_without_a_posting_is_no_text() -> None:
    with pytest.raises(LastingError):
        read("ukg", "<html><body></body></html>", f"{BOARD}/OpportunityDetail?opportunityId=7")


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.ultipro.com/Login.aspx",
        "https://recruiting.ultipro.com/ACM1001ACME/JobBoard/not-a-board",
        f"{BOARD}0",
        BOARD.replace("ultipro.com", "ultipro.com.evil.example"),
    ],
)
def test_what_else_stands_on_its_hosts_is_no_board(url: str) -> None:
    assert recognise_address(url) is None
