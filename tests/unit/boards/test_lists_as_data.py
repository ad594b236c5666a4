"""Boards with an API: the traps of each."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting, Salary
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage, Request
from tests.boards.specimen import Job
from tests.boards.specimens import hireology, manatal
from tests.unit.boards.asking import listed

WELDER = Job(1001, "Welder")


def beginnings(name: str, slug: str = "acme") -> tuple[Request, ...]:
    return BOARDS[name].beginnings(BoardAddress(name, slug))


def found(page: BoardPage) -> list[Posting]:
    return [each.posting for each in page.vacancies]


def test_a_company_that_has_left_trakstar_has_no_postings_though_the_api_lists_some() -> None:
    page = "<h1>Inactive account.</h1>This employer is no longer using Trakstar Hire."
    (asked,) = beginnings("trakstar")
    with pytest.raises(LastingError):
        listed("trakstar", page, asked)


@pytest.mark.parametrize(("flag", "remote"), [(True, True), (False, None), (None, None)])
def test_trakstar_says_only_of_some_postings_that_they_are_remote(
    flag: bool | None, remote: bool | None
) -> None:
    row = {"title": "Welder", "hosted_url": "http://x.hire.trakstar.com/jobs/f", "location": None}
    answer = {"meta": {"total": 1}, "objects": [{**row, "allows_remote": flag}]}
    led = listed("trakstar", "<h1>Jobs</h1>", beginnings("trakstar")[0]).following
    (posting,) = found(listed("trakstar", answer, led))
    assert (posting.url, posting.remote) == ("https://x.hire.trakstar.com/jobs/f", remote)


def test_hireology_is_asked_with_the_token_of_its_page_where_it_wants_one() -> None:
    _, page = beginnings("hireology")
    led = listed("hireology", hireology.page("a.b.c"), page)
    assert led.leads
    assert led.following
    assert led.following.headers == {"Authorization": "Bearer a.b.c"}
    rows = {"count": 1, "data": [hireology.row(WELDER)]}
    assert len(found(listed("hireology", rows, led.following))) == 1


def hireology_postings(*rows: dict[str, Any]) -> list[Posting]:
    return found(listed("hireology", {"count": len(rows), "data": list(rows)}))


def test_closed_postings_of_hireologys_are_left_out() -> None:
    rows = [hireology.row(Job(number, "Welder")) for number in (1, 2, 3)]
    rows[1]["status"] = "Closed"
    del rows[2]["status"]
    assert [each.url.split("/")[-2] for each in hireology_postings(*rows)] == ["1", "3"]


def test_hireology_states_one_amount_of_pay_or_two() -> None:
    (posting,) = hireology_postings(hireology.row(WELDER))
    assert posting.salary == Salary(21.5, 21.5, None, "hour")
    several = {"is_comp_range": True, "comp_range_min": 50_000, "comp_range_max": 60_000}
    (posting,) = hireology_postings({**hireology.row(WELDER), **several, "comp_period": "year"})
    assert posting.salary == Salary(50_000, 60_000, None, "year")


def test_manatals_list_goes_on_while_another_page_is_named() -> None:
    row = manatal.row(WELDER)
    (asked,) = beginnings("manatal")
    named = "http://open.api.manatal.com/open/v3/career-page/acme/jobs/?page=2"
    first = listed("manatal", {"next": named, "results": [row]}, asked)
    assert first.following
    assert first.following.url == named.replace("http:", "https:")
    last = listed("manatal", {"next": None, "results": [row]}, first.following)
    assert (last.following, last.whole) == (None, True)
    broken = listed("manatal", {"next": named, "results": []}, first.following)
    assert (broken.following, broken.whole) == (None, False)


@pytest.mark.parametrize(("display", "place"), [("", "Bangkok, Thailand"), ("Remote", "Remote")])
def test_manatal_shows_a_place_in_its_own_words_or_in_parts(display: str, place: str) -> None:
    row = {**manatal.row(WELDER), "city": "Bangkok", "state": "", "country": "Thailand"}
    answer = {"next": None, "results": [{**row, "location_display": display}]}
    (posting,) = found(listed("manatal", answer, beginnings("manatal")[0]))
    assert (posting.location, posting.remote) == (place, True if display else None)
