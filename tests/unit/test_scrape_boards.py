import html
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting, Salary
from reactor.scrape.boards import BOARDS, BoardAddress, recognise_address, recognise_in_page


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://boards.greenhouse.io/acme", BoardAddress("greenhouse", "acme")),
        ("https://job-boards.greenhouse.io/acme/jobs/17", BoardAddress("greenhouse", "acme")),
        ("https://job-boards.eu.greenhouse.io/acme", BoardAddress("greenhouse", "acme", eu=True)),
        (
            "https://boards.greenhouse.io/embed/job_board?for=acme",
            BoardAddress("greenhouse", "acme"),
        ),
        (
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
            BoardAddress("greenhouse", "acme"),
        ),
        ("https://jobs.lever.co/acme?team=Sales", BoardAddress("lever", "acme")),
        ("https://jobs.eu.lever.co/acme/", BoardAddress("lever", "acme", eu=True)),
        ("https://jobs.ashbyhq.com/acme.co", BoardAddress("ashby", "acme.co")),
        ("https://jobs.ashbyhq.com/Acme%20Labs/17", BoardAddress("ashby", "Acme%20Labs")),
        ("https://jobs.ashbyhq.com/embed", None),
        ("https://acme.com/jobs?next=https://jobs.lever.co/acme", None),
        ("https://lever.co/", None),
    ],
)
def test_a_boards_own_address_is_recognised(url: str, address: BoardAddress | None) -> None:
    assert recognise_address(url) == address


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        (
            '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>',
            BoardAddress("greenhouse", "acme"),
        ),
        (
            '<iframe src="https://boards.eu.greenhouse.io/embed/job_board?b=1&amp;for=acme">',
            BoardAddress("greenhouse", "acme", eu=True),
        ),
        (
            r'{"src":"https:\/\/boards-api.greenhouse.io\/v1\/boards\/acme\/jobs"}',
            BoardAddress("greenhouse", "acme"),
        ),
        ('<script>{"urlToken": "acme"}</script>', BoardAddress("greenhouse", "acme")),
        ("fetch('https://api.lever.co/v0/postings/acme?mode=json')", BoardAddress("lever", "acme")),
        ("leverJobsOptions = {accountName: 'acme'}", BoardAddress("lever", "acme")),
        (
            '<iframe id="ashby_embed_iframe" src="https://jobs.ashbyhq.com/acme.co/embed?v=2">',
            BoardAddress("ashby", "acme.co"),
        ),
        ('<a href="https://jobs.lever.co/acme/17">Engineer</a>' * 3, BoardAddress("lever", "acme")),
    ],
)
def test_a_board_is_recognised_in_a_companys_own_page(markup: str, address: BoardAddress) -> None:
    assert recognise_in_page(f"<html>{markup}</html>") == (address,)


def test_links_to_many_companies_boards_are_nobodys_board() -> None:
    assert recognise_in_page("https://jobs.lever.co/acme https://jobs.ashbyhq.com/other") == ()


def test_a_widget_outweighs_links() -> None:
    page = "https://jobs.lever.co/investor https://jobs.ashbyhq.com/acme/embed"
    assert recognise_in_page(page) == (BoardAddress("ashby", "acme"),)


def test_endpoints_are_those_of_the_region() -> None:
    greenhouse, lever = BOARDS["greenhouse"], BOARDS["lever"]
    first, second = greenhouse.endpoints(BoardAddress("greenhouse", "acme", eu=True))
    assert first == "https://boards-api.eu.greenhouse.io/v1/boards/acme/jobs?content=true"
    assert second == "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true"
    assert lever.endpoints(BoardAddress("lever", "acme", eu=True)) == (
        "https://api.eu.lever.co/v0/postings/acme?mode=json",
    )


def only(board: str, answer: Any) -> Posting:
    (posting,) = BOARDS[board].postings(answer)
    return posting


