"""Workable's Markdown export, made for programs: a short list, and postings' texts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.board import BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import remote_of, salary_in

MARKDOWN = "markdown"
"""The step of requests for Markdown."""

_MOST = 30
"""Number of postings at which the list may be cut off."""

_LINK = re.compile(r"\[[^\]]{0,100}\]\([^)\s]{0,300}/jobs/view/(?P<code>[\w-]+)\.md\b[^)]{0,100}\)")
_CELLS = re.compile(r"(?<!\\)\|")
_NAMES = ("title", "department", "location", "type", "salary", "posted")
_EMPTY = frozenset({"", "-", "\u2013", "\u2014"})
_WORKPLACE = re.compile(r"(?<!\s)\s*\((remote|hybrid|on-?site)\)$", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"[*+\u2022-]\s+")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_STRONG = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")
_BEFORE_TEXT = "description"
_BEHIND_TEXT = "apply"


def markdown_of(account: str, code: str) -> str:
    """Return the address of a posting's text in Markdown."""
    return f"https://apply.workable.com/{account}/jobs/view/{code}.md"


def listed_in_markdown(answer: ApiResponse) -> BoardPage:
    """Return the rows of the table of postings, without texts.

    Raises:
        LastingError: there is no such table; large companies have instructions instead.
    """
    account = answer.request.url.rpartition("/")[0].rpartition("/")[2]
    rows = [line.strip() for line in answer.page.text.splitlines() if line.lstrip().startswith("|")]
    if not rows or _cells(rows[0])[0].lower() != _NAMES[0]:
        raise answer.unlike("a table of postings")
    vacancies = tuple(_vacancy(row, account) for row in rows if _LINK.search(row))
    return BoardPage(vacancies, whole=len(vacancies) < _MOST)


def read_markdown(answer: ApiResponse, posting: Posting) -> Posting:
    """Return `posting` with the text of its page in Markdown.

    Raises:
        LastingError: the page is HTML, or has no text.
    """
    markup = answer.page.text.lstrip()
    text = "" if markup.startswith("<") else "\n".join(_lines(markup))
    if not text:
        raise answer.unlike("a posting")
    return replace(posting, text=text)


def _vacancy(row: str, account: str) -> Vacancy:
    found = _LINK.search(row)
    code = found["code"] if found else ""
    stated = dict(zip(_NAMES, _cells(row), strict=False))
    known = {name: "" if value in _EMPTY else value for name, value in stated.items()}
    workplace = _WORKPLACE.search(place := known.get("location", ""))
    posting = Posting(
        url=f"https://apply.workable.com/j/{code}",
        title=known.get("title", ""),
        location=_WORKPLACE.sub("", place),
        remote=remote_of(workplace[1] if workplace else "", place),
        employment_type=known.get("type", ""),
        posted_at=known.get("posted", ""),
        salary=salary_in(known.get("salary")),
        source=markdown_of(account, code),
    )
    return Vacancy(
        posting,
        facets(
            department=known.get("department"),
            location=posting.location,
            remote=str(posting.remote),
            employment=posting.employment_type,
        ),
    )


def _cells(row: str) -> list[str]:
    return [_plain(cell) for cell in _CELLS.split(row.strip().removeprefix("|"))]


def _lines(markup: str) -> Iterator[str]:
    """Yield the lines of all sections but the first, a summary, and the last, the form."""
    within = False
    for line in map(str.strip, markup.splitlines()):
        heading = _HEADING.match(line)
        words = _plain(line[heading.end() :] if heading else line)
        if heading and line.startswith("## "):
            within = words.lower() != _BEHIND_TEXT
            if words.lower() == _BEFORE_TEXT:
                continue
        if within and words:
            bullet = _BULLET.match(line)
            yield f"- {_plain(line[bullet.end() :])}" if bullet else words


def _plain(markup: str) -> str:
    """Return the text without Markdown syntax."""
    return _ESCAPED.sub(r"\1", _STRONG.sub("", _LINKED.sub(r"\1", markup))).strip()
