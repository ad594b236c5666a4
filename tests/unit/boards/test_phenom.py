"""Phenom's search, which only one source knows of, and the forms of its postings' addresses."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, BoardAddress, Request, recognise_in_page
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import listed, page_of

HOST = "careers.harbour.example"
OWN = BoardAddress("phenom", "", HOST)
PAGE = (
    '<html><script>var phApp = phApp || {"locale":"de_de","country":"de",'
    '"baseUrl":"https:\\/\\/careers.harbour.example\\/de\\/de\\/","sessionParams":'
    '{"csrfToken":"t0ken"}};</script></html>'
)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def search() -> Request:
    page = BOARDS["phenom"].beginnings(OWN)[1]
    led_to = list_board("phenom", page_of(page.url, PAGE), page, HOST)
    assert led_to.leads
    assert led_to.following
    return led_to.following


def found(jobs: list[Any], total: int) -> dict[str, Any]:
    return {"refineSearch": {"status": 200, "totalHits": total, "data": {"jobs": jobs}}}


def job(number: int) -> dict[str, Any]:
    return {"jobId": f"R{number}", "title": "Pipe Welder (m/f)", "city": "Graz", "country": "AT"}


def test_the_search_is_asked_in_the_words_of_its_page() -> None:
    asked = search()
    assert asked.url == f"https://{HOST}/widgets"
    assert asked.body
    assert (asked.body["lang"], asked.body["country"]) == ("de_de", "de")
    assert asked.headers["x-csrf-token"] == "t0ken"


def test_the_search_is_read_to_its_end() -> None:
    asked = search()
    first = list_board("phenom", page_of(asked.url, found([*map(job, range(100))], 150)), asked)
    assert first.following
    assert first.following.number("from") == 100
    rest = page_of(asked.url, found([*map(job, range(100, 150))], 150))
    last = list_board("phenom", rest, first.following)
    assert (last.following, last.whole) == (None, True)
    posting = last.vacancies[0].posting
    assert posting.url == f"https://{HOST}/de/de/job/R100/Pipe-Welder-m-f"
    assert posting.location == "Graz, AT"


def test_a_search_that_fails_is_no_empty_list() -> None:
    asked = search()
    for odd in ({"refineSearch": {"status": 500}}, {"error": 1}, "<html>phApp</html>"):
        with pytest.raises(LastingError):
            list_board("phenom", page_of(asked.url, odd), asked)


def test_a_page_that_names_another_company_s_host_is_not_followed() -> None:
    page = BOARDS["phenom"].beginnings(OWN)[1]
    with pytest.raises(LastingError):
        list_board("phenom", page_of(page.url, PAGE.replace("harbour", "other")), page)


@pytest.mark.parametrize(
    ("path", "title"),
    {
        "/us/en/job/R12/Pipe-Welder": "Pipe Welder",
        "/en/pipe-welder-graz/job/3F2A11__en": "pipe welder graz",
        "/en-us/job/R-12": "Posting R-12",
        "/Job?job_id=R12": "Posting R12",
        "/us/en/c/welding-jobs": "",
        "/us/en/job-alerts": "",
    }.items(),
)
def test_postings_are_known_by_their_addresses(path: str, title: str) -> None:
    asked = BOARDS["phenom"].beginnings(OWN)[0]
    text = f"<urlset {SPACE}><url><loc>https://{HOST}{path}</loc></url></urlset>"
    listed = list_board("phenom", page_of(asked.url, text), asked).vacancies
    assert [each.posting.title for each in listed] == ([title] if title else [])


def test_a_shop_that_only_embeds_its_chat_is_not_a_board() -> None:
    page = '<script src="https://cdn.phenompeople.com/bot.js"></script>'
    assert recognise_in_page(page, f"https://{HOST}/") == (OWN,)
    asked = BOARDS["phenom"].beginnings(OWN)[0]
    shop = f"<urlset {SPACE}><url><loc>https://{HOST}/shop/pipes</loc></url></urlset>"
    with pytest.raises(LastingError):
        list_board("phenom", page_of(asked.url, shop), asked, HOST)


def test_the_sitemaps_of_one_language_are_read_in_all_its_countries() -> None:
    names = ("0a1b-en", "0a1b-en-us", "0a1b-de", "0a1c-en-us")
    index = "".join(
        f"<sitemap><loc>https://x.example/sitemap-{each}.xml</loc></sitemap>" for each in names
    )
    page = listed("phenom", f"<sitemapindex>{index}</sitemapindex>")
    assert page.following
    asked = [each.url.rpartition("sitemap-")[2] for each in (page.following, *page.parts)]
    assert asked == ["0a1b-en.xml", "0a1b-en-us.xml", "0a1c-en-us.xml"]


def test_a_posting_in_two_countries_sitemaps_is_one() -> None:
    sites = ("us/en/job/R-1/Welder", "global/en/job/R-1/Welder", "us/en/job/R-2/Sawyer")
    found = [
        vacancy
        for each in sites
        for vacancy in listed(
            "phenom", f"<urlset><url><loc>https://jobs.x.example/{each}</loc></url></urlset>"
        ).vacancies
    ]
    assert [each.identity for each in found] == ["R-1", "R-1", "R-2"]
