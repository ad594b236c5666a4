"""Jibe: own domains, addresses in whichever language, and texts in parts."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardPage, Request, recognise_address, recognise_in_page
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

HOST = "careers.acme.example"
SITE = f"https://{HOST}"
JOB = {"slug": "7", "title": "Welder"}


def first(url: str) -> Request:
    address = recognise_address(url)
    assert address
    return BOARDS["jibe"].beginnings(address)[0]


def listed(answer: Any, asked: Request | None = None, host: str = HOST) -> BoardPage:
    asked = asked or Request(f"{SITE}/api/jobs?page=1&limit=100")
    return list_board("jibe", page_of(asked.url, answer), asked, host)


def posting(**stated: Any) -> Posting:
    (vacancy,) = listed({"jobs": [{"data": {**JOB, **stated}}], "totalCount": 1}).vacancies
    return vacancy.posting


def test_a_site_on_a_companys_domain_is_asked_there() -> None:
    page = '<script src="https://cms.jibecdn.com/prod/acme/app.js"></script>'
    (address,) = recognise_in_page(page, f"{SITE}/careers-home/jobs?location=Lyon&page=3")
    (asked,) = BOARDS["jibe"].beginnings(address)
    assert asked.url == f"{SITE}/api/jobs?page=1&limit=100&location=Lyon"


def test_the_sites_own_filters_are_put_to_it_and_nothing_else_is() -> None:
    url = "https://acme.jibeapply.com/jobs?keywords=ship+welder&page=3&sortBy=relevance&woe=12"
    assert first(url).url.endswith("/api/jobs?page=1&limit=100&keywords=ship+welder&woe=12")


def test_an_empty_list_on_a_companys_domain_is_believed_where_it_is_told_as_jibe_does() -> None:
    told = {"jobs": [], "totalCount": 0, "filter": {"displayLimit": 10}}
    assert listed(told).vacancies == ()
    with pytest.raises(LastingError):
        listed({"jobs": [], "totalCount": 0})


def test_another_api_of_that_name_is_not_believed() -> None:
    other = {"jobs": [{"title": "Welder", "url": f"{SITE}/x"}], "totalCount": 1}
    with pytest.raises(LastingError):
        listed(other)


@pytest.mark.parametrize("answer", [{"jobs": []}, {"jobs": [], "totalCount": 3}, {"totalCount": 0}])
def test_a_list_without_its_postings_or_their_number_is_no_empty_list(answer: Any) -> None:
    with pytest.raises(LastingError):
        listed(answer, host="")


def test_a_list_that_ends_early_is_not_whole() -> None:
    page = listed({"jobs": [{"data": JOB}], "totalCount": 3})
    assert page.following
    assert page.following.number("page") == 2
    last = listed({"jobs": [], "totalCount": 3}, page.following, host="")
    assert (last.following, last.whole) == (None, False)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        (f"{SITE}/booking/jobs/7?lang=en-us", f"{SITE}/booking/jobs/7"),
        (f"{SITE}/jobs/7?lang=fr-fr", f"{SITE}/jobs/7"),
        ("https://elsewhere.example/jobs/7", f"{SITE}/jobs/7"),
        (f"{SITE}/", f"{SITE}/jobs/7"),
        (None, f"{SITE}/jobs/7"),
    ],
)
def test_a_posting_has_one_address_in_all_languages(canonical: Any, url: str) -> None:
    assert posting(meta_data={"canonical_url": canonical}).url == url


def test_the_parts_of_a_text_are_told_once() -> None:
    text = posting(
        description="<p>You weld.</p><p>You can swim.</p>",
        qualifications="<p>You can swim.</p>",
        responsibilities="<p>You cut.</p>",
    ).text
    assert text == "You weld.\nYou can swim.\nResponsibilities\nYou cut."


@pytest.mark.parametrize(
    ("stated", "place"),
    [
        (
            {"full_location": "Lyon, France; Porto, Portugal", "city": "x"},
            "Lyon, France; Porto, Portugal",
        ),
        (
            {"city": "Lyon", "country": "France", "additional_locations": [{"city": "Porto"}]},
            "Lyon, France; Porto",
        ),
        ({"additional_locations": "x"}, ""),
    ],
)
def test_all_places_are_told(stated: dict[str, Any], place: str) -> None:
    assert posting(**stated).location == place


def test_pay_of_nothing_is_no_pay() -> None:
    assert posting(salary_min_value=0, salary_max_value=0, salary_currency="USD").salary is None
    salary = posting(salary_min_value=50_000, salary_max_value=60_000, salary_currency="USD").salary
    assert salary
    assert (salary.min, salary.max, salary.currency) == (50_000, 60_000, "USD")


@pytest.mark.parametrize(
    "url", ["https://www.jibeapply.com/", "https://acme.jibeapply.com.evil.example/jobs"]
)
def test_what_else_stands_on_its_hosts_is_no_board(url: str) -> None:
    assert recognise_address(url) is None
