"""Pages made to be slow to read: each ends quickly, with its text cut rather than lost."""

import time

import pytest

from reactor.posting import MAX_TEXT
from reactor.scrape.posting_page.reading import read_posting

LONGEST = 5.0

NESTED = '[{"a":' * 20_000
PUSHES = 'self.__next_f.push([1,"1:T5,hello"])' * 5000
GRAPHS = '{"@graph":[' * 50_000

PAGES = {
    "flat paragraphs": "".join(f"<p>paragraph {number} of many</p>" for number in range(100_000)),
    "links": "".join(f"<a href='/{number}'>link {number}</a>" for number in range(20_000)),
    "nesting": "<div>a" * 5000 + "</div>b" * 5000,
    "table": f"<table>{'<tr>' + '<td>cell of it</td>' * 20 + '</tr>'}</table>" * 5000,
    "unclosed tags": "<p><b><i>" * 50_000,
    "frame names": "<span class='menu share'>x</span>" * 50_000,
    "headings of other jobs": "<h2>Similar jobs</h2><p>x</p>" * 5000,
    "labels": "<p>Location: here</p>" * 50_000,
    "digits": f"<p>Salary: {'1 000 ' * 50_000}</p>",
    "one long line": f"<p>{'this job is remote and no longer what it was ' * 20_000}</p>",
    "nested json": f"<script type='application/json'>{NESTED}</script>",
    "assignments": f"<script>{'window.a={' * 50_000}</script>",
    "pushes": f"<script>{PUSHES}</script>",
    "nested graphs": f"<script type='application/ld+json'>{GRAPHS}</script>",
    "entities": "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;&b;</p>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_be_slow_is_read_in_bounded_time(name: str) -> None:
    before = time.process_time()
    posting = read_posting(f"<html><body>{PAGES[name]}</body></html>", "https://example.com/1", "")
    assert time.process_time() - before < LONGEST
    assert len(posting.text) <= MAX_TEXT


def test_a_text_that_is_too_long_keeps_its_beginning() -> None:
    page = f"<h1>Welder</h1><h2>Duties</h2>{PAGES['flat paragraphs']}"
    text = read_posting(page, "https://example.com/1", "").text
    assert text.startswith("Welder\nDuties\nparagraph 0 of many")
    assert "paragraph 2000 of many" in text
