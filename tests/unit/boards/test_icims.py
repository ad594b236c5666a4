"""iCIMS: what a card says, and which pages are a portal's."""

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardPage, Request, recognise_address, recognise_in_page
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

SITE = "https://uscareers-acme.icims.com"


def first(url: str = f"{SITE}/jobs/search") -> Request:
    address = recognise_address(url)
    assert address
    (request,) = BOARDS["icims"].beginnings(address)
    return request


def listed(inner: str, asked: Request | None = None) -> BoardPage:
    asked = asked or first()
    page = f'<html><body><div class="iCIMS_ListingsPage">{inner}</div></body></html>'
    return list_board("icims", page_of(asked.url, page), asked)


def card(place: str, label: str = "Location", title: str = "<h3>Welder</h3>", at: int = 7) -> str:
    return (
        f'<li><span class="sr-only field-label">{label}</span><span>{place}</span>'
        f'<a href="/jobs/{at}/welder/job?mode=job"><span class="field-label">Title</span>{title}'
        "</a></li>"
    )


def posting(place: str, label: str = "Location") -> Posting:
    (vacancy,) = listed(card(place, label)).vacancies
    return vacancy.posting


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("US-CA-Monrovia", "Monrovia, CA, US"),
        ("UK-London", "London, UK"),
        ("FR-Saint-Denis", "Saint-Denis, FR"),
        ("US-TX-Austin | US-NY-New York", "Austin, TX, US; New York, NY, US"),
        ("Lyon, France", "Lyon, France"),
        ("US-Remote", "Remote, US"),
    ],
)
def test_a_place_is_told_from_small_to_large(written: str, place: str) -> None:
    assert posting(written).location == place


def test_remote_work_is_told_by_the_place() -> None:
    assert posting("US-Remote").remote is True


@pytest.mark.parametrize("label", ["Job Locations", "Location", "location"])
def test_a_place_stands_behind_its_label(label: str) -> None:
    assert posting("UK-Leeds", label).location == "Leeds, UK"


def test_what_stands_behind_another_label_is_no_place() -> None:
    assert posting("UK-Leeds", "Category").location == ""


def test_a_posting_is_shown_plainly_and_read_as_in_a_frame() -> None:
    found = posting("UK-Leeds")
    assert found.url == f"{SITE}/jobs/7/job"
    assert found.source == f"{SITE}/jobs/7/job?in_iframe=1"


def test_a_posting_with_another_title_keeps_its_address() -> None:
    renamed = listed(card("UK-Leeds").replace("/welder/", "/senior-welder/")).vacancies
    assert renamed[0].posting.url == posting("UK-Leeds").url


@pytest.mark.parametrize(
    ("title", "day"), [("11/2/2026 10:23 AM", "2026-11-02"), ("2/11/2026 10:23", ""), ("New", "")]
)
def test_the_day_is_told_behind_the_words(title: str, day: str) -> None:
    (vacancy,) = listed(
        card("UK-Leeds").replace("<a ", f'<span title="{title}">2 weeks ago</span><a ')
    ).vacancies
    assert vacancy.posting.posted_at == day


def test_a_neighbouring_page_instead_of_the_one_asked_for_is_not_the_end() -> None:
    page = listed(f"{card('UK-Leeds')}<p>Page 1 of 3</p>")
    assert page.following
    again = listed(f"{card('UK-Leeds')}<p>Page 1 of 3</p>", page.following)
    assert not again.whole


def test_a_label_is_no_title() -> None:
    page = listed(card("UK-Leeds", title="<h3></h3>") + card("UK-Leeds", at=8))
    assert [each.posting.url for each in page.vacancies] == [f"{SITE}/jobs/8/job"]
    assert page.dropped == 1


def test_a_list_that_does_not_tell_its_pages_is_asked_until_nothing_is_new() -> None:
    page = listed(card("UK-Leeds"))
    assert page.following
    assert page.following.number("pr") == 1
    assert listed("", page.following).following is None


def test_the_last_of_the_stated_pages_is_the_last() -> None:
    page = listed(f"{card('UK-Leeds')}<p>Page 1 of 2</p>")
    assert page.following
    assert listed(f"{card('UK-Leeds')}<p>Page 2 of 2</p>", page.following).following is None


def test_the_page_around_the_frame_is_no_empty_list() -> None:
    asked = first()
    wrapper = f'<body class="iCIMS_Wrapper"><iframe src="{SITE}/jobs/search?in_iframe=1"></iframe>'
    with pytest.raises(LastingError):
        list_board("icims", page_of(asked.url, wrapper), asked)


def test_the_portals_own_filters_are_put_to_it() -> None:
    asked = first(
        f"{SITE}/jobs/search?ss=1&searchLocation=12781-12827-Lyon&searchRelation=keyword_all"
    )
    assert asked.url.endswith("&pr=0&searchLocation=12781-12827-Lyon")


@pytest.mark.parametrize(
    ("path", "boards"),
    [("search?ss=1", ["icims"]), ("intro", ["icims"]), ("7/welder/job", []), ("search-lead", [])],
)
def test_a_link_to_the_search_leads_to_the_list_and_one_to_a_posting_may_be_a_friends(
    path: str, boards: list[str]
) -> None:
    page = f'<p><a href="https://careers-acme.icims.com/jobs/{path}">Open positions</a></p>'
    shown = recognise_in_page(page, "https://northwind.example/careers")
    assert [each.board for each in shown] == boards


@pytest.mark.parametrize(
    "url",
    [
        "https://www.icims.com/careers",
        "https://api.icims.com/customers/1/jobs",
        "https://careers.icims.com/jobs",
        "https://careers-acme.icims.com.evil.example/jobs",
    ],
)
def test_what_else_stands_on_its_hosts_is_no_board(url: str) -> None:
    assert recognise_address(url) is None
