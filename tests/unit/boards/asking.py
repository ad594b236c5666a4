"""Puts answers to boards as the scraper does, and samples of what each board answers."""

import json
from typing import Any

from reactor.fetch.page import Page
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage, Request
from reactor.scrape.tasks import list_board, read_board

ADDRESSES = {
    **{name: BoardAddress(name, "acme") for name in BOARDS},
    "personio": BoardAddress("personio", "acme", "acme.jobs.personio.de"),
    "teamtailor": BoardAddress("teamtailor", "acme", "acme.teamtailor.com"),
    "workday": BoardAddress("workday", "Ext", "acme.wd5.myworkdayjobs.com"),
}


def page_of(url: str, answer: Any) -> Page:
    body = answer if isinstance(answer, str) else json.dumps(answer)
    return Page(url, 200, "", body.encode())


def beginning(name: str, number: int = 0) -> Request:
    return BOARDS[name].beginnings(ADDRESSES[name])[number]


def listed(name: str, answer: Any, request: Request | None = None) -> BoardPage:
    asked = request or beginning(name)
    return list_board(name, page_of(asked.url, answer), asked)


def postings(name: str, answer: Any, request: Request | None = None) -> list[Posting]:
    return [vacancy.posting for vacancy in listed(name, answer, request).vacancies]


def read(name: str, answer: Any, source: str, **known: Any) -> Posting:
    posting = Posting("https://acme.com/1", "Welder", source=source, board=name, **known)
    found = read_board(page_of(source, answer), posting, BOARDS[name].reading(posting))
    assert isinstance(found, Posting)
    return found
