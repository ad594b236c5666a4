import pytest

from reactor.errors import LastingError
from reactor.scrape.careers.app_shell import is_shell
from reactor.scrape.careers.careers_page import explain_groups, read_careers_page
from reactor.scrape.locales import one_language
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/careers"


@pytest.mark.parametrize(
    "page",
    [
        '<div id="root"></div><script src="/app.js"></script>',
        "<noscript>Please enable JavaScript</noscript><div id=app>Loading…</div><script></script>",
        '<header><a href="/">Acme</a></header><div id="__next"></div><script></script>',
    ],
)
def test_a_page_that_is_empty_without_scripts_is_a_failure_that_says_what_to_do(page: str) -> None:
    with pytest.raises(LastingError, match="nothing without JavaScript: set REACTOR_BROWSER_URL"):
        read_careers_page(page, URL, "")


def test_an_empty_page_is_a_failure() -> None:
    with pytest.raises(LastingError, match="is an empty page"):
        read_careers_page("", URL, "")


@pytest.mark.parametrize(
    "words",
    [
        "No open positions.",
        "We don't have any openings right now",
        "We are not currently hiring",
        "Derzeit keine offenen Stellen",
        "Aucune offre pour le moment",
        "No hay vacantes",
        "現在募集はありません",
    ],
)
def test_a_page_that_says_it_has_no_openings_has_none(words: str) -> None:
    page = read_careers_page(f'<div id="root"><p>{words}</p></div>', URL, "")
    assert page.listing.postings == ()
    assert page.listing.notes == ()


def test_a_page_of_words_without_postings_is_no_shell() -> None:
    words = "<p>We build welding robots in a hall beside the river, and we like it there.</p>"
    assert not is_shell(parse_html(words))


def test_a_shell_that_shows_a_known_board_is_no_failure() -> None:
    page = '<div id="root"></div><script src="https://boards.greenhouse.io/embed/job_board/js?for=acme">'
    assert [board.slug for board in read_careers_page(page, URL, "").boards] == ["acme"]


def test_data_that_names_postings_without_addresses_is_listed_on_the_page() -> None:
    page = '<script>window.s={"jobs":[{"title":"Welder","department":"Workshop"}]}</script>'
    listing = read_careers_page(page, URL, "").listing
    assert [(p.url, p.title, p.text) for p in listing.postings] == [
        (f"{URL}#welder", "Welder", "Welder")
    ]
    assert listing.notes == ("The page's data names these postings, but not their addresses",)


def test_links_to_more_postings_complete_what_structured_data_lists() -> None:
    page = """<script type="application/ld+json">[
        {"@type": "JobPosting", "title": "Welder", "url": "/jobs/welder"},
        {"@type": "JobPosting", "title": "Pilot", "url": "/jobs/pilot"}]</script>
        <a href="/jobs/engineer">Engineer</a><a href="/offers/analyst">Analyst</a>"""
    listing = read_careers_page(page, URL, "").listing
    titles = [posting.title for posting in listing.postings]
    assert titles == ["Welder", "Pilot", "Engineer", "Analyst"]


def test_a_page_that_is_one_posting_does_not_list_those_like_it() -> None:
    page = """<script type="application/ld+json">
        {"@type": "JobPosting", "title": "Welder", "url": "/jobs/welder"}</script>
        <h2>Similar jobs</h2><a href="/jobs/engineer">Engineer</a>"""
    listing = read_careers_page(page, "https://acme.com/jobs/welder", "").listing
    assert [posting.title for posting in listing.postings] == ["Welder"]


def test_documents_are_listed_like_pages() -> None:
    page = '<h2>Open positions</h2><p><a href="/files/welder.pdf">Welder</a></p>'
    (posting,) = read_careers_page(page, URL, "").listing.postings
    assert (posting.title, posting.url) == ("Welder", "https://acme.com/files/welder.pdf")


def test_a_posting_written_out_on_the_page_comes_with_its_text() -> None:
    duties = "<li>You weld what others only draw, and you keep your bench in order.</li>" * 6
    page = f"""<h1>Jobs</h1><h2>Welder</h2><h3>Responsibilities</h3><ul>{duties}</ul>
        <h2>Test Engineer</h2><p>Coming soon.</p><h1>Contact</h1><p>Write to us.</p>"""
    (posting,) = read_careers_page(page, URL, "").listing.postings
    assert (posting.url, posting.title) == ("https://acme.com/careers#welder", "Welder")
    assert posting.text.startswith("Responsibilities\n- You weld")
    assert "Coming soon" not in posting.text


def test_a_selector_that_leads_to_no_posting_falls_back_to_the_page_and_says_so() -> None:
    page = '<div class="old"><a href="/about">About us</a></div><a href="/jobs/welder">Welder</a>'
    listing = read_careers_page(page, URL, ".old").listing
    assert [posting.title for posting in listing.postings] == ["Welder"]
    assert listing.notes == (
        "The selector '.old' leads to no posting; the whole page was read instead",
    )


@pytest.mark.parametrize("selector", ["article", "article .name", "article a", "section"])
def test_a_selector_may_name_rows_titles_links_or_a_container(selector: str) -> None:
    rows = "".join(
        f'<article><b class="name">{name}</b><a href="/x/{name}">Details</a></article>'
        for name in ("Welder", "Test Engineer")
    )
    page = f'<section>{rows}</section><a href="/x/welder-robot">Welder robot</a>'
    listing = read_careers_page(page, URL, selector).listing
    assert [posting.title for posting in listing.postings] == ["Welder", "Test Engineer"]
    assert listing.notes == ()


def test_every_group_can_be_explained() -> None:
    page = """<h2>Open roles</h2><ul><li><a href="/jobs/welder">Welder</a> Berkeley, CA</li>
        <li><a href="/jobs/pilot">Test Pilot</a> Norfolk, VA</li></ul>
        <h2>News</h2><div><a href="/blog/x">How we weld</a></div>"""
    groups, notes = explain_groups(page, URL, ".gone")
    best = groups[0]
    assert (best.titles, best.number, best.heading) == (("Welder", "Test Pilot"), 2, "Open roles")
    assert (best.verdict, best.chosen) == ("postings", True)
    assert best.fields == {"place": "Berkeley, CA", "address": "https://acme.com/jobs/welder"}
    assert "+4.0 100% of its titles name an occupation" in best.evidence
    blog = next(group for group in groups if group.titles == ("How we weld",))
    assert (blog.verdict, blog.chosen) == ("something else", False)
    assert notes == (
        "The selector '.gone' matches nothing on the page; the whole page was read instead",
    )


def test_of_one_posting_in_several_languages_the_pages_own_is_kept() -> None:
    urls = [f"https://a.com/{tag}jobs/1" for tag in ("de/", "", "fr/")]
    assert one_language(urls, "fr") == {"https://a.com/fr/jobs/1"}
    assert one_language(urls, "it") == {"https://a.com/jobs/1"}
    assert one_language(["https://a.com/j?id=1&lang=de", "https://a.com/j?id=2"], "de") == {
        "https://a.com/j?id=1&lang=de",
        "https://a.com/j?id=2",
    }
