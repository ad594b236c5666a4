"""Lists of several pages, texts that are read one by one, and other forms of the answers."""

from dataclasses import replace
from typing import Any

import pytest

from reactor.posting import Salary
from reactor.scrape.boards import BOARDS, BoardAddress
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, beginning, listed, postings, read


def workday(offset: int, count: int, total: int) -> dict[str, Any]:
    jobs = [{**answers.WORKDAY, "externalPath": f"/job/a/b_{offset + n}"} for n in range(count)]
    return {"total": total, "jobPostings": jobs}


def test_workday_is_asked_page_by_page_though_later_pages_tell_no_total() -> None:
    first = listed("workday", workday(0, 20, 45))
    assert first.following
    assert first.following.body
    assert not first.whole
    assert first.following.body["offset"] == 20
    second = listed("workday", workday(20, 20, 0), first.following)
    assert second.following
    assert second.following.number("offset") == 40
    third = listed("workday", workday(40, 5, 0), second.following)
    assert (third.following, third.whole) == (None, True)


def test_workday_without_a_total_is_asked_until_a_page_is_not_full() -> None:
    first = listed("workday", {**workday(0, 20, 0), "total": None})
    assert first.following
    assert listed("workday", workday(20, 3, 0), first.following).following is None


def test_workday_is_not_asked_beyond_its_cap_and_what_it_shows_is_not_all() -> None:
    capped = replace(beginning("workday").numbered("offset", 1980), total=2000)
    last = listed("workday", workday(1980, 20, 0), capped)
    assert (last.following, last.whole) == (None, False)


def test_smartrecruiters_is_asked_page_by_page() -> None:
    jobs = [{**answers.SMARTRECRUITERS, "id": str(n)} for n in range(100)]
    first = listed("smartrecruiters", {"totalFound": 101, "content": jobs})
    assert first.following
    assert not first.whole
    assert first.following.url.endswith("/acme/postings?limit=100&offset=100")
    last = listed("smartrecruiters", {"totalFound": 101, "content": jobs[:1]}, first.following)
    assert (last.following, last.whole) == (None, True)


def test_teamtailor_is_asked_until_nothing_new_comes() -> None:
    first = listed("teamtailor", answers.WHOLE["teamtailor"])
    assert first.following
    assert first.whole
    assert first.following.url == "https://acme.teamtailor.com/jobs.rss?offset=1&per_page=100"
    assert listed("teamtailor", answers.EMPTY["teamtailor"], first.following).following is None


def test_teamtailors_json_feed_is_read_where_there_is_no_rss() -> None:
    (posting,) = postings(
        "teamtailor", {"items": [answers.TEAMTAILOR_JSON]}, beginning("teamtailor", 1)
    )
    assert (posting.title, posting.text) == ("Welder", "Duties\nWeld")
    assert posting.location == "Malmö, SE; Oslo, NO"
    assert (posting.remote, posting.employment_type) == (True, "FULL_TIME")


def test_teamtailors_json_feed_is_followed_to_the_page_that_it_links() -> None:
    linked = "https://acme.teamtailor.com/jobs.json?page=2"
    first = listed(
        "teamtailor",
        {"items": [answers.TEAMTAILOR_JSON], "next_url": linked},
        beginning("teamtailor", 1),
    )
    assert first.following
    assert (first.following.url, first.whole) == (linked, False)
    last = listed("teamtailor", {"items": [answers.TEAMTAILOR_JSON]}, first.following)
    assert (last.following, last.whole) == (None, True)


def test_a_full_page_of_teamtailors_feed_may_not_be_all() -> None:
    items = "".join(answers.TEAMTAILOR.format(id=number) for number in range(100))
    assert not listed("teamtailor", answers.RSS.format(answers.TT, items)).whole


