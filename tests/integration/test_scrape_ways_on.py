"""From a page that shows no list to the list, and whose lists are read together."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import escape

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings

HOSTS = (
    *("acme.example", "apply.example", "boards-api.greenhouse.io", "boards-api.eu.greenhouse.io"),
    *("api.ashbyhq.com", "jobs.ashbyhq.com"),
)
START = "http://acme.example/careers"
TALK = "".join(f"<p>We have told story {n} of our harbour to many visitors.</p>" for n in range(6))
ROWS = (
    "<h1>Open positions</h1><ul><li><a href='/jobs/17-welder'>Welder</a> <span>Lyon</span></li>"
    "<li><a href='/jobs/18-pilot'>Pilot</a> <span>Lyon</span></li></ul>"
)
NO_LIST = f"<title>Careers</title><h1>Work with us</h1>{TALK}"
Answers = Mapping[str, str | dict[str, object] | int]

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker() as worker:
        yield worker


def board(*titles: str) -> dict[str, object]:
    return {
        "jobs": [
            {
                "id": number,
                "title": title,
                "absolute_url": f"https://job-boards.greenhouse.io/acme/jobs/{number}{title[:1]}",
                "content": escape("<p>You weld.</p>"),
            }
            for number, title in enumerate(titles)
        ]
    }


def api(slug: str) -> str:
    return f"boards-api.greenhouse.io/v1/boards/{slug}/jobs"


def widget(slug: str) -> str:
    return f'<script src="https://boards.greenhouse.io/embed/job_board/js?for={slug}"></script>'


@asynccontextmanager
async def internet(answers: Answers, worker: ParsingWorker) -> AsyncIterator[Scraper]:
    async def handle(request: web.Request) -> web.Response:
        answer = answers.get(f"{request.host}{request.path}", 404)
        if isinstance(answer, int):
            return web.Response(status=answer)
        if isinstance(answer, str) and answer.startswith("/"):
            raise web.HTTPFound(answer)
        if isinstance(answer, str):
            return web.Response(text=answer, content_type="text/html")
        return web.json_response(answer)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    settings = Settings.from_environment(host_interval="0s", robots="off")
    async with TestServer(app) as server:
        stand_ins = dict.fromkeys(HOSTS, str(server.make_url("/")))
        async with Fetcher(settings, stand_ins=stand_ins) as fetcher:
            yield Scraper(fetcher, worker)


async def listed(answers: Answers, worker: ParsingWorker) -> Listing:
    async with internet(answers, worker) as scraper:
        return await scraper.list_postings(START, "")


def titles(listing: Listing) -> list[str]:
    return [posting.title for posting in listing.postings]


WAYS: dict[str, Answers] = {
    "a button": ({"acme.example/careers": f"{NO_LIST}<a href='/vacancies'>View open positions</a>",
                  "acme.example/vacancies": ROWS}),
    "a frame": ({"acme.example/careers": f"{NO_LIST}<iframe src='/embed/jobs'></iframe>",
                 "acme.example/embed/jobs": ROWS}),
    "a frame of another host": (
        {"acme.example/careers": f"{NO_LIST}<iframe src='http://apply.example/jobs'></iframe>",
         "apply.example/jobs": ROWS}),
    "a frame behind a button": (
        {"acme.example/careers": f"{NO_LIST}<a href='/vacancies'>View open positions</a>",
         "acme.example/vacancies": f"{NO_LIST}<iframe src='/embed/jobs'></iframe>",
         "acme.example/embed/jobs": ROWS}),
    "a way that fails before it": (
        {"acme.example/careers": f"{NO_LIST}<iframe title='Jobs' src='/jobs/frame'></iframe>"
                                 "<a href='/vacancies'>View open positions</a>",
         "acme.example/vacancies": ROWS, "acme.example/jobs/frame": 503}),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_a_list_that_is_one_step_away_is_found(worker: ParsingWorker, way: str) -> None:
    listing = await listed(WAYS[way], worker)
    assert titles(listing) == ["Welder", "Pilot"]
    assert listing.recognised
    assert listing.whole
    assert any("shows no list, but" in step for step in listing.trail)


async def test_a_board_behind_a_landing_page_is_asked(worker: ParsingWorker) -> None:
    answers: Answers = {
        "acme.example/careers": f"{NO_LIST}<a href='/vacancies'>View open positions</a>",
        "acme.example/vacancies": f"<h1>Jobs</h1>{TALK}{widget('acme')}",
        api("acme"): board("Welder"),
    }
    listing = await listed(answers, worker)
    assert (listing.source, titles(listing), listing.exact) == ("greenhouse", ["Welder"], True)


NO_LISTS: dict[str, Answers] = {
    "a page that is not there": {"acme.example/careers": f"<h1>Page not found</h1>{TALK}"},
    "maintenance": {"acme.example/careers": f"<h1>We are down for maintenance</h1>{TALK}"},
    "the home page": {"acme.example/careers": "/", "acme.example/": f"<h1>Acme</h1>{TALK}"},
    "ways that lead back": {
        "acme.example/careers": f"{NO_LIST}<a href='/vacancies'>View open positions</a>",
        "acme.example/vacancies": "/careers",
    },
    "ways that lead nowhere": {
        "acme.example/careers": f"{NO_LIST}<a href='/vacancies'>View open positions</a>"
    },
}


@pytest.mark.parametrize("kind", NO_LISTS)
async def test_what_is_no_list_is_never_an_empty_one(worker: ParsingWorker, kind: str) -> None:
    listing = await listed(NO_LISTS[kind], worker)
    assert (listing.postings, listing.recognised, listing.whole) == ((), False, False)
    assert "No list of postings was recognised" in listing.notes[-1]
    if "vacancies" in str(NO_LISTS[kind]):
        assert "http://acme.example/vacancies" in listing.notes[-1]


async def test_a_page_that_says_that_there_is_nothing_is_believed(worker: ParsingWorker) -> None:
    nothing = f"<h1>Jobs</h1><p>There are currently no open positions.</p>{TALK}"
    listing = await listed({"acme.example/careers": nothing}, worker)
    assert listing.recognition is Recognition.STATED_NONE
    assert listing.whole


async def test_several_boards_are_read_together(worker: ParsingWorker) -> None:
    answers: Answers = {
        "acme.example/careers": NO_LIST + widget("acme") + widget("acmeeu"),
        api("acme"): board("Welder"),
        api("acmeeu"): board("Pilot"),
    }
    listing = await listed(answers, worker)
    assert sorted(titles(listing)) == ["Pilot", "Welder"]
    assert (listing.whole, listing.exact) == (True, True)


async def test_one_of_several_boards_that_is_gone_does_not_hide_the_other(
    worker: ParsingWorker,
) -> None:
    answers: Answers = {
        "acme.example/careers": NO_LIST + widget("gone") + widget("acme"),
        api("acme"): board("Welder"),
    }
    listing = await listed(answers, worker)
    assert titles(listing) == ["Welder"]
    assert "greenhouse board gone" in listing.notes[0]


async def test_a_board_and_the_pages_own_rows_are_read_together(worker: ParsingWorker) -> None:
    answers: Answers = {
        "acme.example/careers": ROWS + widget("acme"),
        api("acme"): board("Welder", "Cook"),
    }
    listing = await listed(answers, worker)
    assert sorted(titles(listing)) == ["Cook", "Pilot", "Welder"], "what both show stands once"
    assert not listing.exact


async def test_a_page_that_shows_only_what_its_board_lists_is_the_boards(
    worker: ParsingWorker,
) -> None:
    answers: Answers = {
        "acme.example/careers": ROWS + widget("acme"),
        api("acme"): board("Welder", "Pilot", "Cook"),
    }
    listing = await listed(answers, worker)
    assert (listing.source, len(listing.postings), listing.exact) == ("greenhouse", 3, True)


PARTNERS = {
    "a posting": '<p>Friends hire, too: <a href="https://boards.greenhouse.io/velmar/jobs/2">'
                 "Mechanic at Velmar</a></p>",
    "a footer": '<footer><a href="https://boards.greenhouse.io/velmar">Velmar</a></footer>',
    "a list": '<a href="https://boards.greenhouse.io/velmar">Jobs at Velmar</a>',
}  # fmt: skip


@pytest.mark.parametrize("link", PARTNERS)
async def test_a_partners_board_does_not_replace_the_companys_own_postings(
    worker: ParsingWorker, link: str
) -> None:
    answers: Answers = {
        "acme.example/careers": ROWS + PARTNERS[link],
        api("velmar"): board("Mechanic"),
    }
    assert titles(await listed(answers, worker)) == ["Welder", "Pilot"]


async def test_a_page_that_speaks_of_more_postings_than_it_shows_is_not_whole(
    worker: ParsingWorker,
) -> None:
    answers: Answers = {"acme.example/careers": f"<p>Showing 1 - 2 of 57 jobs</p>{ROWS}"}
    listing = await listed(answers, worker)
    assert (len(listing.postings), listing.whole) == (2, False)
    assert listing.notes == ("The page speaks of 57 postings, but only 2 were read",)


@pytest.mark.parametrize("broken", [{"title": ""}, {"absolute_url": "http://[bad"}])
async def test_a_board_with_an_entry_that_cannot_be_read_is_not_whole(
    worker: ParsingWorker, broken: dict[str, object]
) -> None:
    jobs = board("Welder", "Pilot")
    entries = jobs["jobs"]
    assert isinstance(entries, list)
    entries[1] |= broken
    answers: Answers = {"acme.example/careers": NO_LIST + widget("acme"), api("acme"): jobs}
    listing = await listed(answers, worker)
    assert (titles(listing), listing.whole) == (["Welder"], False)
    assert listing.notes == ("1 posting left out: the board gives no title, or no sound address",)


async def test_an_ashby_board_whose_api_is_off_is_read_from_its_page(
    worker: ParsingWorker,
) -> None:
    data = (
        '{"jobBoard": {"jobPostings": [{"id": "a-1", "title": "R&amp;D Welder", "locationName":'
        ' "Lyon", "workplaceType": "Remote"}, {"id": "a-2", "title": "Spy", "isListed": false}]}}'
    )
    page = f"<div id=root></div><script>window.__appData = {data};</script>"
    async with internet({"jobs.ashbyhq.com/acme": page}, worker) as scraper:
        listing = await scraper.list_postings("https://jobs.ashbyhq.com/acme", "")
    (posting,) = listing.postings
    assert posting.url == "https://jobs.ashbyhq.com/acme/a-1"
    assert (posting.title, posting.location, posting.remote) == ("R&D Welder", "Lyon", True)
    assert (listing.whole, listing.exact) == (True, True)
