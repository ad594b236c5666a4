from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import escape

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.errors import BlockedError, GoneError, LastingError, PassingError, ReactorError
from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings

HOSTS = (
    *("acme.example", "boards-api.greenhouse.io", "boards-api.eu.greenhouse.io"),
    *("api.lever.co", "jobs.lever.co", "acme.teamtailor.com"),
)
BOARD: dict[str, object] = {
    "jobs": [
        {
            "title": title,
            "absolute_url": f"https://acme.example/jobs?gh_jid={number}&gh_src=abc",
            "location": {"name": "Lyon"},
            "departments": [{"id": 7, "name": "Ships"}] if number == 17 else [],
            "content": escape(f"<h2>Duties</h2><ul><li>{title}</li></ul>"),
        }
        for number, title in ((17, "Welder"), (18, "Pilot"), (17, "Welder again"), (19, ""))
    ]
}
POSTING = "<main><h1>Welder</h1><p>Location: Lyon, France</p>{}</main>".format(
    "".join(
        f"<p>You weld part {number} of our many, many ships by hand.</p>" for number in range(9)
    )
)
Answer = str | dict[str, object] | int


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker() as worker:
        yield worker


@asynccontextmanager
async def internet(answers: Mapping[str, Answer], worker: ParsingWorker) -> AsyncIterator[Scraper]:
    """A scraper for which `answers`, by host and path, are the whole internet."""

    async def handle(request: web.Request) -> web.Response:
        answer = answers.get(f"{request.host}{request.path}", 404)
        if isinstance(answer, int):
            return web.Response(status=answer)
        if isinstance(answer, str) and answer.startswith("->"):
            return web.Response(status=302, headers={"Location": answer[2:]})
        if isinstance(answer, str):
            return web.Response(text=answer, content_type="text/html")
        return web.json_response(answer)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    settings = Settings.from_environment(host_interval="0s")
    async with TestServer(app) as server:
        stand_ins = dict.fromkeys(HOSTS, str(server.make_url("/")))
        async with Fetcher(settings, stand_ins=stand_ins) as fetcher:
            yield Scraper(fetcher, worker)


async def test_a_board_is_listed_with_whole_texts_each_posting_once(worker: ParsingWorker) -> None:
    api: dict[str, Answer] = {"boards-api.greenhouse.io/v1/boards/acme/jobs": BOARD}
    async with internet(api, worker) as scraper:
        listing = await scraper.list_postings("https://boards.greenhouse.io/acme", "")
        assert listing.source == "greenhouse"
        assert [(p.url, p.title, p.text) for p in listing.postings] == [
            ("https://acme.example/jobs?gh_jid=17", "Welder", "Duties\n- Welder"),
            ("https://acme.example/jobs?gh_jid=18", "Pilot", "Duties\n- Pilot"),
        ]
        assert await scraper.read(listing.postings[0]) is listing.postings[0]


async def test_a_board_moved_to_the_other_data_centre_is_found(worker: ParsingWorker) -> None:
    api: dict[str, Answer] = {"boards-api.eu.greenhouse.io/v1/boards/acme/jobs": BOARD}
    async with internet(api, worker) as scraper:
        listing = await scraper.list_postings("https://boards.greenhouse.io/acme", "")
    assert len(listing.postings) == 2


@pytest.mark.parametrize("query", ["departments[]=7", "department=ships&remote=all", "dept=SHIPS"])
async def test_filters_in_the_careers_url_are_honoured(worker: ParsingWorker, query: str) -> None:
    api: dict[str, Answer] = {"boards-api.greenhouse.io/v1/boards/acme/jobs": BOARD}
    async with internet(api, worker) as scraper:
        listing = await scraper.list_postings(f"https://boards.greenhouse.io/acme?{query}", "")
    assert [posting.title for posting in listing.postings] == ["Welder"]
    assert "1 postings are left" in listing.trail[-1]


