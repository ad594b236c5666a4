"""Whose board it is that a company's own page links."""

import pytest

from reactor.posting import Posting
from reactor.scrape.boards import BoardAddress, recognise_in_page
from reactor.scrape.listing import CareersPage, Listing, Recognition
from reactor.scrape.ownership import belonging

URL = "https://www.harbour-orrin.example/careers"
OTHER = "https://boards.greenhouse.io/velmar"
OWN = "https://boards.greenhouse.io/orrin"

OURS = {
    "named like the company": f'<a href="{OWN}">here</a>',
    "named like the company, with its region": '<a href="https://jobs.lever.co/orrineu">EU</a>',
    "named like the site": (
        '<meta property="og:site_name" content="Velmar"><a href="https://jobs.lever.co/velmar">x</a>'
    ),
    "says that these are the openings": f'<a href="{OTHER}">See our open positions</a>',
    "says so in German": f'<a href="{OTHER}?lang=de">Offene Stellen</a>',
    "in the menu": f'<nav><a href="{OTHER}">Careers</a></nav>',
    "a button without a link": f"<button onclick=\"location='{OTHER}'\">View all jobs</button>",
    "an icon with a name": f'<a href="{OTHER}/jobs" aria-label="Job openings"><svg/></a>',
    "a page that is one article": f'<article><p><a href="{OTHER}">Open roles</a></p></article>',
}
NOT_OURS = {
    "one posting": f'<a href="{OTHER}/jobs/2">Pump Mechanic</a>',
    "somebody else's jobs": f'<p>Our friends hire too: <a href="{OTHER}">Jobs at Velmar</a></p>',
    "a partner": f'<p>Our partner: <a href="{OTHER}">open positions</a></p>',
    "a partner's footer link": f'<footer><a href="{OTHER}">Velmar</a></footer>',
    "a partner's logo": f'<footer><a href="{OTHER}"><img src="v.png"></a></footer>',
    "a row of the news": (
        f'<h2>News</h2><ul><li><a href="{OTHER}">We helped to fill open positions</a></li></ul>'
    ),
    "a piece of news": f'<div class="news-teaser"><a href="{OTHER}">Jobs in the harbour</a></div>',
    "one of several articles": (
        f'<article>One</article><article><a href="{OTHER}">Jobs in the harbour</a></article>'
    ),
    "a name that begins alike": '<a href="https://jobs.lever.co/harbourlines">Harbour Lines</a>',
}
ANOTHERS = {
    "its name in the link": f'<p><a href="{OTHER}/jobs/2">Pump Mechanic at Velmar</a></p>',
    "partner": f'<p>Our partners hire: <a href="{OTHER}/jobs/2">Pump Mechanic</a></p>',
    "footer": f'<footer><a href="{OTHER}/jobs/2">Pump Mechanic</a></footer>',
}


def shown(markup: str) -> list[BoardAddress]:
    found = recognise_in_page(f"<html><body>{markup}</body></html>", URL)
    return [board for board in found if board.sure]


@pytest.mark.parametrize("kind", OURS)
def test_a_board_that_is_linked_as_the_companys_list_is_its_own(kind: str) -> None:
    assert len(shown(OURS[kind])) == 1


@pytest.mark.parametrize("kind", NOT_OURS)
def test_a_board_that_is_linked_otherwise_is_not_the_companys(kind: str) -> None:
    assert shown(NOT_OURS[kind]) == []


def test_all_lists_that_are_linked_are_the_companys() -> None:
    markup = f'<a href="{OWN}">Jobs in the US</a><a href="{OWN}eu">Jobs in Europe</a>'
    assert [board.slug for board in shown(markup)] == ["orrin", "orrineu"]


def test_another_companys_board_is_not_among_the_companys() -> None:
    markup = f'<a href="{OWN}">Our jobs</a><footer><a href="{OTHER}">Velmar</a></footer>'
    assert [board.slug for board in shown(markup)] == ["orrin"]


def test_links_to_many_boards_are_a_portfolios() -> None:
    links = (f'<a href="https://jobs.lever.co/c{number}">Open jobs</a>' for number in range(9))
    assert shown("".join(links)) == []


def page_with(*urls: str) -> CareersPage:
    postings = tuple(Posting(url, "Pump Mechanic") for url in urls)
    return CareersPage((), Listing("page", postings))


@pytest.mark.parametrize("kind", ANOTHERS)
def test_a_posting_of_another_company_is_left_out(kind: str) -> None:
    own, strange = f"{URL}/a1", f"{OTHER}/jobs/2"
    listing = belonging(page_with(own, strange), ANOTHERS[kind], URL).listing
    assert [posting.url for posting in listing.postings] == [own]


def test_a_page_that_only_links_others_postings_lists_none_of_its_own() -> None:
    found = belonging(page_with(f"{OTHER}/jobs/2"), ANOTHERS["partner"], URL)
    assert found.listing.recognition is Recognition.NOT_RECOGNISED
    assert not found.listing.whole


def test_own_rows_on_a_board_stay() -> None:
    markup = f'<ul><li><a href="{OTHER}/jobs/2">Pump Mechanic</a></li></ul>'
    assert len(belonging(page_with(f"{OTHER}/jobs/2"), markup, URL).listing.postings) == 1