def test_rippling_is_asked_page_by_page_where_there_is_no_whole_list() -> None:
    asked = beginning("rippling", 1)
    first = listed("rippling", {"items": [answers.RIPPLING_PAGED], "totalPages": 2}, asked)
    (vacancy,) = first.vacancies
    assert vacancy.posting.source == "https://ats.rippling.com/api/v2/board/acme/jobs/u-2"
    assert (vacancy.posting.location, vacancy.posting.remote) == ("Leeds", False)
    assert vacancy.facets["department"] == {"yard"}
    assert first.following
    assert first.following.url.endswith("/acme/jobs?page=1&pageSize=50")
    last = listed("rippling", {"items": [], "totalPages": 2}, first.following)
    assert (last.following, last.whole) == (None, True)


def test_workable_is_asked_as_its_site_asks_where_there_is_no_widget() -> None:
    asked = beginning("workable", 2)
    internal = {**answers.WORKABLE_OF_SITE, "shortcode": "EF56", "isInternal": True}
    jobs = [answers.WORKABLE_OF_SITE, internal]
    answer = {"total": 3, "results": jobs, "nextPage": "abc"}
    first = listed("workable", answer, asked)
    (vacancy,) = first.vacancies
    posting = vacancy.posting
    assert posting.url == "https://apply.workable.com/j/CD34"
    assert posting.source == "https://apply.workable.com/api/v2/accounts/acme/jobs/CD34"
    assert (posting.location, posting.remote) == ("Athens, Greece", False)
    assert (posting.employment_type, posting.posted_at[:10]) == ("Full-time", "2026-05-01")
    assert vacancy.facets["department"] == {"yard"}
    assert first.following
    assert (first.following.body, first.whole) == ({"token": "abc"}, False)
    last = listed("workable", {"results": []}, first.following)
    assert (last.following, last.whole) == (None, True)


def test_personios_search_is_read_where_the_xml_is_switched_off() -> None:
    (posting,) = postings("personio", [answers.PERSONIO_SEARCH], beginning("personio", 1))
    assert posting.url == "https://acme.jobs.personio.de/job/18"
    assert (posting.text, posting.location) == ("Duties\nSaw.", "Munich; Hamburg")


@pytest.mark.parametrize("board", ["recruitee", "teamtailor"])
def test_a_site_on_a_companys_own_domain_is_asked_there(board: str) -> None:
    address = BoardAddress(board, "", "jobs.acme.com")
    assert BOARDS[board].beginnings(address)[0].url.startswith("https://jobs.acme.com/")


def test_regions_are_asked_where_they_are() -> None:
    greenhouse, lever = (
        [each.url for each in BOARDS[name].beginnings(replace(ADDRESSES[name], eu=True))]
        for name in ("greenhouse", "lever")
    )
    assert greenhouse == [
        "https://boards-api.eu.greenhouse.io/v1/boards/acme/jobs?content=true",
        "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
    ]
    assert lever == [
        "https://api.eu.lever.co/v0/postings/acme?mode=json",
        "https://jobs.eu.lever.co/acme",
    ]


def test_the_tenant_of_a_shared_workday_host_stands_in_the_path() -> None:
    address = BoardAddress("workday", "acme/Ext", "wd3.myworkdaysite.com")
    (request,) = BOARDS["workday"].beginnings(address)
    assert request.url == "https://wd3.myworkdaysite.com/wday/cxs/acme/Ext/jobs"
    (posting,) = postings("workday", answers.WHOLE["workday"], request)
    assert posting.url == (
        "https://wd3.myworkdaysite.com/recruiting/acme/Ext/job/Boston/Welder_JR1"
    )


@pytest.mark.parametrize(
    ("board", "other"),
    [
        ("rippling", {"workLocation": {"label": "Remote (US)"}}),
        ("workable", {"locations": [{"country": "Spain"}], "telecommuting": True}),
    ],
)
def test_a_posting_repeated_for_each_of_its_places_is_one(board: str, other: Any) -> None:
    whole = answers.WHOLE[board]
    job = whole[0] if isinstance(whole, list) else whole["jobs"][0]
    both = [job, {**job, **other}]
    (posting,) = postings(board, both if isinstance(whole, list) else {"jobs": both})
    assert len(posting.location.split("; ")) == 2
    assert posting.remote is True


