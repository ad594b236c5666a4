"""Taleo, both kinds: columns that differ, texts in scripts, pages that only link the next one."""

from urllib.parse import quote

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardAddress, Request, recognise_address
from reactor.scrape.tasks import list_board, read_board
from tests.unit.boards.asking import page_of

SECTION = "https://acme.taleo.net/careersection/ex/jobsearch.ftl?lang=fr"
DETAIL = "https://acme.taleo.net/careersection/ex/jobdetail.ftl?job=17&lang=fr"


def search() -> Request:
    address = recognise_address(SECTION)
    assert address
    (asked,) = BOARDS["taleo"].beginnings(address)
    assert asked.url == SECTION
    led_to = list_board("taleo", page_of(asked.url, "{portalNo: '8160433'}"), asked)
    assert led_to.following
    return led_to.following


def test_columns_are_read_as_the_answer_says() -> None:
    columns = ["Welder", "Permanent", "17", "Nov 2, 2026", "Graz", '["Wien", "Linz"]']
    job = {"contestNo": "17", "column": columns, "locationsColumns": [5, 4, 9]}
    asked = search()
    assert "lang=fr&portal=8160433" in asked.url
    answer = {"requisitionList": [job], "pagingData": {"totalCount": 1}}
    posting = list_board("taleo", page_of(asked.url, answer), asked).vacancies[0].posting
    assert (posting.url, posting.title) == (DETAIL, "Welder")
    assert (posting.location, posting.posted_at) == ("Wien; Linz; Graz", "2026-11-02")


def test_an_error_is_no_empty_list() -> None:
    asked = search()
    odd: tuple[object, ...] = ({"errorMessage": "TEE"}, {"requisitionList": []}, "An Error in TEE")
    for each in odd:
        with pytest.raises(LastingError):
            list_board("taleo", page_of(asked.url, each), asked)
    with pytest.raises(LastingError):
        list_board("taleo", page_of(SECTION, "<form>Sign in</form>"), Request(SECTION))


def test_texts_stand_in_the_fields_of_a_script_as_well() -> None:
    fields = [f"!*!{quote(f'<p>{each}</p>', safe='')}" for each in ("You weld.", "It is C++.")]
    strings = ", ".join(f"'{each}'" for each in ("17", *fields, "Full-time"))
    page = f"<script>api.fillList('requisitionDescriptionInterface', 'x', [{strings}]);</script>"
    posting = Posting(DETAIL, "Welder", board="taleo", source=DETAIL)
    found = read_board(page_of(DETAIL, page), posting, Request(DETAIL))
    assert isinstance(found, Posting)
    assert found.text.split("\n") == ["You weld.", "It is C++."]


def test_a_page_that_says_no_number_links_the_next_one() -> None:
    address = BoardAddress("taleobusiness", "ACME", "phe.tbe.taleo.net")
    (asked,) = BOARDS["taleobusiness"].beginnings(address)
    link = '<a href="viewRequisition?org=ACME&amp;cws=1&amp;rid={}&amp;t=9">Welder {}</a>'
    rows = "".join(link.format(number, number) for number in range(10))
    further = (
        '<a class="jscroll-next" href="searchResults?next&amp;rowFrom=10&amp;act=null">next</a>'
    )
    page = f'<section class="oracletaleocwsv2-search">{rows}{{}}</section>'
    first = list_board("taleobusiness", page_of(asked.url, page.format(further)), asked)
    assert first.following
    assert first.following.url == f"{asked.url}&rowFrom=10"
    assert first.vacancies[0].posting.url.endswith("/viewRequisition?cws=1&org=ACME&rid=0")
    last = list_board("taleobusiness", page_of(asked.url, page.format("")), first.following)
    assert (last.following, last.whole) == (None, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://phe.tbe.taleo.net/phe01/ats/careers/v2/searchResults?cws=1",
        "https://www.taleo.net/careersection/",
        "https://acme.taleo.net/careersection/rest/jobboard/x.ftl",
    ],
)
def test_no_address_is_taken_for_a_company_s_that_names_none(url: str) -> None:
    assert recognise_address(url) is None
