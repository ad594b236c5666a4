"""People's own addresses stay outside the house, wherever they lead; the operator's are free."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.notify import delivery
from reactor.notify.delivery import OwnAddressLimits, deliver, examine
from reactor.notify.messages import Message
from tests.telephones import MailServer, Phone

MESSAGE = Message("95 Engineer, Acme", "95 Engineer")
NOWHERE = OwnAddressLimits((), None)
LOOPBACK = OwnAddressLimits(("127.0.0.0/8",), None)


class House:
    """A server inside, which notes what reaches it."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.port = 0
        self.elsewhere = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Receive anything; send it elsewhere if there is somewhere else."""
        self.reached.append(f"{request.method} {request.path}")
        if self.elsewhere and request.path != "/elsewhere":
            raise web.HTTPTemporaryRedirect(self.elsewhere)
        return web.json_response({})


@pytest_asyncio.fixture
async def house() -> AsyncIterator[House]:
    here = House()
    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", here.answer)])
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0.1)
    here.port = server.port or 0
    yield here
    await server.close()


def addresses(port: int) -> list[str]:
    """A host inside, in many spellings."""
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "0.0.0.0")  # noqa: S104
    return [f"ntfy://{host}:{port}/topic" for host in hosts]


async def test_nothing_inside_is_reached_by_any_spelling(house: House) -> None:
    answers = await deliver(MESSAGE, addresses(house.port), outside=NOWHERE)
    assert house.reached == []
    assert {answer.outcome for answer in answers} == {"forbidden"}
    assert "REACTOR_ALLOW_HOSTS" in answers[0].because


async def test_no_webhook_or_other_request_reaches_a_host_inside(house: House) -> None:
    at = f"127.0.0.1:{house.port}"
    urls = [
        f"json://{at}/admin?method=DELETE",
        f"xml://{at}/soap?method=PUT",
        f"form://{at}/latest?method=GET&+X-Token=1",
        f"json://{at}/x",
        f"workflows://{at}/workflow/signature?template=http://{at}/x",
        f"http://{at}/",
        f"apprise://{at}/token",
    ]
    assert {a.outcome for a in await deliver(MESSAGE, urls, outside=NOWHERE)} == {"forbidden"}
    named = [url for url in urls if url != f"json://{at}/x"]
    assert {a.outcome for a in await deliver(MESSAGE, named, outside=LOOPBACK)} == {"forbidden"}
    assert house.reached == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8"])
async def test_a_host_that_the_operator_exempts_is_reached(house: House, allowed: str) -> None:
    url = f"ntfy://127.0.0.1:{house.port}/topic"
    (answer,) = await deliver(MESSAGE, [url], outside=OwnAddressLimits((allowed,), None))
    assert (answer.outcome, len(house.reached)) == ("sent", 1)


async def test_an_exempt_name_is_reached_and_the_address_behind_it_is_not(house: House) -> None:
    urls = [f"ntfy://{host}:{house.port}/topic" for host in ("localhost", "127.0.0.1")]
    answers = await deliver(MESSAGE, urls, outside=OwnAddressLimits(("localhost",), None))
    assert [answer.outcome for answer in answers] == ["sent", "forbidden"]
    assert len(house.reached) == 1


async def test_the_operators_addresses_are_free(house: House) -> None:
    urls = [f"json://127.0.0.1:{house.port}/x?method=PUT", f"xml://localhost:{house.port}/y"]
    answers = await deliver(MESSAGE, urls)
    assert [answer.outcome for answer in answers] == ["sent", "sent"]
    assert house.reached == ["PUT /x", "POST /y"]


async def test_people_are_not_redirected_and_the_operator_is(house: House) -> None:
    house.elsewhere = f"http://127.0.0.1:{house.port}/elsewhere"
    url = f"json://127.0.0.1:{house.port}/here"
    (answer,) = await deliver(MESSAGE, [url], outside=LOOPBACK)
    assert (answer.outcome, house.reached) == ("refused", ["POST /here"])
    assert "redirects" in answer.because
    (answer,) = await deliver(MESSAGE, [url])
    assert (answer.outcome, house.reached[-1]) == ("sent", "POST /elsewhere")


async def test_a_proxy_of_this_machine_is_not_used_for_people(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{house.port}")
    url = "json://127.0.0.1:1/here"
    (answer,) = await deliver(MESSAGE, [url], outside=LOOPBACK)
    assert (answer.outcome, house.reached) == ("refused", [])


async def test_asking_sends_nothing(house: House) -> None:
    urls = [f"json://127.0.0.1:{house.port}/x", "syslog://", "tgram://hush", "ntfy://topic"]
    answers = await examine(urls, LOOPBACK)
    outcomes = ["known", "forbidden", "forbidden", "known"]
    assert ([answer.outcome for answer in answers], house.reached) == (outcomes, [])
    assert "hush" not in str(answers)


async def test_an_address_with_many_receivers_is_refused(house: House) -> None:
    url = f"ntfy://127.0.0.1:{house.port}/{'/'.join(f't{n}' for n in range(6))}"
    (answer,) = await deliver(MESSAGE, [url], outside=LOOPBACK)
    assert (answer.outcome, house.reached) == ("forbidden", [])


async def test_all_addresses_of_a_person_have_one_time_limit(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.answers = None
    monkeypatch.setattr(delivery, "NOTICE_LIMIT", 1.0)
    urls = [f"json://127.0.0.1:{phone.port}/{n}?rto=20" for n in range(3)]
    answers = await deliver(MESSAGE, urls, outside=LOOPBACK)
    assert [answer.outcome for answer in answers] == ["unsure", "refused", "refused"]
    assert phone.calls <= 1, "the others are not begun"


async def test_mail_to_a_person_goes_by_the_operators_server() -> None:
    async with MailServer() as server:
        operators = f"mailto://127.0.0.1:{server.port}?from=me@lan.example&to=me@lan.example"
        outside = OwnAddressLimits((), f"{operators}&cc=boss@lan.example")
        urls = ["mailto:ada@example.org", f"mailto://ada@127.0.0.1:{server.port}"]
        answers = await deliver(MESSAGE, urls, outside=outside)
        assert [answer.outcome for answer in answers] == ["sent", "forbidden"]
        assert server.receivers == ["ada@example.org"]


async def test_the_courier_knows_none_of_the_reactors_secrets(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.answers = None
    secrets = ("GEMINI_API_KEY", "MONGODB_URI", "REACTOR_NOTIFY_URLS", "AWS_SECRET_ACCESS_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "hush")
    sending = asyncio.create_task(deliver(MESSAGE, [phone.url("ada")], 5))
    await asyncio.wait_for(phone.rang.wait(), 20)
    (courier,) = _couriers()
    environment = (courier / "environ").read_text()
    (core,) = [x for x in (courier / "limits").read_text().splitlines() if "core file" in x]
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    assert "hush" not in environment
    assert "PATH=" in environment
    assert core.split()[4:6] == ["0", "0"]


def _couriers() -> list[Path]:
    """The children of this process that send, as `/proc` shows them."""
    me = str(os.getpid())
    return [
        found
        for found in Path("/proc").glob("[0-9]*")
        if "reactor.notify.sender_process" in _read(found / "cmdline")
        and _read(found / "stat").rpartition(")")[2].split()[1:2] == [me]
    ]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


_REBINDING = """
import socket
from reactor.fetch.address_policy import AddressPolicy
from reactor.notify import egress

