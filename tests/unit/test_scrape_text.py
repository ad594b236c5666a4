import pytest

from reactor.scrape.markup.text import parse_html, text_of, text_of_html

DESCRIPTION = """
<h2>About&nbsp;us</h2><p>We build <b>robots</b> &amp; more.<br>Really.</p>
<ul><li>Python</li><li><p>SQL</p><ul><li>Postgres</li></ul></li></ul>
<style>p {}</style><script>track()</script>
<table><tr><td>Pay</td><td>Good</td></tr></table>
"""
PLAIN = """About us
We build robots & more.
Really.
- Python
- SQL
- Postgres
Pay
Good"""


def test_every_heading_item_and_paragraph_keeps_its_line() -> None:
    assert text_of_html(DESCRIPTION) == PLAIN


@pytest.mark.parametrize("times", [1, 2])
def test_html_that_was_encoded_once_or_twice_too_often_reads_the_same(times: int) -> None:
    encoded = DESCRIPTION
    for _ in range(times):
        encoded = encoded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_of_html(encoded) == PLAIN


def test_plain_text_keeps_its_lines() -> None:
    assert text_of_html("One &amp; two\n\n  three < four\\nfive") == "One & two\nthree < four\nfive"


@pytest.mark.parametrize("markup", ["", "\0", "<!-- -->", "\ud800", "<" * 1000, "<p>" * 5000])
def test_anything_at_all_is_parsed(markup: str) -> None:
    text_of(parse_html(markup)).encode()


def test_invisible_characters_are_dropped_and_half_ones_shown() -> None:
    assert text_of_html("<p>a\0b\u200bc\ud800d</p>") == "abc\ufffdd"
