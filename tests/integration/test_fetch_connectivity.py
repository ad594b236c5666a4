"""A dead line counts against nobody: judged with the real client, on loopback alone."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from loguru import logger
from yarl import URL

from reactor.errors import (
    NoSuchHostError,
    OfflineError,
    PassingError,
    PrivateAddressError,
    UnreachableError,
)
from reactor.fetch.connectivity_probes import ConnectivityProbes
from tests.internet import Host, Internet, answer_all_names, serving, silence

JOBS = "http://careers.example.com/jobs"
ROUTER = "192.168.1.1"


@pytest.fixture
def internet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Internet:
    """One in which no name is found."""
    monkeypatch.chdir(tmp_path)  # no .env of the checkout
    internet = Internet()
    answer_all_names(monkeypatch, internet, socket.gaierror(socket.EAI_AGAIN, "no"))
    return internet


@pytest.fixture
def silent() -> Iterator[URL]:
    with silence() as origin:
        yield origin


@pytest.fixture
def refusing(unused_tcp_port: int) -> URL:
    return URL(f"http://127.0.0.1:{unused_tcp_port}")


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with serving() as host:
        yield host


@pytest.fixture
def logged() -> Iterator[list[str]]:
    lines: list[str] = []
    sink = logger.add(lines.append, format="{level} {message}")
    yield lines
    logger.remove(sink)


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_NONAME])
async def test_a_name_not_found_while_none_is_found_is_nobodys_failure(
    internet: Internet, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    answer_all_names(monkeypatch, internet, socket.gaierror(code, "no"))
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError, match="the line seems to be down") as caught:
            await fetcher.get(JOBS)
    assert 45 <= caught.value.delay <= 75


async def test_silence_everywhere_is_nobodys_failure(internet: Internet, silent: URL) -> None:
    internet.leads.update({"careers.example.com": silent, "witness.example.com": silent})
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)


async def test_a_connection_that_falls_silent_on_a_dead_line_is_nobodys_failure(
    internet: Internet, host: Host, silent: URL
) -> None:
    internet.leads |= {"careers.example.com": host.origin, "witness.example.com": silent}
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get("http://careers.example.com/never")


async def test_a_router_that_answers_for_the_whole_internet_is_no_sign_of_life(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all_names(monkeypatch, internet, ROUTER)
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "no"), UnreachableError),
        (socket.gaierror(socket.EAI_NONAME, "no"), NoSuchHostError),
        (ROUTER, PrivateAddressError),
    ],
)
async def test_silence_is_the_hosts_own_where_a_witness_answers(
    internet: Internet,
    host: Host,
    monkeypatch: pytest.MonkeyPatch,
    answer: OSError | str,
    kind: type[Exception],
) -> None:
    answer_all_names(monkeypatch, internet, answer)
    internet.leads["witness.example.com"] = host.origin
    async with internet.fetcher() as fetcher:
        with pytest.raises(kind, match=r"careers\.example.com"):
            await fetcher.get(JOBS)
        assert not fetcher.line.known_down


async def test_a_witness_that_refuses_has_answered(
    internet: Internet, silent: URL, refusing: URL
) -> None:
    internet.leads |= {"careers.example.com": silent, "witness.example.com": refusing}
    async with internet.fetcher() as fetcher:
        with pytest.raises(UnreachableError, match=r"careers\.example.com took too long"):
            await fetcher.get(JOBS)


async def test_a_refused_connection_is_the_hosts_own_without_asking(
    internet: Internet, refusing: URL
) -> None:
    internet.leads["careers.example.com"] = refusing
    async with internet.fetcher() as fetcher:
        with pytest.raises(PassingError) as caught:
            await fetcher.get(JOBS)
    assert type(caught.value) is PassingError
    assert internet.looked_up == []


async def test_another_host_heard_meanwhile_spares_the_witnesses(internet: Internet) -> None:
    async with internet.fetcher() as fetcher:
        begun = internet.clock.now
        internet.clock.now += 15
        fetcher.line.heard("other.example.com", 443)
        assert not await fetcher.line.is_down(since=begun)
    assert internet.looked_up == []


@pytest.mark.parametrize("ago", [0.001, 6])
async def test_what_was_heard_before_the_line_went_down_is_no_proof(
    internet: Internet, ago: float
) -> None:
    async with internet.fetcher() as fetcher:
        fetcher.line.heard("other.example.com", 443)
        internet.clock.now += ago
        began = internet.clock.now if ago < 1 else internet.clock.now - 15
        assert await fetcher.line.is_down(since=began)
    assert set(internet.looked_up) == {"witness.example.com", "other.example.com"}


async def test_five_jobs_ask_once_and_one_line_is_logged(
    internet: Internet, logged: list[str]
) -> None:
    async with internet.fetcher() as fetcher:
        jobs = (fetcher.get(f"http://careers{number}.example.com/") for number in range(5))
        errors = await asyncio.gather(*jobs, return_exceptions=True)
    assert [type(error) for error in errors] == [OfflineError] * 5
    assert internet.looked_up.count("witness.example.com") == 1
    (line,) = logged
    assert line.startswith("WARNING the line is down")


async def test_nothing_is_dialled_while_the_line_is_known_to_be_down(
    internet: Internet, host: Host
) -> None:
    internet.leads["up.example.com"] = host.origin
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)
        for _ in range(4):
            with pytest.raises(OfflineError):
                await fetcher.get("http://up.example.com/")
            internet.clock.now += 4
    assert host.asked == []
    assert internet.looked_up.count("witness.example.com") == 2, (
        "after ten seconds it is asked again"
    )


async def test_it_goes_on_when_the_line_is_back_and_says_so_once(
    internet: Internet, host: Host, logged: list[str]
) -> None:
    internet.leads["up.example.com"] = host.origin
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)
        internet.leads["witness.example.com"] = host.origin
        internet.clock.now += 90
        for _ in range(2):
            assert (await fetcher.get("http://up.example.com/")).text == "hello"
        assert not fetcher.line.known_down
    assert [line.strip() for line in logged[1:]] == ["INFO the line is back"]


async def test_after_a_long_outage_jobs_come_back_less_often(internet: Internet) -> None:
    async with internet.fetcher() as fetcher:
        delays = []
        for outage in (0, 200, 1200, 100_000):
            internet.clock.now = 1000.0 + outage
            with pytest.raises(OfflineError) as caught:
                await fetcher.get(JOBS)
            delays.append(caught.value.delay)
    assert all(45 <= delay <= 75 for delay in delays[:2])
    assert 240 <= delays[2] <= 360
    assert 720 <= delays[3] <= 1080


async def test_hosts_of_the_home_do_not_care_about_the_line_and_prove_nothing(
    internet: Internet, host: Host
) -> None:
    async with internet.fetcher(allow_hosts=("127.0.0.0/8", "nas")) as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)
        assert (await fetcher.get(str(host.origin))).text == "hello"
        with pytest.raises(UnreachableError, match="The name nas could not be looked up"):
            await fetcher.get("http://nas/jobs")
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)


async def test_a_witness_whose_name_leads_into_the_home_is_not_dialled(
    internet: Internet, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all_names(monkeypatch, internet, "127.0.0.1")
    witnesses = ConnectivityProbes(["a.example.com"])
    witnesses.add("b.example.com", host.origin.port or 0)
    assert not await witnesses.any_answers()


async def test_cancelling_while_the_witnesses_are_asked_leaves_nothing_behind(
    internet: Internet, silent: URL
) -> None:
    internet.leads["witness.example.com"] = silent
    async with internet.fetcher() as fetcher:
        others = asyncio.all_tasks()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(fetcher.line.is_down(since=internet.clock.now), timeout=0.05)
        assert asyncio.all_tasks() == others
        assert await fetcher.line.is_down(since=internet.clock.now)


@pytest.mark.parametrize("name", ["localhost", "nas", "jobs.localhost", "Printer.local."])
async def test_a_name_of_the_house_is_told_as_not_public_whatever_the_line_does(
    internet: Internet, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answer_all_names(monkeypatch, internet, ROUTER)
    async with internet.fetcher() as fetcher:
        with pytest.raises(OfflineError):
            await fetcher.get(JOBS)
        with pytest.raises(PrivateAddressError, match="is not a public address"):
            await fetcher.get(f"http://{name}/jobs")
