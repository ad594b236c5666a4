"""Pages whose posting only scripts would show, and markup of another posting."""

import json

import pytest

from reactor.errors import LastingError
from reactor.scrape.posting_page.reading import read_posting

URL = "https://yard.example/jobs/7"


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<script src=/app.js></script></body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<main><h1>Vacancy</h1><div id=vacancy-app></div></main>",
        "<main><h1>Welder</h1><div class='job-detail'></div></main>",
        "<main><h1>Our yard</h1><p>Follow us, and see what is going on.</p></main>",
        "<div id=root></div><noscript>You need to enable JavaScript.</noscript>",
        "<app-root></app-root><p>We use cookies to make this page better for all of us.</p>",
        "<main><h1>Welder</h1><p>Wird geladen ...</p></main>",
    ],
)
def test_furniture_is_not_read_as_a_postings_text(body: str) -> None:
    with pytest.raises(LastingError) as error:
        read_posting(page(body), URL, "Welder")
    assert error.value.code == "needs_scripts"


@pytest.mark.parametrize(
    "body",
    [
        "<main><h1>Welder (m/f/d)</h1><p>You weld ships with eleven others. Call.</p></main>",
        (
            "<main><h2>Senior Welder</h2><p>Five days a week in the yard, by hand and by robot,"
            " from May on.</p><div id=map-widget></div></main>"
        ),
    ],
)
def test_a_short_posting_is_read_though_the_page_has_scripts(body: str) -> None:
    assert "eld" in read_posting(page(body), URL, "Welder").text


def markup(**node: str) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "JobPosting", **node})}</script>'
    )


def test_markup_of_a_featured_posting_is_not_this_ones() -> None:
    head = markup(
        title="Head of Sales",
        url="/jobs/99",
        description="You sell ships. " * 20,
        jobLocation="Lyon",
    )
    body = "<main><h1>Welder</h1><p>You weld ships in the yard, in a team of eleven.</p></main>"
    found = read_posting(page(body, head), URL, "Welder")
    assert "sell" not in found.text
    assert "Lyon" not in found.location


def test_markup_at_this_address_is_this_ones_whatever_it_is_called() -> None:
    head = markup(title="Welding expert", url="/jobs/7", description="You weld ships. " * 20)
    assert "weld" in read_posting(page("<h1>Join the yard</h1>", head), URL, "Fitter").text


@pytest.mark.parametrize(
    ("named", "home"),
    [
        ("/careers/all/7-welder", "https://yard.example/careers/all/7-welder"),
        ("https://www.yard.example/jobs/7?utm_source=x", "https://www.yard.example/jobs/7"),
        ("/jobs", ""),
        ("/", ""),
        ("https://other.example/jobs/7", ""),
    ],
)
def test_the_address_that_a_page_names_as_its_own_is_told(named: str, home: str) -> None:
    head = f"<link rel=canonical href='{named}'>"
    body = "<main><h1>Welder</h1><p>You weld ships in the yard, in a team of eleven.</p></main>"
    assert read_posting(page(body, head), URL, "Welder").home == home