def test_greenhouse_is_read() -> None:
    job = {
        "title": " Welder ",
        "absolute_url": "https://acme.com/jobs?gh_jid=17",
        "location": {"name": "Remote, US"},
        "content": html.escape("<p>Weld &amp; more</p>"),
        "first_published": "2026-05-01T10:00:00-04:00",
        "metadata": [{"name": "Employment Type", "value": "Full-time"}, {"name": "x"}],
    }
    assert only("greenhouse", {"jobs": [job, "noise"]}) == Posting(
        url="https://acme.com/jobs?gh_jid=17",
        title="Welder",
        text="&lt;p&gt;Weld &amp;amp; more&lt;/p&gt;",
        location="Remote, US",
        remote=True,
        employment_type="Full-time",
        posted_at="2026-05-01T10:00:00-04:00",
    )


def test_lever_is_read_with_its_lists() -> None:
    job = {
        "text": "Welder",
        "hostedUrl": "https://jobs.lever.co/acme/17",
        "categories": {"allLocations": ["Lyon", "Paris"], "location": "Lyon", "commitment": "CDI"},
        "description": "<div>Weld.</div>",
        "lists": [{"text": "You & we", "content": "<li>weld</li>"}],
        "additional": "<div>More.</div>",
        "workplaceType": "hybrid",
        "createdAt": 1767596368549,
        "salaryRange": {"min": 20, "max": 30.5, "currency": "EUR", "interval": "per-hour-wage"},
    }
    posting = only("lever", [job])
    assert posting.text.split() == (
        [
            "<div>Weld.</div>",
            "<h3>You",
            "&amp;",
            "we</h3><ul><li>weld</li></ul>",
            "<div>More.</div>",
        ]
    )
    assert (posting.location, posting.remote, posting.employment_type, posting.posted_at) == (
        "Lyon; Paris",
        False,
        "CDI",
        "2026-01-05",
    )
    assert posting.salary == Salary(20, 30.5, "EUR", "hour")


def test_ashby_is_read_and_unlisted_postings_are_not() -> None:
    job = {
        "title": "Welder",
        "jobUrl": "https://jobs.ashbyhq.com/acme/17",
        "location": "Toronto",
        "secondaryLocations": [{"location": "Montreal"}, {"location": "Toronto"}],
        "isRemote": True,
        "workplaceType": "Hybrid",
        "descriptionHtml": "<p>Weld.</p>",
        "employmentType": "FullTime",
        "publishedAt": "2026-05-01",
        "compensation": {
            "summaryComponents": [
                {"compensationType": "EquityPercentage", "minValue": 1},
                {
                    "compensationType": "Salary",
                    "interval": "1 YEAR",
                    "currencyCode": "CAD",
                    "minValue": 100_000,
                    "maxValue": None,
                },
            ]
        },
    }
    posting = only("ashby", {"jobs": [job, {**job, "isListed": False}]})
    assert posting == Posting(
        url="https://jobs.ashbyhq.com/acme/17",
        title="Welder",
        text="<p>Weld.</p>",
        location="Toronto; Montreal",
        remote=False,
        employment_type="FullTime",
        posted_at="2026-05-01",
        salary=Salary(100_000, None, "CAD", "year"),
    )


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("answer", [None, {}, {"jobs": None}, {"error": "not found"}, "text"])
def test_an_answer_without_a_list_is_a_failure_and_not_an_empty_board(
    board: str, answer: Any
) -> None:
    with pytest.raises(LastingError):
        list(BOARDS[board].postings(answer))


@pytest.mark.parametrize("board", BOARDS)
def test_a_posting_whose_fields_have_other_types_harms_nothing(board: str) -> None:
    fields = (
        *("title", "text", "location", "metadata", "categories", "lists", "salaryRange"),
        *("createdAt", "compensation", "secondaryLocations", "workplaceType", "absolute_url"),
    )
    jobs = [dict.fromkeys(fields, wrong) for wrong in (None, 5, [1], {"name": 3}, "x" * 9)]
    postings = list(BOARDS[board].postings(jobs if board == "lever" else {"jobs": jobs}))
    assert len(postings) == len(jobs)
