"""Filters in the careers URL, as each board's own site writes them."""

import pytest

from reactor.scrape.boards import BOARDS, narrowed, recognise_address, unanswerable
from tests.unit.boards import answers
from tests.unit.boards.asking import listed

CHOSEN = {
    "https://boards.greenhouse.io/acme?departments[]=4004&offices%5B%5D=9": True,
    "https://boards.greenhouse.io/acme?departments[]=4003": True,
    "https://boards.greenhouse.io/acme?department=ship-yard&keyword=": True,
    "https://boards.greenhouse.io/acme?departments[]=99999": False,
    "https://boards.greenhouse.io/acme?office=boston&remote=true": True,
    "https://boards.greenhouse.io/acme?location=Paris": False,
    "https://jobs.lever.co/acme?team=customer-success&location=Paris": True,
    "https://jobs.lever.co/acme?department=Sales&commitment=CDI&workplaceType=hybrid": True,
    "https://jobs.lever.co/acme?workplaceType=remote": False,
    "https://jobs.lever.co/acme?department=Sales,Support": True,
    "https://jobs.lever.co/acme?department=Support&department=Sales": True,
    "https://jobs.lever.co/acme?location=Lyon%2C%20France": False,
    "https://jobs.lever.co/acme?utm_source=x&department=all": True,
    "https://jobs.ashbyhq.com/acme?employmentType=FullTime&workplaceType=Hybrid": True,
    "https://jobs.ashbyhq.com/acme?department=Yard&location=Montreal": True,
    "https://jobs.ashbyhq.com/acme?department=Sales": False,
    "https://apply.workable.com/acme/?department=yard&country=GR": True,
    "https://careers.smartrecruiters.com/acme?department=55&location=Bilbao": True,
    "https://careers.smartrecruiters.com/acme?country=de": False,
    "https://acme.recruitee.com/?department=yard&location=Gdansk": True,
    "https://acme.recruitee.com/?country=Germany": False,
    "https://acme.jobs.personio.de/?department=Yard&office=Berlin&language=de": True,
    "https://acme.jobs.personio.de/?employment_type=intern": False,
    "https://acme.bamboohr.com/careers?department=18": True,
    "https://acme.bamboohr.com/careers?location=Toronto": False,
    "https://acme.teamtailor.com/jobs?department=Customer+Success&location=malmo": True,
    "https://acme.teamtailor.com/departments/customer-success": True,
    "https://acme.teamtailor.com/departments/sales": False,
    "https://acme.teamtailor.com/jobs?remote_status=fully": True,
    "https://acme.teamtailor.com/jobs?remote_status=hybrid": False,
    "https://acme.breezy.hr/?department=Yard&location=Tampa&remote=1": True,
    "https://acme.breezy.hr/?location=Florida&type=x": True,
    "https://acme.pinpointhq.com/?department_id=4&location_id=9": True,
    "https://acme.pinpointhq.com/?workplace_type=remote": False,
    "https://ats.rippling.com/acme/jobs?department=Yard&location=Boston": True,
    "https://acme.applytojob.com/apply?department=Sales": False,
    "https://acme.wd5.myworkdayjobs.com/Ext?locations=" + "0a" * 16: True,
}
NOT_TOLD = {
    "https://jobs.ashbyhq.com/acme?departmentId=1b4fa1a2-7d02-4ea9-a9f8-0a31b1c43a2e": 1,
    "https://jobs.ashbyhq.com/acme?team=Sales": 1,
    "https://acme.teamtailor.com/jobs?department=123456&location=malmo": 1,
    "https://apply.workable.com/acme?workplace=on_site": 1,
    "https://apply.workable.com/acme?remote=true": 0,
    "https://jobs.ashbyhq.com/acme?department=Sales": 0,
}


@pytest.mark.parametrize("url", CHOSEN)
def test_a_filter_of_the_careers_url_chooses_among_the_postings(url: str) -> None:
    address = recognise_address(url)
    assert address
    vacancies = listed(address.board, answers.WHOLE[address.board]).vacancies
    assert unanswerable(vacancies, address.filters) == ()
    assert bool(narrowed(vacancies, address.filters)) is CHOSEN[url]


@pytest.mark.parametrize("url", NOT_TOLD)
def test_a_filter_that_the_list_cannot_answer_is_named_and_leaves_the_postings(url: str) -> None:
    address = recognise_address(url)
    assert address
    vacancies = listed(address.board, answers.WHOLE[address.board]).vacancies
    assert len(unanswerable(vacancies, address.filters)) == NOT_TOLD[url]
    if NOT_TOLD[url]:
        assert len(narrowed(vacancies, address.filters)) == 1


def test_an_empty_board_answers_every_filter() -> None:
    assert unanswerable((), (("team", "Sales"),)) == ()


def test_workday_narrows_its_list_itself() -> None:
    one, two = "0a" * 16, "0b" * 16
    query = f"locations={one}&locations={two}&jobFamilyGroup=x1&myFacet={one}&q=weld&source=x"
    address = recognise_address(f"https://acme.wd5.myworkdayjobs.com/en-US/Ext?{query}")
    assert address
    (request,) = BOARDS["workday"].beginnings(address)
    assert request.url == "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Ext/jobs"
    assert request.body == {
        "appliedFacets": {"locations": [one, two], "jobFamilyGroup": ["x1"], "myFacet": [one]},
        "limit": 20,
        "offset": 0,
        "searchText": "weld",
    }


def test_personio_is_asked_in_the_language_of_the_careers_url() -> None:
    address = recognise_address("https://acme.jobs.personio.de/?language=en&office=Berlin")
    assert address
    feed, search, _ = BOARDS["personio"].beginnings(address)
    assert feed.url == "https://acme.jobs.personio.de/xml?language=en"
    assert search.url == "https://acme.jobs.personio.de/search.json?language=en"
