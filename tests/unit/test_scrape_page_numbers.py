"""Which page of a list a page is, and where it goes on, by how sites number their pages."""

import pytest

from reactor.scrape.careers.page_numbers import current_page
from reactor.scrape.careers.pagination import following_pages
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/index.php?page=jobs"
ROW = '<p><a href="?page=jobs&start=0">1</a> <b>2</b> <a href="?page=jobs&start=16">3</a></p>'


def test_the_number_that_is_no_link_is_that_of_this_page() -> None:
    assert current_page(parse_html(ROW), f"{URL}&start=8") == 2


def test_a_number_that_counts_something_else_is_none_of_a_page() -> None:
    page = '<p>24 <b>of 30</b></p><ul><li><a href="/news?id=7">7</a></ul>'
    assert current_page(parse_html(page), "https://acme.com/jobs") == 1


def test_a_list_is_followed_by_whatever_name_it_counts_with() -> None:
    assert following_pages(parse_html(ROW), f"{URL}&start=8").pages == (f"{URL}&start=16",)
    page = '<b>1</b> <a href="jobs.html?page_n12=2">2</a>'
    assert following_pages(parse_html(page), "https://acme.com/jobs.html").pages == (
        "https://acme.com/jobs.html?page_n12=2",
    )


@pytest.mark.parametrize(
    "button",
    [
        '<button data-laad-meer="/jobs/list?from=9">Toon meer vacatures</button>',
        '<a data-fragment="/jobs/list?from=9">Load more jobs</a>',
    ],
)
def test_an_address_in_an_attribute_of_any_name_is_followed(button: str) -> None:
    found = following_pages(parse_html(button), "https://acme.com/jobs").pages
    assert found == ("https://acme.com/jobs/list?from=9",)


@pytest.mark.parametrize("words", ["← Äldre annonser", "Older jobs", "Offres plus anciennes"])
def test_older_postings_are_further_ones(words: str) -> None:
    page = parse_html(f'<a href="/jobs/2/">{words}</a>')
    assert following_pages(page, "https://acme.com/jobs/").pages == ("https://acme.com/jobs/2/",)


def test_a_page_that_says_where_all_postings_are_names_its_whole_list() -> None:
    jobs = "https://acme.com/jobs"
    page = parse_html('<a href="/jobs/all">View all 13 vacancies</a>')
    assert following_pages(page, jobs).whole_list == "https://acme.com/jobs/all"
    assert following_pages(parse_html('<a href="?p=2">2</a>'), jobs).whole_list == ""
