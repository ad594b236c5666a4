"""What d.vinci, onlyfy and rexx do beyond what is promised of every system."""

import pytest

from reactor.posting import Posting, Salary
from reactor.scrape.boards import BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board, read_board
from tests.boards.specimen import Job
from tests.boards.specimens.dvinci import publication
from tests.boards.specimens.onlyfy import list_of_links, page_with_first_words, whole_text
from tests.unit.boards.asking import page_of

_ONLYFY = "https://acme.onlyfy.jobs/?page=1"
_DVINCI = "https://acme.dvinci-hr.com/jobPublication/list.json?lang=de"
_REXX = "https://acme-portal.rexx-systems.com/stellenangebote.html?start=0"


def listed(board: str, url: str, answer: object) -> BoardPage:
    return list_board(board, page_of(url, answer), Request(url))


def test_a_page_of_links_is_one_of_onlyfys_too() -> None:
    page = listed("onlyfy", _ONLYFY, list_of_links([Job(1001, "Cook", "Graz"), Job(1002, "Baker")]))
    assert [(each.posting.title, each.posting.location) for each in page.vacancies] == [
        ("Cook", "Graz"),
        ("Baker", "Lyon, France"),
    ]
    assert {"/de/" in each.posting.url for each in page.vacancies} == {False}


def test_of_onlyfys_pages_all_but_the_text_is_kept() -> None:
    job, url = Job(1001, "Cook"), "https://acme.onlyfy.jobs/job/q7w8e9r0t11001"
    posting = Posting(url, "Cook", source=url, board="onlyfy")
    found = read_board(page_of(url, page_with_first_words(job)), posting, Request(url))
    assert isinstance(found, tuple)
    part, further = found
    assert (part.text, part.valid_through) == ("", "2026-12-24")
    assert part.salary == Salary(41000, None, "EUR", "year")
    whole = read_board(page_of(further.url, whole_text(job)), part, further)
    assert isinstance(whole, Posting)
    assert job.text in whole.text
    assert whole.salary == part.salary


def test_pay_and_kind_of_dvincis_postings_are_known() -> None:
    page = listed("dvinci", _DVINCI, [publication(Job(7, "Cook"))])
    posting = page.vacancies[0].posting
    assert posting.salary == Salary(41000, 52000, "EUR", "year")
    assert (posting.employment_type, posting.posted_at[:10]) == ("Vollzeit", "2026-11-02")
    assert "Soup & bread." in posting.text


def test_an_invitation_to_apply_for_nothing_in_particular_is_no_posting() -> None:
    page = listed("dvinci", _DVINCI, [publication(Job(7, "Your idea"), "UNSOLICITED")])
    assert (page.vacancies, page.dropped) == ((), 0)


def test_a_posting_in_two_languages_is_one() -> None:
    job, abroad = Job(7, "Koch"), Job(8, "Baker")
    entries = [
        publication(job),
        publication(job, language="en"),
        publication(abroad, language="en"),
    ]
    page = listed("dvinci", _DVINCI, entries)
    assert [each.posting.url.split("/")[3:6] for each in page.vacancies] == [
        ["de", "jobs", "7"],
        ["en", "jobs", "8"],
    ]


def test_a_place_without_parts_and_a_plain_kind_are_understood() -> None:
    entry = publication(Job(7, "Koch"))
    entry["jobOpening"] |= {"locations": None, "location": "Graz", "workingTimes": ["Teilzeit"]}
    posting = listed("dvinci", _DVINCI, [entry]).vacancies[0].posting
    assert (posting.location, posting.employment_type) == ("Graz", "Teilzeit")


def test_a_portal_that_has_nothing_in_german_is_asked_in_english() -> None:
    page = listed("dvinci", _DVINCI, [])
    assert page.leads
    assert page.following == Request(_DVINCI.replace("=de", "=en"))


@pytest.mark.parametrize("path", ["/Cook-j7.html", "/jobs/Cook-en-j7.html", "/j7.html"])
def test_a_rexx_address_need_not_name_a_language(path: str) -> None:
    page = listed("rexx", _REXX, f'<p class="joboffer_container"><a href="{path}">Cook</a></p>')
    assert [each.posting.title for each in page.vacancies] == ["Cook"]


def test_the_session_in_rexx_links_is_dropped() -> None:
    link = '<a href="/Cook-de-j7.html?sid=0123&yid=4">Cook</a>'
    row = f'<article class="joboffer_container"><p class="joboffer_title_text">{link}</p></article>'
    page = listed("rexx", _REXX, f"<html><body>{row}</body></html>")
    assert [each.posting.url for each in page.vacancies] == [
        "https://acme-portal.rexx-systems.com/Cook-de-j7.html"
    ]


def test_a_host_that_companies_share_is_no_companys() -> None:
    assert recognise_address("https://ds6.rexx-server.com/portal-acme/eng") is None
