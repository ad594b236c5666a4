import pytest

from reactor.posting import Posting
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.dom_groups.reading import find_records
from reactor.scrape.markup.text import parse_html

URL = "https://acme.com/careers"

FRAME = """
<header><a href="/">Acme</a><a href="/products/welder-robot">Welder robot</a></header>
<nav><a href="/careers">Careers</a><a href="/careers/engineering">Engineering (3)</a></nav>
<div class="menu"><a href="/blog/our-engineer-of-the-year">Our engineer of the year</a>
<a href="/careers/benefits">Benefits</a><a href="/careers/life-at-acme">Life at Acme</a>
<a href="/careers/early-careers">Early careers</a>
<a href="/jobs/departments/sales">Sales manager jobs</a>
<a href="https://www.linkedin.com/company/acme/jobs">Jobs on LinkedIn</a>
<a href="mailto:jobs@acme.com">Write</a><a href="javascript:void(0)">Engineer</a>
<a href="https://twitter.com/acme/jobs/1">Engineer</a><a href="/jobs/brochure.pdf">Engineer</a>
<a href="#apply">Apply</a></div>
<footer><a href="/jobs/privacy">Privacy manager</a></footer>
"""


def found(body: str, selector: str = "") -> tuple[Posting, ...]:
    page = f"<html><body>{FRAME}<main>{body}</main></body></html>"
    return find_records(parse_html(page), URL, selector).postings


def titles(body: str, selector: str = "") -> dict[str, str]:
    return {
        posting.url.removeprefix("https://acme.com"): posting.title
        for posting in found(body, selector)
    }


def test_a_page_without_postings_lists_none() -> None:
    assert found("<p>No open positions at the moment.</p>") == ()


def test_a_table_is_read_row_by_row() -> None:
    postings = found(
        """<table><tr><th>Role</th><th>Where</th></tr>
        <tr><td><a href="/acme-welder/">Welder</a></td><td>Berkeley, CA</td><td>Full Time</td>
            <td><a href="/acme-welder">Apply</a></td></tr>
        <tr><td><a href="/acme-pilot?utm_source=x">Test Engineer</a></td><td>Norfolk, VA</td>
            <td>Contract</td><td><a href="/acme-pilot#form">Apply now</a></td></tr></table>"""
    )
    assert [(p.url, p.title, p.location, p.employment_type) for p in postings] == [
        ("https://acme.com/acme-welder", "Welder", "Berkeley, CA", "Full Time"),
        ("https://acme.com/acme-pilot", "Test Engineer", "Norfolk, VA", "Contract"),
    ]
    assert postings[0].context == "Welder | Berkeley, CA | Full Time | Apply"


def test_links_that_say_only_more_or_apply_take_the_title_of_their_row() -> None:
    assert titles(
        """<div><div class="card"><span>Lyon, France</span><h3>Wargamer</h3><p>Full-time</p>
             <a href="/jobs/wargamer">Learn more</a><a href="https://forms.example/1">Apply</a></div>
           <div class="card"><h3>Bitcaster</h3><p>Contract</p>
             <a href="/jobs/bitcaster">Learn more</a>
             <a href="https://forms.example/2">Apply</a></div></div>"""
    ) == {"/jobs/wargamer": "Wargamer", "/jobs/bitcaster": "Bitcaster"}


def test_the_heading_that_fits_the_address_is_the_title() -> None:
    assert titles(
        """<section><h1>DRONE<br>TECHNICIAN</h1><a href="https://www.indeed.com/job/x-1">APPLY</a>
           <h1>QUALIFICATIONS &amp; SKILLS:</h1><h2>What we offer</h2>
           <a href="/hiring/drone-technician">LEARN MORE</a></section>"""
    ) == {"/hiring/drone-technician": "DRONE TECHNICIAN"}


def test_a_card_that_is_all_link_gives_title_and_facts() -> None:
    (posting,) = found(
        """<ul><li><a href="/postings/acme-welder-1234"><h3>Welder</h3>
           <p>Lyon, France<br>Berlin, Germany</p><p>Full time</p></a></li></ul>"""
    )
    assert (posting.title, posting.location) == ("Welder", "Lyon, France; Berlin, Germany")


