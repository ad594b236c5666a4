"""Small posting pages of every form, with what a person reads in them."""

# ruff: noqa: T201 - the table of what was read is for people (pytest -s)

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.posting import Posting, Salary
from reactor.scrape.posting_page.reading import read_posting

FOLDER = Path(__file__).parents[1] / "labelled" / "reading"
PAGES: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
FIELDS = ("title", "location", "remote", "employment_type", "posted_at", "valid_through", "salary")
UNSTATED = (None, "")
MIN_COMPLETE = 0.98
MIN_OF_FIELDS = 0.95


def page_named(name: str) -> Page:
    """The page as a server would send it."""
    expected = PAGES[name]
    markup = (FOLDER / f"{name}.html").read_text("utf-8")
    url = expected.get("url", f"https://example.com/jobs/{name}")
    content_type = expected.get("content_type", "text/html; charset=utf-8")
    return Page(url, 200, content_type, markup.encode(expected.get("encoding", "utf-8")))


def read(name: str) -> Posting | None:
    """What the page says; None if it says that no posting is there."""
    page = page_named(name)
    try:
        return read_posting(page.text, page.url, "")
    except LastingError:
        return None


@pytest.fixture(scope="module")
def readings() -> dict[str, Posting | None]:
    return {name: read(name) for name in PAGES}


def test_pages_that_say_so_are_gone_and_no_others(readings: dict[str, Posting | None]) -> None:
    gone = {name for name, posting in readings.items() if posting is None}
    assert gone == {name for name, expected in PAGES.items() if expected.get("gone")}


def test_texts_are_complete_and_hold_nothing_else(readings: dict[str, Posting | None]) -> None:
    postings = {name: posting for name, posting in readings.items() if posting is not None}
    missing = {name: list(_missing(name, posting)) for name, posting in postings.items()}
    foreign = {name: list(_foreign(name, posting)) for name, posting in postings.items()}
    for name in postings:
        if missing[name] or foreign[name]:
            print(f"{name}: missing {missing[name]}, foreign {foreign[name]}")
    complete = sum(not parts for parts in missing.values()) / len(postings)
    clean = sum(not parts for parts in foreign.values()) / len(postings)
    print(f"{len(postings)} texts: {complete:.3f} complete, {clean:.3f} without anything foreign")
    assert complete >= MIN_COMPLETE
    assert clean >= MIN_OF_FIELDS


def test_fields_are_read_as_stated(readings: dict[str, Posting | None]) -> None:
    right, found, stated = Counter[str](), Counter[str](), Counter[str]()
    for name, posting in readings.items():
        if PAGES[name].get("gone") or posting is None:
            continue
        for field in FIELDS:
            value, expected = getattr(posting, field), _expected(name, field)
            found[field] += value not in UNSTATED
            stated[field] += expected not in UNSTATED
            right[field] += expected not in UNSTATED and _alike(value, expected)
            if not _alike(value, expected):
                print(f"{name}: {field} is {expected!r}, read as {value!r}")
    print(f"{'field':16} stated  found  right  precision  recall")
    for field in FIELDS:
        precision, recall = right[field] / (found[field] or 1), right[field] / (stated[field] or 1)
        counts = f"{stated[field]:6} {found[field]:6} {right[field]:6}"
        print(f"{field:16} {counts}  {precision:9.3f}  {recall:6.3f}")
    for field in FIELDS:
        assert right[field] >= MIN_OF_FIELDS * found[field], field
        assert right[field] >= MIN_OF_FIELDS * stated[field], field


def _expected(name: str, field: str) -> Any:
    value = PAGES[name].get(field)
    if field == "salary" and value:
        least, most, currency, period = (part or None for part in value)
        return Salary(least, most, currency, period)
    return value


def _alike(value: Any, expected: Any) -> bool:
    return value == expected or (value in UNSTATED and expected in UNSTATED)


def _missing(name: str, posting: Posting) -> Iterator[str]:
    text = _squeezed(posting.text)
    return (part for part in PAGES[name].get("holds", ()) if _squeezed(part) not in text)


def _foreign(name: str, posting: Posting) -> Iterator[str]:
    text = _squeezed(posting.text)
    return (part for part in PAGES[name].get("lacks", ()) if _squeezed(part) in text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)
