"""What shows that a list goes on where only the page's scripts can go, and what does not."""

import pytest

from reactor.scrape.careers.pagination import following_pages
from reactor.scrape.careers.scripted_paging import goes_on_by_script
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/jobs"


def goes_on(markup: str) -> bool:
    return goes_on_by_script(parse_html(f"<html><body>{markup}</body></html>"), URL)


@pytest.mark.parametrize(
    "markup",
    [
        "<button>Load more</button>",
        "<button id=more>Load more jobs</button>",
        "<button>Mehr laden</button>",
        "<button>Charger plus</button>",
        '<ul class="pagination"><li><a href="#">1</a></li><li><a href="#">2</a></li></ul>',
        '<div class="pager"><a href="javascript:next()">Weiter</a></div>',
        "<p>Page 1 of 6</p>",
        "<p>Seite 1 von 6</p>",
    ],
)
def test_a_script_that_shows_more_of_the_list_is_seen(markup: str) -> None:
    assert goes_on(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<button>Show more</button>",
        "<button>Next</button>",
        '<button class="slick-next">Next</button>',
        "<button disabled>Load more</button>",
        '<button style="display: none">Load more</button>',
        '<div class="hidden"><button>Load more</button></div>',
        "<h2>News</h2><p>We weld.</p><button>Load more</button>",
        "<button>Load more news</button>",
        "<p>Page 6 of 6</p>",
    ],
)
def test_other_buttons_are_left_alone(markup: str) -> None:
    assert not goes_on(markup)


def test_a_page_that_is_a_file_is_followed() -> None:
    tree = parse_html('<a href="/jobs/page-2.html">Page 2</a>')
    assert following_pages(tree, URL).pages == (f"{URL}/page-2.html",)
