"""SAP SuccessFactors: what each of its ways to list says, and which site is whose."""

from html import escape

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import (
    BOARDS,
    BoardAddress,
    BoardPage,
    Request,
    recognise_address,
    recognise_in_page,
)
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of, read

BOARD = BOARDS["successfactors"]
OWN = BoardAddress("successfactors", host="jobs.acme.example")
LEGACY = "https://career5.successfactors.eu/career?career_ns=job_listing_summary&company=Acme"


def asked(ending: str, address: BoardAddress = OWN) -> Request:
    return next(each for each in BOARD.beginnings(address) if ending in each.url)


def page(ending: str, answer: object, host: str = OWN.host) -> BoardPage:
    request = asked(ending)
    return list_board("successfactors", page_of(request.url, answer), request, host)


def feed(title: str, text: str, place: str = "") -> Posting:
    item = f"<title>{title}</title><link>https://jobs.acme.example/job/x/7/</link>"
    item += f"<description>{escape(text)}</description>{place}"
    spaces = 'xmlns:g="http://base.google.com/ns/1.0"'
    answer = f"<rss {spaces}><channel><item>{item}</item></channel></rss>"
    (vacancy,) = page("googlefeed", answer).vacancies
    return vacancy.posting


def searched(locale: str, job: object, total: int = 1) -> BoardPage:
    lead = page("/search/", f'<a href="?q=&amp;locale={locale}">x</a>').following
    assert lead
    answer = {"totalJobs": total, "jobSearchResult": [{"response": job}]}
    return list_board("successfactors", page_of(lead.url, answer), lead, OWN.host)


@pytest.mark.parametrize(
    ("written", "place", "title", "location"),
    [
        ("Welder (m/w/d) (Lyon, FR, 69001)", "Lyon, FR, 69001", "Welder (m/w/d)", "Lyon, FR"),
        ("Welder (Lyon, Rhone)", "Lyon, France", "Welder", "Lyon, France"),
        ("Welder (Tempe, AZ, US, 85288)", "", "Welder", "Tempe, AZ, US"),
        ("Welder (days, nights)", "Lyon, France", "Welder (days, nights)", "Lyon, France"),
        ("Welder (days, nights)", "", "Welder (days, nights)", ""),
        ("Welder (m/w/d)", "", "Welder (m/w/d)", ""),
    ],
)
def test_a_feeds_title_loses_the_place_behind_it(
    written: str, place: str, title: str, location: str
) -> None:
    posting = feed(written, "<p>You weld.</p>", place and f"<g:location>{place}</g:location>")
    assert (posting.title, posting.location, posting.text) == (title, location, "You weld.")


def test_a_text_that_is_only_the_title_again_is_read_on_the_postings_page() -> None:
    posting = feed("Welder &amp;amp; Cutter (Lyon, FR)", "<p>Welder &amp; Cutter (Lyon, FR)</p>")
    assert (posting.title, posting.text, posting.source) == ("Welder & Cutter", "", "")


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (
            "https://jobs.acme.example/job/Lyon-Welder/7/?feedId=null&amp;utm_source=x",
            "/job/Lyon-Welder/7",
        ),
        ("https://jobs.acme.example/vacancy?id=7", "/vacancy?id=7"),
        ("https://[x", ""),
    ],
)
def test_a_posting_has_the_same_address_in_the_feed_and_elsewhere(link: str, url: str) -> None:
    item = f"<item><title>Welder</title><link>{link}</link></item>"
    spaces = 'xmlns:g="http://base.google.com/ns/1.0"'
    answer = f"<rss {spaces}><channel>{item}</channel></rss>"
    site = "https://jobs.acme.example"
    vacancies = page("googlefeed", answer).vacancies
    assert [each.posting.url for each in vacancies] == ([f"{site}{url}"] if url else [])


@pytest.mark.parametrize("answer", ["<html><body>Welcome</body></html>", "<rss></rss>"])
def test_a_feed_that_is_switched_off_is_no_empty_list(answer: str) -> None:
    with pytest.raises(LastingError):
        page("googlefeed", answer)


