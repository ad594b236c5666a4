"""Boards whose API is switched off, and whose hosted page still carries the list."""

import json
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BoardAddress, BoardPage
from tests.unit.boards.asking import beginning, listed, read
from tests.unit.boards.visiting import Web

SHOWN = {
    "id": "b-1",
    "title": "Welder",
    "locationName": "Toronto",
    "secondaryLocations": [{"locationName": "Montreal"}],
    "workplaceType": "Hybrid",
    "employmentType": "FullTime",
    "isListed": True,
}
ROW = """
<div class="posting" data-qa-posting-id="a-1">
  <div class="posting-apply"><a href="https://jobs.lever.co/acme/a-1">Apply</a></div>
  <a class="posting-title" href="https://jobs.lever.co/acme/a-1"><h5>Welder</h5>
    <div class="posting-categories">
      <span class="sort-by-location posting-category">Lyon</span>
      <span class="sort-by-commitment posting-category">CDI</span>
      <span class="workplaceTypes posting-category">Hybrid \u2014 </span>
    </div>
  </a>
</div>
"""


def page_with(data: Any) -> str:
    return f"<html><script>window.__appData = {json.dumps(data)};window.x = 1</script></html>"


def ashby(*jobs: Any) -> BoardPage:
    return listed("ashby", page_with({"jobBoard": {"jobPostings": jobs}}), beginning("ashby", 1))


def test_ashbys_page_lists_what_its_api_would() -> None:
    (vacancy,) = ashby(SHOWN, {**SHOWN, "id": "b-2", "isListed": False}).vacancies
    posting = vacancy.posting
    assert (posting.url, posting.title) == ("https://jobs.ashbyhq.com/acme/b-1", "Welder")
    assert (posting.location, posting.remote) == ("Toronto; Montreal", False)


def test_the_text_of_a_posting_on_ashbys_page_is_read_from_its_own() -> None:
    (vacancy,) = ashby(SHOWN).vacancies
    described = page_with({"posting": {"descriptionHtml": "<h2>Duties</h2><p>Weld.</p>"}})
    assert read("ashby", described, vacancy.posting.source).text == "Duties\nWeld."


BRIEF = {"id": "b-1", "title": "Welder", "locationName": "Toronto", "employmentType": "FullTime"}
ASKED = "https://jobs.ashbyhq.com/api/non-user-graphql"


def of_scripts(jobs: Any) -> Any:
    """What the scripts of Ashby's page are answered."""
    return {"data": {"jobBoard": jobs if jobs is None else {"jobPostings": jobs}}}


async def test_ashbys_board_is_asked_as_its_page_does_where_nothing_else_tells_it() -> None:
    bodies = list[Any]()

    def answer(url: str, body: Any) -> Any:
        bodies.append(body)
        if url == f"{ASKED}?op=ApiJobBoardWithTeams":
            return of_scripts([BRIEF])
        described = {"data": {"jobPosting": {"descriptionHtml": "<p>Weld.</p>"}}}
        return described if url == f"{ASKED}?op=ApiJobPosting" else None

    web = Web(answer)
    (posting,) = (await web.list(BoardAddress("ashby", "Acme%20%26%20Co"))).postings
    assert posting.url == "https://jobs.ashbyhq.com/Acme%20%26%20Co/b-1"
    assert (posting.title, posting.location) == ("Welder", "Toronto")
    assert bodies[-1]["variables"] == {"organizationHostedJobsPageName": "Acme & Co"}
    assert bodies[-1]["operationName"] == "ApiJobBoardWithTeams"
    assert (await web.read(posting)).text == "Weld."
    assert bodies[-1]["variables"] == {
        "organizationHostedJobsPageName": "Acme & Co",
        "jobPostingId": "b-1",
    }


def test_a_board_of_ashbys_without_openings_is_empty_and_one_that_is_not_there_is_none() -> None:
    asked = beginning("ashby", 2)
    assert listed("ashby", of_scripts([]), asked).vacancies == ()
    for answer in (of_scripts(None), {"errors": [{"message": "no"}]}, {"data": None}):
        with pytest.raises(LastingError, match="ashby"):
            listed("ashby", answer, asked)


def test_a_posting_that_ashbys_scripts_are_not_told_is_no_text() -> None:
    source = f"{ASKED}?board=acme&posting=b-1"
    with pytest.raises(LastingError, match="ashby"):
        read("ashby", {"data": {"jobPosting": None}}, source)


@pytest.mark.parametrize("data", [{"jobBoard": None}, {"organization": None}, {"posting": {}}, 3])
def test_the_page_of_a_board_that_is_not_there_is_no_empty_list(data: Any) -> None:
    with pytest.raises(LastingError, match="ashby"):
        listed("ashby", page_with(data), beginning("ashby", 1))


def test_levers_page_lists_its_rows() -> None:
    markup = f"<div class=postings-wrapper>{ROW}</div>"
    (vacancy,) = listed("lever", markup, beginning("lever", 1)).vacancies
    posting = vacancy.posting
    assert (posting.url, posting.title) == ("https://jobs.lever.co/acme/a-1", "Welder")
    assert (posting.location, posting.employment_type) == ("Lyon", "CDI")
    assert (posting.remote, posting.source) == (False, "")


def test_a_page_that_is_not_levers_is_no_empty_list() -> None:
    with pytest.raises(LastingError, match="lever"):
        listed("lever", "<h1>404</h1><p>We could not find that.</p>", beginning("lever", 1))
