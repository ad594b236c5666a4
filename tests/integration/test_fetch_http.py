import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.errors import (
    BlockedError,
    LastingError,
    NoSuchHostError,
    PassingError,
    RefusedError,
)
from reactor.fetch.connectivity_probes import BOARD_HOSTS
from reactor.fetch.http import Fetcher
from reactor.settings import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[TestServer]]

SITE = "http://careers.example"
HTML = {"Content-Type": "text/html"}


def settings(**overrides: Any) -> Settings:
    return Settings.from_environment(
        **{"host_interval": timedelta(0), "robots": "off", **overrides}
    )


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers: list[TestServer] = []

    async def start(handler: Handler) -> TestServer:
        app = web.Application()
        app.router.add_get("/{path:.*}", handler)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return server

    yield start
    for server in servers:
        await server.close()


def standing_in(server: TestServer, **overrides: Any) -> Fetcher:
    base = str(server.make_url("/"))
    time_limits = overrides.pop("time_limits", aiohttp.ClientTimeout(total=10))
    return Fetcher(
        settings(**overrides), stand_ins={"careers.example": base}, time_limits=time_limits
    )


def replying(**answer: Any) -> Handler:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(**answer)

    return handle


async def test_a_page_is_fetched_under_its_own_name_and_with_our_own(serve: Serve) -> None:
    seen: list[web.Request] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(request)
        return web.Response(text="<p>Zürich</p>", content_type="text/html", charset="latin-1")

    async with standing_in(await serve(handle)) as fetcher:
        page = await fetcher.get(f"{SITE}/jobs?team=a%20b#top")
    assert (page.url, page.status, page.text) == (
        f"{SITE}/jobs?team=a%20b",
        200,
        "<p>Zürich</p>",
    )
    assert seen[0].host == "careers.example"
    assert seen[0].headers["User-Agent"].startswith("ScoutlyReactor/")
    assert seen[0].query == {"team": "a b"}


async def test_redirects_are_followed_and_the_last_address_is_the_pages(serve: Serve) -> None:
    async def handle(request: web.Request) -> web.Response:
        if request.path == "/new":
            return web.Response(text=request.headers.get("Cookie", ""), content_type="text/html")
        response = web.Response(status=302, headers={"Location": "/new"})
        response.set_cookie("seen", "yes")
        return response

    async with standing_in(await serve(handle)) as fetcher:
        page = await fetcher.get(f"{SITE}/old")
    assert page.url == f"{SITE}/new"
    assert page.text == "seen=yes", "cookies last along the redirects"


async def test_a_redirect_loop_is_refused(serve: Serve) -> None:
    server = await serve(replying(status=301, headers={"Location": "/again"}))
    async with standing_in(server) as fetcher:
        with pytest.raises(RefusedError, match="redirects more than 5 times") as caught:
            await fetcher.get(f"{SITE}/again")
    assert caught.value.code == "redirect_loop"


@pytest.mark.parametrize(
    "location",
    [
        *("http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:1/", "http://[::1]:1/"),
        *(
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::ffff:127.0.0.1]/",
            "file:///etc/passwd",
        ),
        "http://localhost:1/",
    ],
)
async def test_a_redirect_to_a_private_address_is_refused(serve: Serve, location: str) -> None:
    server = await serve(replying(status=302, headers={"Location": location}))
    async with standing_in(server) as fetcher:
        with pytest.raises(RefusedError):
            await fetcher.get(f"{SITE}/jobs")


async def test_a_private_address_is_refused_and_the_settings_can_exempt_it(serve: Serve) -> None:
    server = await serve(replying(text="hello"))
    url = str(server.make_url("/"))
    async with Fetcher(settings()) as fetcher:
        with pytest.raises(RefusedError, match="REACTOR_ALLOW_HOSTS"):
            await fetcher.get(url)
    async with Fetcher(settings(allow_hosts=("127.0.0.0/8",))) as fetcher:
        assert (await fetcher.get(url)).text == "hello"


async def test_the_vetted_address_is_the_dialled_one(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve(replying(text="hello"))
    answers = ["127.0.0.1", "169.254.169.254"]

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        assert host == "rebinding.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    async with Fetcher(settings(allow_hosts=("127.0.0.1",))) as fetcher:
        page = await fetcher.get(f"http://rebinding.example:{server.port}/")
    assert page.text == "hello"
    assert len(answers) == 1, "the name was looked up once, not once to vet and once to dial"


@pytest.mark.parametrize(
    ("code", "kind"), [(socket.EAI_NONAME, NoSuchHostError), (socket.EAI_AGAIN, PassingError)]
)
async def test_a_name_that_does_not_exist_is_told_from_one_not_found_now(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Exception]
) -> None:
    server = await serve(replying(text="hello"))
    the_line_is_up = dict.fromkeys(BOARD_HOSTS, str(server.make_url("/")))

    def failing(*_: Any, **__: Any) -> None:
        raise socket.gaierror(code, "no")

    monkeypatch.setattr(socket, "getaddrinfo", failing)
    async with Fetcher(settings(), stand_ins=the_line_is_up) as fetcher:
        with pytest.raises(kind, match=r"gone\.example"):
            await fetcher.get("https://gone.example.com/jobs")


@pytest.mark.parametrize("url", [f"http://{'a' * 64}.example/", "http://a..b.example/"])
async def test_a_name_that_cannot_exist_is_no_such_host(url: str) -> None:
    async with Fetcher(settings()) as fetcher:
        with pytest.raises(LastingError):
            await fetcher.get(url)


async def test_a_closed_port_is_a_passing_failure(unused_tcp_port: int) -> None:
    base = f"http://127.0.0.1:{unused_tcp_port}"
    async with Fetcher(settings(), stand_ins={"careers.example": base}) as fetcher:
        with pytest.raises(PassingError, match=r"No connection to careers\.example"):
            await fetcher.get(f"{SITE}/jobs")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "deflate"])
