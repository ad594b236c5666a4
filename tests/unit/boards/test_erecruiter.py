"""eRecruiter's lists as only one program knows them: what if it were wrong."""

import json

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BoardPage, Request
from reactor.scrape.tasks import list_board
from tests.boards.specimen import Job
from tests.boards.specimens.erecruiter import KEY, rows_of
from tests.unit.boards.asking import page_of, read

_LIST = f"https://skk.erecruiter.pl/GetHtml.ashx?cfg={KEY}&grid=rows&pn="


def listed(answer: str, page: int = 1) -> BoardPage:
    url = f"{_LIST}{page}"
    return list_board("erecruiter", page_of(url, answer), Request(url))


def test_without_its_count_a_list_is_asked_on_until_it_ends() -> None:
    page = listed(rows_of([Job(7, "Kucharz")], None))
    assert (page.following, page.whole) == (Request(f"{_LIST}2", seen=1), True)
    assert listed(rows_of([], None), 2).following is None


def test_a_key_of_no_company_is_no_empty_list() -> None:
    with pytest.raises(LastingError):
        listed(rows_of([], None))
    assert listed(rows_of([], 0)).vacancies == ()


@pytest.mark.parametrize("call", ["{}", "call({});", "({}) ;"])
def test_the_call_around_a_list_may_have_another_name(call: str) -> None:
    rows = '<tr skkResult="offer" offerId="7"><td class="skk_positionName">Kucharz</td></tr>'
    page = listed(call.replace("{}", json.dumps({"htm": rows})))
    assert [each.posting.title for each in page.vacancies] == ["Kucharz"]


def test_a_consent_is_no_text_of_a_posting() -> None:
    text = "As a cook you cook for two hundred people every day. " * 3
    offer = (
        f'<div id="offCont"><h1 id="JobTitle">Cook</h1><p>{text}</p><i id="Clause">Yes.</i></div>'
    )
    found = read("erecruiter", offer, "https://skk.erecruiter.pl/Offer.aspx?oid=7").text
    assert found == text.strip()
