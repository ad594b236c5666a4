"""Whatever a page holds, parsing it ends in time, takes little memory and harms no other page."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from itertools import cycle
from time import monotonic
from typing import Any

import pytest
import pytest_asyncio

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import ParsingWorker
from reactor.scrape import tasks
from reactor.scrape.boards import Request
from tests.hostile import pages
from tests.hostile.server import MEMORY_LIMIT, watched_memory

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(60),
    pytest.mark.usefixtures("parsing_as_in_life"),
]

URL = "https://careers.example/jobs"
TIME_LIMIT = 3.0
READ: list[Callable[..., Any]] = [tasks.read_careers_page, tasks.read_posting]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker(Bounds(time=TIME_LIMIT)) as worker:
        yield worker


async def read(worker: ParsingWorker, task: Callable[..., Any], body: bytes) -> Any:
    return await worker.run(task, Page(URL, 200, "text/html", body), "", what=URL)


@pytest.mark.parametrize(("name", "task"), [*zip(pages.LARGE, cycle(READ), strict=False)])
async def test_a_page_as_large_as_it_may_be_ends_in_bounds(
    worker: ParsingWorker, name: str, task: Callable[..., Any]
) -> None:
    warm = await read(worker, tasks.read_posting, pages.HONEST)
    assert "look after the oven" in warm.text
    began = monotonic()
    with watched_memory() as growth:
        try:
            await read(worker, task, pages.LARGE[name])
        except LastingError as error:
            assert str(error).startswith(URL)  # noqa: PT017 - it may also end well
    assert monotonic() - began < TIME_LIMIT + 2
    assert growth.most < MEMORY_LIMIT


@pytest.mark.parametrize("task", READ)
@pytest.mark.parametrize("name", pages.SMALL)
async def test_an_odd_page_is_read_as_far_as_it_goes(
    worker: ParsingWorker, name: str, task: Callable[..., Any]
) -> None:
    try:
        shown = repr(await read(worker, task, pages.SMALL[name]))
    except LastingError as error:
        shown = str(error)
        assert "in the parser" not in shown
    assert "\0" not in shown
    assert not any(f"'{scheme}" in shown for scheme in ("file:", "javascript:", "data:", "mailto:"))
    shown.encode()


@pytest.mark.parametrize("bomb", [pages.ENTITY_BOMB, pages.OUTSIDE_ENTITY], ids=["bomb", "file"])
async def test_xml_entities_do_not_go_off_and_open_no_file(
    worker: ParsingWorker, bomb: bytes
) -> None:
    page = Page("https://acme.jobs.personio.de/xml", 200, "text/xml", bomb)
    listed: Any = ()
    with watched_memory() as growth, suppress(LastingError):
        listed = await worker.run(tasks.list_board, "personio", page, Request(page.url))
    assert growth.most < MEMORY_LIMIT
    assert "root:" not in repr(listed)
    assert len(repr(listed)) < 10_000


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{}", b'"x"', b"<html>Sorry</html>", b'{"error": "gone"}'),
        *(b"[" * 200_000, b'{"jobs": [[]]}', b'{"jobs": {"a": 1}}', b'{"jobs": [null, 5, "x"]}'),
        *(b'{"jobs": [{"id": null}, {"title": 5}, {"title": {}, "absolute_url": []}]}',),
        b'{"jobs": [' + b"[]," * 1_600_000 + b"1]}",
    ],
    ids=lambda body: body[:24].decode(),
)
async def test_a_board_that_answers_anything_else_ends_in_bounds(
    worker: ParsingWorker, body: bytes
) -> None:
    page = Page(
        "https://boards-api.greenhouse.io/v1/boards/acme/jobs", 200, "application/json", body
    )
    with watched_memory() as growth, suppress(LastingError):
        listed = await worker.run(tasks.list_board, "greenhouse", page, Request(page.url))
        assert listed.vacancies == ()
    assert growth.most < MEMORY_LIMIT


async def test_missing_and_doubled_ids_cost_only_themselves(worker: ParsingWorker) -> None:
    url = "https://boards.greenhouse.io/acme/jobs/1"
    job = {"id": 1, "title": "Baker", "absolute_url": url, "content": "Bread"}
    again = job | {"absolute_url": f"{url}?utm_source=x"}
    body = json.dumps({"jobs": [{"title": "No address"}, job, again]})
    page = Page(
        "https://boards-api.greenhouse.io/v1/boards/acme/jobs",
        200,
        "application/json",
        body.encode(),
    )
    listed = await worker.run(tasks.list_board, "greenhouse", page, Request(page.url))
    assert [vacancy.posting.url for vacancy in listed.vacancies] == [url]
