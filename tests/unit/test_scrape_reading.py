import json

from reactor.scrape.posting_page.reading import read_posting

URL = "https://acme.com/jobs/drone-technician"
DUTIES = "".join(
    f"<li>Build and repair drones of series {number} from scratch to completion</li>"
    for number in range(8)
)
ARTICLE = f"""
<h1>Careers</h1><h1>Drone Technician</h1><p>Location: Berkeley, California (On-Site)</p>
<p>Salary: $80-100k</p><h2>What you do</h2><ul>{DUTIES}</ul><h2>Who you are</h2>
<p>You have built drones before, and you like to see them fly.</p>"""
FRAME = """<html><head><title>Drone Technician - Acme</title></head><body>
<nav><a href="/">Home</a><a href="/blog">Blog</a></nav>{}
<footer>Cookie policy</footer></body></html>"""


def test_a_page_gives_its_whole_text_and_what_it_states() -> None:
    posting = read_posting(FRAME.format(f"<main>{ARTICLE}</main>"), URL, "")
    assert posting.title.startswith("Drone Technician")
    assert (posting.location, posting.remote) == ("Berkeley, California", False)
    assert posting.salary is not None
    assert posting.salary.max == 100_000
    for part in ("What you do", "series 0", "series 7", "Who you are", "see them fly"):
        assert part in posting.text
    for part in ("Cookie policy", "Blog"):
        assert part not in posting.text


def test_json_ld_wins_and_the_page_fills_its_gaps() -> None:
    whole = ARTICLE.replace("<h1>Careers</h1><h1>Drone Technician</h1>", "")
    node = {"@type": "JobPosting", "title": "Pilot", "description": whole}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    aside = "<div><p>A word about us that is no part of any posting.</p></div>"
    posting = read_posting(FRAME.format(f"{script}<main>{ARTICLE}</main>{aside}"), URL, "")
    assert (posting.title, posting.location) == ("Pilot", "Berkeley, California")
    assert posting.text.startswith("Location: Berkeley, California")
    assert "about us" not in posting.text


def test_a_section_that_json_ld_lacks_is_taken_from_the_page() -> None:
    node = {"@type": "JobPosting", "title": "Pilot", "description": f"<ul>{DUTIES}</ul>"}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    more = f"<section><h2>Benefits</h2><p>{'A drone of your own. ' * 30}</p></section>"
    posting = read_posting(FRAME.format(f"{script}<main>{ARTICLE}{more}</main>"), URL, "")
    assert "Benefits" in posting.text


def test_a_teaser_in_json_ld_gives_way_to_the_page() -> None:
    node = {"@type": "JobPosting", "title": "Pilot", "description": "Build drones with us. " * 8}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    posting = read_posting(FRAME.format(f"{script}<main>{ARTICLE * 2}</main>"), URL, "")
    assert "see them fly" in posting.text


def test_of_several_json_ld_postings_the_one_of_the_title_counts() -> None:
    nodes = [
        {"@type": "JobPosting", "title": name, "description": f"{name} {DUTIES}", "url": f"/{name}"}
        for name in ("Cook", "Drone Technician", "Pilot")
    ]
    page = f'<script type="application/ld+json">{json.dumps(nodes)}</script>'
    assert read_posting(page, URL, "drone technician").text.startswith("Drone Technician")


def test_text_that_only_scripts_would_show_is_found() -> None:
    state = {"props": {"job": {"title": "Pilot", "description": f"<h2>Duties</h2>{DUTIES}"}}}
    attribute = json.dumps(state).replace("&", "&amp;").replace('"', "&quot;")
    for page in (
        f'<div id="app" data-page="{attribute}"></div>',
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>',
        f"<script>window.__STATE__ = {json.dumps(state)}; start()</script>",
    ):
        text = read_posting(f"<html><body>{page}</body></html>", URL, "").text
        assert text.startswith("Duties\n- Build and repair drones of series 0")


def test_a_short_posting_is_kept() -> None:
    text = read_posting(FRAME.format("<main><p>Welder wanted. Call us.</p></main>"), URL, "").text
    assert "Welder wanted. Call us." in text


def test_a_page_that_is_one_large_form_is_read() -> None:
    page = FRAME.format(f"<form><div>{ARTICLE}</div></form>")
    assert "see them fly" in read_posting(page, URL, "").text


def test_an_empty_page_has_no_text() -> None:
    assert read_posting("<html><body><div id=root></div></body></html>", URL, "").text == ""
