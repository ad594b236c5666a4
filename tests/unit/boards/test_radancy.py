"""Radancy's older markup, its pages, and answers that are empty for no good reason."""

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

OWN = BoardAddress("radancy", "", "careers.acme.example", filters=(("lang", "de"),))
OLDER = """<section id="search-results" data-total-job-results="31" data-total-pages="3"><ul><li>
<a href="/job/graz/welder/4853/1001" data-job-id="1001"><h2>Welder</h2>
<span class="job-id job-info">R-1</span><span class="job-location">Graz, Austria</span></a>
<button class="js-save-job-btn" data-job-id="1001">Save</button></li></ul></section>"""


def listed(number: int, answer: object, host: str = "") -> BoardPage:
    asked = BOARDS["radancy"].beginnings(OWN)[number]
    return list_board("radancy", page_of(asked.url, answer), asked, host)


def test_the_results_are_asked_for_in_the_site_s_language_first() -> None:
    asked = BOARDS["radancy"].beginnings(OWN)
    assert [
        each.url.partition("?")[0].removeprefix("https://careers.acme.example") for each in asked
    ] == [
        "/de/search-jobs/results",
        "/search-jobs/results",
        "/en/search-jobs/results",
        "/de/search-jobs",
        "/search-jobs",
        "/en/search-jobs",
    ]
    assert "SearchResultsModuleName=Search+Results" in asked[0].url
    assert "SearchFiltersModuleName" not in asked[0].url


@pytest.mark.parametrize("number", [0, 3])
def test_older_markup_is_read_in_either_answer(number: int) -> None:
    answer: object = {"results": OLDER, "hasJobs": True} if number == 0 else f"<body>{OLDER}"
    found = listed(number, answer, "careers.acme.example")
    posting = found.vacancies[0].posting
    assert (posting.title, posting.location) == ("Welder", "Graz, Austria")
    assert found.following
    assert ("CurrentPage=2" if number == 0 else "p=2") in found.following.url


@pytest.mark.parametrize(
    "results", ["", None, '<section id="search-results" data-total-results="7">']
)
def test_results_that_are_empty_for_no_reason_are_no_empty_list(results: str | None) -> None:
    with pytest.raises(LastingError):
        listed(0, {"results": results, "hasJobs": False})


def test_results_that_say_that_there_are_none_are_an_empty_list() -> None:
    none = '<section id="search-results" data-total-results="0"></section>'
    assert listed(0, {"results": none}).vacancies == ()