def test_unlisted_and_unpublished_postings_are_not_listed() -> None:
    assert postings("ashby", {"jobs": [{**answers.ASHBY, "isListed": False}]}) == []
    assert postings("recruitee", {"offers": [{**answers.RECRUITEE, "status": "draft"}]}) == []


@pytest.mark.parametrize("design", answers.JAZZHR_TABLES)
def test_jazzhrs_tables_are_read_like_its_list(design: str) -> None:
    others = "<a href='/apply/jobs'>All</a><a href='/apply/vendor/309'>For agencies</a>"
    (vacancy,) = listed("jazzhr", answers.JAZZHR_TABLES[design] + others).vacancies
    assert vacancy.posting.url.startswith("https://acme.applytojob.com/apply/")
    assert "AbC123" in vacancy.posting.url
    assert vacancy.posting.location == "Austin, TX"
    assert vacancy.facets["department"] == {"yard"}


TEXTS: dict[str, tuple[Any, str, str]] = {
    "smartrecruiters": (
        {
            "jobAd": {
                "sections": {
                    "companyDescription": {"title": "Company", "text": "<p>Ships.</p>"},
                    "jobDescription": {"title": "Duties & more", "text": "<ul><li>Weld</li></ul>"},
                    "videos": {"title": "Videos", "urls": []},
                    "qualifications": None,
                    "additionalInformation": {"text": "Saw & more"},
                }
            }
        },
        "Company\nShips.\nDuties & more\n- Weld\nSaw & more",
        "",
    ),
    "bamboohr": (
        {
            "result": {
                "jobOpening": {
                    "description": "<h2>Duties</h2><p>Weld</p>",
                    "location": {"city": "Ottawa", "addressCountry": "Canada"},
                    "datePosted": "2026-05-01",
                    "compensation": "$60,000 - $70,000 per year",
                }
            }
        },
        "Duties\nWeld",
        "Ottawa, Canada",
    ),
    "workday": (
        {
            "jobPostingInfo": {
                "jobDescription": "<b>Duties</b><p>Weld</p>",
                "location": "Boston, MA",
                "additionalLocations": ["Remote - US", {"descriptor": "Leeds"}, None],
                "startDate": "2026-05-01",
                "endDate": "2026-07-01",
                "timeType": "Full time",
            }
        },
        "Duties\nWeld",
        "Boston, MA; Remote - US; Leeds",
    ),
    "workable": (
        {"description": "<p>Weld</p>", "requirements": "<ul><li>Saw</li></ul>", "benefits": None},
        "Weld\nRequirements\n- Saw",
        "",
    ),
    "rippling": (
        {
            "description": {"company": "<p>Ships.</p>", "role": "<h2>Duties</h2><p>Weld</p>"},
            "workLocations": ["Boston", "Leeds"],
            "employmentType": {"label": "SALARIED_FT", "id": "Salaried, full-time"},
            "createdOn": "2026-05-01",
            "payRangeDetails": [
                {"rangeStart": 60_000, "rangeEnd": 70_000, "currency": "USD", "frequency": "ANNUAL"}
            ],
        },
        "Duties\nWeld\nShips.",
        "Boston; Leeds",
    ),
}


@pytest.mark.parametrize("board", TEXTS)
def test_the_text_that_a_list_leaves_out_is_read_whole(board: str) -> None:
    answer, text, location = TEXTS[board]
    posting = read(board, answer, "https://api.example/1")
    assert (posting.text, posting.location) == (text, location)
    if board not in ("smartrecruiters", "workable"):
        assert posting.posted_at == "2026-05-01"
    if board == "workday":
        assert posting.valid_through == "2026-07-01"
    if board in ("bamboohr", "rippling"):
        assert posting.salary == Salary(60_000, 70_000, "USD", "year")


def test_workdays_several_locations_are_none_until_they_are_read() -> None:
    job = {**answers.WORKDAY, "locationsText": "3 Locations"}
    (posting,) = postings("workday", {"total": 1, "jobPostings": [job]})
    assert posting.location == ""
