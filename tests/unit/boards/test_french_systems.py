"""What Talentsoft and Welcome to the Jungle do beyond what is promised of every system."""

import json
from typing import Any

import pytest

from reactor.errors import GoneError, LastingError
from reactor.posting import Salary
from reactor.scrape.boards import BOARDS, BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.boards.specimen import Job
from tests.boards.specimens.talentsoft import feed_of, item_of
from tests.boards.specimens.welcometothejungle import entry_of, hit_of
from tests.unit.boards.asking import page_of, read

_FEED = "https://acme-recrute.talent-soft.com/handlers/offerRss.ashx?LCID=1036"
_OWN = "https://jobs.acme.example/handlers/offerRss.ashx?LCID=1036"
_ENV = "https://www.welcometothejungle.com/api/env"
_ENTRY = "https://api.welcometothejungle.com/api/v1/organizations/acme/jobs/welder_lyon_7"
_FROM = {"Referer": "https://www.welcometothejungle.com/en/companies/acme/jobs"}
_SEARCH = Request("https://abcdef1234-dsn.algolia.net/1/indexes/x/query", {}, _FROM)


def offers(items: str, url: str = _FEED, host: str = "") -> BoardPage:
    return list_board("talentsoft", page_of(url, feed_of(items)), Request(url), host)


def found(*hits: dict[str, Any]) -> BoardPage:
    answer = {"hits": list(hits), "nbHits": len(hits)}
    return list_board("welcometothejungle", page_of(_SEARCH.url, answer), _SEARCH)


def test_a_site_with_nothing_in_french_is_asked_in_english() -> None:
    page = offers("")
    assert page.leads
    assert page.following == Request(_FEED.replace("1036", "2057"))
    english = offers("", _FEED.replace("1036", "2057"))
    assert (english.leads, english.vacancies) == (False, ())


def test_an_offers_reference_is_no_part_of_its_title() -> None:
    posting = offers(item_of(Job(7, "Soudeur H/F", "Lyon, France"))).vacancies[0].posting
    assert (posting.title, posting.location, posting.employment_type) == (
        *("Soudeur H/F", "Lyon, France"),
        "CDI",
    )
    assert posting.posted_at.startswith("2026-11-02T08:00")


def test_a_feed_on_a_companys_own_domain_holds_its_own_offers_alone() -> None:
    own = item_of(Job(7, "Soudeur"), "https://jobs.acme.example")
    assert len(offers(own, _OWN, "jobs.acme.example").vacancies) == 1
    with pytest.raises(LastingError):
        offers(item_of(Job(7, "Soudeur"), "https://other.example"), _OWN, "jobs.acme.example")


def test_where_the_feed_is_off_the_pages_are_followed() -> None:
    board = BOARDS["talentsoft"]
    address = recognise_address(_FEED)
    assert address
    pages = board.beginnings(address)[-1]
    links = [f'<li><a href="emploi-soudeur_{each}.aspx">Soudeur {each}</a></li>' for each in (7, 8)]
    answer = page_of(pages.url, f"<ul>{''.join(links)}</ul>")
    page = list_board("talentsoft", answer, pages)
    assert [each.posting.title for each in page.vacancies] == ["Soudeur 7", "Soudeur 8"]
    assert page.following
    assert page.following.url.endswith("?page=2")


def test_of_copies_of_a_posting_the_companys_own_counts() -> None:
    job = Job(7, "Welder")
    page = found(hit_of(job, "partner"), hit_of(job), hit_of(job, "other"))
    assert [each.posting.url for each in page.vacancies] == [
        "https://www.welcometothejungle.com/en/companies/acme/jobs/welder_lyon_7"
    ]


def test_a_search_without_titles_has_those_of_the_addresses_until_they_are_read() -> None:
    hit = hit_of(Job(7, "Welder"))
    del hit["name"]
    assert [each.posting.title for each in found(hit).vacancies] == ["welder lyon 7"]


@pytest.mark.parametrize(
    "script",
    [
        "window.env = {};",
        (
            'window.env = {"PUBLIC_ALGOLIA_APPLICATION_ID": "x.example/", '
            '"PUBLIC_ALGOLIA_API_KEY_CLIENT": "k"}'
        ),
        "<html>Sign in</html>",
    ],
)
def test_a_strange_key_is_not_used(script: str) -> None:
    with pytest.raises(LastingError):
        list_board("welcometothejungle", page_of(_ENV, script), Request(_ENV, step="acme"))


def test_either_index_of_the_search_is_asked() -> None:
    board = BOARDS["welcometothejungle"]
    address = recognise_address(_FROM["Referer"])
    assert address
    key = {"PUBLIC_ALGOLIA_APPLICATION_ID": "ABCDEF1234", "PUBLIC_ALGOLIA_API_KEY_CLIENT": "k7"}
    asked = []
    for entry in board.beginnings(address):
        company = page_of(entry.url, {"organization": {"slug": "acme-group"}})
        led = list_board("welcometothejungle", company, entry).following
        assert led
        script = page_of(led.url, f"window.env = {json.dumps(key)}")
        search = list_board("welcometothejungle", script, led).following
        assert search
        assert search.body
        assert search.body["filters"] == "organization.slug:acme-group"
        asked.append(search.url.split("/")[-2])
    assert asked == ["wk_cms_jobs_production", "wttj_jobs_production_en"]


def test_a_postings_entry_states_its_pay_and_all_its_text() -> None:
    posting = read("welcometothejungle", {"job": entry_of(Job(7, "Welder"))}, _ENTRY)
    assert posting.salary == Salary(41000, 52000, "EUR", "year")
    assert (posting.location, posting.remote, posting.employment_type) == (
        *("Lyon, France", False),
        "Full-Time",
    )
    for words in ("A steady hand.", "Saw", "As number 7 you weld"):
        assert words in posting.text


def test_a_posting_that_has_ended_is_gone() -> None:
    with pytest.raises(GoneError):
        read(
            "welcometothejungle",
            {"job": entry_of(Job(7, "Welder")) | {"status": "expired"}},
            _ENTRY,
        )


def test_a_posting_for_work_at_home_is_remote() -> None:
    assert found(hit_of(Job(7, "Welder")) | {"remote": "fulltime"}).vacancies[0].posting.remote
