"""What the parsing process is asked to do.

The imports stand inside the functions, so that the main process can name a task without ever
loading libxml.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.posting import Posting
from reactor.scrape.boards import BOARDS
from reactor.scrape.canonical import canonical_url

if TYPE_CHECKING:
    from reactor.fetch.page import Page
    from reactor.scrape.listing import CareersPage


def read_board(name: str, page: Page) -> tuple[Posting, ...]:
    """The postings in a board's answer, with their whole texts, each once.

    Raises:
        LastingError: the answer is not what the board's API answers.
    """
    from reactor.scrape.pay import stated_salary
    from reactor.scrape.text import text_of_html

    found = dict[str, Posting]()
    for posting in BOARDS[name].postings(page.json()):
        if posting.title and posting.url.startswith(("http://", "https://")):
            url, text = canonical_url(posting.url), text_of_html(posting.text)
            salary = posting.salary or stated_salary(text)
            found.setdefault(url, replace(posting, url=url, text=text, salary=salary))
    return tuple(found.values())


def read_careers_page(page: Page, selector: str) -> CareersPage:
    """What a company's own page holds and which boards it shows."""
    from reactor.scrape import careers_page

    return careers_page.read_careers_page(page.text, page.url, selector)


def read_posting(page: Page, title: str) -> Posting:
    """What a posting's own page says; `title` where a list gave one."""
    from reactor.scrape import reading

    return reading.read_posting(page.text, page.url, title)
