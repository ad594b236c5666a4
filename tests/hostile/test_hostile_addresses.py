"""Nothing but public addresses is dialled, however they are written, named or led to."""

import socket
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from reactor.errors import LastingError, PrivateAddressError, RefusedError
from reactor.fetch.guard import GuardedResolver
from reactor.fetch.http import Fetcher
from reactor.settings import Settings
from tests.hostile.server import answer, saying, serving
from tests.hostile.site import HOST, JOBS, LIMITS, fetcher, site

Names = Mapping[str, Sequence[str]]

NOT_PUBLIC = [
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
    *("100.64.0.1", "100.127.255.255", "192.88.99.1", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("2001:db8::1", "3fff::1", "3fff:fff:ffff::1", "100::1", "5f00::1"),
]
IN_DISGUISE = {
    "mapped": "::ffff:127.0.0.1",
    "mapped in hexadecimal": "::ffff:a9fe:a9fe",
    "compatible": "::127.0.0.1",
    "6to4": "2002:7f00:1::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "NAT64": "64:ff9b::169.254.169.254",
    "local NAT64": "64:ff9b:1::169.254.169.254",
}
SPELT = [
    *("2130706433", "017700000001", "0x7f000001", "0x7f.1", "127.1", "127.0.1", "0177.0.0.01"),
    *("127.0.0.1.", "0", "0x0", "4294967295"),
    # As IDN: full-width and circled digits, ideographic full stops.
    *("\uff11\uff12\uff17.0.0.1", "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021"),
    *("[::1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[fe80::1]"),
]


def names(monkeypatch: pytest.MonkeyPatch, known: Names) -> list[str]:
    """Let these names lead to these addresses, and no other anywhere; gives what is looked up."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "no")
        families = (socket.AF_INET6 if ":" in text else socket.AF_INET for text in known[host])
        pairs = zip(families, known[host], strict=True)
        return [(kind, socket.SOCK_STREAM, 6, "", (text, port)) for kind, text in pairs]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def open_to(*hosts: str) -> Fetcher:
    settings = Settings.from_environment(
        host_interval=timedelta(0), robots="off", allow_hosts=hosts
    )
    return Fetcher(settings, time_limits=LIMITS)


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *IN_DISGUISE.values()])
async def test_an_address_that_is_not_public_is_refused_spelt_out_or_named(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    names(monkeypatch, {"inside.example": [address]})
    spelt = f"[{address}]" if ":" in address else address
    async with fetcher({}) as visitor:
        for host in (spelt, "inside.example"):
            with pytest.raises(PrivateAddressError, match="not a public address"):
                await visitor.get(f"http://{host}:1/")


@pytest.mark.parametrize("host", SPELT)
async def test_no_spelling_of_an_address_gets_past(host: str) -> None:
    async with fetcher({}) as visitor:
        with pytest.raises(PrivateAddressError, match="not a public address"):
            await visitor.get(f"http://{host}:1/")


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "FILE:///etc/passwd", "file:/etc/passwd", "file:etc/passwd"),
        *("file://localhost/etc/passwd", "view-source:file:///etc/passwd", "url:file:///x"),
        *("http:\\\\127.0.0.1\\", "http://example.com\\@127.0.0.1/", "\\\\127.0.0.1\\share"),
        *("http:/\\127.0.0.1/", "http://127.0.0.1:80\\@example.com/", "http://127.0.0.1\\.x.com/"),
        *("http://[fe80::1%25eth0]/", "http://[::1%lo]/", "http://[2606:4700::1111%25eth0]/"),
        *("http://example.com@127.0.0.1/", "http://user:pw@example.com/", "http://:pw@x.com/"),
        *("http://127%2e0%2e0%2e1/", "http://127.0.0.1%00.example.com/", "http://a b.com/"),
        *("http://example.com:99999/", "http://[::1/", "http:///jobs", "//127.0.0.1/", "ldap://x"),
    ],
)
async def test_an_address_that_could_be_read_in_two_ways_is_no_web_address(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    asked = names(monkeypatch, {})
    async with fetcher({}) as visitor:
        with pytest.raises(LastingError):
            await visitor.get(url)
    assert asked == []


@pytest.mark.parametrize("bad", ["10.0.0.1", "::1", "::ffff:10.0.0.1"])
@pytest.mark.parametrize("first", [True, False])
async def test_one_bad_address_among_good_ones_refuses_the_host(
    monkeypatch: pytest.MonkeyPatch, bad: str, *, first: bool
) -> None:
    good = ["93.184.216.34", "2606:2800:220:1::1"]
    names(monkeypatch, {"both.example": [bad, *good] if first else [*good, bad]})
    dialled: list[object] = []
    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", dialled.append)
    async with fetcher({}) as visitor:
        with pytest.raises(PrivateAddressError):
            await visitor.get("http://both.example/")
    assert dialled == []


@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.1:1/", "http://[::ffff:127.0.0.1]:1/", "http://2130706433:1/"),
        *("http://inside.example:1/", "//inside.example:1/", "http://0x7f.1:1/"),
    ],
)
async def test_each_redirect_is_vetted_like_the_first_address(
    monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    names(monkeypatch, {"inside.example": ["192.168.0.1"]})
    say = saying(answer(b"", f"Location: {location}", status="302 Found"))
    async with site(say) as (visitor, server):
        with pytest.raises(PrivateAddressError):
            await visitor.get(JOBS)
    assert len(server.asked) == 1


async def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vetted once and looked up again to be dialled, it would lead to the metadata service."""
    async with serving(saying(answer(b"hello"))) as server:
        answers = ["127.0.0.1", "169.254.169.254"]

        def rebinding(_: str, port: int, *__: Any, **___: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        async with open_to("127.0.0.1") as visitor:
            page = await visitor.get(server.base.replace("127.0.0.1", "rebinding.example.com"))
    assert page.text == "hello"
    assert answers == ["169.254.169.254"]


async def test_what_is_dialled_is_what_was_vetted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver's answer holds numbers only, and tells the dialler to look nothing up."""
    names(monkeypatch, {"jobs.example.com": ["93.184.216.34", "2606:2800:220:1::1"]})
    async with fetcher({}) as visitor:
        resolver = GuardedResolver(visitor._client._policy)  # noqa: SLF001 - what it was given
        found = await resolver.resolve("jobs.example.com", 443)
    assert [each["host"] for each in found] == ["93.184.216.34", "2606:2800:220:1::1"]
    assert all(each["flags"] & socket.AI_NUMERICHOST for each in found)


async def test_an_exempt_name_does_not_exempt_what_redirects_lead_to() -> None:
    say = saying(answer(b"", "Location: http://127.0.0.2:1/", status="302 Found"))
    async with serving(say) as server, open_to("127.0.0.1") as visitor:
        with pytest.raises(RefusedError, match=r"127\.0\.0\.2"):
            await visitor.get(server.base)


async def test_a_stand_in_is_for_its_host_alone() -> None:
    async with site(saying(answer(b"hello"))) as (visitor, server):
        assert (await visitor.get(f"http://{HOST}/")).text == "hello"
        with pytest.raises(PrivateAddressError):
            await visitor.get(server.base)