def test_a_location_is_known_by_its_mark() -> None:
    (posting,) = found(
        """<ul><li><a href="/jobs/welder">Welder</a><span class="job-location">Gotham</span>
           <span class="label-location">Full Time</span></li></ul>"""
    )
    assert (posting.location, posting.employment_type) == ("Gotham", "Full Time")


def test_doubled_links_of_one_posting_are_one() -> None:
    row = '<div><p><a href="./jobs/welder">Welder</a></p></div>'
    assert titles(row + row) == {"/jobs/welder": "Welder"}


def test_an_unusual_title_counts_among_roles_or_with_a_number() -> None:
    links = "".join(
        f'<p><a href="/open/{slug}">{slug}</a></p>' for slug in ("Welder", "Engineer", "Magician")
    )
    assert titles(links)["/open/Magician"] == "Magician"
    one = '<a href="/jobs/41234-magician">Magician</a>'
    assert titles(one) == {}, "alone it may be anything"
    assert titles(f"<h2>Open positions</h2>{one}") == {"/jobs/41234-magician": "Magician"}


def test_base_and_fragments_that_route_are_honoured() -> None:
    tree = parse_html(
        """<base href="https://jobs.acme.com/app/"><main>
           <a href="#/jobs/1234">Welder</a><a href="x/../jobs/5678">Engineer</a></main>"""
    )
    assert [posting.url for posting in find_records(tree, URL).postings] == [
        "https://jobs.acme.com/app#/jobs/1234",
        "https://jobs.acme.com/app/jobs/5678",
    ]


LISTS = """<div class="jobs"><a class="job" href="/x/1">Astronaut</a></div>
<div class="other"><a href="/x/2">Welder</a></div>
<a href="/x/3"><span class="inner">Cowboy, Texas Division, full range</span></a>"""


@pytest.mark.parametrize("selector", [".jobs", ".jobs a", "a.job"])
def test_a_selector_narrows_where_to_look(selector: str) -> None:
    page = LISTS.replace("/x/", "/careers/")
    assert titles(page, selector) == {"/careers/1": "Astronaut"}


def test_a_selector_may_name_what_stands_inside_a_link() -> None:
    assert list(titles(LISTS.replace("/x/", "/careers/"), ".inner")) == ["/careers/3"]


@pytest.mark.parametrize(
    ("selector", "reason"),
    [(".gone", "matches nothing on the page"), ("div[", "is not a valid CSS selector")],
)
def test_a_stale_or_invalid_selector_falls_back_to_the_page_and_says_so(
    selector: str, reason: str
) -> None:
    tree = parse_html('<main><a href="/jobs/welder">Welder</a></main>')
    read = find_records(tree, URL, selector)
    assert [posting.title for posting in read.postings] == ["Welder"]
    assert read.notes == (f"The selector {selector!r} {reason}; the whole page was read instead",)


def test_a_page_full_of_lines_is_cut_and_says_so() -> None:
    links = "".join(f'<p><a href="/jobs/welder-{number}">Welder</a></p>' for number in range(8100))
    read = find_records(parse_html(links), URL)
    assert len(read.postings) == 8000
    assert read.notes == ("The page is long: only its first 8000 lines were read",)


STRUCTURED = """<script type="application/ld+json">[
{"@type": "JobPosting", "title": "Welder", "url": "https://acme.com/jobs/1/?utm_source=x"},
{"@type": "JobPosting", "title": "Test  Engineer"},
{"@type": "JobPosting", "title": "Unlinked Pilot"}]</script>
<a href="/jobs/test-engineer">Test Engineer</a>"""


def test_postings_of_json_ld_take_their_own_address_a_links_or_a_fragment() -> None:
    listing = read_careers_page(f"<main>{STRUCTURED}</main>", URL, "").listing
    assert listing.source == "json-ld"
    assert [posting.url for posting in listing.postings] == [
        "https://acme.com/jobs/1",
        "https://acme.com/jobs/test-engineer",
        "https://acme.com/careers#unlinked-pilot",
    ]


def test_a_page_that_is_one_posting_is_that_posting() -> None:
    page = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Welder"}</script>'
    (posting,) = read_careers_page(page, "https://acme.com/jobs/1/", "").listing.postings
    assert posting.url == "https://acme.com/jobs/1"
