"""Keka's sites with names, its pay, and its offices."""

from typing import Any

import pytest

from reactor.posting import Salary
from reactor.scrape.boards import BOARDS, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

NUMBER = "0F1E2D3C-1111-4222-8333-444455556666"
API = "https://acme.keka.com/careers/api/embedjobs"


def test_a_site_with_a_name_is_another_one() -> None:
    address = recognise_address("https://acme.keka.com/careers/interns/jobdetails/7")
    assert address
    assert address.slug == "acme/interns"
    (asked,) = BOARDS["keka"].beginnings(address)
    page = page_of(asked.url, f'<script src="/careers/api/embedjobs/js/{NUMBER}"></script>')
    led_to = list_board("keka", page, asked)
    assert led_to.following == Request(f"{API}/interns/active/{NUMBER.lower()}")
    job = {"id": 7, "title": "Intern"}
    posting = list_board("keka", page_of(API, [job]), led_to.following).vacancies[0].posting
    assert posting.url == "https://acme.keka.com/careers/interns/jobdetails/7"


@pytest.mark.parametrize(
    ("stated", "salary"),
    [
        ({"minimum": 50000, "maximum": 0, "currency": "inr", "salaryPeriod": 3}, "month"),
        ({"minimum": 500000, "maximum": 900000, "currency": "INR", "salaryPeriod": 4}, "year"),
        ({"minimum": 500000, "maximum": 900000, "currency": "INR", "salaryPeriod": 0}, None),
        ({"minimum": 0, "maximum": 0, "currency": "INR", "salaryPeriod": 4}, None),
        (None, None),
    ],
)
def test_pay_is_told_where_its_period_is(stated: Any, salary: str | None) -> None:
    job = {"id": 7, "title": "Welder", "salaryRange": stated}
    asked = Request(f"{API}/default/active/{NUMBER}")
    posting = list_board("keka", page_of(asked.url, [job]), asked).vacancies[0].posting
    assert (posting.salary.period if isinstance(posting.salary, Salary) else None) == salary


def test_an_office_is_a_place_only_where_no_town_is_told() -> None:
    offices = [{"name": "HQ", "city": "Pune", "state": "N/A"}, {"name": "Plant 2", "city": None}]
    asked = Request(f"{API}/default/active/{NUMBER}")
    job = {"id": 7, "title": "Welder", "jobLocations": offices}
    posting = list_board("keka", page_of(asked.url, [job]), asked).vacancies[0].posting
    assert posting.location == "Pune; Plant 2"


@pytest.mark.parametrize("url", ["https://acme.keka.com/", "https://www.keka.com/careers"])
def test_the_system_s_own_pages_are_no_company_s(url: str) -> None:
    assert recognise_address(url) is None
