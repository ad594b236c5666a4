"""Answers that are no board's, or not quite: told from empty boards, and harmless."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, beginning, listed, postings, read

NOT_THE_BOARDS = {
    "nothing": "null",
    "an error": {"error": "not found", "ok": False},
    "no list": {"jobs": None, "content": "x", "offers": {}, "result": 3, "data": {"a": 1}},
    "a word": '"text"',
    "a login page": "<html><title>Log in</title><form><input type=password></form></html>",
    "an advert": "<!doctype html><html><h1>The HR software</h1><a href='/apply'>Try it</a></html>",
    "other XML": "<?xml version='1.0'?><error><message>no</message></error>",
    "half of an answer": '{"jobs": [{"title": "Welder", "abso',
}
WRONG: tuple[Any, ...] = (
    *(None, 5, -0.5, True, "", "x" * 9, "https://[x", "//a:b/"),
    *([], [1, None], [[]], {"name": 3}, {"id": [{}]}),
)


@pytest.mark.parametrize("board", answers.WHOLE)
def test_a_board_without_postings_is_an_empty_list(board: str) -> None:
    assert listed(board, answers.EMPTY[board]).vacancies == ()


@pytest.mark.parametrize("kind", NOT_THE_BOARDS)
@pytest.mark.parametrize("board", BOARDS)
def test_an_answer_that_is_not_the_boards_is_a_failure_that_names_it(board: str, kind: str) -> None:
    for number in range(len(BOARDS[board].beginnings(ADDRESSES[board]))):
        with pytest.raises(LastingError, match=board):
            listed(board, NOT_THE_BOARDS[kind], beginning(board, number))


@pytest.mark.parametrize(
    "board", ["smartrecruiters", "bamboohr", "workday", "rippling", "workable"]
)
@pytest.mark.parametrize("kind", NOT_THE_BOARDS)
def test_a_text_that_is_not_the_boards_is_a_failure_that_names_it(board: str, kind: str) -> None:
    with pytest.raises(LastingError, match=board):
        read(board, NOT_THE_BOARDS[kind], "https://api.example/1")


def test_the_page_that_jazzhr_leaves_of_a_company_is_no_board_without_postings() -> None:
    left = "<title>JazzHR - Inactive Career Page</title><h1>No longer active</h1>"
    with pytest.raises(LastingError, match="jazzhr"):
        listed("jazzhr", left)


@pytest.mark.parametrize("name", ["personio", "teamtailor"])
def test_xml_that_ends_early_is_a_failure_and_not_a_shorter_list(name: str) -> None:
    whole: str = answers.WHOLE[name]
    with pytest.raises(LastingError, match=name):
        listed(name, whole[: len(whole) // 2])


def test_xml_entities_are_left_alone() -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    (posting,) = postings("personio", bomb + answers.WHOLE["personio"].replace("Weld<", "&b;<"))
    assert posting.title == "Welder"


@pytest.mark.parametrize("board", answers.WHOLE)
def test_a_posting_with_strange_fields_harms_only_itself(board: str) -> None:
    whole = answers.WHOLE[board]
    if isinstance(whole, str):
        mangled = whole.replace("</id>", "</id><id/><office/>").replace("<title>", "<title/>" * 2)
        assert len(postings(board, mangled)) <= 1
        return
    text = json.dumps(whole)
    job = whole[0] if isinstance(whole, list) else next(filter(is_jobs, whole.values()))[0]
    (kept,) = postings(board, whole)
    for strange in mangled_forms(job):
        both = text.replace(json.dumps(job), json.dumps([strange, job])[1:-1])
        assert kept.url in [posting.url for posting in postings(board, both)], strange


def is_jobs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def mangled_forms(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """`job` with each of its fields, also the inner ones, replaced by what should not be there."""
    yield from (dict.fromkeys(job, wrong) for wrong in WRONG)
    for name, value in job.items():
        yield {other: entry for other, entry in job.items() if other != name}
        yield from ({**job, name: wrong} for wrong in WRONG)
        if isinstance(value, dict):
            yield from ({**job, name: inner} for inner in mangled_forms(value))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ({**job, name: [inner, value[0]]} for inner in mangled_forms(value[0]))
