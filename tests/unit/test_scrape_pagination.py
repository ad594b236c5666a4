import pytest

from reactor.scrape.careers.pagination import following_pages, is_page_link
from reactor.scrape.careers.scripted_paging import goes_on_by_script
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
        ('<a aria-label="Page 2" href="?page=2"><svg></svg></a>', URL, f"{URL}?page=2"),
        ('<a href="?page=2">Page 2</a>', URL, f"{URL}?page=2"),
        ('<a href="?page=2">Next 10 jobs</a>', URL, f"{URL}?page=2"),
        ('<a href="?offset=10">Show 10 more</a>', URL, f"{URL}?offset=10"),
        ('<a href="?start=10">Show next 10 positions</a>', URL, f"{URL}?start=10"),
        ('<li class="next"><a href="?page=2"><i></i></a></li>', URL, f"{URL}?page=2"),
        ('<a href="?page=2"><i class="fa fa-chevron-right"></i></a>', URL, f"{URL}?page=2"),
        ('<a class="pagination__next" title="Next" href="?p=2"></a>', URL, f"{URL}?p=2"),
        ('<a href="/jobs/2">2</a>', URL, f"{URL}/2"),
        ('<a href="/jobs/3">Next</a>', f"{URL}/2", f"{URL}/3"),
        ('<a href="/jobs/page-2">2</a>', URL, f"{URL}/page-2"),
        ('<a href="?tx_jobs%5Bpage%5D=2">2</a>', URL, f"{URL}?tx_jobs%5Bpage%5D=2"),
        ('<a href="/jobs/all">View all 20 jobs</a>', URL, f"{URL}/all"),
        ('<a href="?show=all">Alle 20 Stellen anzeigen</a>', URL, f"{URL}?show=all"),
        ('<button data-url="/jobs?page=2">Load more</button>', URL, f"{URL}?page=2"),
        ('<div data-next-url="/jobs?page=2"></div>', URL, f"{URL}?page=2"),
        (
            '<button data-url="/ajax/jobs?page=2">Load more</button>',
            URL,
            "https://acme.com/ajax/jobs?page=2",
        ),
        ('<a href="/vacancies">View all 20 jobs</a>', URL, "https://acme.com/vacancies"),
        ('<button hx-get="/jobs?page=2">More jobs</button>', URL, f"{URL}?page=2"),
        (
            '<form><input name="team" value=""><input name="page" value="2"><button>Next</button>',
            URL,
            f"{URL}?team=&page=2",
        ),
        (
            '<form method="GET"><button name="page" value="2">2</button></form>',
            URL,
            f"{URL}?page=2",
        ),
        *(
            (f'<a href="?page=2">{words}</a>', URL, f"{URL}?page=2")
            for words in (
                *("Weitere 10 Stellen laden", "Mehr Stellenangebote", "N\u00e4chste Seite \u203a"),
                *(
                    "Page suivante",
                    "Voir plus d'offres",
                    "Charger plus",
                    "Siguiente",
                    "Ver m\u00e1s",
                ),
                *("Ver m\u00e1s ofertas", "Pr\u00f3xima p\u00e1gina", "Carregar mais vagas"),
                *(
                    "Pagina successiva",
                    "Mostra altri 10 annunci",
                    "Volgende",
                    "Meer vacatures laden",
                ),
                *("Toon meer vacatures", "N\u00e4sta sida", "Visa fler jobb", "Neste side"),
                *("Nast\u0119pna strona", "Poka\u017c wi\u0119cej ofert", "More positions"),
            )
        ),
    ],
)
def test_the_next_page_of_a_list_is_found(markup: str, url: str, following: str) -> None:
    assert following_pages(parse_html(markup), url).pages == (following,)


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
        '<a href="/jobs/17">Next</a>',
        '<a href="/blog/all">View all jobs</a>',
        '<a href="/vacancies">View all jobs</a>',
        '<header><a href="/jobs/all">All jobs</a></header>',
        '<a class="slick-next" href="/jobs?page=2"></a>',
        '<form method="post"><input name="page" value="2"><button>Next</button></form>',
        '<form action="/search"><input name="q" value="2"><button>Next</button></form>',
        '<form action="/jobs"><input name="page" value="7"><button>Subscribe</button></form>',
        '<button data-url="/newsletter">Subscribe</button>',
    ],
)
def test_other_links_are_no_further_pages(markup: str) -> None:
    assert following_pages(parse_html(markup), URL).pages == ()


def test_the_last_page_leads_nowhere() -> None:
    page = '<a href="?page=1">1</a><a href="?page=2">2</a><a rel="next" href="?page=2">Next</a>'
    assert following_pages(parse_html(page), f"{URL}?page=2").pages == ()


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("2", "https://acme.com/jobs/2"),
        ("2", "https://acme.com/jobs/page/2/"),
        ("Page 3", "https://acme.com/jobs?page=3"),
        ("", "https://acme.com/jobs?page=2"),
        ("\u00bb", "https://acme.com/jobs?page=2"),
        ("Next", "https://acme.com/jobs/2"),
        ("Previous page", "https://acme.com/jobs"),
        ("View all 20 jobs", "https://acme.com/jobs/all"),
        ("Seite 2", "https://acme.com/jobs/seite/2"),
        ("Zur Seite 2", "https://acme.com/jobs?seite=2"),
        ("welders", "https://acme.com/jobs/page/2"),
    ],
)
def test_a_link_to_another_page_is_no_posting(words: str, url: str) -> None:
    assert is_page_link(words, url, URL)


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("Welder", "https://acme.com/jobs/2"),
        ("Welder 2", "https://acme.com/jobs/welder-2"),
        ("See more", "https://acme.com/jobs/welder"),
        ("", "https://acme.com/jobs/welder"),
        ("2nd shift lead", "https://acme.com/jobs/17"),
        ("Next Generation Welder", "https://acme.com/jobs/18"),
        ("2", "https://elsewhere.com/jobs/2"),
        ("Welder", "http://[bad/"),
    ],
)
def test_a_link_to_a_posting_is_none_to_another_page(words: str, url: str) -> None:
    assert not is_page_link(words, url, URL)


@pytest.mark.parametrize(
    ("markup", "on"),
    [
        (
            '<ul class="pagination"><li class="active"><a href="#">1</a><li><a href="#">2</a></ul>',
            True,
        ),
        ('<nav aria-label="Pagination"><button>1</button><button>2</button></nav>', True),
        ("<button>Load more jobs</button>", True),
        ('<button data-page="2">Load more</button>', True),
        ('<a href="javascript:more()">Weitere Stellen laden</a>', True),
        ("<button disabled>Load more jobs</button>", False),
        ("<button hidden>Load more jobs</button>", False),
        ("<button>Read more</button><button>Show more</button>", False),
        ('<ul class="rating"><li><button>1</button><button>2</button></ul>', False),
        ('<ul class="pagination"><li class="active"><a href="#">1</a></ul>', False),
        ('<a href="/jobs?page=2">Load more jobs</a>', False),
    ],
)
def test_a_list_that_goes_on_by_script_is_noticed(markup: str, on: bool) -> None:
    assert goes_on_by_script(parse_html(markup), URL) is on