def test_each_language_of_a_site_is_asked_english_first() -> None:
    lead = page("/search/", '<a href="?locale=de_DE">x</a><a href="?locale=en_GB">x</a>')
    assert lead.leads
    requests = (lead.following, *lead.parts)
    assert [each.body and each.body["locale"] for each in requests if each] == ["en_GB", "de_DE"]


@pytest.mark.parametrize(
    ("markup", "locales"),
    [('<html lang="fr-FR">', ["fr_FR"]), ("<html>", ["en_US", "de_DE"])],
)
def test_a_site_without_a_choice_of_languages_is_asked_in_its_own_or_usual_ones(
    markup: str, locales: list[str]
) -> None:
    lead = page("/search/", f"{markup}<body class=j2w>Jobs</body></html>")
    requests = (lead.following, *lead.parts)
    assert [each.body and each.body["locale"] for each in requests if each] == locales


def test_a_search_that_does_not_tell_how_many_is_read_until_a_short_page() -> None:
    lead = page("/search/", "<body class=j2w>").following
    assert lead
    rows = [{"response": {"id": at, "unifiedStandardTitle": "Welder"}} for at in range(10)]
    full = page_of(lead.url, {"jobSearchResult": rows})
    further = list_board("successfactors", full, lead, OWN.host).following
    assert further
    assert further.number("pageNumber") == 1
    short = page_of(lead.url, {"jobSearchResult": rows[:3]})
    assert list_board("successfactors", short, further, OWN.host).following is None


@pytest.mark.parametrize(
    ("locale", "written", "date"),
    [
        ("en_US", "6/18/26", "2026-06-18"),
        ("de_DE", "20.11.23", "2023-11-20"),
        ("en_GB", "06/05/26", "2026-05-06"),
        ("ja_JP", "06/05/26", "06/05/26"),
    ],
)
def test_a_day_is_read_as_its_language_writes_it(locale: str, written: str, date: str) -> None:
    job = {"id": 7, "unifiedStandardTitle": "Welder", "unifiedStandardStart": written}
    (vacancy,) = searched(locale, job).vacancies
    assert vacancy.posting.posted_at == date


def test_a_posting_found_has_a_sound_address_and_each_place_once() -> None:
    job = {
        "id": 7,
        "unifiedStandardTitle": "Welder",
        "unifiedUrlTitle": "Mergers-&amp;-Oper%C3%A1tor?",
        "jobLocationShort": ["Karlovy Vary, CZE, 36004<br/>", "Karlovy Vary, CZE, 36005<br/>", 3],
    }
    (vacancy,) = searched("de_DE", job).vacancies
    assert vacancy.posting.url == ("https://jobs.acme.example/job/Mergers---Oper%C3%A1tor-/7-de_DE")
    assert vacancy.posting.location == "Karlovy Vary, CZE"
    assert vacancy.identity == "7"


def test_a_total_without_postings_is_no_empty_list() -> None:
    lead = page("/search/", "<body class=j2w>").following
    assert lead
    answer = page_of(lead.url, {"totalJobs": 7, "jobSearchResult": []})
    with pytest.raises(LastingError):
        list_board("successfactors", answer, lead, OWN.host)


def test_a_sitemap_tells_one_posting_in_several_languages_once() -> None:
    site = "https://jobs.acme.example"
    urls = (f"{site}/job/Lyon-Welder/7-en_US", f"{site}/job/Lyon-Soudeur/7-fr_FR", f"{site}/go/x/8")
    entries = "".join(f"<url><loc>{each}</loc></url>" for each in urls)
    vacancies = page("job_sitemap", f"<urlset>{entries}</urlset>").vacancies
    assert [each.identity for each in vacancies] == ["7", "7"]
    assert vacancies[0].posting.title == "Lyon Welder"
    shown = (
        "<h1>Welder (Lyon, FR, 69001)</h1><div itemscope itemtype='http://schema.org/JobPosting'>"
        f"<span itemprop='title'>Welder (Lyon, FR)</span><div itemprop='description'>"
        f"{'You weld ships. ' * 30}</div></div>"
    )
    found = read("successfactors", f"<html><body>{shown}</body></html>", urls[0])
    assert found.title == "Welder"
    assert "You weld ships." in found.text


