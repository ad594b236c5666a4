"""Loads all that parsing processes load in their course, by one task of each kind.

Imported in a process of its own, from which parsing processes are forked: `tests.loaded_parsers`.
"""

import gc
import resource
from collections.abc import Callable
from pathlib import Path

from bson import ObjectId

from reactor.cv.tasks import read_cv
from reactor.documents import Company, User
from reactor.fetch import memory_limit
from reactor.fetch.page import Page
from reactor.fetch.robots_rules import read_rules
from reactor.match.keyword.tasks import judge_postings
from reactor.match.matcher import Candidate
from reactor.scrape.tasks import read_careers_page, read_posting
from tests.pdfs import text_pdf

_STATM = Path("/proc/self/statm")
_AT_FIRST = 45_000_000
_LIST = b"""<html><body><ul><li><a href="/jobs/1">Python Engineer</a> Berlin</li>
<li><a href="/jobs/2">Pastry Chef</a> Paris</li></ul></body></html>"""
_POSTING = b"""<html><body><h1>Python Engineer</h1><p>Location: Berlin</p><h2>What you bring</h2>
<p>Five years of Python and MongoDB, and English; 50,000 to 60,000 EUR a year.</p></body></html>"""


def _load() -> None:
    read_rules("User-agent: *\nDisallow: /admin")
    read_careers_page(Page("https://a.example/", 200, "text/html", _LIST), "")
    posting = read_posting(Page("https://a.example/jobs/1", 200, "text/html", _POSTING), "")
    cv = read_cv(Page("https://a.example/cv", 200, "application/pdf", text_pdf()))
    ada = User(_id=ObjectId(), email="ada@example.org", cv_text=cv)
    candidate = Candidate("ada@example.org", ada, cv)
    judge_postings(candidate, Company(_id=ObjectId(), company="Some"), [posting], 50)


def _leave_room_for_it(limit: Callable[[int], None]) -> Callable[[int], None]:
    """`limit`, less what is loaded here beyond what a new process has before its first page."""
    if not _STATM.exists():
        return limit  # elsewhere than on Linux there is none
    pages_of_data = int(_STATM.read_text(encoding="ascii").split()[5])
    beyond = pages_of_data * resource.getpagesize() - _AT_FIRST
    return lambda most: limit(most + beyond)


def _less_what_is_shared(held: Callable[[int], int]) -> Callable[[int], int]:
    """`held`, less what is loaded here beyond what a new process holds before its first page.

    Else each task would seem to leave its process too large, and cost it.
    """
    if not _STATM.exists():
        return held
    resident = int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return lambda before: held(before) - max(resident - _AT_FIRST, 0)


_load()
setattr(memory_limit, "limit_memory", _leave_room_for_it(memory_limit.limit_memory))  # noqa: B010 - mypy
held_still = "_held_still"
setattr(memory_limit, held_still, _less_what_is_shared(getattr(memory_limit, held_still)))
# Nothing of it is ever garbage: collections would look through it for longer than some tasks take.
gc.collect()
gc.freeze()
