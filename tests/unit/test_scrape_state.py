import json
from typing import Any

import pytest

from reactor.posting import Posting
from reactor.scrape.careers.state import postings_in_state
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/careers"
WELDER = {"title": "Welder", "slug": "welder", "department": "Workshop", "location": "Lyon"}
PILOT = {"title": "Test Pilot", "slug": "test-pilot", "department": "Air", "location": "Lyon"}
LINK = '<a href="/careers/welder">Welder</a>'


def listed(state: Any, links: str = "", url: str = URL) -> tuple[Posting, ...]:
    page = f"<main>{links}</main><script>window.__STATE__ = {json.dumps(state)};</script>"
    return postings_in_state(parse_html(page), url).postings


def addresses(state: Any, links: str = "", url: str = URL) -> list[str]:
    return [posting.url for posting in listed(state, links, url)]


def test_slugs_become_addresses_by_the_form_of_a_link_on_the_page() -> None:
    assert addresses({"jobs": [WELDER, PILOT]}, LINK) == [
        "https://acme.com/careers/welder",
        "https://acme.com/careers/test-pilot",
    ]


def test_slugs_without_a_link_that_proves_their_form_get_the_pages_own_address() -> None:
    page = f"<script>window.s = {json.dumps({'jobs': [WELDER, PILOT]})}</script>"
    found = postings_in_state(parse_html(page), URL)
    assert found.postings == ()
    assert [each.url for each in found.unaddressed] == [f"{URL}#welder", f"{URL}#test-pilot"]


def test_what_an_entry_states_is_kept() -> None:
    job = {
        "jobTitle": "Welder",
        "applyUrl": "https://apply.acme.com/1",
        "absolute_url": "https://acme.com/jobs/1?utm_source=x",
        "location": {"City": "Lyon", "country": "France"},
        "employment_type": {"label": "Full time"},
        "isRemote": True,
        "datePosted": "2024-05-01",
    }
    assert listed({"openRoles": [job]}) == (
        Posting(
            "https://acme.com/jobs/1",
            "Welder",
            location="Lyon, France",
            employment_type="Full time",
            remote=True,
            posted_at="2024-05-01",
        ),
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        {"allJob": {"edges": [{"node": WELDER}, {"node": PILOT}]}},
        {"vacancies": {"data": [{"id": 1, "attributes": WELDER}, {"id": 2, "attributes": PILOT}]}},
        {"openings": {"items": [{"sys": {"id": "a"}, "fields": each} for each in (WELDER, PILOT)]}},
        {"departments": [{"name": "All", "jobs": [WELDER, PILOT]}]},
        {"Job:1": WELDER, "Job:2": PILOT, "Page:1": {"title": "Home", "slug": "home"}},
        {"list": [{**each, "employmentType": "FULL_TIME"} for each in (WELDER, PILOT)]},
    ],
)
def test_lists_are_found_however_they_are_wrapped(wrapped: Any) -> None:
    assert [posting.title for posting in listed(wrapped, LINK)] == ["Welder", "Test Pilot"]


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"isListed": False}, {"isInternal": True}])
def test_drafts_and_internal_postings_are_left_out(hidden: dict[str, Any]) -> None:
    assert addresses({"jobs": [WELDER, {**PILOT, **hidden}]}, LINK) == [
        "https://acme.com/careers/welder"
    ]


@pytest.mark.parametrize(
    "others",
    [
        {"menu": [{"title": "Jobs", "url": "/jobs"}, {"title": "Engineers", "url": "/engineers"}]},
        {"posts": [{"title": "Meet our engineer", "url": "/blog/engineer", "category": "Team"}]},
        {"careersNav": [{"title": "Benefits", "url": "/careers/benefits"}]},
        {"jobCategories": [{"title": "Engineer", "url": "/jobs/engineer", "department": "IT"}]},
        {"team": [{"name": "Ann", "title": "Engineer", "url": "/team/ann", "department": "IT"}]},
        {
            "events": [
                {"title": "Engineer day", "url": "/events/1", "location": "Lyon", "city": "x"}
            ]
        },
        {"roles": [{"name": "admin", "id": 1}]},
        {"offices": [{"title": "Lyon", "url": "/offices/lyon", "location": "Lyon"}]},
    ],
)
def test_navigation_blogs_and_people_are_no_postings(others: Any) -> None:
    assert addresses(others) == []


def test_an_address_that_all_entries_share_is_no_ones_own() -> None:
    jobs = [{**each, "url": "https://acme.com/apply"} for each in (WELDER, PILOT)]
    assert addresses({"jobs": jobs}) == []


def test_a_host_that_shows_postings_by_id_alone_is_known() -> None:
    jobs = {"Jobs": [{"JobId": 41, "JobTitle": "Welder", "LocationName": "Dallas"}]}
    assert addresses(jobs, url="https://recruiting.paylocity.com/recruiting/jobs/All/x/y") == [
        "https://recruiting.paylocity.com/Recruiting/Jobs/Details/41"
    ]


def test_a_title_that_is_escaped_for_html_is_text() -> None:
    (posting,) = listed({"jobs": [{**WELDER, "title": "R&amp;D Welder"}]}, LINK)
    assert posting.title == "R&D Welder"