def test_a_list_on_saps_own_hosts_is_read_whatever_its_fields_are_called() -> None:
    address = recognise_address(LEGACY)
    assert address
    (request,) = BOARD.beginnings(address)
    assert request.url.endswith("/career?company=Acme&career_ns=job_listing_summary&resultType=XML")
    answer = (
        "<Job-Listing><Job><JobTitle>Welder &amp;amp; Cutter</JobTitle><ReqId>71</ReqId>"
        "<Posted-Date>11/20/2026</Posted-Date><Job-Description>&lt;p&gt;You weld.&lt;/p&gt;"
        "</Job-Description><filter1><label>Country</label><value>France</value></filter1><mfield3>"
        "<label>Posting Location</label><value>Lyon</value></mfield3><filter2><label>Type of "
        "Employment</label><value>Full-time</value></filter2></Job></Job-Listing>"
    )
    (vacancy,) = list_board("successfactors", page_of(request.url, answer), request).vacancies
    posting = vacancy.posting
    assert (posting.title, posting.location, posting.text) == (
        "Welder & Cutter",
        "Lyon",
        "You weld.",
    )
    assert (posting.employment_type, posting.posted_at) == ("Full-time", "2026-11-20")
    assert "career_job_req_id=71" in posting.url
    assert "company=Acme" in posting.url


def test_a_brand_is_asked_for_below_its_path_and_then_the_whole_site() -> None:
    (address,) = recognise_in_page(
        '<script src="/platform/js/j2w/x.js"></script>', "https://jobs.acme.example/Ships/go/A/12/"
    )
    urls = [
        each.url.removeprefix("https://jobs.acme.example") for each in BOARD.beginnings(address)
    ]
    assert urls[:3] == [
        "/Ships/tile-search-results/?startrow=0",
        "/Ships/search/",
        "/googlefeed.xml",
    ]


def test_the_path_of_a_page_that_links_a_site_is_no_brand_of_it() -> None:
    markup = '<a href="https://acme.jobs2web.com/search/">Open positions</a>'
    (address,) = recognise_in_page(markup, "https://www.acme.example/company/")
    assert BOARD.beginnings(address)[0].url == "https://acme.jobs2web.com/googlefeed.xml"


@pytest.mark.parametrize("path", ["/", "/search/?q=x", "/go/Ships/12/", "/careers", "/job/A/7/"])
def test_a_page_of_the_site_is_no_brand(path: str) -> None:
    address = recognise_address(f"https://acme.jobs2web.com{path}")
    assert address
    assert "/googlefeed.xml" in BOARD.beginnings(address)[0].url


def test_the_sites_own_filters_narrow_the_list() -> None:
    url = "https://acme.jobs2web.com/search/?q=&locationsearch=Lyon&optionsFacetsDD_country=FR"
    address = recognise_address(url)
    assert address
    assert address.filters == (("location", "Lyon"), ("country", "FR"))


@pytest.mark.parametrize(
    "answer",
    [
        "<rss><channel></channel></rss>",
        "<rss><channel><item><title>x</title></item></channel></rss>",
    ],
)
def test_a_site_that_only_borrows_a_picture_is_not_believed(answer: str) -> None:
    with pytest.raises(LastingError):
        page("googlefeed", answer)


@pytest.mark.parametrize(
    "url",
    [
        "https://rmkcdn.successfactors.com/8a1/f2.png",
        "https://performancemanager5.successfactors.eu/login?company=Acme",
        "https://career5.successfactors.eu/career",
        "https://www.jobs2web.com/about",
        "https://acme.jobs2web.com.evil.example/search/",
    ],
)
def test_what_else_stands_on_saps_hosts_is_no_board(url: str) -> None:
    assert recognise_address(url) is None
