"""Jobvite's feed, its older forms of the list, and postings in several places."""

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, BoardAddress, recognise_address
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import beginning, listed, page_of

JOB = """<job><id>oX1wAfwG</id><title>Welder &amp; sawyer</title><category>Yard</category>
<location>Remote, US</location><date>5/9/2026</date><detail-url><![CDATA[
https://jobs.jobvite.com/acme/job/oX1wAfwG?__jvst=feed]]></detail-url>
<description>&lt;p&gt;You weld.&lt;/p&gt;</description></job>"""


def test_the_feed_is_asked_where_only_the_number_is_known() -> None:
    address = recognise_address("https://hire.jobvite.com/CompanyJobs/Careers.aspx?k=x&c=qAc9VfwX")
    assert address == BoardAddress("jobvite", "qAc9VfwX", "hire.jobvite.com")
    (asked,) = BOARDS["jobvite"].beginnings(address)
    assert asked.url == "https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qAc9VfwX"
    page = list_board("jobvite", page_of(asked.url, f"<result>{JOB}</result>"), asked)
    posting = page.vacancies[0].posting
    assert posting.url == "https://jobs.jobvite.com/acme/job/oX1wAfwG"
    assert (posting.title, posting.posted_at) == ("Welder & sawyer", "2026-05-09")
    assert (posting.text, posting.remote) == ("You weld.", True)
    with pytest.raises(LastingError):
        list_board("jobvite", page_of(asked.url, f"<result>{JOB}<job><id>"), asked)


def test_a_list_in_one_page_is_not_asked_for_more() -> None:
    row = '<div class="jv-job-list"><a href="/acme/job/oX1wAfwG">Welder</a></div>'
    assert listed("jobvite", row, beginning("jobvite", 1)).following is None
    further = listed("jobvite", row).following
    assert further
    assert further.url.endswith("/acme/search?p=1")


def test_the_number_of_places_is_no_place() -> None:
    row = (
        '<div class="jv-job-list"><a href="/acme/job/oX1wAfwG">Welder</a>'
        '<span class="jv-job-list-location">\n 3 Locations\n</span></div>'
    )
    assert listed("jobvite", row).vacancies[0].posting.location == ""


def test_a_site_that_only_welcomes_is_no_empty_list() -> None:
    with pytest.raises(LastingError):
        listed("jobvite", "<script>window.jv = {careersiteName: 'acme'};</script>")


def test_what_a_list_by_categories_leaves_out_is_searched_for() -> None:
    page = listed(
        "jobvite",
        """<div class="jv-job-list"><a href="/acme/job/oX1wAfwG">Welder</a></div>
        <a href="/Acme/search?c=Ship%20Yard&amp;p=0">Show more</a>
        <a href="/acme/search?c=Ship+Yard&p=0">Show more</a><a href="/acme/search?c=&p=0">x</a>
        <a href="/other/search?c=Sales&p=0">Theirs</a>
        <a href="https://evil.example/acme/search?c=Office&p=0">More</a>""",
        beginning("jobvite", 1),
    )
    assert [each.url for each in page.parts] == [
        "https://jobs.jobvite.com/acme/search?c=Ship+Yard&p=0",
        "https://jobs.jobvite.com/acme/search?c=Office&p=0",
    ]


def test_a_search_names_no_further_searches() -> None:
    row = '<div class="jv-job-list"><a href="/acme/search?c=Yard&p=0">Yard</a></div>'
    assert listed("jobvite", row).parts == ()
