"""softgarden's old sites, and feeds on companies' own domains."""

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.boards.specimen import Job
from tests.boards.specimens.softgarden import feed_of
from tests.unit.boards.asking import page_of

WIDGET = "https://acme.softgarden.io/de/widgets/jobs"
PAGE = "https://acme.softgarden.io/"


def row(number: int, day: str) -> str:
    return (
        f'<div class="matchElement" id="job_id_{number}"><div class="matchValue date">{day}</div>'
        f'<div class="matchValue title"><a href="../../job/{number}/w?jobDbPVId=9&l=de">Welder</a>'
        '</div><span class="location-view-item">Graz</span></div>'
    )


def test_rows_of_a_widget_are_postings_with_their_days() -> None:
    page = f"<html><body>{row(11, '04.07.26')}{row(12, '7/4/26')}</body></html>"
    found = [
        each.posting
        for each in list_board("softgarden", page_of(WIDGET, page), Request(WIDGET)).vacancies
    ]
    assert [each.url for each in found] == [f"{PAGE}job/{number}?l=en" for number in (11, 12)]
    assert {(each.title, each.location, each.posted_at) for each in found} == {
        ("Welder", "Graz", "2026-07-04")
    }


def test_what_a_script_names_is_listed_besides_the_rows() -> None:
    script = "<script>var complete_job_id_list = jobs_selected = [11, 13];</script>"
    page = f"<html><body>{row(11, '04.07.26')}{script}</body></html>"
    found = [
        each.posting
        for each in list_board("softgarden", page_of(PAGE, page), Request(PAGE)).vacancies
    ]
    assert [(each.title, each.url) for each in found] == [
        ("Welder", f"{PAGE}job/11?l=en"),
        ("Posting 13", f"{PAGE}job/13?l=en"),
    ]


def test_an_old_site_that_leads_to_a_new_one_is_not_empty() -> None:
    moved = page_of("https://acme.career.softgarden.de/", "<html>softgarden</html>")
    with pytest.raises(LastingError):
        list_board("softgarden", moved, Request(PAGE))


@pytest.mark.parametrize("host", ["acme.softgarden.io", "acme.career.softgarden.de"])
def test_a_site_is_looked_for_at_both_of_its_hosts(host: str) -> None:
    address = recognise_address(f"https://{host}/")
    assert address
    asked = [each.host for each in BOARDS["softgarden"].beginnings(address)]
    assert asked[0] == host
    assert set(asked) == {"acme.softgarden.io", "acme.career.softgarden.de"}


def test_an_old_site_without_openings_is_empty() -> None:
    page = "<html><body><script>var complete_job_id_list = [];</script></body></html>"
    assert list_board("softgarden", page_of(PAGE, page), Request(PAGE)).vacancies == ()


@pytest.mark.parametrize(("kind", "theirs"), [("DataFeed", True), ("ItemList", False)])
def test_a_feed_on_a_companys_own_domain_is_its_own(kind: str, *, theirs: bool) -> None:
    url = "https://jobs.acme.example/jobs.feed.json"
    feed = feed_of([Job(1, "Welder")], "https://jobs.acme.example") | {"@type": kind}
    if theirs:
        found = list_board("softgarden", page_of(url, feed), Request(url), "jobs.acme.example")
        assert len(found.vacancies) == 1
    else:
        with pytest.raises(LastingError):
            list_board("softgarden", page_of(url, feed), Request(url), "jobs.acme.example")


def test_a_feed_that_counts_more_than_it_holds_is_not_whole() -> None:
    url = "https://acme.career.softgarden.de/jobs.feed.json"
    feed = feed_of([Job(1, "Welder")]) | {"numberOfItems": 2}
    assert not list_board("softgarden", page_of(url, feed), Request(url)).whole