async def test_a_board_whose_company_moved_to_another_one_is_found_there(
    worker: ParsingWorker,
) -> None:
    page = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
    answers: dict[str, Answer] = {
        "jobs.lever.co/acme": page,
        "boards-api.greenhouse.io/v1/boards/acme/jobs": BOARD,
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("https://jobs.lever.co/acme", "")
    assert (listing.source, len(listing.postings)) == ("greenhouse", 2)
    assert listing.notes[-1:] == (
        "The board has moved to the greenhouse board acme: give its address as careers_url",
    )


@pytest.mark.parametrize(("count", "whole"), [(2, True), (100, False)])
async def test_a_feed_that_repeats_its_first_page_is_whole_only_if_that_was_not_full(
    worker: ParsingWorker, count: int, whole: bool
) -> None:
    item = "<item><title>Welder</title><link>https://acme.teamtailor.com/jobs/{}-a</link></item>"
    items = "".join(item.format(number) for number in range(count))
    feed = f"<rss><channel>{items}</channel></rss>"
    async with internet({"acme.teamtailor.com/jobs.rss": feed}, worker) as scraper:
        listing = await scraper.list_postings("https://acme.teamtailor.com/jobs", "")
    assert (len(listing.postings), listing.whole) == (count, whole)


async def test_a_board_shown_in_a_companys_page_is_listed(worker: ParsingWorker) -> None:
    script = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
    answers: dict[str, Answer] = {
        "acme.example/careers": f"<p>Jobs</p>{script}",
        "boards-api.greenhouse.io/v1/boards/acme/jobs": BOARD,
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert (listing.source, len(listing.postings)) == ("greenhouse", 2)


async def test_a_board_that_is_only_seemingly_there_leaves_the_page_and_a_note(
    worker: ParsingWorker,
) -> None:
    page = """<script>{"urlToken": "nobody"}</script><a href="/jobs/welder">Welder</a>"""
    async with internet({"acme.example/careers": page}, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", ".stale")
    assert (listing.source, [p.title for p in listing.postings]) == ("page", ["Welder"])
    stale, board = listing.notes
    assert "'.stale' matches nothing" in stale
    assert "seems to show the greenhouse board nobody" in board


async def test_a_page_whose_only_board_is_gone_is_a_failure_and_not_an_empty_list(
    worker: ParsingWorker,
) -> None:
    page = """<script>{"urlToken": "nobody"}</script><p>Our openings:</p>"""
    async with internet({"acme.example/careers": page}, worker) as scraper:
        with pytest.raises(LastingError, match=r"boards-api\.greenhouse\.io.*404"):
            await scraper.list_postings("http://acme.example/careers", "")


@pytest.mark.parametrize(("answer", "kind"), [(503, PassingError), (404, LastingError)])
async def test_a_board_that_cannot_be_read_is_a_failure_and_not_an_empty_list(
    worker: ParsingWorker, answer: int, kind: type[Exception]
) -> None:
    api = {"api.lever.co/v0/postings/acme": answer}
    async with internet(api, worker) as scraper:
        with pytest.raises(kind, match=r"api\.lever\.co"):
            await scraper.list_postings("https://jobs.lever.co/acme", "")


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ("", PassingError, "empty_answer"),
        ("<title>Just a moment...</title>", BlockedError, "blocked"),
        ({"jobs": []}, LastingError, "unknown_board"),
        ("<body><div id=app></div><script></script>", LastingError, "needs_scripts"),
        (404, LastingError, "page_gone"),
    ],
)
async def test_what_is_no_careers_page_is_a_failure_and_not_an_empty_list(
    worker: ParsingWorker, answer: Answer, kind: type[ReactorError], code: str
) -> None:
    async with internet({"acme.example/careers": answer}, worker) as scraper:
        with pytest.raises(kind) as caught:
            await scraper.list_postings("http://acme.example/careers", "")
    assert caught.value.code == code


async def test_a_page_without_postings_is_an_empty_list(worker: ParsingWorker) -> None:
    async with internet({"acme.example/careers": "<p>No openings.</p>"}, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert (listing.postings, listing.notes) == ((), ())


async def test_a_posting_is_completed_by_its_page(worker: ParsingWorker) -> None:
    listed = Posting("http://acme.example/jobs/welder", "Master Welder", context="Ships")
    async with internet({"acme.example/jobs/welder": POSTING}, worker) as scraper:
        posting = await scraper.read(listed)
    assert (posting.url, posting.title, posting.context) == (
        "http://acme.example/jobs/welder",
        "Master Welder",
        "Ships",
    )
    assert posting.location == "Lyon, France"
    assert "part 0" in posting.text
    assert "part 8" in posting.text


async def test_a_server_that_insists_on_the_trailing_slash_is_humoured(
    worker: ParsingWorker,
) -> None:
    listed = Posting("http://acme.example/jobs/welder", "Welder")
    async with internet({"acme.example/jobs/welder/": POSTING}, worker) as scraper:
        posting = await scraper.read(listed)
    assert posting.url == listed.url
    assert "part 8" in posting.text


async def test_a_posting_without_text_is_a_failure(worker: ParsingWorker) -> None:
    empty = {"acme.example/jobs/1": '<html><body><div id="root"></div></body></html>'}
    async with internet(empty, worker) as scraper:
        with pytest.raises(LastingError, match="holds no text") as caught:
            await scraper.read(Posting("http://acme.example/jobs/1", "Welder"))
    assert caught.value.code == "no_text"


async def test_a_gone_posting_is_a_lasting_failure(worker: ParsingWorker) -> None:
    async with internet({}, worker) as scraper:
        with pytest.raises(LastingError, match="gone"):
            await scraper.read(Posting("http://acme.example/jobs/1", "Welder"))


# Lists on several pages


@pytest.mark.parametrize("target", ["/careers", "/", "/careers?error=true", "/about-the-yard"])
async def test_a_posting_that_leads_elsewhere_is_gone(worker: ParsingWorker, target: str) -> None:
    elsewhere = POSTING.replace("Welder", "All our work")
    answers: dict[str, Answer] = {
        "acme.example/careers/17": f"->{target}",
        f"acme.example{target.partition('?')[0]}": elsewhere,
    }
    async with internet(answers, worker) as scraper:
        with pytest.raises(GoneError):
            await scraper.read(Posting("http://acme.example/careers/17", "Pump fitter"))


async def test_a_posting_that_leads_to_its_new_address_is_read(worker: ParsingWorker) -> None:
    answers: dict[str, Answer] = {
        "acme.example/careers/17-fitter": "->/careers/17-welder",
        "acme.example/careers/17-welder": POSTING,
    }
    async with internet(answers, worker) as scraper:
        found = await scraper.read(Posting("http://acme.example/careers/17-fitter", "Fitter"))
    assert found.home == "http://acme.example/careers/17-welder"


def listed_page(number: int, last: int) -> str:
    """A page of a list: two postings, and links to the page after it and to all of them."""
    rows = "".join(
        f'<li><a href="/jobs/{number}-{each}">Welder {number}{each}</a> Lyon, France</li>'
        for each in "ab"
    )
    numbers = "".join(f'<a href="/careers?page={each}">{each}</a>' for each in range(1, last + 1))
    following = f'<a rel="next" href="/careers?page={number % last + 1}">Next</a>'
    return f"<h1>Open positions</h1><ul>{rows}</ul><nav>{numbers}{following}</nav>"


@asynccontextmanager
async def paged(
    last: int, worker: ParsingWorker, *, broken: int = 0
) -> AsyncIterator[tuple[Scraper, list[str]]]:
    """A site whose list has `last` pages, the last leading to the first; and what was asked."""
    asked: list[str] = []

    async def careers(request: web.Request) -> web.Response:
        number = int(request.query.get("page", 1))
        asked.append(request.path_qs)
        if number == broken:
            raise web.HTTPNotFound
        return web.Response(text=listed_page(number, last), content_type="text/html")

    app = web.Application()
    app.router.add_get("/careers", careers)
    async with TestServer(app) as server:
        settings = Settings.from_environment(host_interval="0s", robots="off")
        stand_ins = {"acme.example": str(server.make_url("/"))}
        async with Fetcher(settings, stand_ins=stand_ins) as fetcher:
            yield Scraper(fetcher, worker), asked


async def test_all_pages_of_a_list_are_read_once_though_the_last_leads_to_the_first(
    worker: ParsingWorker,
) -> None:
    async with paged(4, worker) as (scraper, asked):
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert len(listing.postings) == 8
    assert (listing.whole, listing.notes) == (True, ())
    assert len(asked) <= 5, "the first may be asked for under two addresses"


async def test_a_list_without_end_is_cut_and_says_so(worker: ParsingWorker) -> None:
    async with paged(99, worker) as (scraper, asked):
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert len(asked) == 20
    assert not listing.whole, "what is missing from it may still be there"
    assert listing.notes == ("The list has more than the 20 pages that were read",)


async def test_a_list_with_a_page_missing_is_not_whole(worker: ParsingWorker) -> None:
    async with paged(4, worker, broken=3) as (scraper, _):
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert {"Welder 1a", "Welder 2b"} <= {posting.title for posting in listing.postings}
    assert not listing.whole
    assert "answered 404" in listing.notes[0]


async def test_a_board_that_stands_empty_does_not_hide_the_pages_own_postings(
    worker: ParsingWorker,
) -> None:
    script = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
    answers: dict[str, Answer] = {
        "acme.example/careers": f'{script}<a href="/jobs/welder">Welder</a>',
        "boards-api.greenhouse.io/v1/boards/acme/jobs": {"jobs": []},
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert [posting.title for posting in listing.postings] == ["Welder"]
    assert listing.notes == ("The page shows the greenhouse board acme, which lists nothing",)


# Boards that a page says are on its own host


FEED_ITEM = "<item><title>{1}</title><link>https://{0}/jobs/{1}</link></item>"
OWN = ' xmlns:tt="https://teamtailor.com/locations"'
SIGNS = {
    "teamtailor": '<script src="https://assets.teamtailor-cdn.com/x.js"></script>',
    "recruitee": '<script src="https://recruiteecdn.com/app.js"></script>',
}
CLAIMING = {name: f"{sign}<a href='/jobs/cook'>Cook</a>" for name, sign in SIGNS.items()}


def feed(host: str, *titles: str, namespace: str = OWN) -> str:
    items = "".join(FEED_ITEM.format(host, title) for title in titles)
    return f"<rss{namespace}><channel>{items}</channel></rss>"


def offers(host: str, **without: object) -> dict[str, object]:
    offer = {"id": 7, "slug": "welder", "title": "Welder", "careers_url": f"https://{host}/o/w"}
    return {"offers": [{key: offer[key] for key in offer if key not in without}]}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("jobs.rss", feed("acme.example", "Welder")),
        ("jobs.rss", feed("acme.teamtailor.com", "Welder")),
        ("jobs.json", {"items": [{"url": "https://acme.example/jobs/1", "title": "Welder",
                                  "_jobposting": {"title": "Welder"}}]}),
        ("api/offers/", offers("acme.example")),
    ],
)  # fmt: skip
async def test_a_board_on_the_pages_own_host_is_believed_where_it_answers_as_one(
    worker: ParsingWorker, path: str, answer: Answer
) -> None:
    name = "recruitee" if "offers" in path else "teamtailor"
    answers: dict[str, Answer] = {
        "acme.example/careers": CLAIMING[name],
        f"acme.example/{path}": answer,
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert (listing.source, [each.title for each in listing.postings]) == (name, ["Welder"])


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("jobs.rss", feed("acme.example", "Welder", namespace="")),
        ("jobs.rss", feed("acme.example", "Welder", namespace=' xmlns:tt="https://x.example/"')),
        ("jobs.rss", feed("elsewhere.example", "Welder")),
        ("jobs.rss", feed("notteamtailor.com", "Welder")),
        ("jobs.rss", "<p>Welcome</p>"),
        ("jobs.json", {"items": [{"url": "https://acme.example/jobs/1", "title": "Welder"}]}),
        ("jobs.json", {"items": []}),
        ("api/offers/", offers("elsewhere.example")),
        ("api/offers/", offers("acme.example", id=None)),
        ("api/offers/", {"offers": "none"}),
        ("api/offers/", 404),
        ("api/offers/", 503),
    ],
)
async def test_a_page_that_only_claims_to_be_a_board_is_read_as_any_other(
    worker: ParsingWorker, path: str, answer: Answer
) -> None:
    name = "recruitee" if "offers" in path else "teamtailor"
    answers: dict[str, Answer] = {
        "acme.example/careers": CLAIMING[name],
        f"acme.example/{path}": answer,
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert (listing.source, [each.title for each in listing.postings]) == ("page", ["Cook"])
    assert f"seems to show the {name} board acme.example" in listing.notes[0]
    assert listing.whole is (answer != 503), "what the board may list is not gone by that"


async def test_a_page_without_postings_that_only_claims_to_be_a_board_is_an_empty_list(
    worker: ParsingWorker,
) -> None:
    answers: dict[str, Answer] = {
        "acme.example/careers": f"{SIGNS['teamtailor']}<p>No openings.</p>"
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert listing.postings == ()
    assert "seems to show the teamtailor board acme.example" in listing.notes[0]


async def test_a_page_whose_board_may_be_there_but_cannot_be_read_now_is_no_empty_list(
    worker: ParsingWorker,
) -> None:
    answers: dict[str, Answer] = {
        "acme.example/careers": f"{SIGNS['teamtailor']}<p>Our openings:</p>",
        "acme.example/jobs.rss": 503,
    }
    async with internet(answers, worker) as scraper:
        with pytest.raises(PassingError, match=r"jobs\.rss.* answered 503"):
            await scraper.list_postings("http://acme.example/careers", "")


async def test_a_list_that_goes_on_where_nothing_is_recognised_is_not_whole(
    worker: ParsingWorker,
) -> None:
    rows = '<li><a href="/jobs/cook">Cook</a></li><li><a href="/jobs/pilot">Pilot</a></li>'
    next_page = '<a href="/careers/page/2">Next</a>'
    answers: dict[str, Answer] = {
        "acme.example/careers": f"<h1>Open positions</h1><ul>{rows}</ul>{next_page}",
        "acme.example/careers/page/2": f"<p>{'Something went wrong here, sorry. ' * 5}</p>",
    }
    async with internet(answers, worker) as scraper:
        listing = await scraper.list_postings("http://acme.example/careers", "")
    assert (len(listing.postings), listing.whole) == (2, False)
    assert any("no postings were recognised there" in note for note in listing.notes)
