"""Zoho Recruit: sites with other names, texts in the list, and what is behind a full page."""

import html
import json
from typing import Any

import pytest

from reactor.posting import Posting
from reactor.scrape.board_pages import BoardPages
from reactor.scrape.boards import BOARDS, BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board, read_board
from tests.unit.boards.asking import page_of

SITE = "https://acme.zohorecruit.in/jobs/Job-openings"


def field(jobs: list[dict[str, Any]]) -> str:
    return f'<input type="hidden" value="{html.escape(json.dumps(jobs))}" id="jobs">'


def job(number: int, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "Posting_Title": "Welder", "City": "Pune", "Publish": True} | more


def test_a_site_with_a_name_of_its_own_is_asked_for_first() -> None:
    address = recognise_address(f"{SITE}/77/Welder")
    assert address
    asked = BOARDS["zohorecruit"].beginnings(address)
    assert [each.url for each in asked] == [
        SITE,
        "https://acme.zohorecruit.in/jobs/Careers",
        "https://acme.zohorecruit.in/",
    ]
    listed = list_board("zohorecruit", page_of(SITE, field([job(77)])), asked[2])
    assert listed.vacancies[0].posting.url == f"{SITE}/77"


def test_a_whole_text_in_the_list_is_taken_and_a_beginning_is_not() -> None:
    jobs = [
        job(1, Job_Description=f"<p>{'You weld. ' * 50}</p>", Remote_Job=True),
        job(2, Job_Description="<p>You weld ...</p>"),
    ]
    first, second = list_board("zohorecruit", page_of(SITE, field(jobs)), Request(SITE)).vacancies
    assert first.posting.text.startswith("You weld. You weld.")
    assert (first.posting.remote, second.posting.text) == (True, "")


def test_what_is_not_published_is_not_missing() -> None:
    jobs = [job(1), job(2, Publish=False), job(3, Is_Locked=True)]
    listed = list_board("zohorecruit", page_of(SITE, field(jobs)), Request(SITE))
    assert [len(listed.vacancies), listed.dropped, listed.whole] == [1, 0, True]


@pytest.mark.parametrize("more", [0, 20, None])
async def test_a_site_that_repeats_its_first_page_is_not_whole(more: int | None) -> None:
    full = field([job(number) for number in range(50)])
    rest = full if more is None else field([job(number) for number in range(50, 50 + more)])

    async def ask(request: Request) -> BoardPage:
        markup = rest if "page=" in request.url else full
        return list_board("zohorecruit", page_of(request.url, markup), request)

    found = BoardPages(ask)
    await found.read(await ask(Request(SITE)))
    assert (len(found.vacancies), found.whole) == (50 + (more or 0), more is not None)


def test_a_text_is_read_out_of_a_string_in_a_script() -> None:
    page = (
        r"<script>var x = JSON.parse('[{\x22Job_Description\x22\x3A\x22<p id=\\\x22a\\\x22>It\'s "
        r"welding\-work \\u2022 now.<\\\/p>\x22,\x22id\x22:\x221\x22}]');</script>"
    )
    posting = Posting(f"{SITE}/1", "Welder", board="zohorecruit", source=f"{SITE}/1")
    found = read_board(page_of(f"{SITE}/1", page), posting, Request(f"{SITE}/1"))
    assert isinstance(found, Posting)
    assert found.text == "It's welding-work • now."
