"""What the parsing process is asked to do.

The imports stand inside the functions, so that the main process can name a task without ever
loading libxml.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, Answer, BoardPage, Request, Vacancy
from reactor.scrape.canonical import canonical_url

if TYPE_CHECKING:
    from reactor.fetch.page import Page
    from reactor.scrape.listing import CareersPage, LinkExplained


def list_board(name: str, page: Page, request: Request, host: str = "") -> BoardPage:
    """What one page of a board lists, with whole texts where it holds any, each posting once.

    Args:
        name: the board's.
        page: what its API answered.
        request: what that was asked.
        host: where a page only says that the board is, `""` for a host of the board's own.

    Raises:
        LastingError: the answer is not what the board's API answers.
    """
    answer = Answer(page, request, name)
    found = BOARDS[name].page(answer)
    if host and not BOARDS[name].is_own(answer):
        raise answer.unlike(f"a list of {name}'s own")
    vacancies = dict[str, Vacancy]()
    for vacancy in found.vacancies:
        posting = vacancy.posting
        if posting.title and posting.url.startswith(("http://", "https://")):
            # A malformed address harms only its own posting.
            with suppress(ValueError):
                kept = _plain(replace(posting, url=canonical_url(posting.url), board=name))
                vacancies.setdefault(kept.url, replace(vacancy, posting=kept))
    if host and (elsewhere := BOARDS[name].stranger(vacancies, host)):
        raise answer.unlike(f"a list of postings on {host}: {elsewhere} is elsewhere")
    return replace(found, vacancies=tuple(vacancies.values()))


def read_board(page: Page, posting: Posting) -> Posting:
    """`posting` with the text that its board answered.

    Raises:
        LastingError: the answer is not what the board's API answers.
    """
    answer = Answer(page, Request(posting.source), posting.board)
    return _plain(BOARDS[posting.board].read(answer, posting))


def _plain(posting: Posting) -> Posting:
    from reactor.scrape.markup.text import text_of_html
    from reactor.scrape.words.pay import stated_salary

    text = text_of_html(posting.text)
    return replace(posting, text=text, salary=posting.salary or stated_salary(text))


def read_careers_page(page: Page, selector: str) -> CareersPage:
    """What a company's own page holds and which boards it shows."""
    from reactor.scrape.careers import careers_page

    return careers_page.read_careers_page(page.text, page.url, selector)


def explain_links(page: Page, selector: str) -> tuple[LinkExplained, ...]:
    """Every link of a company's page that was considered, best first, with what speaks for it."""
    from reactor.scrape.careers import careers_page

    return careers_page.explain_links(page.text, page.url, selector)[0]


def read_posting(page: Page, title: str) -> Posting:
    """What a posting's own page says; `title` where a list gave one."""
    from reactor.scrape.posting_page import reading

    return reading.read_posting(page.text, page.url, title)