async def test_ten_megabytes_of_zeros_are_refused_however_they_are_sent(
    serve: Serve, encoding: str
) -> None:
    async def handle(_: web.Request) -> web.Response:
        response = web.Response(body=bytes(10_000_000), content_type="text/html")
        if encoding != "identity":
            response.enable_compression(web.ContentCoding(encoding))
        return response

    async with standing_in(await serve(handle)) as fetcher:
        with pytest.raises(RefusedError, match="larger than 5 MB") as caught:
            await fetcher.get(f"{SITE}/zeros")
    assert caught.value.code == "too_large"


async def test_a_bomb_is_refused_before_it_is_unpacked_whole(serve: Serve) -> None:
    bomb = await asyncio.to_thread(gzip.compress, bytes(200_000_000))
    server = await serve(
        replying(body=bomb, headers={"Content-Encoding": "gzip"}, content_type="text/html")
    )
    async with standing_in(server) as fetcher:
        with pytest.raises(RefusedError, match="larger than"):
            await fetcher.get(f"{SITE}/bomb")


async def test_garbled_compression_and_a_cut_off_answer_are_passing(serve: Serve) -> None:
    async def cut_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**HTML, "Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>only this")
        assert request.transport is not None
        request.transport.close()
        return response

    garbled = replying(body=b"no gzip", headers={**HTML, "Content-Encoding": "gzip"})
    for handler in (garbled, cut_off):
        async with standing_in(await serve(handler)) as fetcher:
            with pytest.raises(PassingError):
                await fetcher.get(f"{SITE}/jobs")


async def test_a_server_that_stalls_or_drips_is_given_up(serve: Serve) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HTML)
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.02)

    async def stall(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    for handler in (drip, stall):
        limits = aiohttp.ClientTimeout(total=0.2)
        async with standing_in(await serve(handler), time_limits=limits) as fetcher:
            with pytest.raises(PassingError, match="took too long"):
                await fetcher.get(f"{SITE}/jobs")


async def test_statuses_challenges_and_content_reach_the_caller_sorted(serve: Serve) -> None:
    cases: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"status": 404, "text": "gone"}, LastingError),
        ({"status": 503, "headers": {"Retry-After": "7"}}, PassingError),
        ({"status": 200, "text": "<title>Just a moment...</title>"}, BlockedError),
        ({"body": b"x" * 100, "content_type": "application/pdf"}, RefusedError),
    ]
    for answer, kind in cases:
        async with standing_in(await serve(replying(**answer))) as fetcher:
            with pytest.raises(kind, match=SITE):
                await fetcher.get(f"{SITE}/jobs")


async def test_a_part_of_a_host_that_asks_for_rest_leaves_the_others(serve: Serve) -> None:
    async def handle(request: web.Request) -> web.Response:
        if request.path == "/acme":
            return web.Response(status=429, headers={"Retry-After": "7200"})
        return web.Response(text="<p>Jobs</p>", content_type="text/html")

    async with standing_in(await serve(handle)) as fetcher:
        with pytest.raises(PassingError, match="429"):
            await fetcher.get(f"{SITE}/acme", part="acme")
        with pytest.raises(PassingError, match="left alone"):
            await fetcher.get(f"{SITE}/acme/2", part="acme")
        assert (await fetcher.get(f"{SITE}/other", part="other")).status == 200
        assert (await fetcher.get(f"{SITE}/jobs")).status == 200


async def test_a_status_passes_for_who_knows_that_it_does(serve: Serve) -> None:
    async with standing_in(await serve(replying(status=400))) as fetcher:
        with pytest.raises(LastingError):
            await fetcher.get(f"{SITE}/jobs")
        with pytest.raises(PassingError):
            await fetcher.get(f"{SITE}/jobs", passing={400})


async def test_one_host_is_asked_one_thing_at_a_time(serve: Serve) -> None:
    running, most = 0, 0

    async def handle(_: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return web.Response(text="hello")

    async with standing_in(await serve(handle)) as fetcher:
        await asyncio.gather(*(fetcher.get(f"{SITE}/{number}") for number in range(10)))
    assert most == 1


async def test_requests_to_one_host_keep_their_distance_and_others_do_not_wait(
    serve: Serve,
) -> None:
    loop = asyncio.get_running_loop()
    starts: dict[str, list[float]] = {"a.example": [], "b.example": []}

    async def handle(request: web.Request) -> web.Response:
        starts[request.host].append(loop.time())
        return web.Response(text="hello")

    base = str((await serve(handle)).make_url("/"))
    stand_ins = dict.fromkeys(starts, base)
    interval = timedelta(seconds=0.15)
    async with Fetcher(settings(host_interval=interval), stand_ins=stand_ins) as fetcher:
        await asyncio.gather(*(fetcher.get(f"http://{host}/") for host in [*starts, *starts]))
    for times in starts.values():
        assert all(later - earlier > 0.1 for earlier, later in pairwise(times))
    assert abs(starts["a.example"][0] - starts["b.example"][0]) < 0.1


async def test_a_cancelled_fetch_frees_its_host(serve: Serve) -> None:
    asked = asyncio.Event()

    async def handle(request: web.Request) -> web.Response:
        if request.path == "/slow":
            asked.set()
            await asyncio.Event().wait()
        return web.Response(text="hello")

    async with standing_in(await serve(handle)) as fetcher:
        slow = asyncio.create_task(fetcher.get(f"{SITE}/slow"))
        await asked.wait()
        slow.cancel()
        assert (await fetcher.get(f"{SITE}/quick")).text == "hello"
        with pytest.raises(asyncio.CancelledError):
            await slow
