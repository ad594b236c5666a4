"""Gem, where the API is off: the questions that its own pages ask."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.scrape.boards import BOARDS, BoardAddress, Request
from tests.boards.specimen import Asked, Job
from tests.boards.specimens.gem import batch
from tests.unit.boards.asking import listed, read

ACME = BoardAddress("gem", "Acme-1")
JOBS = [Job(1001, "Welder"), Job(1002, "Plater", "Porto, Portugal")]


def answered(request: Request, jobs: list[Job]) -> Any:
    assert request.batched
    asked = Asked("POST", request.host, "", {}, [request.body], {}, {})
    reply = batch(asked, jobs)
    return reply.body if reply else None


def test_a_board_whose_api_is_off_is_listed_and_read_as_its_page_does() -> None:
    _, question = BOARDS["gem"].beginnings(ACME)
    found = [each.posting for each in listed("gem", answered(question, JOBS), question).vacancies]
    assert [each.url for each in found] == [
        "https://jobs.gem.com/Acme-1/am1001",
        "https://jobs.gem.com/Acme-1/am1002",
    ]
    assert [(each.location, each.remote) for each in found] == [
        ("Lyon, France", False),
        ("Porto, Portugal", False),
    ]
    asked = BOARDS["gem"].reading(found[1])
    assert asked.body
    assert asked.body["variables"] == {"boardId": "Acme-1", "extId": "am1002"}
    posting = read("gem", answered(asked, JOBS), found[1].url)
    assert posting.text.startswith("We build ships.")
    assert "As number 1002 you weld" in posting.text
    assert posting.text.endswith("EUR 40,000 a year")
    assert posting.posted_at == "2026-11-02"


def test_a_page_without_postings_is_no_proof_while_the_api_is_off() -> None:
    _, question = BOARDS["gem"].beginnings(ACME)
    with pytest.raises(LastingError):
        listed("gem", answered(question, []), question)


def test_a_posting_that_is_gone_is_told() -> None:
    with pytest.raises(LastingError):
        read(
            "gem",
            [{"data": {"oatsExternalJobPosting": None}}],
            "https://jobs.gem.com/Acme-1/am9",
        )


def test_a_place_that_only_says_how_one_works_gives_way_to_the_office() -> None:
    post = {
        "id": "am1",
        "title": "Welder",
        "location": {"name": "Hybrid"},
        "offices": [{"name": "Yard", "location": {"name": "Lyon, France"}}],
    }
    posting = listed("gem", [post]).vacancies[0].posting
    assert (posting.location, posting.remote) == ("Lyon, France", False)
    assert posting.url == "https://jobs.gem.com/Acme-1/am1"