inside, answers = socket.create_server(("127.0.0.1", 0)), []
port = inside.getsockname()[1]

def look_up(host, *args, **kwargs):
    answers.append(host)
    address = "8.8.8.8" if len(answers) == 1 else "127.0.0.1"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

guard = egress.EgressGuard(AddressPolicy())
guard.install()

def refused(work):
    try:
        work()
    except egress.RefusedConnectionError:
        return True
    return False

with guard.outside():
    tcp = socket.socket()
    assert refused(lambda: socket.create_connection(("localhost", port)))
    assert refused(lambda: tcp.connect(("127.0.0.1", port)))
    assert refused(lambda: tcp.connect_ex(("localhost", port)))
    assert refused(lambda: socket.socket(socket.AF_UNIX).connect("/run/docker.sock"))
    udp = socket.socket(type=socket.SOCK_DGRAM)
    assert refused(lambda: udp.sendto(b"x", ("127.0.0.1", port)))
    assert refused(lambda: udp.connect(("127.0.0.1", port)))
    assert refused(lambda: socket.create_connection(("::1", port)))
    assert refused(lambda: socket.create_connection(("::ffff:127.0.0.1", port)))
    assert refused(lambda: __import__("subprocess").run(["true"]))
    guard._look_up = look_up
    assert socket.getaddrinfo("rebinding.example", port)[0][4][0] == "8.8.8.8"
    assert refused(lambda: tcp.connect(("127.0.0.1", port)))
    assert refused(lambda: socket.create_connection(("rebinding.example", port)))
socket.socket().connect(("127.0.0.1", port))
print("held")
"""


def test_only_a_vetted_address_can_be_dialled_by_whatever_code() -> None:
    # A process of its own: an audit hook is never taken away again.
    ran = subprocess.run(
        [sys.executable, "-c", _REBINDING], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("held\n", "")
