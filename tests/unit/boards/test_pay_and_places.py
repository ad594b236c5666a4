"""Pay and places in the forms that only some companies, or some boards, state them in."""

import pytest

from reactor.posting import Salary
from tests.unit.boards import answers
from tests.unit.boards.asking import listed, postings


def test_pay_that_greenhouse_states_in_cents_is_read() -> None:
    ranges = [{"min_cents": 9_000_000, "max_cents": 9_950_050, "currency_type": "USD"}]
    job = {**answers.GREENHOUSE, "pay_input_ranges": [{**ranges[0], "title": "Annual Salary:"}]}
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert posting.salary == Salary(90_000, 99_500.5, "USD", "year")


def test_pay_that_ashby_states_in_words_only_is_read() -> None:
    words = {"scrapeableCompensationSalarySummary": "$81K - $87K"}
    (posting,) = postings("ashby", {"jobs": [{**answers.ASHBY, "compensation": words}]})
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max) == (81_000, 87_000)


def test_pay_for_two_weeks_is_not_taken_for_that_of_one() -> None:
    job = {**answers.PINPOINT, "compensation_frequency": "two_weeks"}
    (posting,) = postings("pinpoint", {"data": [job]})
    assert posting.salary == Salary(70, 90, "USD", None)


def test_breezys_hybrid_work_is_not_remote() -> None:
    location = {"name": "Tampa, FL", "is_remote": True, "remote_details": {"value": "hybrid"}}
    (posting,) = postings("breezy", [{**answers.BREEZY, "location": location}])
    assert posting.remote is False


def test_unknown_parts_of_smartrecruiters_places_leave_no_gap() -> None:
    location = {"fullLocation": "Tallinn, , Estonia", "country": "ee"}
    job = {**answers.SMARTRECRUITERS, "location": location}
    (posting,) = postings("smartrecruiters", {"totalFound": 1, "content": [job]})
    assert posting.location == "Tallinn, Estonia"


@pytest.mark.parametrize("nested", [True, False])
def test_the_country_of_each_of_ashbys_places_is_read(nested: bool) -> None:
    postal = {"addressCountry": "Canada"}
    site = {"location": "Montreal", "address": {"postalAddress": postal} if nested else postal}
    job = {**answers.ASHBY, "secondaryLocations": [site]}
    (vacancy,) = listed("ashby", {"jobs": [job]}).vacancies
    assert "canada" in vacancy.facets["country"]


def test_pay_that_is_not_meant_to_be_seen_is_not_read() -> None:
    hidden = {"shouldDisplayCompensationOnJobPostings": False}
    (ashby,) = postings("ashby", {"jobs": [{**answers.ASHBY, **hidden}]})
    (pinpoint,) = postings(
        "pinpoint", {"data": [{**answers.PINPOINT, "compensation_visible": None}]}
    )
    assert (ashby.salary, pinpoint.salary) == (None, None)


@pytest.mark.parametrize(
    ("named", "remote"),
    [
        ("In-Office", False),
        ("Hybrid", False),
        ("On-site", False),
        ("Remote", True),
        ("Hybrid or Remote", None),
        ("Hybrid / In-Office", None),
    ],
)
def test_a_work_model_that_greenhouse_gives_for_a_place_is_none(
    named: str, remote: bool | None
) -> None:
    offices = [{"name": "Seattle", "location": "Seattle, WA, United States"}, {"name": "Oslo"}]
    job = {**answers.GREENHOUSE, "location": {"name": named}, "offices": offices}
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert posting.location == "Seattle, WA, United States; Oslo"
    assert remote is None or posting.remote is remote


@pytest.mark.parametrize("named", ["Lyon", "Remote, US", "Hybrid - Berlin", ""])
def test_a_place_that_greenhouse_names_stays_beside_its_offices(named: str) -> None:
    job = {**answers.GREENHOUSE, "location": {"name": named}}
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert posting.location == named


def test_a_work_model_without_offices_leaves_the_place_open() -> None:
    job = {**answers.GREENHOUSE, "location": {"name": "In-Office"}, "offices": []}
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert posting.location == ""


def test_what_a_board_escapes_for_html_is_text() -> None:
    job = {
        **answers.GREENHOUSE,
        "title": "R&amp;D L&#039;Atelier Manager",
        "location": {"name": "Orl&eacute;ans"},
    }
    (posting,) = postings("greenhouse", {"jobs": [job]})
    assert (posting.title, posting.location) == ("R&D L'Atelier Manager", "Orl\u00e9ans")


@pytest.mark.parametrize("broken", [{"title": ""}, {"absolute_url": "http://[bad"}])
def test_an_entry_that_cannot_be_read_is_counted(broken: dict[str, str]) -> None:
    jobs = [answers.GREENHOUSE, {**answers.GREENHOUSE, "absolute_url": "https://a.com/2", **broken}]
    found = listed("greenhouse", {"jobs": jobs})
    assert (len(found.vacancies), found.dropped) == (1, 1)


@pytest.mark.parametrize(
    ("stated", "salary"),
    [
        ({"MinSalary": 50000, "MaxSalary": 60000}, Salary(50000, 60000, None, "year")),
        (
            {
                "MinSalary": 20,
                "MaxSalary": None,
                "SalaryCurrency": "EUR",
                "SalaryPayPeriod": "hourly",
            },
            Salary(20, None, "EUR", "hour"),
        ),
        ({}, None),
    ],
)
def test_hibobs_pay_is_read_where_a_company_shows_it(
    stated: dict[str, object], salary: Salary | None
) -> None:
    pay = {f"payTransparency{name}": value for name, value in stated.items()}
    (found,) = postings("hibob", {"jobAdDetails": [{"id": "a", "title": "Welder", **pay}]})
    assert found.salary == salary
