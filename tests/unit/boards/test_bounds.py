"""However much of anything a board's answer holds, what is taken of it is whole and bounded."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import MAX_TEXT, Posting
from reactor.scrape.boards import BoardPage
from reactor.scrape.list_limits import MAX_POSTINGS
from reactor.scrape.tasks import list_board
from tests.unit.boards import answers
from tests.unit.boards.asking import beginning, listed, page_of

LONG = "word " * 21_000
_WORDS = re.compile(r"(?<=[>\"'])\s*[^<>\"'\s][^<>\"']*(?=[<\"'])")


def swollen(answer: Any, odd: str) -> Iterator[Any]:
    """The answer, each time with another of its texts made long and odd."""
    if isinstance(answer, str):
        for found in _WORDS.finditer(answer):
            yield f"{answer[: found.end()]}{LONG}{answer[found.end() :]}"
    else:
        yield from _swollen(answer, odd)


def _swollen(value: Any, odd: str) -> Iterator[Any]:
    match value:
        case str():
            yield f"{value}{odd}{LONG}"
        case list():
            for at, entry in enumerate(value):
                yield from ([*value[:at], each, *value[at + 1 :]] for each in _swollen(entry, odd))
        case dict():
            for name, entry in value.items():
                yield from (value | {name: each} for each in _swollen(entry, odd))


def taken(name: str, answer: Any) -> BoardPage:
    """What a board lists, nothing if this is no answer of it any more."""
    try:
        return listed(name, answer)
    except LastingError:
        return BoardPage(())


def is_bounded(posting: Posting) -> bool:
    texts = [
        value for field in posting.__slots__ if isinstance(value := getattr(posting, field), str)
    ]
    facts = (posting.employment_type, posting.posted_at, posting.valid_through)
    return (
        posting.is_addressable
        and max(len(posting.title), len(posting.location)) <= 300
        and max(map(len, facts)) <= 100
        and len(posting.text) <= MAX_TEXT
        and all(text.encode() for text in texts if text)
    )


@pytest.mark.parametrize("name", answers.WHOLE)
def test_each_text_of_an_answer_may_be_half_and_without_end(name: str) -> None:
    pages = [taken(name, answer) for answer in swollen(answers.WHOLE[name], "\ud800")]
    postings = [vacancy.posting for page in pages for vacancy in page.vacancies]
    assert postings
    assert all(map(is_bounded, postings))
    # JazzHR's addresses are made of what its links say: they are never long.
    assert any(page.unaddressable for page in pages) is (name != "jazzhr")
    values = [value for page in pages for each in page.vacancies for value in each.facets.values()]
    assert all(len(value) < 500 and max(map(len, value)) <= 400 for value in values)


def test_a_picture_in_front_of_a_text_does_not_cost_the_text() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 300_000}">'
    job = answers.GREENHOUSE | {"content": f"{picture}<p>Weld things.</p>"}
    (vacancy,) = listed("greenhouse", {"jobs": [job]}).vacancies
    assert vacancy.posting.text == "Weld things."


def test_a_page_of_a_list_gives_no_more_postings_than_a_list_may_have() -> None:
    jobs = [
        {"id": n, "title": "Welder", "absolute_url": f"https://acme.com/{n}"}
        for n in range(MAX_POSTINGS + 5)
    ]
    page = listed("greenhouse", {"jobs": jobs})
    assert (len(page.vacancies), page.whole) == (MAX_POSTINGS, False)


def test_a_next_page_at_an_endless_address_is_not_asked_for() -> None:
    feed = {"items": [answers.TEAMTAILOR_JSON], "next_url": f"/jobs.json?page={'9' * 3000}"}
    request = beginning("teamtailor", 1)
    page = list_board("teamtailor", page_of(request.url, feed), request)
    assert (page.following, page.whole, len(page.vacancies)) == (None, False, 1)
