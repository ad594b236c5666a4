import pytest

from reactor.scrape.careers.pagination import following_pages
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/jobs"


@pytest.mark.parametrize(
    ("markup", "url", "following"),
    [
        ('<link rel="next" href="/jobs?page=2">', URL, "https://acme.com/jobs?page=2"),
        ('<a href="?page=2">Next</a>', URL, "https://acme.com/jobs?page=2"),
        ('<a href="?page=2" aria-label="Next page"><svg></svg></a>', URL, f"{URL}?page=2"),
        ('<a href="/jobs/page/2/">Load more jobs</a>', URL, "https://acme.com/jobs/page/2/"),
        ('<a href="?seite=2">Nächste Seite</a>', URL, "https://acme.com/jobs?seite=2"),
        ('<b>1</b><a href="?p=2">2</a><a href="?p=9">»</a>', URL, "https://acme.com/jobs?p=2"),
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', f"{URL}?page=2", f"{URL}?page=3"),
        (
            '<li class="active"><a href="?start=10">2</a></li><li><a href="?start=20">3</a></li>',
            f"{URL}?start=10",
            f"{URL}?start=20",
        ),
        ('<base href="https://acme.com/jobs/"><a href="?page=2">Next</a>', URL, f"{URL}/?page=2"),
    ],
)
def test_the_next_page_of_a_list_is_found(markup: str, url: str, following: str) -> None:
    assert following_pages(parse_html(markup), url) == (following,)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="#">Next</a>',
        '<a href="javascript:next()">Next</a>',
        '<a href="/jobs/welder">Next</a>',
        '<a rel="next" href="/blog/why-we-weld">Why we weld</a>',
        '<a href="/blog?page=2">Older posts</a>',
        '<a href="https://elsewhere.com/jobs?page=2">Next</a>',
        '<a href="http://[bad/?page=2">Next</a>',
        '<a href="/jobs?page=2">Welder</a>',
    ],
)
def test_other_links_are_no_further_pages(markup: str) -> None:
    assert following_pages(parse_html(markup), URL) == ()


def test_the_last_page_leads_nowhere() -> None:
    page = '<a href="?page=1">1</a><a href="?page=2">2</a><a rel="next" href="?page=2">Next</a>'
    assert following_pages(parse_html(page), f"{URL}?page=2") == ()
